"""Topics into a recording, their partitions merged by time."""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from copydesk.admin import admin_client, existing_topics
from copydesk.consumer.start import Start, check, end_offsets, resolve
from copydesk.errors import BrokerError
from copydesk.kafka import client_options, unreachable
from copydesk.records import Record, from_kafka
from copydesk.settings import Settings
from copydesk.topics import Topic

from .file import Writer
from .manifest import FORMAT, Manifest, TopicFacts

_POLL_MS = 200

Progress = Callable[[int, int], None]
"""Called with the offsets passed so far, and how many there are to pass."""


@dataclass(frozen=True)
class Span:
    """What part of the topics is recorded."""

    since: Start = "earliest"
    """Where it begins."""
    until: datetime | None = None
    """Records at or after this time are left out."""
    follow: bool = False
    """Whether to go on past the present end, until `until` or until told to stop."""


async def record(
    settings: Settings,
    topics: Sequence[Topic],
    path: Path,
    *,
    span: Span,
    wants: Callable[[Record, Topic], bool],
    selection: str = "",
    stop: asyncio.Event | None = None,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Write the committed records of topics into a recording; leaves no trace on the broker.

    Records of a partition stay in their order; among partitions the older one goes first, by
    Kafka's timestamp.

    Args:
        settings: broker and security.
        topics: what is recorded.
        path: the file; it gets its name when it is whole.
        span: from where to where.
        wants: which records are kept.
        selection: the same in words, for the manifest.
        stop: ends a recording that follows.
        progress: told now and then.

    Returns:
        How many records of each topic are in it.

    Raises:
        BrokerError: no Kafka answers, or it has no such topic.
        OSError: the file cannot be written.
    """
    check(span.since)
    by_name = {topic.full_name(settings.topics.prefix): topic for topic in topics}
    async with admin_client(settings) as client:
        existing = await existing_topics(client)
    for name in by_name:
        if name not in existing:
            raise BrokerError(f"the broker has no topic {name}; it has {sorted(existing)}")
    source = _Source(settings, {name: existing[name] for name in by_name}, span, progress)
    manifest = Manifest(
        FORMAT,
        {topic.name: TopicFacts(existing[name]) for name, topic in sorted(by_name.items())},
        prefix=settings.topics.prefix,
        made=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        selection=selection,
    )
    async with source:
        with Writer(path, manifest) as writer:
            async for found in source.records(stop or asyncio.Event()):
                topic = by_name[found.topic]
                if wants(found, topic):
                    writer.write(replace(found, topic=topic.name))
    return {topic.name: writer.counts[topic.name] for topic in topics}


class _Source:
    """All partitions of some topics as one stream."""

    def __init__(
        self, settings: Settings, counts: dict[str, int], span: Span, progress: Progress | None
    ) -> None:
        self._settings = settings
        self._span = span
        self._progress = progress
        self._partitions = [TopicPartition(n, p) for n, c in counts.items() for p in range(c)]
        self._begin: dict[TopicPartition, int] = {}
        self._end: dict[TopicPartition, int] = {}
        self._consumer: Any = AIOKafkaConsumer(
            **client_options(settings),
            enable_auto_commit=False,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
        )

    async def __aenter__(self) -> _Source:
        try:
            await self._consumer.start()
        except KafkaError as error:
            await self._consumer.stop()
            raise await unreachable(self._settings) from error
        self._consumer.assign(self._partitions)
        self._begin = await resolve(self._consumer, self._partitions, self._span.since)
        self._end = await end_offsets(self._settings, self._partitions)
        if self._span.until is not None:
            time_ms = int(self._span.until.timestamp() * 1000)
            limit = await self._consumer.offsets_for_times(dict.fromkeys(self._partitions, time_ms))
            self._end |= {tp: min(self._end[tp], at.offset) for tp, at in limit.items() if at}
        for tp, offset in self._begin.items():
            self._consumer.seek(tp, offset)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()

    async def records(self, stop: asyncio.Event) -> AsyncIterator[Record]:
        async for record in self._merged():
            yield record
        if self._span.follow:
            async for record in self._following(stop):
                yield record

    async def _merged(self) -> AsyncIterator[Record]:
        """Yield what is there: always the oldest of the partitions' next ones."""
        heads: dict[TopicPartition, deque[Record]] = {
            tp: deque() for tp in self._partitions if self._begin[tp] < self._end[tp]
        }
        while heads:
            # Without the next one of each partition nobody knows which is the oldest.
            await self._fill(heads)
            for tp in [tp for tp, waiting in heads.items() if not waiting]:
                del heads[tp]
            while heads and all(heads.values()):
                oldest = min(heads, key=lambda tp: heads[tp][0].timestamp_ms)
                yield heads[oldest].popleft()

    async def _fill(self, heads: dict[TopicPartition, deque[Record]]) -> None:
        """Fetch until each partition has a record waiting or is at its end."""
        empty = {tp for tp, waiting in heads.items() if not waiting}
        while empty:
            found = await self._consumer.getmany(*empty, timeout_ms=_POLL_MS)
            for tp, records in found.items():
                heads[tp] += (from_kafka(r) for r in records if r.offset < self._end[tp])
            for tp in list(empty):
                # Past the last record may lie transactions' markers: positions tell the end.
                if heads[tp] or await self._consumer.position(tp) >= self._end[tp]:
                    empty.discard(tp)
            await self._tell()

    async def _following(self, stop: asyncio.Event) -> AsyncIterator[Record]:
        """Yield what comes, as it comes; once told to stop, up to where the topics end then."""
        for tp in self._partitions:
            self._consumer.seek(tp, max(self._begin[tp], self._end[tp]))
        until = self._span.until
        limit_ms = None if until is None else until.timestamp() * 1000
        ends: dict[TopicPartition, int] | None = None
        while ends is None or await self._before(ends):
            over = stop.is_set() or (until is not None and datetime.now(UTC) >= until)
            if over and ends is None:
                ends = await end_offsets(self._settings, self._partitions)
            found = await self._consumer.getmany(timeout_ms=_POLL_MS)
            # Each partition in its own order, whatever its times are.
            for one in heapq.merge(*found.values(), key=lambda one: one.timestamp):
                record = from_kafka(one)
                if limit_ms is None or record.timestamp_ms < limit_ms:
                    yield record

    async def _before(self, ends: dict[TopicPartition, int]) -> bool:
        """Whether a partition is not read to its end."""
        for tp, end in ends.items():
            if await self._consumer.position(tp) < end:
                return True
        return False

    async def _tell(self) -> None:
        if self._progress is not None:
            passed = total = 0
            for tp in self._partitions:
                begin, end = self._begin[tp], max(self._begin[tp], self._end[tp])
                passed += min(await self._consumer.position(tp), end) - begin
                total += end - begin
            self._progress(passed, total)
