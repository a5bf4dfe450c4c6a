"""The fields of an article, as EVENTS names them; `articles` carries `Article`.

`Copy` holds what the stages fill in turn; `Normalized`, `Enriched` and `Article` are the same
copy at three points of its way, so that a field has one name everywhere.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from .base import Event, Part
from .discovered import FeedRef
from .fetched import Removed
from .rights import AiUse


class AltId(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Another id of the article."""

    role: str
    """What kind of id: guid, story-code, wire-id, warc-record, id-rules-N."""
    value: str
    """The id."""


class Headline(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A headline in one of its roles."""

    role: Literal["main", "kicker", "feed", "social"]
    """main: the page's own; kicker: the line above it; feed, social: what those call it."""
    value: str
    """Plain text."""


class Instant(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A time that a source printed: when it was, and how far to trust it."""

    value: datetime
    """The instant in UTC."""
    offset: str | None = None
    """The source's own offset from UTC, `+03:30`."""
    zone_from: Literal["page", "feed", "country", "assumed"] | None = None
    """Where the offset came from; assumed means that none was found and UTC was taken."""
    precision: Literal["second", "minute", "day"] = "second"
    """The smallest unit that the source printed."""


class Author(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A person or desk of the byline."""

    name: str
    """As printed."""
    role: str | None = None
    """Reporter, editor, photographer…"""
    uri: str | None = None
    """Address of the author's page."""


class Dateline(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The dateline in front of the first paragraph."""

    text: str
    """As printed."""
    place: str | None = None
    """Place, if it names one."""
    date: str | None = None
    """Date, if it names one (ISO 8601)."""
    source: str | None = None
    """Agency or paper, if it names one."""


class Block(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A block of the body, in reading order."""

    kind: Literal["paragraph", "heading", "quote", "list", "table", "embed"]
    """What it is."""
    text: str
    """Plain text."""


class Body(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The copy itself."""

    text: str
    """The blocks' texts joined by a blank line; offsets elsewhere count its code points."""
    blocks: tuple[Block, ...] = ()
    """The blocks in order."""


class Counts(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Sizes of the body."""

    words: int
    """Words by Unicode word boundaries (UAX 29); Han, Thai and their like by letter."""
    characters: int
    """Unicode code points of `body.text`."""
    read_minutes: float
    """Reading time in minutes, one decimal."""


class Language(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The language of the body."""

    tag: str
    """BCP 47; `und` where nothing could tell."""
    confidence: float | None = None
    """0 to 1, from the detector."""
    declared: str | None = None
    """What the page or the feed declares."""


class Extraction(Part, frozen=True, kw_only=True, omit_defaults=True):
    """How the body was taken out of the page."""

    method: str
    """Name of the extractor."""
    version: str
    """Its version."""
    score: float | None = None
    """Its own confidence, 0 to 1, where it has one."""
    removed: tuple[str, ...] = ()
    """Furniture that was taken out of the text."""


class Medium(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A picture, a video or a sound."""

    href: str
    """Absolute address."""
    type: str | None = None
    """Media type."""
    width: int | None = None
    """Pixels."""
    height: int | None = None
    """Pixels."""
    caption: str | None = None
    """As printed."""
    alt: str | None = None
    """Alternative text."""
    credit: str | None = None
    """As printed."""
    licence: str | None = None
    """Address of the licence."""


class LiveUpdate(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One update of a live blog."""

    id: str | None = None
    """As the page or its machines name it."""
    time: datetime | None = None
    """When it was published (UTC), where a source says so with its zone."""
    headline: str | None = None
    """Plain text."""
    text: str
    """Paragraphs, each a line."""


class Rights(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Whose the rights are, in the source's words."""

    holder: str | None = None
    """Who holds them."""
    notice: str | None = None
    """The notice as printed or stated."""
    usage_terms: str | None = None
    """Terms of use, as text or an address."""
    licence_uri: str | None = None
    """Address of the licence."""


class Publisher(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Who publishes it."""

    id: str
    """Stable id: the site."""
    name: str | None = None
    """As the site calls itself."""
    domain: str
    """Registrable domain, or host and port for an address."""
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    languages: tuple[str, ...] = ()
    """BCP 47."""


class Completeness(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Whether all of the article is here."""

    value: Literal["full", "partial"]
    """full or partial."""
    reason: Literal["paywall", "short feed", "script", "blocked", "truncated", "pages"] | None = (
        None
    )
    """Why it is partial; pages: it is one page of several."""


class FieldProvenance(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Where one field's value came from."""

    from_: str = msgspec.field(name="from")
    """feed, json-ld, microdata, opengraph, twitter, meta, title, page text, url, or a model's name
    and version."""
    confidence: float | None = None
    """0 to 1 where one is meant."""


class StageProvenance(Part, frozen=True, kw_only=True, omit_defaults=True):
    """What a stage did to the article."""

    name: str
    """The stage."""
    version: str
    """Version of Copydesk that ran it."""
    outcome: str = "ok"
    """ok, or what went less well."""


class Provenance(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Proof: where every value came from."""

    fields: dict[str, FieldProvenance] = msgspec.field(default_factory=dict)
    """Per field of the article."""
    stages: tuple[StageProvenance, ...] = ()
    """The stages in order."""
    raw_digest: str | None = None
    """SHA-256 of the page's bytes, hexadecimal."""
    feed_digest: str | None = None
    """SHA-256 of the entry as discovered, hexadecimal."""


class Copy(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An article on its way: every field but those that the gate gives."""

    article_id: str
    """URI made from the canonical URL; never changes."""
    alt_ids: tuple[AltId, ...] = ()
    """Other ids: guid, story code, ids by later rules."""
    url: str
    """Address after redirects."""
    canonical_url: str
    """Normalized canonical address, from which `article_id` is made."""
    completeness: Completeness | None = None
    """Whether all of it is here."""
    access: Literal["free", "metered", "paywalled"] | None = None
    """What a reader pays."""
    published: Instant | None = None
    """When the source says it was published."""
    modified: Instant | None = None
    """When the source says it was last changed."""
    first_seen: datetime | None = None
    """When a poll first met this entry (recorded)."""
    fetched: datetime | None = None
    """When the page was read (recorded)."""
    headlines: tuple[Headline, ...] = ()
    """By role."""
    standfirst: str | None = None
    """The summary paragraph under the headline."""
    section: str | None = None
    """Section of the paper."""
    genres: tuple[str, ...] = ()
    """What kind of article the page says it is: news, opinion, analysis, live, gallery, video."""
    by: tuple[Author, ...] = ()
    """Byline."""
    dateline: Dateline | None = None
    """Dateline."""
    sign_off: str | None = None
    """Sign-off as printed, e.g. `[IT/r]`."""
    ed_note: str | None = None
    """Corrections and notes by the editors."""
    body: Body
    """The copy."""
    counts: Counts | None = None
    """Sizes of the body."""
    language: Language | None = None
    """Language of the body."""
    live_updates: tuple[LiveUpdate, ...] = ()
    """The updates of a live blog, newest first; the body is what stands above them."""
    extraction: Extraction | None = None
    """How the body was found."""
    media: tuple[Medium, ...] = ()
    """Pictures, videos, sounds."""
    keywords: tuple[str, ...] = ()
    """Keywords, most telling first."""
    fingerprint: str | None = None
    """Near-duplicate signature: 64-bit simhash, hexadecimal."""
    publisher: Publisher | None = None
    """Who publishes it."""
    feed: FeedRef | None = None
    """The feed that led to this fetch."""
    rights: Rights | None = None
    """Whose the rights are."""
    ai_use: AiUse | None = None
    """What the source says about AI use, and the signals that say it."""
    provenance: Provenance | None = None
    """Where the values came from."""

    @property
    def text(self) -> str:
        """The body as plain text."""
        return self.body.text

    @property
    def headline(self) -> str | None:
        """The main headline, else the feed's."""
        by_role = {h.role: h.value for h in reversed(self.headlines)}
        return by_role.get("main") or by_role.get("feed")

    @property
    def kicker(self) -> str | None:
        """The line above the headline."""
        return next((h.value for h in self.headlines if h.role == "kicker"), None)

    def copy_fields(self) -> dict[str, Any]:
        """Return the copy by field, without what belongs to one point of its way only."""
        return {name: getattr(self, name) for name in Copy.__struct_fields__}


class Reading(Copy, frozen=True, kw_only=True, omit_defaults=True):
    """An article as a stage before the gate has it."""

    removed: Removed | None = None
    """Set where the page is gone; the copy is that of its last reading then."""


class Normalized(Reading, frozen=True, kw_only=True, omit_defaults=True):
    """`normalized`: one clean article from a page and its feed entry."""


class Enriched(Reading, frozen=True, kw_only=True, omit_defaults=True):
    """`enriched`: the article with language, counts, keywords and fingerprint."""


class Change(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Why there is a new version."""

    kind: Literal["first", "update", "correction", "withdrawal", "erasure"]
    """What happened to the article."""
    fields: tuple[str, ...] = ()
    """Which fields changed, sorted; empty for a first version."""
    note: str | None = None
    """What the source says about it; of a withdrawal, what its page answered: `410 Gone`."""


class Article(Copy, frozen=True, kw_only=True, omit_defaults=True):
    """`articles`: one version of an article, published exactly once."""

    version: int
    """Rises by one with every change, from 1."""
    status: Literal["usable", "withheld", "canceled"]
    """Whether it may be used."""
    change: Change
    """What changed since the version before."""
