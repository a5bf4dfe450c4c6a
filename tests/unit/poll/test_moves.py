"""Feeds that move for good."""

from __future__ import annotations

import pytest

from copydesk.http.client import HttpClient
from copydesk.poll.poll import PollResult, poll
from tests.servers import Server

from .polls import DAY, NOW, SETTINGS, health, items, links, parse, state


async def move(server: Server, client: HttpClient, status: int = 301, polls: int = 5) -> PollResult:
    """Poll a feed that redirects, over more than a day."""
    server.says("/rss", b"", status, location=server.url("/new", "new.test"))
    server.says("/new", items(1))
    known = state(server)
    for n in range(polls):
        result = await poll(known, client, parse, SETTINGS, NOW + n * DAY / 3)
        known = result.state
    return result


@pytest.mark.parametrize("status", [301, 308])
async def test_a_feed_moves_once_that_is_proved(
    server: Server, client: HttpClient, status: int
) -> None:
    before = await move(server, client, status, 4)
    assert (before.state.address, health(before).moved_to) == (None, None)
    moved = await move(server, client, status)
    target = server.url("/new", "new.test")
    assert (moved.state.address, health(moved).moved_to) == (target, target)
    assert health(moved).feed == moved.state.feed.url == server.url("/rss")
    server.asked.clear()
    await poll(moved.state, client, parse, SETTINGS, NOW)
    assert server.asked == ["/new"]


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_a_redirect_for_now_moves_nothing(
    server: Server, client: HttpClient, status: int
) -> None:
    result = await move(server, client, status, 9)
    assert (result.state.address, result.state.moving) == (None, None)


async def test_five_redirects_within_a_day_move_nothing(server: Server, client: HttpClient) -> None:
    result = await move(server, client, polls=3)
    known = result.state
    for _ in range(9):
        known = (await poll(known, client, parse, SETTINGS, NOW)).state
    assert known.address is None


async def test_another_target_begins_anew(server: Server, client: HttpClient) -> None:
    result = await move(server, client, polls=4)
    server.says("/rss", b"", 301, location="/other")
    server.says("/other", items(1))
    after = (await poll(result.state, client, parse, SETTINGS, NOW + 9 * DAY)).state
    assert after.address is None
    assert after.moving is not None
    assert after.moving.polls == 1


async def test_what_is_no_feed_there_proves_nothing(server: Server, client: HttpClient) -> None:
    result = await move(server, client, polls=4)
    server.says("/new", b"<html>for sale</html>")
    after = (await poll(result.state, client, parse, SETTINGS, NOW + 9 * DAY)).state
    assert (after.address, after.moving) == (None, None)


async def test_a_new_address_that_fails_is_given_up(server: Server, client: HttpClient) -> None:
    known = (await move(server, client)).state
    server.says("/new", b"", 404)
    server.says("/rss", items(2, 1))
    for _ in range(3):
        known = (await poll(known, client, parse, SETTINGS, NOW)).state
    assert known.address is None
    back = await poll(known, client, parse, SETTINGS, NOW)
    assert (health(back).state, links(back)) == ("ok", ["2"])


async def test_a_feed_that_moves_back_has_no_other_address(
    server: Server, client: HttpClient
) -> None:
    known = (await move(server, client)).state
    server.says("/new", b"", 301, location=server.url("/rss"))
    server.says("/rss", items(1))
    for n in range(5):
        known = (await poll(known, client, parse, SETTINGS, NOW + n * DAY)).state
    assert (known.address, known.moving) == (None, None)
