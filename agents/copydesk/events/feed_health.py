"""`feed-health`: how a feed is doing. Experimental until it is filled."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from .base import Event, Part


class HealthError(Part, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong with the last poll."""

    reason: str
    """Stable code."""
    text: str
    """One sentence for a person."""


class FeedHealth(Event, frozen=True, kw_only=True, omit_defaults=True):
    """State of a feed after a poll."""

    feed: str
    """Address of the feed."""
    state: Literal["ok", "failing", "muted"]
    """How it is."""
    last_success: datetime | None = None
    """When it last answered well."""
    last_entry: datetime | None = None
    """When it last had a new entry."""
    error: HealthError | None = None
    """What is wrong."""
    next_poll: datetime | None = None
    """When it is due."""
    gap: float | None = None
    """Typical seconds between entries."""
    duplicates: float | None = None
    """Share of entries already known, 0 to 1."""
    bytes: int | None = None
    """Size of the last answer."""
