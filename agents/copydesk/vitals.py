"""The worker's side of health: what it knows of itself, what Kafka says, written down."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.coordinator.protocol import ConsumerProtocolMemberAssignment
from aiokafka.errors import KafkaError
from msgspec import structs

from copydesk import health, log
from copydesk.errors import ConfigError
from copydesk.health import Phase, Status
from copydesk.kafka import client_options, group_id
from copydesk.settings import Settings
from copydesk.topics import Topic

_WRITE_EVERY_S = 1.0
_ASK_EVERY_S = 3.0
_ASK_S = 5.0
"""Longest wait for Kafka's answers to one round of questions."""
_LOOK_MS = 200


@dataclass(frozen=True, slots=True)
class Vitals:
    """What a stage knows of itself at a moment.

    Attributes:
        joined: whether the group has given it its share.
        assigned: the partitions of its inputs that it has.
        in_flight: records begun and not acknowledged.
        oldest_s: age of the oldest of them, in seconds.
        recovering: records of its tables that it has still to read before it begins; None
            once it has begun.
    """

    joined: bool
    assigned: frozenset[tuple[str, int]]
    in_flight: int
    oldest_s: float | None
    recovering: int | None = None


class Counts(Protocol):
    """Counters of records."""

    read: int
    written: int
    dead: int


class Watched(Protocol):
    """A running stage."""

    @property
    def counters(self) -> Counts:
        """What it has done since it started."""

    @property
    def inputs(self) -> Sequence[Topic]:
        """The topics whose partitions are its share of the work."""

    def vitals(self) -> Vitals:
        """How it is now."""


@dataclass(slots=True)
class _Answers:
    """What Kafka said last, and when by the monotonic clock."""

    at: float | None = None
    held: int = 0
    committed: tuple[tuple[TopicPartition, int], ...] = ()
    lag: int = 0
    recovering: int | None = None
    moved_at: float = 0.0
    busy_at: float = 0.0
    """When it last moved or had a record in flight."""


class Reporter:
    """Keeps the status file of this process.

    A file that cannot be written stops no stage; the health check then says that there is none.

    Args:
        settings: broker, prefix, data folder.
        stage: the stage that runs here.
    """

    def __init__(self, settings: Settings, stage: str) -> None:
        self._settings = settings
        self._stage = stage
        self._phase: Phase = "starting"
        self._watched: Watched | None = None
        self._started = time.monotonic()
        self._answers = _Answers(moved_at=self._started, busy_at=self._started)
        self._folder = health.folder(settings)
        self._log = log.get(__name__)
        self._writes = True
        self.stalled: asyncio.Event = asyncio.Event()
        """Set when, for as long as a worker may be stuck, records waited or tables were not read,
        nothing moved and nothing was in flight."""

    def watch(self, stage: Watched) -> None:
        """Report on a stage that has started."""
        self._watched = stage
        self._phase = "running"

    def stopping(self) -> None:
        """Say from now on that the stage is stopping."""
        self._phase = "stopping"

    async def run(self) -> None:
        """Keep the file until cancelled; then remove it, since the stage has ended in order."""
        try:
            health.prepare(self._folder)
            health.forget_dead(self._folder, self._stage)
        except ConfigError as error:
            self._log.warning("no status for 'copydesk health'", error=error.message)
            return
        asking = asyncio.create_task(self._ask())
        try:
            while True:
                self._write()
                await asyncio.sleep(_WRITE_EVERY_S)
        finally:
            asking.cancel()
            await asyncio.wait((asking,))
            health.path_of(self._folder, self._stage, os.getpid()).unlink(missing_ok=True)

    def _write(self) -> None:
        try:
            health.write(self._folder, self._status())
            self._writes = True
        except OSError as error:
            if self._writes:
                self._log.warning("no status for 'copydesk health'", error=str(error))
            self._writes = False

    def _status(self) -> Status:
        answers, watched = self._answers, self._watched
        status = Status(
            stage=self._stage,
            pid=os.getpid(),
            phase=self._phase,
            time=datetime.now(UTC),
            at=time.monotonic(),
            broker=self._settings.broker.bootstrap,
            answered_at=answers.at,
            started_at=self._started,
        )
        if watched is None:
            return status
        vitals, counters = watched.vitals(), watched.counters
        return structs.replace(
            status,
            joined=vitals.joined,
            assigned=len(vitals.assigned),
            held=answers.held,
            partitions=len(watched.inputs) * self._settings.topics.partitions,
            read=counters.read,
            written=counters.written,
            dead=counters.dead,
            in_flight=vitals.in_flight,
            oldest_s=vitals.oldest_s,
            recovering=vitals.recovering,
            lag=answers.lag,
            moved_at=answers.moved_at,
        )

    async def _ask(self) -> None:
        while True:
            questions = Questions(self._settings, group_id(self._settings, self._stage))
            try:
                async with asyncio.timeout(_ASK_S):
                    await questions.start()
                while True:
                    async with asyncio.timeout(_ASK_S):
                        await self._ask_once(questions)
                    await asyncio.sleep(_ASK_EVERY_S)
            except Exception as error:
                # Whatever it was, the file's age of the last answer will tell, and no stage may
                # end of a question about its health.
                self._log.debug("Kafka did not answer the status", error=repr(error))
                await asyncio.sleep(_WRITE_EVERY_S)
            finally:
                await questions.stop()

    async def _ask_once(self, questions: Questions) -> None:
        answers, watched = self._answers, self._watched
        if watched is None:
            await questions.ping()
            answers.at = time.monotonic()
            return
        vitals = watched.vitals()
        names = {topic.full_name(self._settings.topics.prefix) for topic in watched.inputs}
        if vitals.assigned:
            partitions = sorted(TopicPartition(*one) for one in vitals.assigned)
            committed, lag = await questions.progress(partitions)
            if lag and committed == answers.committed and not vitals.in_flight:
                lag = await questions.readable(committed)
            now, recovering = time.monotonic(), vitals.recovering
            idle = not lag and recovering is None
            if idle or committed != answers.committed or recovering != answers.recovering:
                answers.moved_at = answers.busy_at = now
            answers.committed, answers.lag, answers.recovering = committed, lag, recovering
            if vitals.in_flight:
                answers.busy_at = now
            elif now - answers.busy_at > self._settings.health.stuck_s:
                self.stalled.set()
        else:
            answers.committed, answers.lag = (), 0
            answers.held = await questions.held(names)
        answers.at = time.monotonic()


