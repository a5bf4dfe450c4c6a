"""The gate: an aiokafka transaction loop that publishes every version exactly once.

No Faust here (docs/decisions/0003). One transactional id per input partition fences a paused
twin, since aiokafka's TxnOffsetCommit carries no group metadata (KIP-447). The order of steps
on assignment matters: pause, InitProducerId (ends a dead twin's transaction), committed offset,
state up to the end, seek, resume. Any exception ends the process; its supervisor starts it anew.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.structs import ConsumerRecord

from copydesk import failpoints, log
from copydesk.admin import admin_client
from copydesk.errors import BrokerError, CopydeskError, PermanentError
from copydesk.kafka import client_options, group_id, group_options
from copydesk.records import Record, from_kafka
from copydesk.runner import Counters
from copydesk.settings import Settings
from copydesk.topics import ARTICLES_STATE, ENRICHED
from copydesk.vitals import Vitals

from .batch import Batch, prepare, refuse
from .cache import StateCache
from .writer import Writer, writer

STAGE = "publish"
_WAIT_MS = 200
"""How long a turn waits for a first record, and so how soon a stop is seen."""


class Gate(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka publishes no types
    """The publish stage."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.counters = Counters()
        self.inputs = (ENRICHED,)
        self._group = group_id(settings, STAGE)
        self._log = log.get(__name__)
        self._stop = asyncio.Event()
        self._turn = asyncio.Lock()
        self._writers: dict[TopicPartition, Writer] = {}
        self._caches: dict[TopicPartition, StateCache] = {}
        self._error: BaseException | None = None
        self._cluster = ""
        self._joined = False
        self._in_flight = 0
        self._turn_began: float | None = None
        self._consumer = AIOKafkaConsumer(
            **group_options(settings, self._group),
        )

    async def run(self) -> None:
        """Publish until `stop` is called.

        Raises:
            BrokerError: the broker is gone, or a twin took over our partitions.
        """
        async with admin_client(self.settings) as client:
            self._cluster = str((await client.describe_cluster())["cluster_id"])
        await self._consumer.start()
        try:
            self._consumer.subscribe(
                [ENRICHED.full_name(self.settings.topics.prefix)], listener=self
            )
            busy = False
            while not self._stop.is_set():
                if self._error is not None:
                    raise self._error
                found = await self._read(busy)
                busy = bool(found)
                # The lock keeps a rebalance from taking partitions in the middle of a batch.
                async with self._turn:
                    self._in_flight = sum(map(len, found.values()))
                    self._turn_began = time.monotonic() if found else None
                    results = await asyncio.gather(
                        *(
                            self._publish_all(tp, records)
                            for tp, records in found.items()
                            if tp in self._writers
                        ),
                        # No transaction may still run when the writers are closed.
                        return_exceptions=True,
                    )
                    for result in results:
                        if isinstance(result, BaseException):
                            raise result
                    self._in_flight, self._turn_began = 0, None
        finally:
            await self._consumer.stop()
            await self._close(list(self._writers))

    async def _read(self, busy: bool) -> dict[TopicPartition, list[ConsumerRecord]]:
        """Read what is there; while articles flow, wait a little for a transaction to fill.

        Args:
            busy: whether the last turn had records. After a quiet moment the first article is
                published at once.
        """
        publish = self.settings.publish
        # aiokafka empties one partition after the other: room for all of them to go on at once.
        most = publish.batch_events * max(1, len(self._writers))
        found: dict[TopicPartition, list[ConsumerRecord]] = await self._consumer.getmany(
            timeout_ms=_WAIT_MS, max_records=most
        )
        count = sum(map(len, found.values()))
        if busy and 0 < count < publish.batch_events:
            await asyncio.sleep(publish.batch_ms / 1000)
            more = await self._consumer.getmany(timeout_ms=0, max_records=most - count)
            for tp, records in more.items():
                found[tp] = found.get(tp, []) + records
        return found

    def stop(self) -> None:
        """End `run` after the batch at hand."""
        self._stop.set()

    def vitals(self) -> Vitals:
        """Say how the gate is now, for `copydesk health`."""
        began = self._turn_began
        return Vitals(
            joined=self._joined,
            assigned=frozenset((tp.topic, tp.partition) for tp in self._writers),
            in_flight=self._in_flight,
            oldest_s=None if began is None else time.monotonic() - began,
        )

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Let go of partitions once the batch at hand is committed."""
        self._joined = False
        async with self._turn:
            await self._close(list(revoked))

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Take partitions over; nothing is read from them before their state is loaded."""
        partitions = list(assigned)
        try:
            # aiokafka shows the assignment before this runs, so fetching may have begun.
            self._consumer.pause(*partitions)
            async with self._turn:
                await asyncio.gather(*(self._open(tp) for tp in partitions))
            self._consumer.resume(*partitions)
            self._joined = True
        except Exception as error:
            # aiokafka would only log it, and go on without state.
            self._error = (
                error
                if isinstance(error, CopydeskError)
                else BrokerError(
                    f"the gate cannot take over its partitions: {type(error).__name__}: {error}"
                )
            )
            self._error.__cause__ = error

    async def _open(self, tp: TopicPartition) -> None:
        own = writer(self.settings, self._group, tp, self._consumer)
        await own.start()
        self._writers[tp] = own
        committed = await self._consumer.committed(tp)
        self._caches[tp] = await self._load_state(tp.partition)
        if committed is None:
            await self._consumer.seek_to_beginning(tp)
        else:
            self._consumer.seek(tp, committed)

    async def _load_state(self, partition: int) -> StateCache:
        topic = ARTICLES_STATE.full_name(self.settings.topics.prefix)
        tp = TopicPartition(topic, partition)
        reader = AIOKafkaConsumer(
            **client_options(self.settings),
            enable_auto_commit=False,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
        )
        await reader.start()
        try:
            folder = self.settings.data_dir / "gate" / self._group
            cache = StateCache(folder, partition, f"{self._cluster}/{topic}")
            # Before it fetches: behind a fetch that finds nothing they wait for half a second.
            begin = (await reader.beginning_offsets([tp]))[tp]
            end = (await reader.end_offsets([tp]))[tp]
            if cache.next_offset > end:
                cache.clear()
            reader.assign([tp])
            reader.seek(tp, max(begin, cache.next_offset))
            loaded = 0
            # The last offset may be a commit marker, which is never delivered: compare positions.
            while (position := await reader.position(tp)) < end:
                found = await reader.getmany(tp, timeout_ms=200)
                records = found.get(tp, [])
                if records:
                    loaded += len(records)
                    cache.put([(r.key.decode(), r.value) for r in records], records[-1].offset + 1)
            cache.put([], max(position, cache.next_offset))
        finally:
            await reader.stop()
        self._log.info("state loaded", partition=partition, read=loaded, end=end)
        return cache

    async def _close(self, partitions: Sequence[TopicPartition]) -> None:
        for tp in partitions:
            if (writer := self._writers.pop(tp, None)) is not None:
                await writer.stop()
            if (cache := self._caches.pop(tp, None)) is not None:
                cache.close()

    async def _publish_all(self, tp: TopicPartition, found: Sequence[ConsumerRecord]) -> None:
        size = self.settings.publish.batch_events
        for start in range(0, len(found), size):
            await self._publish(tp, found[start : start + size])

    async def _publish(self, tp: TopicPartition, found: Sequence[ConsumerRecord]) -> None:
        records = [from_kafka(one) for one in found]
        cache, now = self._caches[tp], datetime.now(UTC)
        batch = prepare(records, tp.partition, cache.get, now)
        try:
            await self._commit(tp, batch, records)
        except PermanentError:
            # One output is too large: find it by going one by one.
            for record in records:
                batch = prepare([record], tp.partition, cache.get, now)
                try:
                    await self._commit(tp, batch, [record])
                except PermanentError as error:
                    refusal = refuse(record, tp.partition, error, now)
                    await self._commit(tp, refusal, [record])

    async def _commit(self, tp: TopicPartition, batch: Batch, records: Sequence[Record]) -> None:
        """Write one transaction: articles, dead letters, state, input offset."""
        writer = self._writers[tp]
        async with writer.transaction():
            sent = await writer.deliver([*batch.articles, *batch.dead])
            failpoints.hit("gate.sent")
            states = batch.state_outputs([metadata.offset for metadata in sent])
            stored = await writer.deliver(states)
            await writer.commit_input(records[-1].offset + 1)
        failpoints.hit("gate.committed")
        if stored:
            self._caches[tp].put(
                [(str(output.key, "utf-8"), output.value) for output in states if output.key],
                stored[-1].offset + 1,
            )
        self.counters.read += len(records)
        self.counters.written += len(batch.articles)
        self.counters.dead += len(batch.dead)
