"""Web archives, the whole way: written by a worker, read into a pipeline without a request."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from copydesk.admin import apply, plan
from copydesk.events import Article
from copydesk.headers import ORDER_HEADER, get
from copydesk.kafka import group_id
from copydesk.settings import Settings, environment
from copydesk.topics import ENRICHED, FETCHED, TOPICS
from copydesk.warc.writer import Archive
from tests.pages import discovered
from tests.servers import Server
from tests.support import (
    Worker,
    articles,
    committed,
    dead_letters,
    eventually,
    produce,
    read_all,
    with_section,
)
from tests.unit.warc.made import answer

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]

StartWorker = Callable[..., Worker]
PAGES = 3
DEADLINE_S = 180.0
_COPY = "The early boat runs until the end of March, and the company counts its passengers. " * 9


def page(number: int) -> bytes:
    """Return a page with an article."""
    title = f"<title>Boat {number} returns</title><h1>Boat {number} returns</h1>"
    return f"<html><head>{title}</head><body><article><p>{_COPY}</p></article>".encode()


def archived(folder: Path) -> list[Path]:
    """Return the WARC files that are closed."""
    return sorted(folder.glob("*.warc.gz"))


async def started(settings: Settings, *words: object, **env: str) -> asyncio.subprocess.Process:
    """Start a command."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "copydesk", *map(str, words)),
        env={**os.environ, **environment(settings), **env},
        stderr=asyncio.subprocess.PIPE,
    )


async def copydesk(settings: Settings, *words: object) -> str:
    """Run a command to its end; return what it says to a person."""
    process = await started(settings, *words)
    _, said = await asyncio.wait_for(process.communicate(), DEADLINE_S)
    assert process.returncode == 0, said
    return said.decode()


async def versions(settings: Settings, fetched: int, stages: Sequence[Worker]) -> list[int]:
    """Return the versions on `articles` once the gate has all that was fetched."""
    found: list[Article] = []

    async def done() -> bool:
        # A stage that joins late may do a page twice: the count alone does not say that all came.
        found[:] = await articles(settings)
        offset = await committed(settings, group_id(settings, "publish"), ENRICHED)
        return offset >= fetched and len(found) >= PAGES

    def seen() -> str:
        return f"all is published, not {len(found)}: {[one.tail() for one in stages]}"

    await eventually(done, seen, DEADLINE_S)
    return [one.version for one in found]


async def test_what_a_worker_archived_is_published_elsewhere_without_a_request(
    settings: Settings, worker: StartWorker, server: Server, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    own = with_section(settings, "http", allow_hosts="*.test", resolve="*.test=127.0.0.1")
    own = with_section(own, "fetch", warc_dir=str(folder))
    for number in range(PAGES):
        server.says(f"/{number}", page(number), content_type="text/html")
    urls = [server.url(f"/{number}") for number in range(PAGES)]
    await produce(own, [discovered(url) for url in [*urls, server.url("/missing")]])
    fetch = worker(own, "fetch")

    async def refused() -> bool:
        return len(await dead_letters(own)) == 1 and len(await read_all(own, FETCHED)) == PAGES

    await eventually(refused, lambda: f"the pages are fetched: {fetch.tail()}")
    assert archived(folder) == []
    assert fetch.stop() == 0
    [file] = archived(folder)

    asked = len(server.asked)
    history = with_section(settings, "topics", prefix=f"{settings.topics.prefix}history.")
    await apply(history, await plan(history, TOPICS))
    stages = [worker(history, stage) for stage in ("normalize", "enrich", "publish")]
    for times in (1, 2):
        said = await copydesk(history, "fetch", "--from-warc", file)
        assert f"{PAGES} pages went to fetched" in said
        assert "1 responses were none: http-404" in said
        assert await versions(history, PAGES * times, stages) == [1] * PAGES
    found = await articles(history)
    assert sorted(one.url for one in found) == urls
    assert {one.alt_ids[0].role for one in found} == {"warc-record"}
    assert len(server.asked) == asked


async def test_ctrl_c_is_clean_and_the_next_run_brings_the_rest(
    settings: Settings, tmp_path: Path
) -> None:
    archive = Archive(tmp_path / "archive", user_agent="x", max_bytes=10**9)
    for number in range(450):
        await archive.write(answer(number))
    await archive.close()
    [file] = archived(tmp_path / "archive")
    # It freezes itself once the broker has its first two hundred.
    command = ("fetch", "--from-warc", file)
    process = await started(settings, *command, COPYDESK_FAILPOINTS="warc.delivered=stop")

    async def some() -> bool:
        return len(await read_all(settings, FETCHED)) == 200

    await eventually(some, "the first batch is there")
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGCONT)
    _, said = await asyncio.wait_for(process.communicate(), 60)
    assert (process.returncode, said.strip()) == (130, b"")
    before = len(await read_all(settings, FETCHED))
    assert before < 450
    assert "450 pages went to fetched" in await copydesk(settings, *command)
    found = await read_all(settings, FETCHED)
    assert len(found) == before + 450
    assert len({get(one.headers, "ce_id") for one in found}) == 450
    orders = {(get(one.headers, "ce_id"), get(one.headers, ORDER_HEADER)) for one in found}
    assert len(orders) == 450
