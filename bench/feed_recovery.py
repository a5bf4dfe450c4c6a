"""The poll stage until it has its states back from the changelog: the child of feed_state.py.

It prints seconds and memory as JSON. The states it is given are due far in the future.
"""

from __future__ import annotations

import asyncio
import time

import orjson
import psutil
from tests.support import eventually

from copydesk.poll.agent import build
from copydesk.settings import load

_GIVE_UP_S = 300.0


async def main() -> None:
    """Start, wait for the recovery, print, end."""
    process = psutil.Process()
    before = process.memory_info().rss
    begin = time.monotonic()
    runner = build(load())
    await runner.start()
    await runner.app.start()

    async def recovered() -> bool:
        return bool(runner.app.tables.actives_ready)

    await eventually(recovered, "the states are back", _GIVE_UP_S)
    seconds = time.monotonic() - begin
    [table] = runner.app.tables.values()
    found = {
        "seconds": seconds,
        "feeds": len(table),
        "cpu_s": sum(process.cpu_times()[:2]),
        "grown": process.memory_info().rss - before,
        "rss": process.memory_info().rss,
    }
    print(orjson.dumps(found).decode(), flush=True)
    await runner.app.stop()
    await runner.stop()


if __name__ == "__main__":
    asyncio.run(main())
