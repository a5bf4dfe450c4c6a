"""Normalize: a page and its feed entry become one clean article.

`extract` is the one function for people and tests, `inspect_page` the same with what became of
each block. They are loaded when they are asked for: they need more than what a subscriber has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .extraction import Article, Trace, extract, inspect_page

__all__ = ["Article", "Trace", "extract", "inspect_page"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from . import extraction

        return getattr(extraction, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
