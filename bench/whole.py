"""The whole way: articles a second and their latency over all five worker processes.

Made-up sites on loopback are polled, fetched, normalized, enriched and published. First a burst:
all articles are there at once. Then a quiet time: one new article now and then. Latency is from
the poll that found an article to a subscriber's reading of it. The limit is what the stages'
pure functions cost in CPU for the same articles, on all cores, with nothing in between.

Example: python -m bench.whole --count 600 --quiet 30
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, aclosing, asynccontextmanager
from urllib.parse import urlsplit

import aiohttp
import psutil
from aiohttp import web
from aiokafka import AIOKafkaConsumer, TopicPartition
from tests.press import Press
from tests.servers import Server

from bench.desk import Desk, cpu_s, desk
from bench.measure import arguments, percentile, race
from bench.newsroom import facts
from copydesk.codec import decode
from copydesk.consumer import read
from copydesk.enrich.enrich import enrich
from copydesk.events import Article
from copydesk.headers import Order
from copydesk.kafka import client_options
from copydesk.normalize.article import normalize_page
from copydesk.poll import parse_feed
from copydesk.poll.identity import compare
from copydesk.publish.versions import decide
from copydesk.settings import Settings
from copydesk.topics import ARTICLES, STAGES

_DEADLINE_S = 300.0
Way = tuple[float, float]
"""When the poll began that found an article, when a subscriber read it; epoch seconds."""


class Subscriber:
    """Reads articles as they come."""

    def __init__(self) -> None:
        self.ways: dict[str, Way] = {}
        self._came = asyncio.Event()

    async def run(self, settings: Settings) -> None:
        """Read until cancelled."""
        topic = ARTICLES.full_name(settings.topics.prefix)
        async with aclosing(read(settings, topic, start="earliest")) as records:
            async for record in records:
                article = decode(record.value, Article)
                seen = article.first_seen.timestamp() if article.first_seen else 0.0
                self.ways.setdefault(article.article_id, (seen, time.time()))
                self._came.set()

    async def has(self, count: int) -> list[Way]:
        """Wait until so many articles have come, and return how they came."""
        async with asyncio.timeout(_DEADLINE_S):
            while len(self.ways) < count:
                self._came.clear()
                await self._came.wait()
        return list(self.ways.values())


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    """Run the server of the sites."""
    made = Server()

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        handler = made.paths.get(request.path)
        return await handler(request) if handler else web.Response(status=404)

    low = web.Server(handle)
    listening = await asyncio.get_running_loop().create_server(low, "127.0.0.1", 0)
    made.port = listening.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        listening.close()
        await low.shutdown(0.1)


def latencies(ways: Sequence[Way]) -> str:
    """Say how long articles were under way."""
    each = [read_at - seen for seen, read_at in ways]
    return f"p50 {percentile(each, 0.5):.2f} s, p99 {percentile(each, 0.99):.2f} s"


async def transactions(settings: Settings, articles: int) -> int:
    """Return how many transactions wrote so many articles: each leaves a marker behind them."""
    topic = ARTICLES.full_name(settings.topics.prefix)
    consumer = AIOKafkaConsumer(**client_options(settings), enable_auto_commit=False)
    await consumer.start()
    try:
        partitions = [TopicPartition(topic, n) for n in range(settings.topics.partitions)]
        ends: dict[TopicPartition, int] = await consumer.end_offsets(partitions)
        return max(1, sum(ends.values()) - articles)
    finally:
        await consumer.stop()


async def pure_ms(press: Press, server: Server, rounds: int) -> dict[str, float]:
    """Return CPU milliseconds of the stages' pure functions for one article, by stage."""
    known = [facts(press.url(n)) for n in range(min(press.total, 200))]
    urls = [f"http://127.0.0.1:{server.port}{urlsplit(one.url).path}" for one in known]
    feed_url = server.url("/rss", press.host(0))
    async with aiohttp.ClientSession() as session:
        bodies = [await (await session.get(url)).read() for url in urls]
        asked = session.get(
            f"http://127.0.0.1:{server.port}/rss", headers={"Host": urlsplit(feed_url).netloc}
        )
        feed = await (await asked).read()
    settings = press.settings(Settings()).normalize
    pages = list(zip(bodies, known, strict=True))
    normalized = [normalize_page(body, one, settings) for body, one in pages]
    enriched = [enrich(one) for one in normalized]
    entries = parse_feed(feed, url=feed_url).entries

    def publish() -> object:
        return [decide(None, one, Order(1, 0, n)) for n, one in enumerate(enriched)]

    found = {}
    for stage, count, function in (
        ("poll", len(entries), lambda: compare(b"", parse_feed(feed, url=feed_url).entries)),
        ("normalize", len(pages), lambda: [normalize_page(b, one, settings) for b, one in pages]),
        ("enrich", len(normalized), lambda: [enrich(one) for one in normalized]),
        ("publish", len(enriched), publish),
    ):
        [timing] = race({stage: function}, count, rounds)
        found[stage] = timing.median_ms
    return found


async def run(on: Desk, count: int, quiet: int, rounds: int) -> None:
    """Measure."""
    async with serving() as server:
        press = Press(server, count + quiet, ())
        press.total = count
        settings = press.settings(await on.settings(4))
        pure = await pure_ms(press, server, rounds)
        subscriber = Subscriber()
        reading = asyncio.create_task(subscriber.run(settings))
        with ExitStack() as stack:
            workers = {
                stage: stack.enter_context(on.worker(settings, ("copydesk", "worker", stage), {}))
                for stage in STAGES
            }
            processes = {**workers, "broker": psutil.Process(on.broker.pid)}
            # A stage that is not up yet would be in the burst's time: one article goes first.
            press.total = 1
            await press.subscribe(settings)
            await subscriber.has(1)
            before = {name: cpu_s(one) for name, one in processes.items()}
            press.total = count
            burst = (await subscriber.has(count))[1:]
            used = {name: cpu_s(one) - before[name] for name, one in processes.items()}
            batches = await transactions(settings, count)
            for press.total in range(count + 1, count + quiet + 1):
                ways = await subscriber.has(press.total)
            calm = ways[count:]
        reading.cancel()
        await asyncio.wait((reading,))
    began, ended = min(seen for seen, _ in burst), max(read_at for _, read_at in burst)
    speed = len(burst) / (ended - began)
    print(f"burst: {len(burst)} articles, {speed:.1f} articles/s; {latencies(burst)}")
    print(f"quiet: {len(calm)} articles one by one; {latencies(calm)}")
    print(f"the gate put {count / batches:.1f} articles into a transaction")
    print(f"\nCPU ms for one article\n{'':10} {'used':>8} {'pure function':>14}")
    for name, seconds in used.items():
        known = f"{pure[name]:14.2f}" if name in pure else f"{'-':>14}"
        print(f"{name:10} {seconds / len(burst) * 1000:8.2f} {known}")
    total, least = sum(used.values()) / len(burst) * 1000, sum(pure.values())
    print(f"{'all':10} {total:8.2f} {least:14.2f}  {total / least:.2f}x")
    cores = psutil.cpu_count() or 1
    limit = cores * 1000 / least
    print(f"limit: {limit:.0f} articles/s on {cores} cores; the desk has {speed / limit:.2f} of it")


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=600, help="articles of the burst")
    parser.add_argument("--quiet", type=int, default=30, help="articles one by one")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the pure functions")
    given = parser.parse_args()
    with desk() as on:
        asyncio.run(run(on, given.count, given.quiet, given.rounds))


if __name__ == "__main__":
    main()