class Questions:
    """Asks Kafka about a consumer group, as no member of it.

    Own connections, since the stage's own would also be silent when it is the stage that hangs.
    """

    def __init__(self, settings: Settings, group: str) -> None:
        self._group = group
        self._admin = AIOKafkaAdminClient(**client_options(settings))
        self._consumer: Any = AIOKafkaConsumer(
            **client_options(settings),
            enable_auto_commit=False,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
        )

    async def start(self) -> None:
        """Connect.

        Raises:
            KafkaError: nothing answers.
        """
        await self._admin.start()
        await self._consumer.start()

    async def stop(self) -> None:
        """Disconnect, also after a start that failed."""
        for close in (self._consumer.stop, self._admin.close):
            try:
                async with asyncio.timeout(_ASK_S):
                    await close()
            except (KafkaError, OSError, TimeoutError):
                continue

    async def ping(self) -> None:
        """Have a broker answer.

        Raises:
            KafkaError: none does.
        """
        await self._admin.describe_cluster()

    async def progress(
        self, partitions: Sequence[TopicPartition]
    ) -> tuple[tuple[tuple[TopicPartition, int], ...], int]:
        """Return the committed offsets of partitions, and how many records lie behind them.

        Raises:
            KafkaError: the broker is gone.
        """
        found = await self._admin.list_consumer_group_offsets(self._group, partitions=partitions)
        begins = await self._consumer.beginning_offsets(partitions)
        ends = await self._consumer.end_offsets(partitions)
        # What retention has deleted does not wait any more.
        committed = tuple((tp, max(found[tp].offset, begins[tp])) for tp in partitions)
        return committed, sum(max(0, ends[tp] - offset) for tp, offset in committed)

    async def readable(self, committed: Sequence[tuple[TopicPartition, int]]) -> int:
        """Return how many records lie behind offsets, where there is any to be read.

        Behind the last one may be the marker of a transaction, as after `copydesk replay`: it
        counts as an offset, nobody is given it, and nobody commits it.

        Raises:
            KafkaError: the broker is gone.
        """
        ends = await self._consumer.end_offsets([tp for tp, _ in committed])
        count = 0
        try:
            for tp, offset in committed:
                self._consumer.assign([tp])
                self._consumer.seek(tp, offset)
                while await self._consumer.position(tp) < ends[tp]:
                    if await self._consumer.getmany(tp, timeout_ms=_LOOK_MS, max_records=1):
                        count += ends[tp] - offset
                        break
        finally:
            # Else it would go on fetching.
            self._consumer.unsubscribe()
        return count

    async def held(self, topics: set[str]) -> int:
        """Return how many partitions of topics the members of the group hold.

        Raises:
            KafkaError: the broker is gone.
        """
        count = 0
        for response in await self._admin.describe_consumer_groups([self._group]):
            for _, _, _, _, _, members, *_ in response.groups:
                for _, _, _, _, assignment in members:
                    if assignment:
                        decoded = ConsumerProtocolMemberAssignment.decode(assignment)
                        count += sum(
                            len(parts) for topic, parts in decoded.assignment if topic in topics
                        )
        return count
