"""Serves made-up feeds over HTTP, in a process of its own, by a clock that can run faster."""

from __future__ import annotations

import asyncio
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from multiprocessing.connection import Connection

from aiohttp import web

from bench.feed_model import ModelFeed
from bench.polling_simulation import Plan

_FEEDS_PER_HOST = 4
_TEXT = "The council has decided on the bridge after a long debate, and work begins in spring. " * 4


@dataclass(frozen=True, slots=True)
class FastClock:
    """Simulated time, which goes on from a moment of real time."""

    real: float
    """When it starts, seconds since the epoch; before, it stands still."""
    simulated: float
    """What it shows then."""
    speed: float

    def now_s(self) -> float:
        """Return the simulated time, in seconds since the epoch."""
        return self.simulated + max(0.0, time.time() - self.real) * self.speed

    def now(self) -> datetime:
        """Return the simulated time, UTC."""
        return datetime.fromtimestamp(self.now_s(), UTC)


@dataclass(slots=True)
class Served:
    """What was asked of the server, and what it showed."""

    requests: list[int]
    """By the simulated hour."""
    unchanged: int = 0
    """Answers 304."""
    sent: int = 0
    """Bytes of bodies."""
    shown: int = 0
    """Entries of the measured time that were shown."""
    missed: int = 0
    """Entries that came and went between two answers."""
    delays: array[float] = field(default_factory=lambda: array("d"))
    """Simulated seconds from an entry's appearance to the answer that showed it."""


def host_of(number: int) -> str:
    """Return the address of a feed's host, in 127.0.0.0/8."""
    host = number // _FEEDS_PER_HOST
    return f"127.{1 + host // 62500}.{host // 250 % 250}.{1 + host % 250}"


def url_of(number: int, port: int) -> str:
    """Return a feed's address."""
    return f"http://{host_of(number)}:{port}/{number}.xml"


def etag_of(feed: ModelFeed, published: int) -> str | None:
    """Return the validator of a feed that has published so many entries."""
    return f'"{feed.number}-{published}"' if feed.has_etag else None


def body_of(feed: ModelFeed, published: int) -> bytes:
    """Return the feed as RSS when it has published so many entries."""
    said = ""
    if feed.hints.ttl:
        said = f"<ttl>{feed.hints.ttl}</ttl>"
    elif feed.hints.update_period:
        said = (
            f"<sy:updatePeriod>{feed.hints.update_period}</sy:updatePeriod>"
            f"<sy:updateFrequency>{feed.hints.update_frequency}</sy:updateFrequency>"
        )
    items = "".join(
        _item(feed, index)
        for index in range(published - 1, max(0, published - feed.window) - 1, -1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
        f"<title>Paper {feed.number}</title><link>http://paper{feed.number}.example/</link>"
        f"{said}{items}</channel></rss>"
    ).encode()


def _item(feed: ModelFeed, index: int) -> str:
    at = datetime.fromtimestamp(feed.times[index], UTC)
    date = f"<pubDate>{format_datetime(at)}</pubDate>" if feed.dated else ""
    link = f"http://paper{feed.number}.example/{index}"
    return (
        f"<item><title>Story {index} of paper {feed.number}: a bridge for the valley</title>"
        f"<link>{link}</link><guid>{link}</guid>{date}<description>{_TEXT}</description></item>"
    )


class FeedServer:
    """Answers for all feeds of a plan.

    Args:
        plan: which feeds.
        known: how many entries of each were seen before.
        clock: the simulated time.
    """

    def __init__(self, plan: Plan, known: Sequence[int], clock: FastClock) -> None:
        self._plan = plan
        self._feeds = [plan.feed(number) for number in range(plan.feeds)]
        self._known = list(known)
        self.clock = clock
        self.served = Served([0] * (int(plan.days * 24) + 2))

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer a request for a feed."""
        now = self.clock.now_s()
        feed = self._feeds[int(request.path[1:].removesuffix(".xml"))]
        published = feed.published(now)
        served = self.served
        served.requests[min(int((now - self._plan.start) // 3600), len(served.requests) - 1)] += 1
        headers = {"Content-Type": "application/rss+xml"}
        if feed.max_age_s:
            headers["Cache-Control"] = f"max-age={feed.max_age_s:.0f}"
        if etag := etag_of(feed, published):
            headers["ETag"] = etag
            if request.headers.get("If-None-Match") == etag:
                served.unchanged += 1
                return web.Response(status=304, headers=headers)
        self._note(feed, published, now)
        body = body_of(feed, published)
        served.sent += len(body)
        return web.Response(body=body, headers=headers)

    def _note(self, feed: ModelFeed, published: int, now: float) -> None:
        known, self._known[feed.number] = self._known[feed.number], published
        shown = max(0, published - feed.window)
        served = self.served
        served.missed += max(0, shown - known)
        served.shown += published - max(known, shown)
        served.delays.extend(
            now - at for at in feed.times[max(known, shown) : published] if at >= self._plan.start
        )


def serve(pipe: Connection, plan: Plan, known: Sequence[int], port: int) -> None:
    """Serve; the pipe tells when it listens, takes the clock, and at the end gives `Served`."""

    async def run() -> None:
        made = FeedServer(plan, known, FastClock(0.0, plan.start, 0.0))
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(web.Server(made.answer), "0.0.0.0", port, backlog=1024)
        pipe.send("listening")
        made.clock = await asyncio.to_thread(pipe.recv)
        await asyncio.to_thread(pipe.recv)
        listening.close()
        pipe.send(made.served)

    asyncio.run(run())
