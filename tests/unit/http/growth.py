"""Get an address in a process of its own; print how it ended and what memory it took.

Run as `python -m tests.unit.http.growth URL`. The first request goes to a page that is well, so
that code and buffers are there before anything is measured.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from copydesk.errors import CopydeskError, TransientError
from copydesk.http.answer import Answer
from copydesk.http.client import HttpClient
from tests.unit.http.clients import client


def peak_bytes() -> int:
    """Return the most memory that this process has had."""
    status = Path("/proc/self/status")
    if status.exists():
        # ru_maxrss of Linux begins with what the parent had when it started this process.
        [line] = [one for one in status.read_text().splitlines() if one.startswith("VmHWM:")]
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def next_page(one: HttpClient, well: str) -> Answer:
    """Get a page that is well, at the second try where the first meets what the bomb left."""
    try:
        return await one.get(well)
    except TransientError:
        # Bytes that came late, on a connection that was kept: the stage tries again, too.
        return await one.get(well)


async def main(url: str, well: str) -> None:
    limits: dict[str, Any] = {"timeout_s": 8.0, "min_bytes_per_s": 100.0, "patience_s": 1.0}
    async with client(max_body_bytes=10_000_000, **limits) as one:
        await one.get(well)
        before, begin = peak_bytes(), time.monotonic()
        try:
            answer = await one.get(url)
            code = f"{answer.status}: {len(answer.body)} bytes"
        except CopydeskError as error:
            code = error.code
        elapsed = time.monotonic() - begin
        after = await next_page(one, well)
    found = {
        "code": code,
        "grown": peak_bytes() - before,
        "elapsed": elapsed,
        "next": after.body.decode(),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
