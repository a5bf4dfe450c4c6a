"""robots.txt by RFC 9309."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from copydesk.errors import BrokerError, CopydeskError, PermanentError, TransientError
from copydesk.events import RightsSignal
from copydesk.http.client import HttpClient
from copydesk.http.robots import Robots, own_groups, product_token
from copydesk.http.sitefiles import SiteFile
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


class Memory:
    """Keeps files as the table does, for several processes."""

    def __init__(self) -> None:
        self.files: dict[tuple[str, int], SiteFile] = {}
        self.writes = 0

    def get(self, url: str, partition: int) -> SiteFile | None:
        return self.files.get((url, partition))

    async def put(self, url: str, file: SiteFile, partition: int) -> None:
        self.writes += 1
        await asyncio.sleep(0)
        self.files[url, partition] = file


@pytest.fixture
async def client() -> AsyncIterator[HttpClient]:
    http = HttpSettings(allow_hosts="site.test", resolve="site.test=127.0.0.1")
    async with HttpClient(http, timeout_s=5.0, max_body_bytes=100_000) as made:
        yield made


def made(client: HttpClient, clock: Clock, kept: Memory | None = None) -> Robots:
    """Robots of a process that has just started."""
    name = "Copydesk/0.1 (+x)"
    return Robots(client, user_agent=name, ttl_s=100.0, max_crawl_delay_s=2.0, now=clock, kept=kept)


@pytest.fixture
def robots(client: HttpClient, clock: Clock) -> Robots:
    return made(client, clock)


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


RIGHTS = b"""User-agent: *
Content-Signal: ai-train=no
License: https://site.test/license.xml

User-agent: GPTBot
Disallow: /paid/
"""
TDMREP = b'[{"location": "/paid/", "tdm-reservation": 1}, {"location": "/", "tdm-reservation": 0}]'


def kinds(found: tuple[RightsSignal, ...]) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in found]


async def test_rights_of_a_site_are_read_once(server: Server, robots: Robots, clock: Clock) -> None:
    server.says("/robots.txt", RIGHTS)
    server.says("/.well-known/tdmrep.json", TDMREP)
    site = [("rsl-robots", "https://site.test/license.xml"), ("content-signal", "ai-train=no")]
    paid, free = await asyncio.gather(
        robots.rights(server.url("/paid/1")), robots.rights(server.url("/free/1"))
    )
    assert kinds(paid) == [
        site[0],
        ("robots-train", "GPTBot"),
        site[1],
        ("tdmrep-file", "tdm-reservation=1"),
    ]
    assert kinds(free) == [*site, ("tdmrep-file", "tdm-reservation=0")]
    assert {one.url for one in free} == {
        server.url("/robots.txt"),
        server.url("/.well-known/tdmrep.json"),
    }
    assert sorted(server.asked) == ["/.well-known/tdmrep.json", "/robots.txt"]
    clock.time = 101.0
    await robots.rights(server.url("/free/1"))
    assert len(server.asked) == 4


async def test_what_is_kept_is_not_asked_for_again(
    server: Server, client: HttpClient, clock: Clock
) -> None:
    server.says("/robots.txt", RIGHTS + RULES + b"# filler\n" * 5000)
    server.says("/.well-known/tdmrep.json", TDMREP)
    kept = Memory()
    first, second = made(client, clock, kept), made(client, clock, kept)
    urls = [server.url(f"/paid/{n}") for n in range(20)]
    before = await asyncio.gather(*(first.rights(url, 1) for url in urls))
    assert kept.writes == 2
    assert await second.rights(urls[0], 1) == before[0]
    assert await second.check(server.url("/a"), 1) == 2.0
    assert sorted(server.asked) == ["/.well-known/tdmrep.json", "/robots.txt"]
    # The rights are those of the time at which they were read.
    assert {one.read_at for one in before[0]} == {one.read_at for one in before[19]}
    clock.time = 101.0
    await second.check(server.url("/a"), 1)
    assert server.asked.count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("status", "body"), [(404, b""), (503, b""), (200, b"User-agent: *\nDisallow: /")]
)
async def test_an_answer_is_kept_whatever_it_is(
    server: Server, client: HttpClient, clock: Clock, status: int, body: bytes
) -> None:
    server.says("/robots.txt", body, status)
    kept = Memory()

    async def outcome(robots: Robots) -> str:
        try:
            return str(await robots.check(server.url("/a"), 1))
        except CopydeskError as error:
            return f"{error.code} {error.message}"

    assert await outcome(made(client, clock, kept)) == await outcome(made(client, clock, kept))
    assert server.asked == ["/robots.txt"]


async def test_each_partition_that_needs_a_file_keeps_it(
    server: Server, client: HttpClient, clock: Clock
) -> None:
    kept = Memory()
    robots = made(client, clock, kept)
    await asyncio.gather(*(robots.check(server.url("/a"), n % 3) for n in range(9)))
    assert sorted(partition for _, partition in kept.files) == [0, 1, 2]
    assert (kept.writes, server.asked) == (3, ["/robots.txt"])
    # Partitions went and came again, one of them without what was written there.
    robots.forget()
    del kept.files[server.url("/robots.txt"), 1]
    await asyncio.gather(*(robots.check(server.url("/a"), n % 3) for n in range(9)))
    assert (kept.writes, server.asked) == (4, ["/robots.txt"])


async def test_a_newer_answer_of_another_worker_is_taken(
    server: Server, client: HttpClient, clock: Clock
) -> None:
    server.says("/robots.txt", b"")
    kept = Memory()
    first, second = made(client, clock, kept), made(client, clock, kept)
    await first.check(server.url("/private/x"), 1)
    clock.time = 101.0
    server.says("/robots.txt", RULES)
    for robots in (second, first):
        with pytest.raises(PermanentError):
            await robots.check(server.url("/private/x"), 1)
    assert server.asked == ["/robots.txt"] * 2


async def test_what_cannot_be_kept_is_no_answer(
    server: Server, client: HttpClient, clock: Clock
) -> None:
    class Gone(Memory):
        async def put(self, url: str, file: SiteFile, partition: int) -> None:
            if url.endswith(".json"):
                raise BrokerError("it is gone")

    robots = made(client, clock, Gone())
    assert await robots.check(server.url("/a"), 1) == 0.0
    with pytest.raises(BrokerError):
        await robots.rights(server.url("/a"), 1)


@pytest.mark.parametrize("status", [404, 500])
async def test_no_tdmrep_is_no_word(server: Server, robots: Robots, status: int) -> None:
    server.says("/.well-known/tdmrep.json", TDMREP, status)
    for _ in range(2):
        assert await robots.rights(server.url("/paid/1")) == ()
    assert server.asked.count("/.well-known/tdmrep.json") == 1


async def test_a_tdmrep_that_robots_txt_forbids_is_not_asked(
    server: Server, robots: Robots
) -> None:
    server.says("/robots.txt", b"User-agent: *\nDisallow: /.well-known/")
    assert await robots.rights(server.url("/a")) == ()
    assert server.asked == ["/robots.txt"]


async def test_a_flood_of_signals_is_cut(server: Server, robots: Robots) -> None:
    server.says("/robots.txt", (b"Content-Signal: ai-train=no" + b"," * 9000 + b"\n") * 50)
    found = await robots.rights(server.url("/a"))
    assert len(found) == 40
    assert sum(len(one.value) for one in found) == 40_000
