"""What integration tests share: worker processes, waiting for conditions, reading topics."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

from copydesk.codec import decode
from copydesk.events import Article, DeadLetter
from copydesk.kafka import client_options
from copydesk.producer import Producer
from copydesk.records import Output, Record, from_kafka
from copydesk.settings import Settings, environment
from copydesk.topics import ARTICLES, DEAD_LETTER, Topic

T = TypeVar("T")

DEADLINE_S = 90.0


async def eventually(
    condition: Callable[[], Awaitable[T | None]],
    what: str | Callable[[], str],
    within_s: float = DEADLINE_S,
) -> T:
    """Wait until a condition gives something true, and return it.

    Args:
        condition: asked again and again.
        what: what is waited for; a function that says it is called when the time is over, so
            that it can show the end of a log.
        within_s: deadline, in seconds.
    """
    end = time.monotonic() + within_s
    while True:
        found = await condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"not within {within_s} s: {what() if callable(what) else what}")
        await asyncio.sleep(0.05)


@dataclass
class Worker:
    """A stage in a process of its own, as a container runs it."""

    settings: Settings
    stage: str
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self, **env: str) -> Worker:
        """Start it, with more environment variables if told."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "copydesk", "worker", self.stage],
                env={**os.environ, **environment(self.settings), **self.env, **env},
                stdout=out,
                stderr=out,
            )
        return self

    @property
    def running(self) -> subprocess.Popen[bytes]:
        assert self.process is not None, "start it first"
        return self.process

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.running.send_signal(number)

    def kill(self) -> None:
        """SIGKILL, and wait for the end."""
        self.running.kill()
        self.running.wait(10)

    def stop(self, timeout_s: float = 40) -> int:
        """SIGTERM; return the exit code."""
        self.running.terminate()
        return self.running.wait(timeout_s)

    async def ended(self, within_s: float = DEADLINE_S) -> int:
        """Wait for it to end by itself; return the exit code."""

        async def over() -> bool:
            return self.running.poll() is not None

        await eventually(over, lambda: f"the end of {self.stage}: {self.tail()}", within_s)
        return self.running.returncode

    def said(self, event: str) -> list[dict[str, Any]]:
        """The lines of its log that tell of an event, where the log is in JSON."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        found = [orjson.loads(line) for line in lines if line.startswith("{") and event in line]
        return [one for one in found if event in one["event"]]

    def tail(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""


async def produce(settings: Settings, outputs: Sequence[Output]) -> None:
    """Write records and wait for their acknowledgement."""
    producer = Producer(settings)
    await producer.start()
    try:
        await producer.deliver(outputs)
    finally:
        await producer.stop()


async def read_all(
    settings: Settings, topic: Topic, *, isolation: str = "read_committed"
) -> list[Record]:
    """Read a topic from its beginning to its end as it is now."""
    name = topic.full_name(settings.topics.prefix)
    consumer = AIOKafkaConsumer(
        **client_options(settings),
        enable_auto_commit=False,
        isolation_level=isolation,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        partitions = [
            TopicPartition(name, p) for p in sorted(consumer.partitions_for_topic(name) or ())
        ]
        if not partitions:
            await consumer._client.force_metadata_update()
            partitions = [TopicPartition(name, p) for p in range(settings.topics.partitions)]
        # Before it fetches: a broker answers a connection's requests one after another, and a fetch
        # that finds nothing half a second later.
        ends = await consumer.end_offsets(partitions)
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        records: list[Record] = []
        for tp in partitions:
            while await consumer.position(tp) < ends[tp]:
                for found in (await consumer.getmany(tp, timeout_ms=200)).get(tp, []):
                    records.append(from_kafka(found))
        return records
    finally:
        await consumer.stop()


async def articles(settings: Settings) -> list[Article]:
    """All published articles, in order per partition."""
    return [decode(r.value, Article) for r in await read_all(settings, ARTICLES)]


async def dead_letters(settings: Settings) -> list[DeadLetter]:
    """All dead letters."""
    return [decode(r.value, DeadLetter) for r in await read_all(settings, DEAD_LETTER)]


async def committed(settings: Settings, group: str, topic: Topic) -> int:
    """Sum of a group's committed offsets on a topic."""
    consumer = AIOKafkaConsumer(
        **client_options(settings), group_id=group, enable_auto_commit=False
    )
    await consumer.start()
    try:
        name = topic.full_name(settings.topics.prefix)
        total = 0
        for partition in range(settings.topics.partitions):
            total += await consumer.committed(TopicPartition(name, partition)) or 0
        return total
    finally:
        await consumer.stop()


def with_section(settings: Settings, section: str, **values: object) -> Settings:
    """Return settings with other values in a section."""
    changed = replace(getattr(settings, section), **values)
    return replace(settings, **{section: changed})


def versions(found: Iterable[Article]) -> dict[str, list[int]]:
    """Article id -> its versions as published, in order."""
    result: dict[str, list[int]] = {}
    for article in found:
        result.setdefault(article.article_id, []).append(article.version)
    return result
