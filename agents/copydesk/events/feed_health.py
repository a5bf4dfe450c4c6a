"""`feed-health`: how a feed is doing. Experimental: fields may still come."""

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


class PushHealth(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A running WebSub subscription of a feed."""

    hub: str
    """Address of the hub."""
    until: datetime
    """When its lease ends."""
    trusted: bool = False
    """Whether it has proved itself, so that the feed is polled less often."""
    last_push: datetime | None = None
    """When it last pushed."""


class FeedHealth(Event, frozen=True, kw_only=True, omit_defaults=True):
    """State of a feed after a poll."""

    feed: str
    """Address of the feed."""
    state: Literal["ok", "failing", "muted"]
    """How it is; a muted feed is gone, and asked again at the longest interval."""
    title: str | None = None
    """Title that the feed gives itself."""
    last_success: datetime | None = None
    """When it last answered well."""
    last_entry: datetime | None = None
    """When it last had a new entry."""
    error: HealthError | None = None
    """What is wrong."""
    next_poll: datetime | None = None
    """When it is due."""
    why: str | None = None
    """Why then: `gap` between entries, `ttl`, `overflow`, … (docs/feeds.md names them)."""
    gap: float | None = None
    """Typical seconds between entries."""
    entries: int | None = None
    """How many the last feed that was read had."""
    duplicates: float | None = None
    """Share of entries already known, 0 to 1."""
    bytes: int | None = None
    """Size of the last answer."""
    bad_dates: int | None = None
    """Dates of it that cannot be read or are in the future."""
    warnings: tuple[str, ...] = ()
    """Codes of what was broken in it."""
    moved_to: str | None = None
    """Where it moved to for good, and is polled."""
    false_304: int | None = None
    """Entries that it had although its validators said nothing new."""
    push: PushHealth | None = None
    """The subscription by which a hub pushes it."""
