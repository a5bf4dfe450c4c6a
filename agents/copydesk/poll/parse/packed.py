"""A parsed feed as bytes, to send from the parser's process to the stage.

MessagePack by msgspec: a pickle of a feed that carries whole articles costs twice as much, and
that was a fifth of the time of a poll's parsing (bench/feeds_parse.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from .feed import parse_feed
from .model import ParsedFeed

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(ParsedFeed)


def parse_packed(
    body: bytes,
    url: str,
    headers: Mapping[str, str],
    seen_at: datetime | None,
    max_entries: int | None,
) -> bytes:
    """Do what `parse_feed` does; return its result packed.

    Raises:
        PermanentError: as `parse_feed`.
    """
    found = parse_feed(body, url=url, headers=headers, seen_at=seen_at, max_entries=max_entries)
    return _ENCODER.encode(found)


def unpack(data: bytes) -> ParsedFeed:
    """Return what `parse_packed` packed."""
    return _DECODER.decode(data)
