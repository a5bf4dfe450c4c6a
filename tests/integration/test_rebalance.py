"""Rebalances on real Kafka: what was under way is read again, whoever holds it then."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import faust
import pytest
from faust.transport.drivers.aiokafka import Consumer as FaustConsumer

from copydesk.app import create_app
from copydesk.records import Output, Record
from copydesk.runner import Runner
from copydesk.settings import Settings
from copydesk.tables import make_table
from copydesk.topics import FETCH_TABLE, NORMALIZED
from copydesk.vitals import Reporter
from tests.support import eventually, produce, with_section

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]
TOTAL = 12
REQUEST_S = 4.0
"""So long that a request for records is always under way, and outlives a rebalance."""
SEEK_S = 3.0
"""How late a recovery's seek is done: more than a plain request takes."""


class Stage:
    """A stage that finishes no record before it may, so that none is committed."""

    def __init__(
        self, settings: Settings, app: faust.App, *, table: bool, concurrency: int
    ) -> None:
        self.go = asyncio.Event()
        self.app = app
        self.runner = Runner(app, settings, "fetch")
        self.seen: Counter[int] = Counter()
        if table:
            make_table(app, FETCH_TABLE)
        self.runner.agent([NORMALIZED], self._hold, concurrency=concurrency, ordered=False)

    async def _hold(self, record: Record) -> Sequence[Output]:
        self.seen[record.offset] += 1
        await self.go.wait()
        return []

    def rebalance(self) -> None:
        """Have the group, which is this worker, join anew."""
        thread = self.app.consumer._thread
        coordinator = thread._ensure_consumer()._coordinator
        thread.thread_loop.call_soon_threadsafe(coordinator.request_rejoin)

    async def until_begun(self, times: int) -> None:
        async def is_so() -> bool:
            return max(self.seen.values(), default=0) >= times

        await eventually(is_so, f"a record is read {times} times")

    async def until_ready(self) -> None:
        async def is_so() -> bool:
            return bool(self.app.tables.actives_ready)

        await eventually(is_so, "the worker is ready")

    async def until_seen(self, times: int, total: int = TOTAL) -> None:
        async def is_so() -> bool:
            return len(self.seen) == total and min(self.seen.values()) >= times

        await eventually(is_so, lambda: f"all are read {times} times: {self.seen}")


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    table: bool,
    consumer: type[FaustConsumer] | None = None,
    concurrency: int = 1000,
    request_s: float = REQUEST_S,
    seek_s: float = 0.0,
) -> AsyncIterator[Stage]:
    """A stage whose consumer asks for records, and seeks after a recovery, as slowly as told."""
    app = create_app(settings, "fetch")
    if consumer is not None:
        app.transport.Consumer = consumer
    stage = Stage(settings, app, table=table, concurrency=concurrency)
    ask = app.consumer._getmany

    async def ask_for_long(active_partitions: Any, timeout: float) -> Any:
        return await ask(active_partitions, max(timeout, request_s))

    seek = app.consumer.perform_seek

    async def seek_for_long() -> None:
        await seek()
        await asyncio.sleep(seek_s)

    app.consumer._getmany = ask_for_long
    app.consumer.perform_seek = seek_for_long
    await stage.runner.start()
    await app.start()
    try:
        yield stage
    finally:
        await app.stop()
        await stage.runner.stop()


async def send(settings: Settings, count: int = TOTAL) -> None:
    await produce(settings, [Output(NORMALIZED, b"one", b"%d" % n) for n in range(count)])


@pytest.mark.parametrize("table", [True, False])
async def test_what_was_never_committed_is_read_again(settings: Settings, table: bool) -> None:
    await send(settings)
    async with running(settings, table=table) as stage:
        for times in (1, 2, 3, 4):
            await stage.until_seen(times)
            stage.rebalance()
        await stage.until_seen(5)


async def test_what_comes_before_the_worker_is_ready_is_not_thrown_away(settings: Settings) -> None:
    await send(settings)
    async with running(settings, table=True, concurrency=1, request_s=0, seek_s=SEEK_S) as stage:
        await stage.until_ready()
        await stage.until_begun(1)
        stage.rebalance()
        await stage.until_begun(2)
        await stage.until_ready()
        stage.go.set()
        await stage.until_seen(1)


async def test_faust_itself_does_not_read_it_again(settings: Settings) -> None:
    # Once this fails, `copydesk.place` is to be looked at again.
    await send(settings)
    impatient = with_section(settings, "health", stuck_s=2.0)
    reporter = Reporter(impatient, "fetch")
    reporting = asyncio.create_task(reporter.run())

    async def stalled() -> bool:
        return reporter.stalled.is_set()

    async with running(settings, table=True, consumer=FaustConsumer) as stage:
        reporter.watch(stage.runner)
        await stage.until_seen(1)
        stage.rebalance()

        async def passed() -> bool:
            found = [
                await stage.app.consumer.position(tp) for tp in stage.app.consumer.assignment()
            ]
            return TOTAL in found and bool(stage.app.tables.actives_ready)

        await eventually(passed, "the worker is ready and its position at the end")
        reporter.stalled.clear()
        # What the worker's supervisor is told by, were there another such fault.
        await eventually(stalled, "the worker is known to stall")
        await send(settings, 1)
        await stage.until_seen(1, TOTAL + 1)
        assert set(stage.seen.values()) == {1}
    reporting.cancel()
    await asyncio.wait((reporting,))
