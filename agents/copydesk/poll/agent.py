"""The poll stage on Faust: `feeds`, its own ticks on `poll-due`, `pushes` -> `discovered`.

A worker ticks for the feeds of its partitions; the tick comes back through the partition that
holds the feed's state, so that after a rebalance only the owner polls.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from weakref import WeakValueDictionary

from msgspec.structs import replace

from copydesk import failpoints
from copydesk.allowance import Allowance
from copydesk.app import create_app
from copydesk.codec import decode
from copydesk.errors import DecodeError, PermanentError
from copydesk.events import Feed
from copydesk.http.answer import Answer
from copydesk.http.client import HttpClient
from copydesk.instants import to_ms
from copydesk.processes import Processes
from copydesk.records import Output, Record
from copydesk.runner import Runner
from copydesk.settings import Settings, names
from copydesk.topics import DEAD_LETTER, FEED_HEALTH, FEEDS, POLL_DUE, PUSHES
from copydesk.websub.hub import Hubs

from .parse.model import ParsedFeed
from .parse.packed import parse_packed, unpack
from .poll import poll
from .pushed import take_push
from .state import FeedState
from .table import FeedStates

_LOOK_EVERY_S = 0.25
_TICKS_PER_POLL = 4
"""Ticks under way for each poll that may run: enough to keep all busy, and no more are due at once
after a start."""
_PARSER_MEMORY_MB = 1024


def _now() -> datetime:
    return datetime.now(UTC)


def build(settings: Settings) -> Runner:
    """Build the stage, ready to start."""
    return PollStage(settings).runner


class PollStage:
    """Wires feeds, ticks and polls to Faust.

    Args:
        settings: of the worker.
        clock: gives the time, UTC.
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = _now) -> None:
        self._settings = settings
        self._clock = clock
        self._extra_suffixes = names(settings.http.extra_suffixes)
        app = create_app(settings, "poll")
        self._states = FeedStates(app, settings.broker.request_timeout_s, settings.poll)
        self._client = HttpClient(
            settings.http,
            timeout_s=settings.poll.timeout_s,
            max_body_bytes=settings.poll.max_body_bytes,
            limit=settings.poll.concurrency,
        )
        self._processes = Processes(
            size=1, timeout_s=settings.poll.timeout_s, memory_mb=_PARSER_MEMORY_MB
        )
        self._ticked: set[str] = set()
        self._polling: set[str] = set()
        self._first = Allowance(settings.poll.first_per_s)
        self._hubs = Hubs(self._client, settings.websub) if settings.websub.callback else None
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.runner = runner = Runner(app, settings, "poll")
        runner.agent([FEEDS], self._subscribed)
        runner.agent([POLL_DUE], self._tick, concurrency=settings.poll.concurrency, ordered=False)
        runner.agent([PUSHES], self._pushed, concurrency=settings.poll.concurrency, ordered=False)
        runner.at_revoke(self._forget)
        runner.at_start(self._client.start)
        runner.at_stop(self._client.close)
        runner.at_stop(self._processes.close)
        runner.background(self._watch, "the poll clock")

    async def _subscribed(self, record: Record) -> Sequence[Output]:
        """Take a feed up, change its options, or drop it (an empty record)."""
        url = (record.key or b"").decode("utf-8", "replace")
        if record.value is None:
            # Not beside a poll, which would say after this how the feed is doing.
            async with self._alone(url):
                state = self._states.get(url)
                await self._states.remove(url)
                await self._deliver([Output(FEED_HEALTH, record.key, None)])
            if self._hubs and state and state.push:
                self._hubs.leave(url, state.push)
            return []
        feed = decode(record.value, Feed)
        if feed.url != url:
            raise DecodeError(f"the key {url!r} is not the feed's address", code="schema")
        state = self._states.get(url)
        fresh = FeedState(feed=feed, partition=record.partition)
        await self._states.put(replace(state, feed=feed) if state else fresh)
        return []

    async def _tick(self, record: Record) -> Sequence[Output]:
        """Poll a feed that is due; a tick that comes again after a kill finds it is not.

        What it leads to is delivered here: the runner would send it once the feed is no longer
        this poll's alone, and a push could overtake it and be undone by older news.
        """
        url = (record.key or b"").decode("utf-8", "replace")
        if url in self._polling:
            # A tick from before a restart, which came beside the one of this start.
            return []
        self._polling.add(url)
        try:
            async with self._alone(url):
                await self._poll(url)
            return []
        finally:
            self._polling.discard(url)
            if url in self._ticked:
                self._ticked.discard(url)
                self._states.release(url)

    async def _poll(self, url: str) -> None:
        now, state = self._clock(), self._states.get(url)
        if state is None or state.next_due_ms > now.timestamp() * 1000:
            return
        result = await poll(
            state,
            self._client,
            self._parse,
            self._settings.poll,
            now,
            self._extra_suffixes,
            self._settings.websub.grace_s,
        )
        await self._deliver([*result.discovered, *result.refused, result.health])
        await self._keep(await self._subscription(result.state, now))

    async def _pushed(self, record: Record) -> Sequence[Output]:
        """Take in what a hub pushed; of a feed that was removed it is dropped."""
        url = (record.key or b"").decode("utf-8", "replace")
        async with self._alone(url):
            state = self._states.get(url)
            if state is None:
                return []
            if state.partition != record.partition:
                raise PermanentError(
                    f"a push of {url} lies in another partition than the feed: the receiver and "
                    "poll must have the same settings",
                    code="wrong-partition",
                )
            now = self._clock()
            result = await take_push(state, record, self._parse, self._settings, now)
            await self._deliver([*result.discovered, *result.others])
            await self._keep(result.state)
        return []

    def _alone(self, url: str) -> asyncio.Lock:
        """Return what keeps a feed's state for one: polls and pushes would undo each other's."""
        return self._locks.setdefault(url, asyncio.Lock())

    async def _keep(self, state: FeedState) -> None:
        # Once all is delivered: forgotten entries would never come again, repeated ones do no harm.
        failpoints.hit("poll.discovered-delivered")
        latest = self._states.get(state.feed.url)
        if latest is not None:
            await self._states.put(replace(state, feed=latest.feed))

    async def _subscription(self, state: FeedState, now: datetime) -> FeedState:
        """Have the feed's hub asked, where it names one and it is time to."""
        if self._hubs is None or state.push is None:
            return state
        now_ms = to_ms(now)
        return replace(state, push=await self._hubs.keep(state.feed.url, state.push, now_ms))

    def _forget(self) -> None:
        self._ticked.clear()
        self._states.forget_due()

    async def _deliver(self, outputs: Sequence[Output]) -> None:
        producer, counters = self.runner.producer, self.runner.counters
        delivered = outputs
        try:
            await producer.deliver(outputs)
        except PermanentError:
            # One entry is too large for the broker; the others are not to blame.
            delivered = [await self._deliver_one(output) for output in outputs]
        dead = sum(one.topic is DEAD_LETTER for one in delivered)
        counters.dead += dead
        counters.written += len(delivered) - dead

    async def _deliver_one(self, output: Output) -> Output:
        try:
            await self.runner.producer.deliver([output])
        except PermanentError as error:
            refusal = self.runner.refuse(error, payload=output.value)
            await self.runner.producer.deliver([refusal])
            return refusal
        return output

    async def _parse(self, answer: Answer, seen_at: datetime) -> ParsedFeed:
        url = answer.final_url
        headers, most = dict(answer.headers), self._settings.poll.max_entries
        packed = await self._processes.run(
            parse_packed, answer.body, url, headers, seen_at, most, what=url
        )
        return unpack(packed)

    async def _watch(self) -> None:
        while True:
            await self._tick_due()
            await asyncio.sleep(_LOOK_EVERY_S)

    async def _tick_due(self) -> None:
        """Send a tick for each feed of this worker that is due and has none under way.

        Raises:
            BrokerError: the broker is gone.
        """
        app = self.runner.app
        if not app.tables.actives_ready:
            return
        prefix = self._settings.topics.prefix
        topic = FEEDS.full_name(prefix)
        owned = {tp.partition for tp in app.assignor.assigned_actives() if tp.topic == topic}
        now_ms = self._clock().timestamp() * 1000
        most = self._settings.poll.concurrency * _TICKS_PER_POLL - len(self._ticked)
        ticks = []
        for due in self._states.take_due(now_ms, most, self._first.left(time.monotonic())):
            # Others' are taken in again when they become this worker's.
            if due.partition in owned and due.url not in self._ticked:
                self._ticked.add(due.url)
                self._first.take(not due.at_ms)
                ticks.append(Output(POLL_DUE, due.url.encode(), b"", partition=due.partition))
        await self.runner.producer.deliver(ticks)
