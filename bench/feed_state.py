"""What poll remembers of many feeds: bytes, memory, time to encode, to look, to recover.

The states of 100,000 feeds with 200 remembered entries each. The table is a dict of bytes, as
Faust's is in memory. Then the same states are written to a changelog on an embedded broker, and
a poll worker that has nothing starts on it: how long until it may poll, and its memory.

Example: python -m bench.feed_state --feeds 100000
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator

import orjson
import psutil
from tests.support import produce

from bench.desk import Desk, desk
from bench.measure import arguments, race, show
from copydesk.events import Feed
from copydesk.poll.due import Due, DueIndex
from copydesk.poll.history import learn
from copydesk.poll.identity import RECORD_BYTES
from copydesk.poll.state import Facts, FeedState, Told, decode_head, decode_state, encode_state
from copydesk.records import Output
from copydesk.settings import environment
from copydesk.topics import POLL_CHANGELOG

_NOW = 1_790_000_000.0
_PARTITIONS = 12
_BATCH = 1000
_SAMPLE = 2000
_GIVE_UP_S = 300


def states(count: int, entries: int) -> Iterator[FeedState]:
    """Yield states as they are after some days of polls."""
    chance = random.Random(5)
    dates = [_NOW - 900.0 * n for n in range(100)]
    history = learn(FeedState(feed=Feed(url=""), partition=0).history, dates, 0, _NOW, None)
    for n in range(count):
        yield FeedState(
            feed=Feed(url=f"https://www.site{n // 4}.example/feeds/{n}/rss.xml", tags=("world",)),
            partition=n % _PARTITIONS,
            # Centuries from now, so that nothing is polled.
            next_due_ms=10**13 + n,
            seen=chance.randbytes(entries * RECORD_BYTES),
            etag=f'"{chance.getrandbits(64):x}"',
            last_modified="Mon, 23 Nov 2026 12:00:00 GMT",
            digest=chance.randbytes(12),
            polls=1000,
            history=history,
            told=Told(ttl_s=3600.0),
            facts=Facts(f"The paper of site {n}", 50, 0, ()),
        )


def measure(count: int, entries: int) -> None:
    """Print what costs no broker."""
    sample = list(states(_SAMPLE, entries))
    values = [encode_state(one) for one in sample]
    bare = len(encode_state(next(states(1, 0))))
    print(f"a state: {len(values[0])} bytes, {bare} of them without its {entries} entries")
    timings = race(
        {
            "encode": lambda: [encode_state(one) for one in sample],
            "decode": lambda: [decode_state(one) for one in values],
            "decode the head": lambda: [decode_head(one) for one in values],
        },
        len(values),
        7,
    )
    show(timings, "states", "decode")
    before = psutil.Process().memory_info().rss
    table = {one.feed.url.encode(): encode_state(one) for one in states(count, entries)}
    grown = psutil.Process().memory_info().rss - before
    print(f"a table of {count} feeds: {grown / 1e6:.0f} MB")
    index, begin = DueIndex(20.0, 300.0), time.process_time()
    feeds = (
        Due(key.decode(), head.partition, head.next_due_ms)
        for key, value in table.items()
        if (head := decode_head(value))
    )
    index.rebuild(feeds, _NOW * 1000)
    read = time.process_time()
    for _ in range(1000):
        index.take(_NOW * 1000, 128, 20)
    looked = time.process_time()
    print(f"what is due: {read - begin:.2f} s to read all, once after a rebalance;")
    print(f"             {(looked - read) * 1000:.1f} µs for a look, four times a second")


async def recover(on: Desk, count: int, entries: int) -> None:
    """Write the states to a changelog, start a worker, print what it says."""
    settings = await on.settings(_PARTITIONS)
    batch: list[Output] = []
    begin = time.monotonic()
    for state in states(count, entries):
        key = state.feed.url.encode()
        batch.append(Output(POLL_CHANGELOG, key, encode_state(state), partition=state.partition))
        if len(batch) == _BATCH:
            await produce(settings, batch)
            batch = []
    await produce(settings, batch)
    print(f"written in {time.monotonic() - begin:.0f} s")
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "bench.feed_recovery"],
        env={**os.environ, **environment(settings)},
        stdout=subprocess.PIPE,
        check=True,
        timeout=_GIVE_UP_S,
    )
    found = orjson.loads(done.stdout)
    if found["feeds"] != count:
        raise SystemExit(f"{found['feeds']} feeds came back, {count} expected")
    print(
        f"recovery of {count} feeds: {found['seconds']:.1f} s until it may poll "
        f"({found['cpu_s']:.1f} s of CPU), worker {found['rss'] / 1e6:.0f} MB, "
        f"{found['grown'] / 1e6:.0f} MB of them for the states"
    )


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--feeds", type=int, default=100_000)
    parser.add_argument("--entries", type=int, default=200)
    parser.add_argument("--recover", type=int, help="feeds to recover, if fewer")
    given = parser.parse_args()
    count = given.recover or given.feeds
    with desk() as on:
        asyncio.run(recover(on, count, given.entries))
    if count < given.feeds:
        print(f"(of {given.feeds} feeds: extrapolate by {given.feeds / count:.1f})")
    measure(given.feeds, given.entries)


if __name__ == "__main__":
    main()
