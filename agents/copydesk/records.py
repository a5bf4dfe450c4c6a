"""What a stage function takes and gives: Kafka records, without Kafka."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from . import headers as h
from .headers import Headers, Order
from .instants import to_ms
from .topics import Topic


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it was read."""

    topic: str
    """Topic with its prefix."""
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    timestamp_ms: int = 0
    """The record's timestamp in milliseconds since the epoch."""


def plain_headers(pairs: Iterable[tuple[str, bytes | None]]) -> Headers:
    """Return headers without nulls, which Kafka allows and nothing of ours means."""
    found = tuple(pairs)
    # The loop is the slower way, and nulls are rare.
    if found and None not in tuple(zip(*found, strict=True))[1]:
        return found  # type: ignore[return-value]  # the line above has looked
    return tuple((name, value or b"") for name, value in found)


def from_kafka(found: Any) -> Record:
    """Return a record of aiokafka, which publishes no types, as ours."""
    return Record(
        topic=found.topic,
        partition=found.partition,
        offset=found.offset,
        key=found.key,
        value=found.value,
        headers=plain_headers(found.headers),
        timestamp_ms=found.timestamp,
    )


def page_order(page: Record, at: datetime) -> Order:
    """Return the order of what is made from a page.

    A replayed page brings the one that it had, so that it makes the same events again.

    Args:
        page: the `fetched` record.
        at: when what it says was so (`Fetched.ordered_at`).

    Raises:
        DecodeError: the order that it brings is malformed.
    """
    brought = h.get(page.headers, h.ORDER_HEADER)
    if brought is not None:
        return Order.decode(brought)
    return Order(to_ms(at), page.partition, page.offset)


@dataclass(frozen=True, slots=True)
class Output:
    """A record to write."""

    topic: Topic
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    partition: int | None = None
    """Explicit partition; by the key's hash if unset."""
    timestamp_ms: int | None = None
    """Kafka's timestamp in milliseconds since the epoch; the time of sending if unset."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where a record is that was written."""

    topic: Topic
    partition: int
    offset: int


StageFunction = Callable[[Record], Awaitable[Sequence[Output]]]
"""One record in, what it leads to out.

A `CopydeskError` that it raises becomes a dead letter with that error's code; any other
exception one with the reason `exception`. An empty sequence drops the record.
"""

After = Callable[[Record, Sequence[Written]], Awaitable[None]]
"""What a stage does when all that a record led to is delivered."""
