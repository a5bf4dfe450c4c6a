"""The poll stage by a fast clock, pinned to one core: the child of polling.py.

It says `ready` once its states are back, takes a clock and an end as JSON, and prints what it
measured: CPU of itself and its parser alone, memory, and how late each poll began.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import time
from collections.abc import Sequence
from datetime import datetime

import orjson
import psutil
from tests.support import eventually

from bench.feed_server import FastClock
from copydesk.http.client import HttpClient
from copydesk.poll import agent
from copydesk.poll.intake import Parse
from copydesk.poll.poll import PollResult, poll
from copydesk.poll.state import FeedState
from copydesk.settings import PollSettings, load

_GIVE_UP_S = 300.0
_LOOK_EVERY_S = 1.0


class Meter:
    """The clock of the stage, and what is noted by it."""

    def __init__(self) -> None:
        # Nothing is due until the clock is set.
        self.clock = FastClock(0.0, 0.0, 0.0)
        self.late_s: list[float] = []
        self.peak_rss = 0

    def now(self) -> datetime:
        """Return the simulated time, UTC."""
        return self.clock.now()

    async def poll(
        self,
        state: FeedState,
        client: HttpClient,
        parse: Parse,
        settings: PollSettings,
        now: datetime,
        extra_suffixes: Sequence[str],
        grace_s: float,
    ) -> PollResult:
        """Note how late a poll is, whose first act is its request, and poll."""
        self.late_s.append(self.clock.now_s() - state.next_due_ms / 1000)
        return await poll(state, client, parse, settings, now, extra_suffixes, grace_s)

    async def watch(self, end: float) -> None:
        """Note the memory of this process and the parser's until a real time."""
        while time.time() < end:
            await asyncio.sleep(min(_LOOK_EVERY_S, max(0.0, end - time.time())))
            self.peak_rss = max(self.peak_rss, sum(one.memory_info().rss for one in _ours()))


def _ours() -> list[psutil.Process]:
    process = psutil.Process()
    return [process, *process.children(recursive=True)]


def _cpu_s() -> float:
    """Return the CPU seconds of this process and its children, those that ended included."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = ended.ru_utime + ended.ru_stime
    for one in _ours():
        times = one.cpu_times()
        total += times.user + times.system
    return total


async def main(core: int) -> None:
    """Start, wait for the states, poll until the end, print."""
    os.sched_setaffinity(0, {core})
    meter = Meter()
    # The stage offers no place to look at its polls.
    vars(agent)["poll"] = meter.poll
    runner = agent.PollStage(load(), meter.now).runner
    await runner.start()
    await runner.app.start()

    async def recovered() -> bool:
        return bool(runner.app.tables.actives_ready)

    await eventually(recovered, "the states are back", _GIVE_UP_S)
    print("ready", flush=True)
    told = orjson.loads(await asyncio.to_thread(sys.stdin.readline))
    meter.clock = FastClock(told["real"], told["simulated"], told["speed"])
    await asyncio.sleep(max(0.0, told["real"] - time.time()))
    before = _cpu_s()
    await meter.watch(told["end"])
    found = {
        "cpu_s": _cpu_s() - before,
        "peak_rss": meter.peak_rss,
        "late_s": meter.late_s,
        "written": runner.counters.written,
        "dead": runner.counters.dead,
        "failed": runner.failed.is_set(),
    }
    print(orjson.dumps(found).decode(), flush=True)
    await runner.app.stop()
    await runner.stop()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
