"""What a feed says, whatever its format."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import msgspec

from copydesk.errors import PermanentError
from copydesk.events import Enclosure, FeedDate

_PERIOD_S = {
    "hourly": 3600.0,
    "daily": 86400.0,
    "weekly": 7 * 86400.0,
    "monthly": 30 * 86400.0,
    "yearly": 365 * 86400.0,
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is broken in a feed, and was read all the same."""

    code: str
    """Stable and machine-readable, e.g. `bad-date`."""
    text: str
    """One sentence for a person."""
    count: int = 1
    """How often."""


@dataclass(frozen=True, slots=True)
class EntrySource:
    """Where an entry was first published, if it says so."""

    title: str | None = None
    url: str | None = None
    """Address of the other feed or site, absolute."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as a feed shows it.

    A Struct, not a dataclass: feeds have thousands, and each goes from the parser's process to
    the stage.
    """

    key: str
    """Its id, else its link, else a hash of its title."""
    link: str | None
    """Address of the page, absolute."""
    id: str | None = None
    """RSS guid, Atom id, `rdf:about` or JSON id, as served."""
    title: str | None = None
    """Plain text, entities decoded once."""
    summary: str | None = None
    """As served; may hold markup."""
    content: str | None = None
    """The full text, where the feed has it; may hold markup."""
    published: FeedDate | None = None
    updated: FeedDate | None = None
    authors: tuple[str, ...] = ()
    """Names; an e-mail address where there is no name."""
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    language: str | None = None
    """Where it differs from the feed's."""
    source: EntrySource | None = None
    comments: int | None = None
    """How many comments there are (slash:comments)."""
    location: tuple[float, float] | None = None
    """Latitude and longitude in degrees (GeoRSS, W3C Geo)."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed says of when it changes."""

    ttl: int | None = None
    """Minutes that it may be cached (RSS 2.0 `ttl`)."""
    update_period: str | None = None
    """`hourly`, `daily`, `weekly`, `monthly` or `yearly` (RSS 1.0 module syndication)."""
    update_frequency: int | None = None
    """How often in a period."""
    update_base: datetime | None = None
    """A moment from which the periods count, UTC."""
    skip_hours: tuple[int, ...] = ()
    """Hours (0-23, UTC) without news, ascending."""
    skip_days: tuple[str, ...] = ()
    """English names of days without news."""

    @property
    def update_every_s(self) -> float | None:
        """Seconds between two updates by period and frequency; None where no period is said."""
        if self.update_period is None:
            return None
        return _PERIOD_S[self.update_period] / (self.update_frequency or 1)


@dataclass(frozen=True, slots=True)
class FeedLinks:
    """Where a feed points to, besides its site; absolute addresses."""

    hubs: tuple[str, ...] = ()
    """WebSub hubs (W3C WebSub section 4)."""
    self: str | None = None
    """The feed's own address, the topic for its hubs."""
    next: str | None = None
    """Older entries (RFC 5005 section 3)."""
    archive: str | None = None
    """The archive before (RFC 5005 section 4, `prev-archive`)."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap that an index lists."""

    url: str
    """Absolute."""
    updated: FeedDate | None = None
    """When it last changed (`lastmod`)."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed at one moment."""

    title: str | None
    language: str | None
    entries: tuple[Entry, ...]
    """In the feed's order; what is listed twice is here twice."""
    format: str = "unknown"
    """`RSS 2.0`, `Atom 1.0`, `JSON Feed 1.1`, `news sitemap`, `sitemap index`, …"""
    link: str | None = None
    """The site, absolute."""
    hints: Hints = Hints()
    links: FeedLinks = FeedLinks()
    sitemaps: tuple[Sitemap, ...] = ()
    """What a sitemap index lists, each address once."""
    charset: str = "utf-8"
    """The charset that read the bytes."""
    warnings: tuple[Flaw, ...] = ()

    @property
    def ttl(self) -> int | None:
        """Minutes that the feed may be cached."""
        return self.hints.ttl


def entry_key(entry_id: str | None, link: str | None, title: str | None) -> str:
    """Return what tells entries of a feed apart."""
    return entry_id or link or hashlib.sha256((title or "").encode()).hexdigest()


def not_a_feed(url: str, why: str) -> PermanentError:
    """Return the error for what is no feed; `why` ends the sentence that begins with `url`."""
    return PermanentError(f"{url} {why}", code="not-a-feed", url=url)
