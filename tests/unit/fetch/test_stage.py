"""The fetch stage as a function, against real servers and the newsroom's traps."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from copydesk import headers as h
from copydesk.codec import decode, encode
from copydesk.errors import DecodeError, PermanentError, TransientError
from copydesk.events import Fetched
from copydesk.fetch.stage import FetchStage
from copydesk.http.client import HttpClient
from copydesk.http.robots import Robots
from copydesk.records import Output, Record
from copydesk.settings import FetchSettings, HttpSettings
from tests.pages import entry
from tests.servers import Server

Handle = Callable[..., Any]


@pytest.fixture
async def handle() -> AsyncIterator[Handle]:
    http = HttpSettings(allow_hosts="*.test", resolve="*.test=127.0.0.1")
    async with HttpClient(http, timeout_s=5.0, max_body_bytes=100_000) as client:
        robots = Robots(
            client, user_agent="Copydesk", ttl_s=60, max_crawl_delay_s=5, now=time.monotonic
        )
        stage = FetchStage(FetchSettings(), client, robots, lambda: datetime.now(UTC))

        async def run(url: str, *headers: tuple[str, bytes], **fields: Any) -> list[Output]:
            value = encode(entry(url, **fields))
            record = Record("news.discovered", 0, 1, b"site.test", value, headers)
            return list(await stage.handle(record))

        yield run


async def test_a_page_becomes_raw_bytes_and_facts(server: Server, handle: Handle) -> None:
    body = "<p>Новости</p>".encode("windows-1251")
    kind = "text/html; charset=windows-1251"
    server.says("/a", body, content_type=kind, etag='"1"', x_powered_by="x")
    [output] = await handle(server.url("/a"), title="T")
    assert (output.topic.name, output.key, output.value) == ("fetched", b"site.test", body)
    assert h.get(output.headers, "content-type") == kind.encode()
    facts = decode(h.get(output.headers, "http"), Fetched)
    assert facts.headers == {
        "content-type": kind,
        "etag": '"1"',
        "date": facts.headers["date"],
        "server": facts.headers["server"],
    }
    assert (facts.charset, facts.status, facts.entry.title) == ("windows-1251", 200, "T")


async def test_the_same_address_from_six_feeds_is_fetched_once(
    server: Server, handle: Handle
) -> None:
    server.says("/a", b"page", content_type="text/html")
    urls = [server.url("/a" + extra) for extra in ("", "#top", "?utm_source=x")] * 2
    found = await asyncio.gather(*(handle(url) for url in urls))
    assert sum(len(outputs) for outputs in found) == 1
    assert server.asked.count("/a") == 1


async def test_a_changed_entry_is_fetched_again(server: Server, handle: Handle) -> None:
    server.says("/a", b"page", content_type="text/html")
    await handle(server.url("/a"))
    later = datetime.now(UTC)
    assert len(await handle(server.url("/a"), change="changed", seen_at=later)) == 1


async def test_what_failed_for_a_while_waits_in_a_topic(server: Server, handle: Handle) -> None:
    server.says("/a", b"", 503, retry_after="300")
    [output] = await handle(server.url("/a"), ("ce_id", b"7"))
    assert output.topic.name == "fetch-retry-10m"
    assert h.get(output.headers, h.ATTEMPT_HEADER) == b"2"
    assert h.get(output.headers, "ce_id") == b"7"


async def test_the_last_attempt_is_refused(server: Server, handle: Handle) -> None:
    server.says("/a", b"", 503)
    with pytest.raises(TransientError) as caught:
        await handle(server.url("/a"), (h.ATTEMPT_HEADER, b"5"))
    assert caught.value.code == "http-503"


async def test_robots_txt_is_asked_first_and_for_redirects_too(
    server: Server, handle: Handle
) -> None:
    server.says("/robots.txt", b"User-agent: *\nDisallow: /no")
    server.says("/a", b"", 302, location="/no")
    for path in ("/no", "/a"):
        with pytest.raises(PermanentError) as caught:
            await handle(server.url(path))
        assert caught.value.code == "robots-disallowed"
    assert "/no" not in server.asked


async def test_a_host_that_asks_for_a_pause_gets_it(server: Server, handle: Handle) -> None:
    server.says("/robots.txt", b"User-agent: *\nCrawl-delay: 4")
    for n in range(4):
        server.says(f"/{n}", b"page", content_type="text/html")
    tasks = [asyncio.create_task(handle(server.url(f"/{n}"))) for n in range(4)]
    # The first goes at once, the second has a turn soon enough; the others wait in a topic.
    done = await asyncio.gather(*tasks)
    topics = sorted(output.topic.name for [output] in done)
    assert topics == ["fetch-retry-1m", "fetch-retry-1m", "fetched", "fetched"]


async def test_what_is_no_entry_is_refused(handle: Handle) -> None:
    with pytest.raises(PermanentError):
        await handle("ftp://site.test/")


async def test_bytes_that_are_no_event_are_refused() -> None:
    http = HttpSettings()
    async with HttpClient(http, timeout_s=1.0, max_body_bytes=1) as client:
        robots = Robots(client, user_agent="x", ttl_s=1, max_crawl_delay_s=1, now=time.monotonic)
        stage = FetchStage(FetchSettings(), client, robots, lambda: datetime.now(UTC))
        with pytest.raises(DecodeError):
            await stage.handle(Record("news.discovered", 0, 1, b"k", b"\xff"))
