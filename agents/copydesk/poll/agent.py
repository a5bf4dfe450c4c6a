"""The poll stage on Faust: `feeds` and its own ticks on `poll-due` -> `discovered`.

A worker ticks for the feeds of its partitions; the tick comes back through the partition that
holds the feed's state, so that after a rebalance only the owner polls.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from copydesk import failpoints
from copydesk.app import create_app
from copydesk.codec import decode
from copydesk.errors import DecodeError, PermanentError
from copydesk.events import Feed
from copydesk.http.client import HttpClient
from copydesk.processes import Processes
from copydesk.records import Output, Record
from copydesk.runner import Runner
from copydesk.settings import Settings, names
from copydesk.topics import DEAD_LETTER, FEEDS, POLL_DUE

from .feeds import ParsedFeed, parse_feed
from .poll import poll
from .state import FeedState
from .table import FeedStates

_LOOK_EVERY_S = 0.5
_PARSER_MEMORY_MB = 1024


def build(settings: Settings) -> Runner:
    """Build the stage, ready to start."""
    return PollStage(settings).runner


class PollStage:
    """Wires feeds, ticks and polls to Faust."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._extra_suffixes = names(settings.http.extra_suffixes)
        app = create_app(settings, "poll")
        self._states = FeedStates(app, settings.broker.request_timeout_s)
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
        self.runner = runner = Runner(app, settings, "poll")
        runner.agent([FEEDS], self._subscribed)
        runner.agent([POLL_DUE], self._tick, concurrency=settings.poll.concurrency, ordered=False)
        runner.at_revoke(self._ticked.clear)
        runner.at_start(self._client.start)
        runner.at_stop(self._client.close)
        runner.at_stop(self._processes.close)
        runner.background(self._watch, "the poll clock")

    async def _subscribed(self, record: Record) -> Sequence[Output]:
        """Take a feed up, change its options, or drop it (an empty record)."""
        url = (record.key or b"").decode("utf-8", "replace")
        if record.value is None:
            await self._states.remove(url)
            return []
        feed = decode(record.value, Feed)
        if feed.url != url:
            raise DecodeError(f"the key {url!r} is not the feed's address", code="schema")
        state = self._states.get(url)
        fresh = FeedState(feed=feed, partition=record.partition)
        await self._states.put(replace(state, feed=feed) if state else fresh)
        return []

    async def _tick(self, record: Record) -> Sequence[Output]:
        """Poll a feed that is due; a tick that comes again after a kill finds it is not."""
        url = (record.key or b"").decode("utf-8", "replace")
        now = datetime.now(UTC)
        try:
            state = self._states.get(url)
            if state is None or state.next_due_ms > now.timestamp() * 1000:
                return []
            result = await poll(
                state, self._client, self._parse, self._settings.poll, now, self._extra_suffixes
            )
            # The order matters: forgotten entries would never come again, repeated ones do no
            # harm.
            await self._deliver(result.discovered)
            failpoints.hit("poll.discovered-delivered")
            latest = self._states.get(url)
            if latest is not None:
                await self._states.put(replace(result.state, feed=latest.feed))
            return [*result.refused, result.health]
        finally:
            self._ticked.discard(url)

    async def _deliver(self, outputs: Sequence[Output]) -> None:
        producer, counters = self.runner.producer, self.runner.counters
        try:
            await producer.deliver(outputs)
            counters.written += len(outputs)
        except PermanentError:
            # One entry is too large for the broker; the others are not to blame.
            for output in outputs:
                for sent in await self._deliver_one(output):
                    dead = sent.topic is DEAD_LETTER
                    counters.dead += dead
                    counters.written += not dead

    async def _deliver_one(self, output: Output) -> Sequence[Output]:
        try:
            await self.runner.producer.deliver([output])
        except PermanentError as error:
            refusal = self.runner.refuse(error, payload=output.value)
            await self.runner.producer.deliver([refusal])
            return [refusal]
        return [output]

    async def _parse(
        self, body: bytes, url: str, headers: Mapping[str, str], max_entries: int
    ) -> ParsedFeed:
        return await self._processes.run(
            parse_feed, body, url, dict(headers), max_entries, what=url
        )

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
        now_ms = datetime.now(UTC).timestamp() * 1000
        ticks = []
        for due in self._states.due(now_ms):
            if due.partition in owned and due.url not in self._ticked:
                self._ticked.add(due.url)
                ticks.append(Output(POLL_DUE, due.url.encode(), b"", partition=due.partition))
        await self.runner.producer.deliver(ticks)
