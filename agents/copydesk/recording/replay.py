"""A recording back on topics: in order, at a pace, each record once however often it is killed.

Progress is the place of a consumer group in the recording's lines, committed in the same
transaction as the records (KIP-98): a `read_committed` reader sees each record once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from aiokafka import AIOKafkaConsumer, TopicPartition

from copydesk import failpoints
from copydesk import headers as h
from copydesk.admin import admin_client, apply, existing_topics, plan
from copydesk.codec import decode
from copydesk.errors import ConfigError, CopydeskError
from copydesk.events import Fetched
from copydesk.kafka import client_options
from copydesk.producer import TransactionalProducer
from copydesk.records import Output, Record, page_order
from copydesk.settings import Settings
from copydesk.topics import FEEDS, FETCHED, TOPICS, Topic, topic_named

from .file import Recording
from .manifest import Manifest

_BATCH = 500
_BATCH_BYTES = 16 * 1024 * 1024
_TOGETHER_S = 0.05
"""At a pace, records this close to each other share a transaction."""

Progress = Callable[[int, int], None]
"""Called with records done, and how many there are."""


@dataclass(frozen=True)
class Pace:
    """How fast a recording is replayed."""

    times: float | None = None
    """So many times the recorded pace; None for as fast as the broker takes it."""

    def delay_s(self, since_first_ms: int) -> float:
        """Return when a record is due, in seconds after the first."""
        return 0.0 if self.times is None else since_first_ms / 1000 / self.times


@dataclass(frozen=True)
class Replayed:
    """What a replay did."""

    written: int
    """Records put on topics now."""
    before: int
    """Records that an earlier run of the same replay had put there."""


async def replay(
    settings: Settings,
    recording: Recording,
    *,
    pace: Pace | None = None,
    again: bool = False,
    recorded_times: bool = False,
    only_its_topics: bool = False,
    progress: Progress | None = None,
) -> Replayed:
    """Put a recording on topics with the prefix of the settings.

    Missing topics are created. Records go to the partition that they had if the topic has as
    many, else to that of their key; headers stay as they were, and a page carries its order on,
    so that what the stages make of it is the same once more, and known to the gate.

    Args:
        settings: broker, prefix, and how many partitions new topics get.
        recording: what is replayed; it is checked to its end before anything is written.
        pace: how fast; by default as fast as the broker takes it.
        again: start over where an earlier replay of the same file is done.
        recorded_times: keep Kafka's timestamps. A topic deletes what is older than its
            retention.
        only_its_topics: create no topics but the recording's.
        progress: told after each transaction.

    Raises:
        ConfigError: it is no whole recording, or has topics that this version does not know.
        BrokerError: no Kafka answers; or another process replays the same file there.
    """
    topics = _topics(recording)
    total = sum(recording.counts().values())
    counts = await _prepare(settings, topics, recording.manifest, only_its_topics)
    group = f"{settings.topics.prefix}replay-{recording.digest()[:16]}"
    prefix = settings.topics.prefix
    # Its own topic would do as well: a group's place is a topic, a partition and a number.
    place = TopicPartition(next(iter(topics.values())).full_name(prefix), 0)
    producer = TransactionalProducer(settings, group, place)
    await producer.start()
    try:
        done = await _committed(settings, group, place)
        if again and done >= total:
            done = 0
        before = done
        if progress is not None:
            progress(done, total)
        for batch, due_s in batches(recording, done, pace or Pace(), time.monotonic):
            if due_s > 0:
                await asyncio.sleep(due_s)
            async with producer.transaction():
                await producer.deliver(
                    [
                        _output(one, topics, counts, recording.manifest, recorded_times)
                        for one in batch
                    ]
                )
                failpoints.hit("replay.sent")
                done += len(batch)
                await producer.commit_input(done)
            failpoints.hit("replay.committed")
            if progress is not None:
                progress(done, total)
        return Replayed(done - before, before)
    finally:
        await producer.stop()


def _topics(recording: Recording) -> dict[str, Topic]:
    found: dict[str, Topic] = {}
    for name in recording.manifest.topics:
        topic = topic_named(name)
        if topic is None:
            raise ConfigError(
                f"{recording.path} holds the topic {name!r}, which this Copydesk does not know"
            )
        found[name] = topic
    if not found:
        raise ConfigError(f"{recording.path} holds no topic")
    return found


async def _prepare(
    settings: Settings, topics: dict[str, Topic], manifest: Manifest, only_its_topics: bool
) -> dict[str, int]:
    """Create what is missing; return the partitions of the recording's topics."""
    prefix = settings.topics.prefix
    async with admin_client(settings) as client:
        existing = await existing_topics(client)
    if not all(topic.full_name(prefix) in existing for topic in topics.values()):
        wanted = tuple(topics.values()) if only_its_topics else TOPICS
        await apply(settings, await plan(settings, wanted))
    # The broker may not show a topic for a moment after it was made.
    new = settings.topics.partitions
    counts = {name: existing.get(one.full_name(prefix), new) for name, one in topics.items()}
    before = manifest.topics.get(FEEDS.name)
    if before is not None and counts[FEEDS.name] != before.partitions:
        # By site, which the key does not tell.
        raise ConfigError(
            f"{FEEDS.full_name(prefix)} has {counts[FEEDS.name]} partitions and had "
            f"{before.partitions}: feeds cannot be spread anew; use 'copydesk feeds import', or "
            "replay with as many partitions"
        )
    return counts


