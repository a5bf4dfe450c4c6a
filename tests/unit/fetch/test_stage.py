"""The fetch stage as a function, against real servers and the newsroom's traps."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from copydesk import headers as h
from copydesk.codec import decode, encode
from copydesk.errors import DecodeError, PermanentError, TransientError
from copydesk.events import Fetched
from copydesk.fetch.stage import FetchStage
from copydesk.http.client import HttpClient
from copydesk.http.robots import Robots
from copydesk.records import Output, Record
from copydesk.settings import FetchSettings, HttpSettings
from copydesk.warc.writer import Archive
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
        stage = FetchStage(
            FetchSettings(refetch_after=""), client, robots, lambda: datetime.now(UTC)
        )

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
    assert (facts.charset_from, facts.tls, facts.remote_address) == ("http", None, "127.0.0.1")
    assert facts.first_byte_ms is not None
    assert 0 <= facts.first_byte_ms <= facts.elapsed_ms


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("/consent?to=/politics/a-ferry-returns-1", "consent-wall"),
        ("/login", "login-wall"),
        ("/politics", "soft-404"),
        ("/", "soft-404"),
    ],
)
async def test_a_redirect_to_where_no_article_is_is_refused(
    server: Server, handle: Handle, location: str, code: str
) -> None:
    server.says("/politics/a-ferry-returns-1", b"", 302, location=location)
    server.says(location.partition("?")[0], b"<p>hello", content_type="text/html")
    with pytest.raises(PermanentError) as caught:
        await handle(server.url("/politics/a-ferry-returns-1"))
    assert caught.value.code == code


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
        stage = FetchStage(
            FetchSettings(refetch_after=""), client, robots, lambda: datetime.now(UTC)
        )
        with pytest.raises(DecodeError):
            await stage.handle(Record("news.discovered", 0, 1, b"k", b"\xff"))


async def test_what_a_site_says_of_ai_use_goes_with_its_page(
    server: Server, handle: Handle
) -> None:
    server.says("/robots.txt", b"Content-Signal: ai-train=no")
    server.says("/a", b"<p>hi", content_type="text/html", tdm_reservation="1", content_usage="x=y")
    [output] = await handle(server.url("/a"))
    facts = decode(h.get(output.headers, "http"), Fetched)
    assert [(one.kind, one.value) for one in facts.rights] == [("content-signal", "ai-train=no")]
    assert facts.rights[0].url == server.url("/robots.txt")
    assert facts.headers["tdm-reservation"] == "1"
    assert facts.headers["content-usage"] == "x=y"


async def test_what_is_fetched_is_archived_before_it_goes_on(
    server: Server, tmp_path: Path
) -> None:
    server.says("/a", b"<p>hi", content_type="text/html", x_powered_by="y")
    http = HttpSettings(allow_hosts="*.test", resolve="*.test=127.0.0.1")
    archive = Archive(tmp_path, user_agent="x", max_bytes=10**9)
    async with HttpClient(http, timeout_s=5.0, max_body_bytes=100_000) as client:
        robots = Robots(client, user_agent="x", ttl_s=60, max_crawl_delay_s=5, now=time.monotonic)
        stage = FetchStage(
            FetchSettings(refetch_after=""), client, robots, lambda: datetime.now(UTC), archive
        )
        for path in ("/a", "/missing"):
            value = encode(entry(server.url(path)))
            with suppress(PermanentError):
                await stage.handle(Record("news.discovered", 0, 1, b"site.test", value))
    await archive.close()
    found = [(r.http_headers.get_statuscode(), r.http_headers) for r in responses(tmp_path)]
    assert [status for status, _ in found] == ["200", "404"]
    assert found[0][1].get_header("X-Powered-By") == "y"


def responses(folder: Path) -> list[Any]:
    [path] = folder.iterdir()
    with path.open("rb") as file:
        return [one for one in ArchiveIterator(file) if one.rec_type == "response"]
