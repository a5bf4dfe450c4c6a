"""One poll against a real server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from copydesk.codec import decode
from copydesk.events import DeadLetter, Discovered, Feed, FeedHealth
from copydesk.http.client import HttpClient
from copydesk.poll.feeds import ParsedFeed, parse_feed
from copydesk.poll.poll import PollResult, poll
from copydesk.poll.state import FeedState
from copydesk.settings import HttpSettings, PollSettings
from tests.servers import Server

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SETTINGS = PollSettings(min_interval_s=60)
FEED = b"<rss version='2.0'><channel><title>Desk</title>%s</channel></rss>"
ITEM = b"<item><guid>%d</guid><link>https://a.example/%d</link><title>T</title></item>"


async def parse(body: bytes, url: str, headers: Mapping[str, str], most: int) -> ParsedFeed:
    return parse_feed(body, url, headers, most)


@pytest.fixture
async def client() -> AsyncIterator[HttpClient]:
    http = HttpSettings(allow_hosts="site.test", resolve="site.test=127.0.0.1")
    async with HttpClient(http, timeout_s=5.0, max_body_bytes=100_000) as made:
        yield made


def state(server: Server, **fields: Any) -> FeedState:
    return FeedState(feed=Feed(url=server.url("/rss")), partition=0, **fields)


def found(result: PollResult) -> list[Discovered]:
    return [decode(output.value, Discovered) for output in result.discovered]


def health(result: PollResult) -> FeedHealth:
    return decode(result.health.value, FeedHealth)


async def test_new_entries_are_discovered_and_remembered(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", FEED % (ITEM % (2, 2) + ITEM % (1, 1)), etag='"v1"')
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    result = await poll(state(server), client, parse, SETTINGS, NOW)
    assert [(e.link, e.change) for e in found(result)] == [
        ("https://a.example/1", "new"),
        ("https://a.example/2", "new"),
    ]
    assert {output.key for output in result.discovered} == {b"a.example"}
    # Only then is it sure that a page fetched later has what the feed shows.
    assert all(entry.seen_at >= before for entry in found(result))
    assert result.state.etag == '"v1"'
    assert result.state.next_due_ms == (NOW + timedelta(seconds=60)).timestamp() * 1000
    assert health(result).state == "ok"
    again = await poll(result.state, client, parse, SETTINGS, NOW)
    assert again.discovered == ()


async def test_validators_are_echoed_and_304_is_a_success(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", b"", 304)
    asked = {}
    plain = server.paths["/rss"]

    async def note(request: Any) -> Any:
        asked.update(request.headers)
        return await plain(request)

    server.paths["/rss"] = note
    known = state(server, etag='W/"odd"', last_modified="yesterday", failures=3, seen={"a": "b"})
    result = await poll(known, client, parse, SETTINGS, NOW)
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('W/"odd"', "yesterday")
    assert (result.state.failures, result.state.etag) == (0, 'W/"odd"')
    assert result.state.seen == {"a": "b"}


async def test_a_failing_server_backs_off_and_is_obeyed(server: Server, client: HttpClient) -> None:
    server.says("/rss", b"", 503, retry_after="600")
    result = await poll(state(server), client, parse, SETTINGS, NOW)
    assert result.state.failures == 1
    assert result.state.next_due_ms == (NOW + timedelta(seconds=600)).timestamp() * 1000
    error = health(result).error
    assert error is not None
    assert error.reason == "http-503"
    assert result.refused == ()


async def test_what_is_no_feed_is_dead_lettered_once(server: Server, client: HttpClient) -> None:
    server.says("/rss", b"<html>none</html>")
    first = await poll(state(server), client, parse, SETTINGS, NOW)
    [letter] = [decode(output.value, DeadLetter) for output in first.refused]
    assert (letter.reason, letter.url) == ("not-a-feed", server.url("/rss"))
    assert letter.payload is not None
    assert letter.payload.text == "<html>none</html>"
    second = await poll(first.state, client, parse, SETTINGS, NOW)
    assert second.refused == ()
    assert health(second).state == "failing"
    assert second.state.failures == 2


async def test_an_entry_without_a_link_stops_no_other(server: Server, client: HttpClient) -> None:
    server.says("/rss", FEED % (b"<item><title>No link</title></item>" + ITEM % (1, 1)))
    result = await poll(state(server), client, parse, SETTINGS, NOW)
    assert len(result.discovered) == 1
    assert [decode(o.value, DeadLetter).reason for o in result.refused] == ["no-link"]


async def test_an_address_that_is_forbidden_fails_softly(client: HttpClient) -> None:
    known = FeedState(feed=Feed(url="http://127.0.0.1:9/rss"), partition=0)
    result = await poll(known, client, parse, SETTINGS, NOW)
    error = health(result).error
    assert error is not None
    assert error.reason == "address-refused"


async def test_a_fault_of_the_parser_waits_like_any_other(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", b"<rss/>")

    async def broken(*_: object) -> ParsedFeed:
        raise RecursionError("too deep")

    result = await poll(state(server), client, broken, SETTINGS, NOW)
    assert result.state.next_due_ms > NOW.timestamp() * 1000
    assert [decode(o.value, DeadLetter).reason for o in result.refused] == ["exception"]
