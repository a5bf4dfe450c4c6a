"""robots.txt by RFC 9309."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from copydesk.errors import PermanentError, TransientError
from copydesk.http.client import HttpClient
from copydesk.http.robots import Robots, own_groups, product_token
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


async def test_an_address_is_of_its_origin_however_it_is_spelled(
    server: Server, robots: Robots
) -> None:
    server.says("/robots.txt", RULES)
    for host in ("site.test", "SITE.test"):
        assert await robots.check(server.url("/a?b#c", host)) == 2.0
    assert server.asked == ["/robots.txt"]


async def test_robots_txt_itself_is_exempt(server: Server, robots: Robots) -> None:
    assert await robots.check(server.url("/robots.txt")) == 0.0
    assert server.asked == []


async def test_a_server_that_is_not_there_forbids_for_now(robots: Robots) -> None:
    with pytest.raises(TransientError) as caught:
        await robots.check("http://site.test:9/a")
    assert caught.value.code == "robots-unavailable"


async def test_what_is_no_address_has_no_rules(robots: Robots) -> None:
    with pytest.raises(PermanentError) as caught:
        await robots.check("http://[::1/a")
    assert caught.value.code == "bad-url"


async def test_redirects_are_followed_to_the_rules(server: Server, robots: Robots) -> None:
    server.says("/robots.txt", b"", 301, location="/rules.txt")
    server.says("/rules.txt", RULES)
    with pytest.raises(PermanentError) as caught:
        await robots.check(server.url("/private/x"))
    assert caught.value.code == "robots-disallowed"


async def test_all_who_wait_may_give_up(server: Server, robots: Robots) -> None:
    asked, go = asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        asked.set()
        await go.wait()
        return web.Response(body=RULES)

    server.paths["/robots.txt"] = slow
    first = asyncio.create_task(robots.check(server.url("/a")))
    await asyncio.wait_for(asked.wait(), 10)
    first.cancel()
    await asyncio.wait((first,))
    go.set()
    assert await robots.check(server.url("/b")) == 2.0
    assert server.asked == ["/robots.txt"]


async def test_half_a_line_at_the_cut_is_no_rule(server: Server, robots: Robots) -> None:
    head = b"User-agent: *\n"
    tail = b"Disallow: /drafts"
    filler = b"#" * (500 * 1024 - len(head) - len(b"\nDisallow: /")) + b"\n"
    server.says("/robots.txt", head + filler + tail + b"\n" * 10)
    assert await robots.check(server.url("/a")) == 0.0


async def test_a_byte_order_mark_hides_nothing(server: Server, robots: Robots) -> None:
    server.says("/robots.txt", b"\xef\xbb\xbfUser-agent: *\nDisallow: /no")
    with pytest.raises(PermanentError):
        await robots.check(server.url("/no"))


async def test_thousands_of_crawlers_and_rules_are_no_bomb(server: Server, robots: Robots) -> None:
    crawlers = b"".join(b"User-agent: a%d\n" % n for n in range(14_000))
    rules = b"".join(b"Disallow: /%d\n" % n for n in range(14_000))
    ours = b"User-agent: copydesk\nDisallow: /ours\n"
    server.says("/robots.txt", ours + crawlers + rules)
    tracemalloc.start()
    try:
        assert await robots.check(server.url("/13")) == 0.0
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 50_000_000
    with pytest.raises(PermanentError):
        await robots.check(server.url("/ours"))


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [
        ("Copydesk/0.1 (+https://a.test)", "Copydesk"),
        ("Copydesk (+https://a.test)", "Copydesk"),
        ("Copydesk", "Copydesk"),
        ("", ""),
    ],
)
def test_the_product_token_is_what_comes_first(user_agent: str, token: str) -> None:
    assert product_token(user_agent) == token


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("User-agent: copydesk", True),
        ("USER-AGENT:COPYDESK/2.0 # us", True),
        ("useragent copydesk", True),
        ("User-agent: copy", False),
        ("User-agent: copydesk-news", False),
        ("User-agent: mycopydesk", False),
    ],
)
def test_only_the_whole_name_is_ours(line: str, ours: bool) -> None:
    text = own_groups(f"{line}\nDisallow: /", "Copydesk")
    assert ("User-agent: Copydesk" in text.splitlines()) is ours
    assert "Disallow: /" in text.splitlines()
