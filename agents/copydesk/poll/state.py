"""What poll remembers of a feed, as one value."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import msgspec

from copydesk.errors import DecodeError
from copydesk.events import Feed
from copydesk.websub.subscription import Subscription

from .history import History

T = TypeVar("T")

_FORMAT = b"\x01"
"""Begins each value; rises when the fields of one of the Structs change their places."""


class Told(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """What the feed itself says of when it changes."""

    ttl_s: float | None = None
    """RSS `ttl`, in seconds."""
    every_s: float | None = None
    """Seconds between two updates (`sy:updatePeriod` by `sy:updateFrequency`)."""
    skip_hours: int = 0
    """Bit n is set for the hour n without news, UTC."""
    skip_days: int = 0
    """Bit 0 is set for Monday, UTC."""


class Facts(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """What the last feed that was read had, for its health."""

    title: str | None = None
    entries: int | None = None
    bad_dates: int | None = None
    """Dates that cannot be read or are in the future."""
    warnings: tuple[str, ...] = ()
    """Codes of what is broken in it."""


class Moving(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A permanent redirect that is not yet believed."""

    target: str
    """Where it leads."""
    polls: int
    """How many good polls in a row it led there."""
    since_ms: int
    """When the first of them was."""


class ReadSitemap(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """A sitemap of an index that was read."""

    key: bytes
    """Of its address."""
    updated: str | None = None
    """Its `lastmod` as the index had it then."""
    etag: str | None = None
    last_modified: str | None = None
    """Validators as served."""


class Index(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """What is remembered of a feed that is an index of sitemaps."""

    read: tuple[ReadSitemap, ...] = ()
    """Those that were read, the last one last; no more than `sitemaps.MOST_REMEMBERED`."""
    is_settled: bool = True
    """Whether an index that did not change says that its sitemaps did not."""


class FeedState(msgspec.Struct, frozen=True, kw_only=True, array_like=True, omit_defaults=True):
    """State of one feed."""

    feed: Feed
    """The feed as someone added it."""
    partition: int
    """Partition of its record on `feeds`, and so of this state."""
    next_due_ms: int = 0
    """When it is to be polled next; 0 for at once."""
    seen: bytes = b""
    """What `identity.compare` remembers of its entries."""
    etag: str | None = None
    """Validator as served (RFC 9110 section 8.8.3)."""
    last_modified: str | None = None
    """Validator as served (section 8.8.2)."""
    digest: bytes = b""
    """Digest of the last body that was read."""
    refused_digest: bytes = b""
    """Digest of the last answer that was refused."""
    polls: int = 0
    """How often it was polled."""
    failures: int = 0
    """Failed polls in a row."""
    last_success: datetime | None = None
    """When it last answered well."""
    last_entry: datetime | None = None
    """When it last had a new entry."""
    history: History = History()
    pace: float = 1.0
    """Factor on the interval; below 1 after polls that may have missed entries."""
    told: Told = Told()
    facts: Facts = Facts()
    address: str | None = None
    """Where it has moved to for good, and is polled."""
    moving: Moving | None = None
    false_304: int = 0
    """How many entries the validators would have hidden."""
    push: Subscription | None = None
    """The hub that it names, and what it has promised."""
    index: Index | None = None
    """None for a feed that has its entries itself."""


class Head(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The first fields of a `FeedState`, for a look at many."""

    feed: msgspec.Raw
    partition: int
    next_due_ms: int = 0


def encode_state(state: FeedState) -> bytes:
    """Return the table's value."""
    return _FORMAT + _ENCODER.encode(state)


def decode_state(value: bytes) -> FeedState:
    """Read the table's value.

    Raises:
        DecodeError: another version of Copydesk wrote it.
    """
    return _decode(_STATE, value)


def decode_head(value: bytes) -> Head:
    """Read the beginning of the table's value; several times as fast.

    Raises:
        DecodeError: as `decode_state`.
    """
    return _decode(_HEAD, value)


def _decode(decoder: msgspec.msgpack.Decoder[T], value: bytes) -> T:
    if not value.startswith(_FORMAT):
        raise DecodeError("the state of a feed is in another version's format")
    try:
        return decoder.decode(memoryview(value)[len(_FORMAT) :])
    except msgspec.DecodeError as error:
        raise DecodeError(f"the state of a feed cannot be read: {error}") from error


_ENCODER = msgspec.msgpack.Encoder()
_STATE = msgspec.msgpack.Decoder(FeedState)
_HEAD = msgspec.msgpack.Decoder(Head)
