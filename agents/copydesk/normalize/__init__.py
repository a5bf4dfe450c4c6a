"""Normalize: a page and its feed entry become one clean article.

`extract` is the one function for people and tests, `inspect_page` the same with what became of
each block; `template_of` says what repeats on pages of one site. They are loaded when they are
asked for: they need more than what a subscriber has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .extraction import Article, Template, Trace, extract, inspect_page, template_of

__all__ = ["Article", "Template", "Trace", "extract", "inspect_page", "template_of"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from . import extraction

        return getattr(extraction, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
