"""robots.txt by RFC 9309."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from copydesk.errors import PermanentError, TransientError
from copydesk.http.client import HttpClient
from copydesk.http.robots import Robots
from copydesk.settings import HttpSettings
from tests.servers import Server

RULES = b"""User-agent: copydesk
Disallow: /private/
Allow: /private/open
Crawl-delay: 3

User-agent: *
Disallow: /
"""


class Clock:
    """A clock that a test moves."""

    time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def robots(clock: Clock) -> AsyncIterator[Robots]:
    http = HttpSettings(allow_hosts="site.test", resolve="site.test=127.0.0.1")
    async with HttpClient(http, timeout_s=5.0, max_body_bytes=100_000) as client:
        yield Robots(
            client, user_agent="Copydesk/0.1 (+x)", ttl_s=100.0, max_crawl_delay_s=2.0, now=clock
        )


async def test_our_group_counts_and_the_delay_is_capped(server: Server, robots: Robots) -> None:
    server.says("/robots.txt", RULES)
    assert await robots.check(server.url("/a")) == 2.0
    assert await robots.check(server.url("/private/open")) == 2.0
    with pytest.raises(PermanentError) as caught:
        await robots.check(server.url("/private/x"))
    assert caught.value.code == "robots-disallowed"
    assert server.asked == ["/robots.txt"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_no_robots_txt_allows_everything(server: Server, robots: Robots, status: int) -> None:
    server.says("/robots.txt", b"User-agent: *\nDisallow: /", status)
    assert await robots.check(server.url("/a")) == 0.0


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_an_ill_server_forbids_for_now(
    server: Server, robots: Robots, clock: Clock, status: int
) -> None:
    server.says("/robots.txt", b"", status)
    with pytest.raises(TransientError) as caught:
        await robots.check(server.url("/a"))
    assert caught.value.code == "robots-unavailable"
    server.says("/robots.txt", b"")
    clock.time = 61.0
    assert await robots.check(server.url("/a")) == 0.0


async def test_it_is_asked_once_and_again_when_old(
    server: Server, robots: Robots, clock: Clock
) -> None:
    server.says("/robots.txt", b"")
    await asyncio.gather(*(robots.check(server.url(f"/{n}")) for n in range(20)))
    assert server.asked == ["/robots.txt"]
    clock.time = 101.0
    await robots.check(server.url("/a"))
    assert server.asked == ["/robots.txt"] * 2


async def test_who_gives_up_waiting_spoils_nothing(server: Server, robots: Robots) -> None:
    server.says("/robots.txt", b"")
    first = asyncio.create_task(robots.check(server.url("/a")))
    second = asyncio.create_task(robots.check(server.url("/b")))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == 0.0
    assert server.asked == ["/robots.txt"]
    await asyncio.wait((first,))


async def test_a_large_file_is_read_as_far_as_it_must(server: Server, robots: Robots) -> None:
    server.says("/robots.txt", RULES + b"# filler\n" * 200_000)
    with pytest.raises(PermanentError):
        await robots.check(server.url("/private/x"))
