"""Pages that are read again on their own: changes, removals, and kills in between."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable
from html import escape
from typing import Any

import pytest
from aiohttp import web

from copydesk.codec import encode
from copydesk.events import Article, Feed
from copydesk.feeds import write_feeds
from copydesk.headers import REFETCH_HEADER
from copydesk.records import Output
from copydesk.reprocess import reprocess
from copydesk.settings import Settings
from copydesk.topics import FETCH_DUE, FETCHED, STAGES
from copydesk.urls import article_id
from tests.pages import entry
from tests.press import Press
from tests.servers import Server
from tests.support import (
    Worker,
    articles,
    dead_letters,
    eventually,
    produce,
    read_all,
    versions,
    with_section,
)

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]
StartWorker = Callable[..., Worker]

COPY = (
    "The council met on Monday and decided that the ferry would sail before dawn each day of the "
    "week, after a request that was signed by bakers and nurses from both shores.",
    "According to the harbour office the crossing takes twenty minutes, and the fare stays as it "
    "was until the end of the year, whatever the price of fuel does.",
    "Residents had asked that engines be kept slow near the houses. The company agreed to a limit "
    "inside the breakwater, which all boats have to keep from the first day on.",
)
ADDED = "Correction of the timetable: the ferry leaves ten minutes earlier than first announced."
PATH = "/town/the-ferry-sails-early-17"


class Story:
    """One story on a site of its own; its feed says that nothing changed unless told.

    It has no date, so that its age counts from when it was first read.
    """

    def __init__(self, server: Server, *, canonical: str = PATH) -> None:
        self._server = server
        self.canonical = server.url(canonical, "press0.test")
        self.answers: list[tuple[int, tuple[str, ...]]] = [(200, COPY)]
        """Status and copy of the first answer, the second one…; the last one goes on."""
        self.summary = "A ferry sails early"
        self.asked: list[tuple[str | None, int]] = []
        """Of each request the validator that it brought, and the status of its answer."""
        server.paths[PATH] = self._page
        server.paths["/rss"] = self._feed

    async def _page(self, request: Any) -> web.StreamResponse:
        status, copy = self.answers[min(len(self.asked), len(self.answers) - 1)]
        tag = f'"{len(copy)}"'
        known = request.headers.get("If-None-Match")
        status = 304 if status == 200 and known == tag else status
        self.asked.append((known, status))
        if status != 200:
            return web.Response(status=status, headers={"ETag": tag})
        body = "".join(f"<p>{escape(text)}</p>" for text in copy)
        return web.Response(
            text="<html lang='en'><head><title>The ferry sails early</title>"
            f"<link rel='canonical' href='{self.canonical}'></head>"
            f"<body><article><h1>The ferry sails early</h1>{body}</article></body></html>",
            content_type="text/html",
            headers={"ETag": tag},
        )

    async def _feed(self, request: Any) -> web.StreamResponse:
        link = self._server.url(PATH, "press0.test")
        return web.Response(
            text="<rss version='2.0'><channel><title>Press</title><item><guid>17</guid>"
            f"<link>{link}</link><title>The ferry sails early</title>"
            f"<description>{self.summary}</description></item></channel></rss>",
            content_type="application/rss+xml",
        )

    async def start(
        self, settings: Settings, worker: StartWorker, refetch_after: str
    ) -> tuple[Settings, dict[str, Worker]]:
        own = Press(self._server, 1, ()).settings(settings)
        self._server.paths["/rss"] = self._feed
        # Ten minutes are 1.2 seconds, two hours are 14.4.
        own = with_section(own, "fetch", retry_scale=0.002, refetch_after=refetch_after, per_host=8)
        workers = {name: worker(own, name) for name in STAGES}
        url = self._server.url("/rss", "press0.test")
        await write_feeds(own, [(url, Feed(url=url))])
        return own, workers


async def published(settings: Settings, count: int, workers: dict[str, Worker]) -> list[Article]:
    """Wait until there are so many versions."""
    found: list[Article] = []

    async def enough() -> bool:
        found[:] = await articles(settings)
        return len(found) >= count

    await eventually(enough, lambda: f"{count} versions: {workers['fetch'].tail()}", 120)
    return found


async def chain_ended(settings: Settings, story: Story, asked: int, fetch: Worker) -> None:
    """Wait until the page was asked for so often, and fetch is stopped with nothing to do."""

    async def enough() -> bool:
        return len(story.asked) >= asked

    await eventually(enough, lambda: f"{asked} requests, not {story.asked}: {fetch.tail()}", 120)
    assert fetch.stop() == 0
    assert len(story.asked) == asked
    assert await dead_letters(settings) == []


async def test_a_page_that_stays_as_it_was_costs_a_304_for_each_step(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    story = Story(server)
    own, workers = await story.start(settings, worker, "3s,25s")
    await chain_ended(own, story, 3, workers["fetch"])
    assert story.asked == [(None, 200), ('"3"', 304), ('"3"', 304)]
    assert len(await read_all(own, FETCHED)) == 1
    assert len(await articles(own)) == 1


async def test_a_change_is_published_without_a_word_of_the_feed(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    story = Story(server)
    story.answers.append((200, (*COPY, ADDED)))
    own, workers = await story.start(settings, worker, "3s")
    first, second = await published(own, 2, workers)
    assert (first.version, second.version) == (1, 2)
    assert (second.change.kind, second.change.fields) == ("update", ("body",))
    assert second.body.text.endswith(ADDED)
    await chain_ended(own, story, 2, workers["fetch"])
    assert story.asked == [(None, 200), ('"3"', 200)]


async def test_gone_twice_is_one_withdrawal_and_a_page_that_returns_an_update(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    story = Story(server, canonical="/archive/the-ferry")
    story.answers.append((410, ()))
    own, workers = await story.start(settings, worker, "3s")
    first, second = await published(own, 2, workers)
    assert second.article_id == first.article_id == article_id(story.canonical)
    assert (second.version, second.status) == (2, "canceled")
    assert second.change.kind == "withdrawal"
    assert (second.change.fields, second.change.note) == (("status",), "410 Gone")
    assert (second.body, second.headlines) == (first.body, first.headlines)
    # Not before it was said twice.
    assert story.asked == [(None, 200), ('"3"', 410), ('"3"', 410)]
    # It is there again as it was, and its feed says that something changed.
    story.answers, story.summary = [(200, COPY)], "A ferry sails early after all"
    *_, third = await published(own, 3, workers)
    assert (third.version, third.status) == (3, "usable")
    assert (third.change.kind, third.change.fields) == ("update", ("status",))
    assert third.body == first.body
    assert versions(await articles(own)) == {first.article_id: [1, 2, 3]}
    assert await dead_letters(own) == []


async def test_a_404_that_was_a_hiccup_is_nothing(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    story = Story(server)
    story.answers += [(404, ()), (200, COPY)]
    own, workers = await story.start(settings, worker, "3s")
    await chain_ended(own, story, 3, workers["fetch"])
    assert story.asked == [(None, 200), ('"3"', 404), ('"3"', 304)]
    assert len(await articles(own)) == 1


async def test_a_step_that_was_refused_is_sent_back_as_an_entry(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    server.says("/a", b"page", content_type="text/html")
    own = Press(server, 1, ()).settings(settings)
    value = encode(entry(server.url("/a", "press0.test")))
    await produce(own, [Output(FETCH_DUE, b"k", value, ((REFETCH_HEADER, b"soon"),))])
    fetch = worker(own, "fetch")

    async def refused() -> bool:
        return [one.reason for one in await dead_letters(own)] == ["no-step"]

    await eventually(refused, lambda: f"the step is refused: {fetch.tail()}")
    assert await reprocess(own, await dead_letters(own)) == 1

    async def fetched() -> bool:
        return len(await read_all(own, FETCHED)) == 1

    await eventually(fetched, lambda: f"the page is fetched: {fetch.tail()}")


TOTAL = 60


async def test_a_kill_between_the_steps_loses_none_and_repeats_only_what_was_under_way(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    press = Press(server, TOTAL, range(TOTAL), eager=True)
    # All pages change once they were read, and their feeds never say so.
    feed = server.paths["/rss"]

    async def silent(request: Any) -> web.StreamResponse:
        answer = await feed(request)
        assert isinstance(answer, web.Response)
        answer.text = (answer.text or "").replace("version 2", "version 1")
        return answer

    server.paths["/rss"] = silent
    own = with_section(press.settings(settings), "fetch", refetch_after="10s")
    workers = {name: worker(own, name) for name in STAGES if name != "fetch"}
    # Each story once, then each once more, out of the delay topic of twelve seconds.
    dying = worker(own, "fetch", COPYDESK_FAILPOINTS=f"runner.delivered=kill@{TOTAL * 3 // 2}")
    await press.subscribe(own)
    assert await dying.ended(150) == -signal.SIGKILL
    workers["fetch"] = worker(own, "fetch")

    async def complete() -> bool:
        return press.is_complete(await articles(own))

    await eventually(complete, lambda: f"all changes are published: {workers['fetch'].tail()}", 150)
    assert workers["fetch"].stop() == 0
    stories = Counter(path for path in server.asked if path.startswith("/story/"))
    repeated = stories.total() - 2 * TOTAL
    print(f"{repeated} of {2 * TOTAL} requests were repeated")
    assert min(stories.values()) >= 2
    assert repeated <= own.fetch.concurrency
    assert set(map(tuple, versions(await articles(own)).values())) == {(1, 2)}
    assert await dead_letters(own) == []
