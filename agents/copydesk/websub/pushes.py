"""Records of `pushes`: what the receiver tells poll. The value is what was pushed, as it came."""

from __future__ import annotations

from typing import Literal

import msgspec

from copydesk import headers as h
from copydesk.errors import DecodeError
from copydesk.records import Output, Record
from copydesk.topics import PUSHES

_HEADER = "push"


class Push(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a hub said: facts in a header of the record."""

    kind: Literal["content", "verified", "denied"]
    """A push, a lease that begins, or a subscription that is refused or ended."""
    topic: str
    at: int
    """When the receiver had it, in milliseconds since the epoch."""
    content_type: str | None = None
    """Of what was pushed."""
    lease_s: float | None = None
    """What the hub grants, if it says so."""
    reason: str | None = None
    """Why it denies, if it says so."""


def push_output(feed: str, push: Push, body: bytes, partition: int) -> Output:
    """Return the record; `partition` is that of the feed on `feeds`."""
    headers = ((_HEADER, msgspec.json.encode(push)),)
    return Output(PUSHES, feed.encode(), body, headers, partition)


def read_push(record: Record) -> Push:
    """Return what a record says.

    Raises:
        DecodeError: it is none of the receiver's.
    """
    try:
        return msgspec.json.decode(h.get(record.headers, _HEADER) or b"", type=Push)
    except msgspec.DecodeError as error:
        raise DecodeError(f"no record of a push: {error}") from error
