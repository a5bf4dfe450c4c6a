"""One poll against a real server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from copydesk.codec import decode
from copydesk.events import DeadLetter
from copydesk.http.client import HttpClient
from copydesk.poll import ParsedFeed
from copydesk.poll.poll import poll
from copydesk.settings import PollSettings
from tests.servers import Server

from .polls import (
    DATED,
    DAY,
    FEED,
    FULL_EACH,
    ITEM,
    NOW,
    SETTINGS,
    found,
    health,
    items,
    links,
    note_headers,
    parse,
    polled,
    reason,
    state,
    wait_s,
)


async def test_new_entries_are_discovered_and_remembered(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", items(2, 1), etag='"v1"')
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
    assert 60 <= wait_s(result) <= 66
    again = await poll(result.state, client, parse, SETTINGS, NOW)
    assert again.discovered == ()


async def test_the_health_says_how_the_feed_is(server: Server, client: HttpClient) -> None:
    late = b"Mon, 23 Nov 2099 12:00:00 GMT"
    server.says("/rss", FEED % (DATED % (2, 2, late) + DATED % (1, 1, b"soon")))
    first = await poll(state(server), client, parse, SETTINGS, NOW)
    told = health(first)
    assert (told.state, told.title, told.why, told.entries) == ("ok", "Desk", "start", 2)
    assert (told.bad_dates, told.warnings) == (2, ("bad-date", "date-in-future"))
    assert (told.last_success, told.last_entry, told.duplicates) == (NOW, NOW, 0)
    server.says("/rss", items(3, 2, 1))
    later = NOW + timedelta(hours=1)
    told = health(await poll(first.state, client, parse, SETTINGS, later))
    assert (told.duplicates, told.gap, told.why) == (0.667, 3600, "gap")
    assert (told.bad_dates, told.warnings) == (0, ())


async def test_a_first_poll_takes_no_whole_past(server: Server, client: HttpClient) -> None:
    dates = {9: NOW - timedelta(days=6), 8: NOW - timedelta(days=8)}
    dated = b"".join(
        DATED % (n, n, f"{date:%a, %d %b %Y %H:%M:%S} GMT".encode()) for n, date in dates.items()
    )
    undated = b"".join(ITEM % (n, n) for n in (7, 6, 5))
    server.says("/rss", FEED % (dated + undated))
    settings = PollSettings(min_interval_s=60, first_most=3)
    first = await poll(state(server), client, parse, settings, NOW)
    assert links(first) == ["6", "7", "9"]
    server.says("/rss", FEED % (ITEM % (10, 10) + dated + undated))
    assert links(await poll(first.state, client, parse, settings, NOW)) == ["10"]


async def test_validators_are_echoed_and_304_is_a_success(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", b"", 304)
    asked = note_headers(server)
    known = state(server, etag='W/"odd"', last_modified="yesterday", failures=3, seen=b"a" * 27)
    result = await poll(known, client, parse, SETTINGS, NOW)
    assert (asked[0]["If-None-Match"], asked[0]["If-Modified-Since"]) == ('W/"odd"', "yesterday")
    assert (result.state.failures, result.state.etag) == (0, 'W/"odd"')
    assert result.state.seen == b"a" * 27


async def test_each_hundredth_poll_asks_in_full_and_finds_what_a_304_hid(
    server: Server, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FULL_EACH, 100)
    body = items(1)

    async def lies(request: web.Request) -> web.StreamResponse:
        if "If-None-Match" in request.headers:
            return web.Response(status=304, headers={"etag": '"same"'})
        return web.Response(body=body, headers={"etag": '"same"'})

    server.paths["/rss"] = lies
    result = await poll(state(server), client, parse, SETTINGS, NOW)
    assert links(result) == ["1"]
    body = items(2, 1)
    polls = []
    for n in range(100):
        result = await poll(result.state, client, parse, SETTINGS, NOW)
        if result.discovered:
            polls.append(n)
            assert links(result) == ["2"]
    assert len(polls) == 1
    assert health(result).false_304 == 1
    # From then on its validators are not believed.
    body = items(3, 2, 1)
    assert links(await poll(result.state, client, parse, SETTINGS, NOW)) == ["3"]


async def test_a_feed_that_overflows_is_polled_sooner(server: Server, client: HttpClient) -> None:
    known = state(server)
    for n in range(4):
        server.says("/rss", items(2 * n + 1, 2 * n))
        result = await poll(known, client, parse, SETTINGS, NOW + n * DAY)
        known = result.state
    assert known.pace == 1 / 8
    assert health(result).why == "overflow"


async def test_what_the_answer_says_of_its_freshness_is_kept(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", items(1), cache_control="public, max-age=7200")
    result = await poll(state(server), client, parse, SETTINGS, NOW)
    assert health(result).why == "cache"
    assert wait_s(result) >= 7200


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
    assert reason(await polled(client, "http://127.0.0.1:9/rss")) == "address-refused"


async def test_a_fault_of_the_parser_waits_like_any_other(
    server: Server, client: HttpClient
) -> None:
    server.says("/rss", b"<rss/>")

    async def broken(*_: object) -> ParsedFeed:
        raise RecursionError("too deep")

    result = await poll(state(server), client, broken, SETTINGS, NOW)
    assert result.state.next_due_ms > NOW.timestamp() * 1000
    assert [decode(o.value, DeadLetter).reason for o in result.refused] == ["exception"]
