"""The hostile site over HTTP."""

import asyncio
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import feedparser
import httpx
import psutil
import pytest

from copydesk.demo import Newsroom, trap
from copydesk.demo.sites import TRAP

from .conftest import Clock, Loopback

MB = 1024 * 1024


async def get(client: httpx.AsyncClient, newsroom: Newsroom, path: str) -> httpx.Response:
    return await client.get(TRAP.url(newsroom.port, path))


async def test_its_feed_lists_every_trap(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock
) -> None:
    clock.t = 600
    response = await get(client, newsroom, "/rss.xml")
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert {one.link for one in feed.entries} == {
        TRAP.url(newsroom.port, path) for path, _, _ in trap.ENTRIES
    }


async def test_broken_feeds_are_broken(client: httpx.AsyncClient, newsroom: Newsroom) -> None:
    broken = await get(client, newsroom, "/broken.xml")
    feed = feedparser.parse(broken.content)
    assert feed.bozo
    assert {one.link for one in feed.entries if "link" in one} == {
        TRAP.url(newsroom.port, path) for path, _ in trap.BROKEN_ENTRIES
    }
    page = await get(client, newsroom, "/page-for-feed.xml")
    assert page.headers["Content-Type"].startswith("text/html")
    assert feedparser.parse(page.content).entries == []


async def test_what_can_be_saved_answers_with_a_page(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock
) -> None:
    clock.t = 100
    assert len(newsroom.salvage(clock.t)) == 5
    for url, versions in newsroom.salvage(clock.t):
        assert versions == 1
        response = await client.get(url)
        assert response.status_code == 200
        assert b"<h1>" in response.content


async def test_ill_servers_get_well(
    client: httpx.AsyncClient, newsroom: Newsroom, clock: Clock
) -> None:
    clock.t = trap.FLAKY_WELL_AT_S - 1
    assert (await get(client, newsroom, "/flaky")).status_code == 500
    busy = await get(client, newsroom, "/busy")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "20")
    clock.t = max(trap.FLAKY_WELL_AT_S, trap.BUSY_WELL_AT_S)
    for path in ("/flaky", "/busy"):
        assert (await get(client, newsroom, path)).status_code == 200


async def test_redirects_lead_nowhere(client: httpx.AsyncClient, newsroom: Newsroom) -> None:
    with pytest.raises(httpx.TooManyRedirects):
        await client.get(TRAP.url(newsroom.port, "/loop"), follow_redirects=True)
    inside = await get(client, newsroom, "/inside")
    assert inside.headers["Location"].startswith(f"http://127.0.0.1:{newsroom.port}/")
    metadata = await get(client, newsroom, "/metadata")
    assert metadata.headers["Location"].startswith("http://169.254.169.254/")


async def test_odd_contents(client: httpx.AsyncClient, newsroom: Newsroom) -> None:
    assert (await get(client, newsroom, "/missing")).status_code == 404
    assert (await get(client, newsroom, "/empty")).content == b""
    assert (await get(client, newsroom, "/binary")).content.startswith(b"\x89PNG")
    page = await get(client, newsroom, "/charset")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    with pytest.raises(UnicodeDecodeError):
        page.content.decode()
    assert "Причал" in page.content.decode("windows-1251")


async def test_a_cut_connection_ends_before_its_declared_length(
    client: httpx.AsyncClient, newsroom: Newsroom
) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        await get(client, newsroom, "/cut")


async def test_the_huge_page_has_fifty_megabytes(
    client: httpx.AsyncClient, newsroom: Newsroom
) -> None:
    async with client.stream("GET", TRAP.url(newsroom.port, "/huge")) as response:
        assert "Content-Length" not in response.headers
        size = 0
        async for chunk in response.aiter_raw():
            size += len(chunk)
    assert size == 50 * MB


async def test_the_bomb_is_small_on_the_wire_and_a_gigabyte_inside(
    client: httpx.AsyncClient, newsroom: Newsroom
) -> None:
    async with client.stream("GET", TRAP.url(newsroom.port, "/bomb")) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        wire = b"".join([chunk async for chunk in response.aiter_raw()])
    assert len(wire) < 3 * MB
    unpacked, size, rest = zlib.decompressobj(16 + zlib.MAX_WBITS), 0, wire
    while not unpacked.eof:
        size += len(unpacked.decompress(rest, 4 * MB))
        rest = unpacked.unconsumed_tail
    assert size == 1024 * MB, "and its checksum is right, or zlib had raised"


async def test_the_drip_does_not_end(client: httpx.AsyncClient, newsroom: Newsroom) -> None:
    async with client.stream("GET", TRAP.url(newsroom.port, "/drip")) as response:
        chunks = response.aiter_raw()
        first, second = await anext(chunks), await anext(chunks)
    assert first + second


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A newsroom in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "copydesk", "newsroom"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "COPYDESK_DATA_DIR": str(tmp_path)},
    )
    with process:
        yield process
        process.kill()


async def test_many_bad_clients_cost_little_memory_and_do_not_hold_up_the_end(
    alone: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert alone.stdout is not None
    hello = await asyncio.wait_for(asyncio.to_thread(alone.stdout.readline), 30)
    newsroom = Newsroom.open(tmp_path)
    assert hello.strip() == f"newsroom on 127.0.0.1:{newsroom.port}"
    resident = psutil.Process(alone.pid).memory_info
    before = resident().rss
    limits = httpx.Limits(max_connections=None)
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(
            httpx.AsyncClient(transport=Loopback(limits=limits), timeout=20)
        )
        # Started and then not read: the server must wait, not heap up.
        for path in ("/huge", "/bomb", "/drip") * 8:
            await stack.enter_async_context(client.stream("GET", TRAP.url(newsroom.port, path)))
        for feed in newsroom.feeds:
            assert (await client.get(feed)).status_code == 200
        assert resident().rss - before < 60 * MB
        alone.send_signal(signal.SIGTERM)
        # A drip that were waited for would hold it far beyond this.
        assert await asyncio.to_thread(alone.wait, 10) == 0
    assert "Traceback" not in alone.stdout.read()
