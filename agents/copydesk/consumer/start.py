"""Where a reader begins: the two ends, a time, or offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from aiokafka import AIOKafkaConsumer, TopicPartition

from copydesk.errors import ConfigError
from copydesk.kafka import client_options
from copydesk.settings import Settings

Start = Literal["earliest", "latest"] | datetime | Mapping[int, int]
"""`earliest`, `latest`, the first record at or after a time, or an offset per partition."""


def check(start: Start) -> None:
    """Refuse what is no place.

    Raises:
        ConfigError: unknown word, a time without a zone, an offset below 0.
    """
    if isinstance(start, datetime):
        if start.tzinfo is None:
            raise ConfigError(f"the time {start} has no zone: give one, like {start}+00:00")
    elif isinstance(start, Mapping):
        if any(offset < 0 for offset in start.values()):
            raise ConfigError(f"an offset cannot be below 0: {dict(start)}")
    elif start not in ("earliest", "latest"):
        raise ConfigError(
            f"start is {start!r}; it must be 'earliest', 'latest', a datetime, or offsets by "
            "partition"
        )


async def end_offsets(
    settings: Settings, partitions: Sequence[TopicPartition]
) -> dict[TopicPartition, int]:
    """Return where partitions end, with what is not committed yet (their high watermarks).

    A `read_committed` client is told the last stable offset instead. That lies before a
    transaction that is committed for its producer already: the coordinator puts the markers on
    the partitions after it has answered (KIP-98). Who reads up to there misses it; who reads up
    to the high watermark waits for it, and for a transaction that is open now.
    """
    consumer = AIOKafkaConsumer(
        **client_options(settings), enable_auto_commit=False, isolation_level="read_uncommitted"
    )
    await consumer.start()
    try:
        found: dict[TopicPartition, int] = await consumer.end_offsets(list(partitions))
        return found
    finally:
        await consumer.stop()


async def resolve(
    consumer: Any, partitions: Sequence[TopicPartition], start: Start
) -> dict[TopicPartition, int]:
    """Turn a place into offsets; with offsets by partition, others begin at the earliest.

    The latest, and a time after which nothing came yet, is the end as the consumer sees it: a
    `read_committed` one begins with what is not committed yet.
    """
    first: dict[TopicPartition, int] = await consumer.beginning_offsets(list(partitions))
    if start == "earliest":
        return first
    if isinstance(start, Mapping):
        return {tp: max(start.get(tp.partition, 0), first[tp]) for tp in partitions}
    end: dict[TopicPartition, int] = await consumer.end_offsets(list(partitions))
    if start == "latest":
        return end
    assert isinstance(start, datetime)
    found = await consumer.offsets_for_times(
        {tp: int(start.timestamp() * 1000) for tp in partitions}
    )
    return {tp: end[tp] if found[tp] is None else found[tp].offset for tp in partitions}


def parse(text: str, now: datetime) -> Start:
    """Read a place as a person types it.

    Args:
        text: earliest, latest, a time (ISO 8601; UTC without a zone), an age (`90s`, `30m`,
            `6h`, `7d`), or offsets (`0:1200,3:77`).
        now: what an age counts from.

    Raises:
        ConfigError: it is none of them.
    """
    if text in ("earliest", "latest"):
        return "earliest" if text == "earliest" else "latest"
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    if text[:-1].isdecimal() and text[-1] in units:
        return now - timedelta(seconds=int(text[:-1]) * units[text[-1]])
    try:
        if ":" in text and "-" not in text:
            pairs = (part.split(":") for part in text.split(","))
            return {int(partition): int(offset) for partition, offset in pairs}
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(
            f"{text!r} is no place in a topic; it must be earliest, latest, a time like "
            "2026-11-24T06:00Z, an age like 6h, or offsets like 0:1200,3:77"
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=now.tzinfo)
