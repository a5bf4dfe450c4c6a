"""What tests of polls share: a feed's bytes, its state, what a poll led to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from copydesk.codec import decode
from copydesk.events import Discovered, Feed, FeedHealth
from copydesk.http.answer import Answer
from copydesk.http.client import HttpClient
from copydesk.poll import ParsedFeed, parse_feed
from copydesk.poll.poll import PollResult, poll
from copydesk.poll.state import FeedState
from copydesk.settings import PollSettings
from tests.servers import Server

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SETTINGS = PollSettings(min_interval_s=60, max_interval_s=86400)
FULL_EACH = "copydesk.poll.poll._FULL_EACH"
DAY = timedelta(days=1)
FEED = b"<rss version='2.0'><channel><title>Desk</title>%s</channel></rss>"
ITEM = b"<item><guid>%d</guid><link>https://a.example/%d</link><title>T</title></item>"
DATED = (
    b"<item><guid>%d</guid><link>https://a.example/%d</link><title>T</title>"
    b"<pubDate>%s</pubDate></item>"
)


async def parse(answer: Answer, seen_at: datetime) -> ParsedFeed:
    return parse_feed(answer.body, url=answer.final_url, headers=answer.headers, seen_at=seen_at)


def state(server: Server, **fields: Any) -> FeedState:
    return FeedState(feed=Feed(url=server.url("/rss")), partition=0, **fields)


def found(result: PollResult) -> list[Discovered]:
    return [decode(output.value, Discovered) for output in result.discovered]


def links(result: PollResult) -> list[str]:
    return [entry.link.rpartition("/")[2] for entry in found(result)]


def health(result: PollResult) -> FeedHealth:
    return decode(result.health.value, FeedHealth)


def reason(result: PollResult) -> str | None:
    error = health(result).error
    return error.reason if error else None


def wait_s(result: PollResult) -> float:
    return result.state.next_due_ms / 1000 - NOW.timestamp()


def items(*numbers: int) -> bytes:
    return FEED % b"".join(ITEM % (n, n) for n in numbers)


def note_headers(server: Server) -> list[dict[str, str]]:
    """Note the headers of the requests for /rss."""
    asked: list[dict[str, str]] = []
    plain = server.paths["/rss"]

    async def note(request: Any) -> Any:
        asked.append(dict(request.headers))
        return await plain(request)

    server.paths["/rss"] = note
    return asked


async def polled(client: HttpClient, url: str) -> PollResult:
    known = FeedState(feed=Feed(url=url), partition=0)
    return await poll(known, client, parse, SETTINGS, NOW)
