"""`discovered`: an entry that a feed shows for the first time, or shows changed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from .base import Event, Part

WARC_FEED = "urn:copydesk:warc:"
"""Begins the address of what stands for a feed where a page came out of a web archive."""


class FeedRef(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The feed that led to an article."""

    url: str
    """Address of the feed; `urn:copydesk:warc:FILE` where a page came out of a web archive."""
    title: str | None = None
    """Title that the feed gives itself."""
    entry_id: str | None = None
    """The entry's guid or Atom id, as served; of an archive the id of the record."""


class FeedDate(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A date of a feed entry: the instant, and the offset that the source wrote."""

    value: datetime
    """The instant in UTC."""
    offset: str | None = None
    """Offset as the feed wrote it, `+03:30`; unset where it wrote none."""
    text: str
    """The date as served."""
    clamped: bool = False
    """Whether the feed's date was in the future; `value` is the time it was seen then."""


class Enclosure(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A media file that the entry points to."""

    href: str
    """Absolute address."""
    type: str | None = None
    """Media type as served."""
    length: int | None = None
    """Size in bytes as served."""


class Discovered(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A new or changed entry of a feed."""

    feed: FeedRef
    """Where it was seen."""
    link: str
    """Address of the page to fetch."""
    change: Literal["new", "changed"]
    """Whether the feed shows the entry for the first time."""
    changed_fields: tuple[str, ...] = ()
    """Which parts of the entry changed: title, summary, content, published, updated, link."""
    seen_at: datetime
    """When the feed's answer that shows it had come in full (a recorded time, UTC)."""
    title: str | None = None
    """Title as served, entities decoded once."""
    summary: str | None = None
    """Summary as served (may hold markup)."""
    content: str | None = None
    """Full content as served (may hold markup), where the feed carries it."""
    published: FeedDate | None = None
    """When the feed says it was published."""
    updated: FeedDate | None = None
    """When the feed says it was last changed."""
    authors: tuple[str, ...] = ()
    """Authors as served."""
    categories: tuple[str, ...] = ()
    """Categories as served."""
    enclosures: tuple[Enclosure, ...] = ()
    """Media files."""
    language: str | None = None
    """Language that the entry or the feed declares (BCP 47, as served)."""
