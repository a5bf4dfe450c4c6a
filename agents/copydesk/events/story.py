"""`stories`: what depends on other articles. Experimental until a stage fills it."""

from __future__ import annotations

from typing import Literal

from .base import Event, Part


class Origin(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Who had it first."""

    role: Literal["original", "copy"]
    """Whether this article is the source."""
    original_id: str | None = None
    """Article id of the original."""
    similarity: float | None = None
    """0 to 1."""


class Story(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An article's place among others."""

    article_id: str
    """The article."""
    story_id: str
    """The story it belongs to."""
    origin: Origin | None = None
    """Who had it first."""
