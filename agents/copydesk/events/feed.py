"""`feeds`: the feeds to poll, one compacted record per feed."""

from __future__ import annotations

from .base import Event


class Feed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A feed that someone wants polled; a tombstone under the same key removes it."""

    url: str
    """Address of the feed; the record's key."""
    title: str | None = None
    """Name given by the person or the OPML file."""
    tags: tuple[str, ...] = ()
    """Free labels; the folders of an OPML file."""
    min_interval_s: float | None = None
    """Shortest time between two polls in seconds; unset means the setting `poll.min_interval_s`."""