async def _committed(settings: Settings, group: str, place: TopicPartition) -> int:
    consumer = AIOKafkaConsumer(
        **client_options(settings), group_id=group, enable_auto_commit=False
    )
    await consumer.start()
    try:
        return int(await consumer.committed(place) or 0)
    finally:
        await consumer.stop()


def batches(
    recording: Recording, skip: int, pace: Pace, now: Callable[[], float]
) -> Iterator[tuple[list[Record], float]]:
    """Yield what goes into one transaction, and how long to wait before it, in seconds.

    Args:
        recording: what is replayed.
        skip: so many of its first records are left out; the next one is due at once.
        pace: how fast.
        now: a clock that never goes back, in seconds.
    """
    batch: list[Record] = []
    size, wait_s, start, first_ms = 0, 0.0, 0.0, None
    for record in islice(recording, skip, None):
        if first_ms is None:
            start, first_ms = now(), record.timestamp_ms
        due = start + pace.delay_s(record.timestamp_ms - first_ms)
        full = len(batch) >= _BATCH or size >= _BATCH_BYTES
        if batch and (full or due - now() > wait_s + _TOGETHER_S):
            yield batch, wait_s
            batch, size = [], 0
        if not batch:
            wait_s = max(0.0, due - now())
        batch.append(record)
        size += len(record.value or b"")
    if batch:
        yield batch, wait_s


def _output(
    record: Record,
    topics: dict[str, Topic],
    counts: dict[str, int],
    manifest: Manifest,
    recorded_times: bool,
) -> Output:
    topic = topics[record.topic]
    same = counts[record.topic] == manifest.topics[record.topic].partitions
    return Output(
        topic,
        record.key,
        record.value,
        with_order(record) if topic is FETCHED else record.headers,
        # Without a key nothing else says where it belongs.
        record.partition % counts[record.topic] if same or record.key is None else None,
        record.timestamp_ms if recorded_times else None,
    )


def with_order(page: Record) -> h.Headers:
    """Return a page's headers with its order, by partition and offset as they were recorded."""
    if h.get(page.headers, h.ORDER_HEADER) is not None:
        return page.headers
    try:
        facts = decode(h.get(page.headers, h.HTTP_HEADER), Fetched)
    except CopydeskError:
        # The stage will refuse it, as it did before.
        return page.headers
    order = page_order(page, facts.ordered_at)
    return (*page.headers, (h.ORDER_HEADER, order.encode()))
