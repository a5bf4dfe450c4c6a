"""The Kafka side of a subscription: assignment, places, commits.

A place moves only past messages whose body has run. Commits go on beside the work, one at a
time and soon after, so that a kill repeats little and a fast consumer does not wait. When
partitions are taken away the bodies under way are waited for and their places committed first:
a rebalance repeats nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from copydesk import log
from copydesk.acks import AckLedger, Entry
from copydesk.admin import partition_count
from copydesk.errors import BrokerError
from copydesk.kafka import client_options, group_options, unreachable
from copydesk.records import Record
from copydesk.settings import Settings

from .start import Start, check, end_offsets, resolve

Turn = Entry[int]
"""A message that was handed out; its item is the offset."""

_COMMIT_EVERY_S = 0.05
_LONGEST_BODY_MS = 3600 * 1000
"""A consumer that asks for nothing for this long is taken for dead."""
_REBALANCE_S = 60.0
_HAND_BACK_S = _REBALANCE_S - 10
_POLL_MS = 500
_MOST = 500
"""Records that are unpacked at once. A partition's share of an answer is a megabyte at most and
much more unpacked: all of it, of all partitions, would fill the memory."""
_FETCH_BYTES = 1024 * 1024


class Reader(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka publishes no types
    """Reads one topic, in a group or without.

    Args:
        settings: broker and security.
        topic: full name.
        group: name under which the place is kept; None to leave no trace.
        start: where to begin without a place of its own.
        isolation: `read_committed` or `read_uncommitted`.
        waits: whether partitions are given back only after the bodies under way.
    """

    def __init__(
        self,
        settings: Settings,
        topic: str,
        *,
        group: str | None,
        start: Start,
        isolation: str = "read_committed",
        waits: bool = True,
    ) -> None:
        check(start)
        self.topic = topic
        self.generation = 0
        """Rises when partitions are taken away: what was fetched before is no longer ours."""
        self.at_revoke: Callable[[], Awaitable[None]] | None = None
        """Called before partitions are given back, to finish and acknowledge what is open."""
        self.leaving = asyncio.Event()
        """Set while partitions are given back: what waits for another attempt ends."""
        self.assigned: frozenset[int] = frozenset()
        """Numbers of the partitions that are read now."""
        self._settings = settings
        self._group = group
        self._start = start
        self._isolation = isolation
        self._waits = waits
        self._ledger: AckLedger[int] = AckLedger()
        self._ready: dict[TopicPartition, int] = {}
        self._limits: dict[int, int] = {}
        self._dirty = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._turns: set[Turn] = set()
        self._committing = asyncio.Lock()
        self._committer: asyncio.Task[None] | None = None
        self._error: BaseException | None = None
        self._log = log.get(__name__)
        self._consumer: Any = None

    async def open(self) -> None:
        """Connect and take partitions.

        Raises:
            BrokerError: no Kafka answers, or it has no such topic.
        """
        count = await partition_count(self._settings, self.topic)
        if not count:
            raise BrokerError(
                f"the broker has no topic {self.topic}: start the stages with 'copydesk up', or "
                "create it with 'copydesk topics apply'"
            )
        own = (
            client_options(self._settings)
            if self._group is None
            else {
                **group_options(self._settings, self._group),
                "max_poll_interval_ms": _LONGEST_BODY_MS,
                "rebalance_timeout_ms": int(_REBALANCE_S * 1000),
                # A larger record comes all the same, one at a time.
                "max_partition_fetch_bytes": _FETCH_BYTES,
            }
        )
        self._consumer = AIOKafkaConsumer(
            **{
                **own,
                "enable_auto_commit": False,
                "isolation_level": self._isolation,
                # Only for a place that the topic no longer holds; else `start` is resolved here.
                "auto_offset_reset": "earliest",
            }
        )
        try:
            await self._consumer.start()
            if self._group is not None:
                self._consumer.subscribe([self.topic], listener=self)
                self._committer = asyncio.create_task(self._commit_on())
            else:
                partitions = [TopicPartition(self.topic, number) for number in range(count)]
                self._consumer.assign(partitions)
                for tp, offset in (await resolve(self._consumer, partitions, self._start)).items():
                    self._consumer.seek(tp, offset)
                self.assigned = frozenset(range(count))
        except KafkaError as error:
            await self._consumer.stop()
            raise await unreachable(self._settings) from error

    async def fetch(self, most: int = _MOST, wait_s: float = _POLL_MS / 1000) -> list[Any]:
        """Return aiokafka's next records, in order per partition; none if none came in time.

        Raises:
            BrokerError: partitions could not be taken over, or the broker refuses us.
        """
        if self._error is not None:
            raise self._error
        try:
            found = await self._consumer.getmany(
                timeout_ms=int(wait_s * 1000), max_records=min(most, _MOST)
            )
        except KafkaError as error:
            raise BrokerError(
                f"reading {self.topic} failed: {type(error).__name__}: {error}"
            ) from error
        if self.leaving.is_set():
            # Of partitions that are being given back: they come again, here or elsewhere. What
            # comes once others are assigned is ours: `on_partitions_assigned` clears the flag
            # before anything of them can have been fetched.
            return []
        return [record for records in found.values() for record in records]

    async def at_end(self) -> bool:
        """Whether all is fetched that was there when the partitions were first asked for."""
        if self.assigned - self._limits.keys():
            for number, end in (await self.ends()).items():
                self._limits.setdefault(number, end)
        places = await self.positions()
        return bool(places) and all(at >= self._limits[n] for n, at in places.items())

    async def ends(self) -> dict[int, int]:
        """Return where each of our partitions ends now, with what is not committed yet."""
        partitions = [TopicPartition(self.topic, number) for number in sorted(self.assigned)]
        found = await end_offsets(self._settings, partitions)
        return {tp.partition: offset for tp, offset in found.items()}

    async def positions(self) -> dict[int, int]:
        """Return what each of our partitions is read from next."""
        return {
            number: await self._consumer.position(TopicPartition(self.topic, number))
            for number in self.assigned
        }

    def begin(self, record: Record) -> Turn | None:
        """Note that a message is handed out; without a group there is nothing to note."""
        if self._group is None:
            return None
        tp = TopicPartition(record.topic, record.partition)
        turn = self._ledger.begin(tp, record.offset, record.offset)
        self._turns.add(turn)
        self._idle.clear()
        return turn

    def finish(self, turn: Turn | None) -> None:
        """Note that a message is handled; of one that was taken away meanwhile it is too late."""
        if turn not in self._turns or turn is None:
            return
        self._release(turn)
        if done := self._ledger.finish(turn):
            tp = turn.partition
            assert isinstance(tp, TopicPartition)
            self._ready[tp] = done[-1] + 1
            self._dirty.set()

    def give_up(self, turn: Turn | None) -> None:
        """Note that a message is not handled and not under way: it comes again."""
        if turn in self._turns and turn is not None:
            self._release(turn)

    def skip(self, record: Record) -> None:
        """Move past a message that nobody wants."""
        self.finish(self.begin(record))

    def _release(self, turn: Turn) -> None:
        self._turns.discard(turn)
        if not self._turns:
            self._idle.set()

    async def close(self) -> None:
        """Commit what is handled and leave the group."""
        if self._committer is not None:
            if self._committer.cancelled():
                await self._abandon()
                return
            self._committer.cancel()
            await asyncio.wait((self._committer,))
            with contextlib.suppress(BrokerError):
                await self._commit()
        if self._consumer is not None:
            await self._consumer.stop()

    async def _abandon(self) -> None:
        """Close the connections and no more.

        The event loop ends and has cancelled all tasks, also those that read Kafka's answers:
        to commit and to leave would wait for these until their time is over. Kafka sees a
        member that is gone, as after a kill.
        """
        self._consumer._closed = True
        await self._consumer._client.close()

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Give partitions back: let bodies end, commit, forget the rest."""
        if not list(revoked):
            return
        self.generation += 1
        self.leaving.set()
        if self.at_revoke is not None:
            await self.at_revoke()
        elif self._waits:
            try:
                await asyncio.wait_for(self._idle.wait(), _HAND_BACK_S)
            except TimeoutError:
                self._log.warning(
                    "a message is still being handled and its partition goes to another: it may "
                    "be handled twice",
                    group=self._group,
                )
        with contextlib.suppress(BrokerError):
            await self._commit()
        self._ledger.forget()
        self._ready.clear()
        self._turns.clear()
        self._idle.set()

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Take partitions over; where the group has no place yet, begin at `start` and note it."""
        partitions = list(assigned)
        self.assigned = frozenset(tp.partition for tp in partitions)
        # aiokafka shows the assignment before this runs: without a pause a fresh partition
        # would be read from its beginning, whatever `start` says.
        self._consumer.pause(*partitions)
        self.leaving.clear()
        try:
            fresh = [tp for tp in partitions if await self._consumer.committed(tp) is None]
            if fresh:
                places = await resolve(self._consumer, fresh, self._start)
                # Or a kill before the first commit would begin at another 'latest'.
                await self._consumer.commit(places)
                for tp, offset in places.items():
                    self._consumer.seek(tp, offset)
            self._consumer.resume(*partitions)
        except (CommitFailedError, IllegalStateError):
            self._log.info("another rebalance began while partitions were taken over")
        except Exception as error:
            # aiokafka would only log it.
            self._error = BrokerError(
                f"the partitions of {self.topic} cannot be taken over: "
                f"{type(error).__name__}: {error}"
            )
            self._error.__cause__ = error

    async def _commit_on(self) -> None:
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            try:
                await self._commit()
            except BrokerError as error:
                self._error = error
                return
            await asyncio.sleep(_COMMIT_EVERY_S)

    async def _commit(self) -> None:
        async with self._committing:
            places, self._ready = self._ready, {}
            if not places:
                return
            try:
                await self._consumer.commit(places)
            except (CommitFailedError, IllegalStateError):
                # Others have the partitions now, and handle these messages again.
                self._log.warning("a place could not be kept: the group has moved on")
            except KafkaError as error:
                raise BrokerError(
                    f"the place in {self.topic} cannot be kept for group {self._group}: "
                    f"{type(error).__name__}: {error}"
                ) from error
