"""What the newsroom's trap and worse servers answer ends as one record, and the next page flows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copydesk.codec import decode, encode
from copydesk.demo import Newsroom
from copydesk.events import DeadLetter
from copydesk.fetch.stage import FetchStage
from copydesk.guard import guarded
from copydesk.http.client import HttpClient
from copydesk.http.robots import Robots
from copydesk.records import Output, Record
from copydesk.settings import FetchSettings, HttpSettings
from tests.pages import entry

Fetch = Callable[[str], Awaitable[Output]]


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    made = Newsroom.open(tmp_path, now=lambda: 2_000_000_000.0)
    ready = asyncio.Event()
    serving = asyncio.create_task(made.serve(ready))
    await ready.wait()
    yield made
    serving.cancel()
    await asyncio.wait((serving,))


@pytest.fixture
async def fetch() -> AsyncIterator[Fetch]:
    http = HttpSettings(allow_hosts="*.newsroom.test", resolve="*.newsroom.test=127.0.0.1")
    async with HttpClient(
        http, timeout_s=20.0, max_body_bytes=1_000_000, min_bytes_per_s=100.0, patience_s=1.0
    ) as client:
        robots = Robots(
            client, user_agent="Copydesk", ttl_s=60, max_crawl_delay_s=0, now=time.monotonic
        )
        stage = FetchStage(
            FetchSettings(refetch_after=""), client, robots, lambda: datetime.now(UTC)
        )

        async def run(url: str) -> Output:
            record = Record("news.discovered", 0, 1, b"trap", encode(entry(url)))
            [output] = await guarded("fetch", stage.handle, record, now=lambda: datetime.now(UTC))
            return output

        yield run


REFUSED = [
    ("/missing", "http-404"),
    ("/loop", "too-many-redirects"),
    ("/inside", "address-refused"),
    ("/metadata", "address-refused"),
    ("/huge", "too-large"),
    ("/bomb", "too-large"),
    ("/binary", "not-a-page"),
    ("/empty", "no-content"),
]
DELAYED = ["/drip", "/cut"]
"""Whoever drips or hangs up may do better in a minute."""


async def test_each_ends_as_one_record_and_the_next_page_flows(
    newsroom: Newsroom, fetch: Fetch
) -> None:
    host = f"http://trap.newsroom.test:{newsroom.port}"
    for path, reason in REFUSED:
        letter = await fetch(host + path)
        assert letter.topic.name == "dead-letter"
        found = decode(letter.value, DeadLetter)
        assert found.reason == reason
        assert "\n" not in found.message
    for path in DELAYED:
        assert (await fetch(host + path)).topic.name == "fetch-retry-1m"
    page = await fetch(f"{host}/spared-1")
    assert page.topic.name == "fetched"
    assert b"weighbridge" in (page.value or b"")
