"""The runner under fetch, normalize and enrich: it keeps promise 1 where Faust does not.

Raw bytes in, stage function, every output acknowledged by the broker, then the input
acknowledged, in offset order. What a stage function refuses goes to dead-letter first. Where
not even that can be delivered the process ends without an ack, and its supervisor starts it
again: a restarted agent would commit past the record.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import faust

from . import failpoints, log
from .acks import AckLedger, Entry
from .app import raw_topic
from .deadletter import dead_letter, last_resort
from .errors import PermanentError
from .guard import guarded
from .producer import Producer
from .records import After, Output, Record, StageFunction, Written, plain_headers
from .settings import Settings
from .topics import DEAD_LETTER, Topic
from .vitals import Vitals

_CANCEL_S = 3.0
"""Longest wait for tasks that were told to end."""


@dataclass(slots=True)
class Counters:
    """What a stage has done since it started, in records."""

    read: int = 0
    written: int = 0
    dead: int = 0


class Runner:
    """Runs stage functions on a Faust app.

    Args:
        app: the stage's app.
        settings: broker and prefix.
        stage: name of the stage, for dead letters and logs.
    """

    def __init__(self, app: faust.App, settings: Settings, stage: str) -> None:
        self.app = app
        self.settings = settings
        self.stage = stage
        self.producer = Producer(settings)
        self.counters = Counters()
        self.failed: asyncio.Event = asyncio.Event()
        """Set when an input could be neither handled nor refused: the process must end."""
        self._ledger: AckLedger[faust.EventT] = AckLedger()
        self._tasks: set[asyncio.Task[None]] = set()
        self._log = log.get(__name__)
        self._paused = False
        self._joined = False
        self._revocations = 0
        self.inputs: list[Topic] = []
        """What its agents read."""
        self._at_start: list[Callable[[], Awaitable[None]]] = []
        self._at_revoke: list[Callable[[], None]] = []
        self._at_stop: list[Callable[[], Awaitable[None]]] = []
        app.on_partitions_revoked.connect(self._revoked)
        app.on_partitions_assigned.connect(self._assigned)

    def agent(
        self,
        topics: Sequence[Topic],
        handle: StageFunction,
        *,
        concurrency: int = 1,
        ordered: bool = True,
        timeout_s: float | None = None,
        after: After | None = None,
    ) -> None:
        """Register a Faust agent that runs a stage function.

        Args:
            topics: what it reads.
            handle: the stage function.
            concurrency: most records at once in this worker.
            ordered: whether outputs leave in the order of their inputs per partition.
                Versions of one article must; pages of different addresses need not.
            timeout_s: longest time for one record; past it the record is refused.
            after: called when all that a record led to is delivered, with the places of that,
                before it is acknowledged: what a stage remembers of it must not be kept sooner.
        """
        self.inputs += topics
        slots = asyncio.Semaphore(concurrency)

        async def run(stream: faust.StreamT) -> None:
            last: dict[tuple[str, int], asyncio.Future[None]] = {}
            async for event in stream.noack().events():
                revoked = self._revocations
                await slots.acquire()
                if self._paused or revoked != self._revocations:
                    # It comes again after those before it, which it must not overtake: its
                    # acknowledgement would be theirs.
                    slots.release()
                    continue
                message = event.message
                partition = (message.topic, message.partition)
                entry = self._ledger.begin(partition, message.offset, event)
                before = last.get(partition) if ordered else None
                sent: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                last[partition] = sent
                task = asyncio.create_task(
                    self._process(entry, record_of(message), handle, before, sent, timeout_s, after)
                )
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
                task.add_done_callback(partial(self._settle, sent))
                # Work on the next one begins while the broker acknowledges this one.
                sent.add_done_callback(lambda _: slots.release())
                self.counters.read += 1

        run.__name__ = f"{self.stage}_{'_'.join(t.name.replace('-', '_') for t in topics)}"
        self.app.agent(raw_topic(self.app, self.settings, *topics), name=run.__name__)(run)

    async def _process(
        self,
        entry: Entry[faust.EventT],
        record: Record,
        handle: StageFunction,
        before: asyncio.Future[None] | None,
        sent: asyncio.Future[None],
        timeout_s: float | None,
        after: After | None,
    ) -> None:
        try:
            outputs = await guarded(
                self.stage, handle, record, now=partial(datetime.now, UTC), timeout_s=timeout_s
            )
            if before is not None:
                await before
            written = await self._deliver(record, outputs, sent)
            if after is not None:
                await after(record, written)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            self._log.critical(
                "cannot handle nor refuse a record: ending without an ack",
                topic=record.topic,
                partition=record.partition,
                offset=record.offset,
                error=str(error),
            )
            self.failed.set()
            return
        failpoints.hit("runner.delivered")
        for event in self._ledger.finish(entry):
            event.ack()

    def _settle(self, sent: asyncio.Future[None], _: object) -> None:
        # Whoever waits for this one must not hang, even if it was cancelled before its first
        # step; after a failure nothing more may be sent, and the process ends.
        if not sent.done() and not self.failed.is_set():
            sent.set_result(None)

    def refuse(
        self, error: Exception, *, record: Record | None = None, payload: bytes | None = None
    ) -> Output:
        """Make the dead letter of a record, or of something else by its payload."""
        now = datetime.now(UTC)
        return dead_letter(self.stage, error, now=now, record=record, payload=payload)

    async def _deliver(
        self, record: Record, outputs: Sequence[Output], sent: asyncio.Future[None]
    ) -> list[Written]:
        try:
            pending = await self.producer.send(outputs)
            sent.set_result(None)
            found = await self.producer.confirm(outputs, pending)
        except PermanentError as error:
            # Too large for the broker: the refusal of it may be too large as well.
            refusals = [self.refuse(error, record=record)]
            try:
                found = await self.producer.deliver(refusals)
            except PermanentError:
                refusals = [last_resort(self.stage, error, now=datetime.now(UTC), record=record)]
                found = await self.producer.deliver(refusals)
            outputs = refusals
        dead = sum(output.topic is DEAD_LETTER for output in outputs)
        self.counters.dead += dead
        self.counters.written += len(outputs) - dead
        return [
            Written(output.topic, at.partition, at.offset)
            for output, at in zip(outputs, found, strict=True)
        ]

    async def _revoked(self, app: faust.App, revoked: object, **kwargs: object) -> None:
        # Their records come again, here or elsewhere, from the committed offset.
        self._joined = False
        self._revocations += 1
        self._give_up()

    def _give_up(self) -> None:
        self._ledger.forget()
        for task in list(self._tasks):
            task.cancel()
        for forget in self._at_revoke:
            forget()

    async def _assigned(self, app: faust.App, assigned: object, **kwargs: object) -> None:
        self._joined = True

    def vitals(self) -> Vitals:
        """Say how the stage is now, for `copydesk health`."""
        prefix = self.settings.topics.prefix
        names = {topic.full_name(prefix) for topic in self.inputs}
        actives = self.app.assignor.assigned_actives() if self._joined else ()
        oldest_at, tables = self._ledger.oldest_at(), self.app.tables
        began = tables.actives_ready or not self._joined
        return Vitals(
            joined=self._joined,
            assigned=frozenset((tp.topic, tp.partition) for tp in actives if tp.topic in names),
            in_flight=len(self._ledger),
            oldest_s=None if oldest_at is None else time.monotonic() - oldest_at,
            recovering=None if began else tables.recovery.active_remaining_total(),
        )

    def pause(self) -> None:
        """Start nothing more; what is read from now on is never acknowledged and comes again."""
        self._paused = True

    async def drain(self, timeout_s: float) -> int:
        """Wait until nothing is in flight; give up what still is by then.

        Returns:
            How many records were given up. They were not acknowledged and come again.
        """
        late = set(self._tasks)
        if late:
            _, late = await asyncio.wait(late, timeout=timeout_s)
        if late:
            # Before the client and the producer close under them.
            self._give_up()
            await asyncio.wait(late, timeout=_CANCEL_S)
        return len(late)

    def at_start(self, start: Callable[[], Awaitable[None]]) -> None:
        """Have something of the stage's own started before the app."""
        self._at_start.append(start)

    def at_stop(self, stop: Callable[[], Awaitable[None]]) -> None:
        """Have something of the stage's own stopped after the app; last in, first out."""
        self._at_stop.insert(0, stop)

    def background(self, run: Callable[[], Coroutine[None, None, None]], what: str) -> None:
        """Run something of the stage's own beside the app; if it ends, the stage has failed."""
        holder: list[asyncio.Task[None]] = []

        def ended(task: asyncio.Task[None]) -> None:
            if not task.cancelled():
                self._log.critical(f"{what} failed", error=repr(task.exception()))
                self.failed.set()

        async def start() -> None:
            holder.append(asyncio.create_task(run()))
            holder[0].add_done_callback(ended)

        async def stop() -> None:
            for task in holder:
                task.cancel()
                await asyncio.wait((task,))

        self.at_start(start)
        self.at_stop(stop)

    def at_revoke(self, forget: Callable[[], None]) -> None:
        """Have something of the stage's own told when partitions go, or a stop gives records up:
        what it knows of them is no longer sure, since what was not acknowledged comes again."""
        self._at_revoke.append(forget)

    async def start(self) -> None:
        """Connect the producer and start what the stage brings; before the app starts.

        Raises:
            BrokerError: nothing answers at the broker's address.
        """
        await self.producer.start()
        for start in self._at_start:
            await start()

    async def stop(self) -> None:
        """Stop what the stage brought and disconnect; after the app has stopped."""
        for stop in self._at_stop:
            await stop()
        await self.producer.stop()


def record_of(message: faust.types.tuples.Message) -> Record:
    """Return a Faust message as a `Record`."""
    headers = message.headers or ()
    pairs = headers.items() if isinstance(headers, dict) else headers
    return Record(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        headers=plain_headers(pairs),
        timestamp_ms=round(message.timestamp * 1000),
    )
