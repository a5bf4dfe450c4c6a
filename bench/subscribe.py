"""Articles a second of `copydesk.subscribe` through real Kafka, against a bare aiokafka loop.

The bare loop fetches, and reads each value with orjson; a subscription gives typed messages,
and in a group keeps its place. Each reads the same topic from its beginning, in turn, in this
process. Then memory: what a process of its own has while it reads three times as many.

Example: python -m bench.subscribe --count 20000 --rounds 3
"""

from __future__ import annotations

import asyncio
import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import orjson
import psutil
from aiokafka import AIOKafkaConsumer, TopicPartition

import copydesk
from bench.desk import desk
from bench.measure import arguments, race, show
from bench.newsroom import enriched_outputs
from copydesk.codec import decode, encode
from copydesk.events import Article, Change, Enriched
from copydesk.kafka import client_options
from copydesk.producer import Producer
from copydesk.records import Output
from copydesk.settings import Settings, environment, load
from copydesk.topics import ARTICLES

_PEER = "bare aiokafka loop, orjson"
_groups = itertools.count()


def outputs(count: int) -> Iterator[Output]:
    """Yield records for `articles`, from the newsroom's articles under ids of their own."""
    for one in enriched_outputs(count):
        known = decode(one.value, Enriched).copy_fields()
        article = Article(**known, version=1, status="usable", change=Change(kind="first"))
        yield Output(ARTICLES, one.key, encode(article), one.headers)


async def fill(settings: Settings, count: int) -> None:
    """Put them on the topic."""
    producer = Producer(settings)
    await producer.start()
    try:
        await producer.deliver(list(outputs(count)))
    finally:
        await producer.stop()


def bare(settings: Settings, count: int) -> None:
    """Read all with nothing but aiokafka and orjson."""

    async def run() -> None:
        consumer = AIOKafkaConsumer(
            **client_options(settings), enable_auto_commit=False, isolation_level="read_committed"
        )
        await consumer.start()
        name = ARTICLES.full_name(settings.topics.prefix)
        partitions = [TopicPartition(name, n) for n in range(settings.topics.partitions)]
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        seen = 0
        while seen < count:
            for records in (await consumer.getmany(timeout_ms=500)).values():
                for record in records:
                    orjson.loads(record.value)
                    seen += 1
        await consumer.stop()

    asyncio.run(run())


def plain(settings: Settings, count: int, **options: object) -> None:
    """Read all in a plain `for`."""
    for seen, _ in enumerate(copydesk.subscribe(settings=settings, **options), 1):  # type: ignore[call-overload]
        if seen == count:
            return


def looped(settings: Settings, count: int, **options: object) -> None:
    """Read all in an `async for`."""

    async def run() -> None:
        seen = 0
        subscription = copydesk.subscribe(settings=settings, **options)  # type: ignore[call-overload]
        async for _ in subscription:
            seen += 1
            if seen == count:
                subscription.stop()

    asyncio.run(run())


def batched(settings: Settings, count: int) -> None:
    """Read all in batches, in a group."""
    seen = 0
    subscription = copydesk.subscribe(settings=settings, group=_group())
    for batch in subscription.batches(size=500):
        seen += len(batch)
        if seen == count:
            return


def handled(settings: Settings, count: int) -> None:
    """Give all to a handler, eight at a time, in a group."""
    subscription = copydesk.subscribe(settings=settings, group=_group())
    seen = 0

    async def take(message: copydesk.Message[Article]) -> None:
        nonlocal seen
        seen += 1
        if seen == count:
            subscription.stop()

    subscription.run(take, at_once=8)


def _group() -> str:
    return f"bench-{next(_groups)}"


def contestants(settings: Settings, count: int) -> dict[str, Callable[[], None]]:
    """Return what is measured."""
    return {
        _PEER: lambda: bare(settings, count),
        "async for": lambda: looped(settings, count),
        "async for, group": lambda: looped(settings, count, group=_group()),
        "plain for": lambda: plain(settings, count),
        "batches of 500, group": lambda: batched(settings, count),
        "handler, 8 at once, group": lambda: handled(settings, count),
        "async for, three filters": lambda: looped(
            settings,
            count,
            source="newsroom.test",
            words=["*"],
            where=lambda article: bool(article.url),
        ),
    }


def memory_mb(settings: Settings, count: int) -> list[float]:
    """Return what a process has at each tenth of so many articles, in MB (10^6 bytes)."""
    words = [sys.executable, "-m", "bench.subscribe", "--read", str(count)]
    done = subprocess.run(
        words, env=environment(settings), capture_output=True, check=True, text=True
    )
    return [float(word) for word in done.stdout.split()]


def read(count: int) -> None:
    """Read in this process; print its resident memory at each tenth.

    Not the peak that the system keeps: on Linux that has the parent's from before the exec.
    """
    process = psutil.Process()
    for seen, _ in enumerate(copydesk.subscribe(settings=load()), 1):
        if seen % (count // 10) == 0:
            print(process.memory_info().rss / 1e6)
        if seen == count:
            return


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="articles")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--read", type=int, help="only read so many, and print the peak of memory")
    given = parser.parse_args()
    if given.read:
        read(given.read)
        return
    with desk() as on:
        settings = asyncio.run(on.settings(12))
        begin = time.monotonic()
        asyncio.run(fill(settings, given.count))
        print(f"{given.count} articles on the topic after {time.monotonic() - begin:.0f} s")
        timings = race(
            contestants(settings, given.count), given.count, given.rounds, time.monotonic
        )
        show(timings, "articles", _PEER)
        peer = timings[0].median_ms
        for one in timings[1:]:
            print(f"rate of '{one.name}' / rate of the bare loop: {peer / one.median_ms:.2f}")
        asyncio.run(fill(settings, 2 * given.count))
        tenths = memory_mb(settings, 3 * given.count)
        print(
            f"memory over {3 * given.count} articles: {tenths[0]:.1f} MB after a tenth, "
            f"{max(tenths):.1f} MB at most, {tenths[-1] / tenths[0]:.2f} of the first at the end"
        )


if __name__ == "__main__":
    main()
