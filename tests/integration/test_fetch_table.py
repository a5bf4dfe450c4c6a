"""No page is asked for twice for the same answer, also across restarts and by other workers."""

from __future__ import annotations

import asyncio
import hashlib
import signal
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from copydesk.codec import decode
from copydesk.events import Discovered, Feed
from copydesk.feeds import write_feeds
from copydesk.kafka import group_id
from copydesk.rights.tdmrep import WELL_KNOWN as TDM_FILE
from copydesk.settings import Settings
from copydesk.topics import DISCOVERED, FETCH_CHANGELOG, FILES_CHANGELOG, STAGES, Topic
from tests.press import Press
from tests.servers import Server
from tests.support import Worker, articles, committed, eventually, read_all, with_section

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(900)]
StartWorker = Callable[..., Worker]
FILES = ("/robots.txt", TDM_FILE)
TOTAL = 60
DEADLINE_S = 180.0


def agent(name: str) -> str:
    """The User-Agent of a worker: requests that are in a dead one's sockets are its own still."""
    return f"Copydesk/1 ({name})"


def named(name: str) -> dict[str, str]:
    return {"COPYDESK_HTTP_USER_AGENT": agent(name)}


def logs(workers: dict[str, Worker]) -> str:
    return "\n".join(f"{name}: {one.tail()[-600:]}" for name, one in workers.items())


def asked_by(server: Server, name: str) -> set[bytes]:
    """Keys of the stories that a worker asked for, as the table has them."""
    return {
        hashlib.sha256(server.url(one.path, one.host).encode()).digest()[:12]
        for one in server.requests
        if one.agent == agent(name) and one.path.startswith("/story/")
    }


async def kept(settings: Settings, changelog: Topic) -> set[bytes | None]:
    """Keys that a changelog holds."""
    return {record.key for record in await read_all(settings, changelog)}


def stories(server: Server) -> Counter[str]:
    """How often each story was asked for."""
    return Counter(path for path in server.asked if path.startswith("/story/"))


async def test_a_story_that_another_feed_lists_later_is_not_asked_for_again(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    press = Press(server, TOTAL, ())
    own = press.settings(settings)
    workers = {name: worker(own, name) for name in STAGES}
    await press.subscribe(own)

    async def published() -> bool:
        return press.is_complete(await articles(own))

    await eventually(
        published, lambda: f"all stories are published: {press.seen()} {logs(workers)}"
    )
    assert set(stories(server).values()) == {1}
    # A worker that knows nothing but what the first one kept.
    assert workers["fetch"].stop() == 0
    workers["fetch"] = worker(own, "fetch")
    server.paths["/section"] = server.paths["/rss"]
    before = len(await read_all(own, DISCOVERED))
    urls = [server.url("/section", press.host(n)) for n in range(6)]
    await write_feeds(own, [(url, Feed(url=url)) for url in urls])

    async def handled() -> bool:
        return await committed(own, group_id(own, "fetch"), DISCOVERED) >= before + TOTAL

    await eventually(handled, lambda: f"the sections' entries are handled: {logs(workers)}")
    assert workers["poll"].stop() == 0
    assert workers["fetch"].stop() == 0
    assert set(stories(server).values()) == {1}
    assert len(await kept(own, FETCH_CHANGELOG)) == TOTAL
    # Once for each of the six sites, by two workers.
    assert server.asked.count("/robots.txt") == 6
    assert server.asked.count("/.well-known/tdmrep.json") == 6


async def test_a_kill_repeats_what_was_under_way_and_no_more(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    press = Press(server, 300, ())
    own = press.settings(settings)
    dying = {"COPYDESK_FAILPOINTS": "runner.delivered=kill@100", **named("first")}
    workers = {name: worker(own, name, **(dying if name == "fetch" else {})) for name in STAGES}
    await press.subscribe(own)
    await workers["fetch"].ended(DEADLINE_S)
    remembered, files = await kept(own, FETCH_CHANGELOG), await kept(own, FILES_CHANGELOG)
    workers["poll"].kill()
    again = {name: worker(own, name) for name in ("poll", "fetch")}

    async def published() -> bool:
        return press.is_complete(await articles(own))

    await eventually(
        published,
        lambda: f"all stories are published: {press.seen()} {logs(workers | again)}",
        DEADLINE_S,
    )
    assert again["poll"].stop() == 0
    assert again["fetch"].stop() == 0
    # Only now, since the server may have found requests in its sockets after the kill.
    under_way = asked_by(server, "first") - remembered
    repeated = stories(server).total() - 300
    print(f"\n{repeated} of 300 stories were asked for twice; {len(under_way)} were under way")
    assert len(stories(server)) == 300
    assert repeated <= len(under_way)
    asked = server.asked.count("/robots.txt") + server.asked.count(TDM_FILE)
    lost = sum(one.agent == agent("first") and one.path in FILES for one in server.requests)
    assert 2 * 6 <= asked <= 2 * 6 + lost - len(files)


async def test_no_request_is_repeated_but_those_under_way_at_a_kill_or_a_rebalance(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    total, sites = 300, 24
    press = Press(server, total, (), sites=sites)
    own = press.settings(settings)
    # Answers are held back: whoever waits for one must not give up, nor keep others from a slot.
    own = with_section(own, "fetch", timeout_s=900.0, concurrency=total)
    held, free, go = Counter[str](), Counter[str](), asyncio.Event()
    page = server.paths["/story/0"]

    async def hold(request: Any) -> web.StreamResponse:
        # The first ones of each site are answered at once.
        free[request.host] += 1
        if free[request.host] > 3:
            held[request.headers["User-Agent"]] += 1
            await go.wait()
        return await page(request)

    for n in range(total):
        server.paths[f"/story/{n}"] = hold

    async def holds(*names: str) -> None:
        """Wait until each of these has a good many requests under way since now."""
        before = {one: held[agent(one)] for one in names}

        async def enough() -> bool:
            return all(held[agent(one)] >= before[one] + 8 for one in names)

        tails = [one.tail for name, one in fetches.items() if name in names]
        await eventually(
            enough, lambda: f"requests by {names}: {[tail() for tail in tails]}", DEADLINE_S
        )

    def given_up() -> int:
        """Requests under way at rebalances and stops so far, as the workers counted them."""
        lines = (one.said("requests are given up") for one in fetches.values())
        return sum(line["requests"] for found in lines for line in found)

    def note(moment: str) -> None:
        """Note what was given up since the moment before: a worker may tell of one later."""
        moments.append((moment, given_up() - sum(count for _, count in moments)))

    # A poll is killed between an entry's delivery and its state.
    polls = [
        worker(own, "poll"),
        worker(own, "poll", COPYDESK_FAILPOINTS="poll.discovered-delivered=kill@2"),
    ]
    fetches = {"first": worker(own, "fetch", **named("first"))}

    async def shared() -> bool:
        return all(one.said("stage started") for one in polls)

    await eventually(shared, lambda: f"poll starts: {polls[0].tail()}", DEADLINE_S)
    await press.subscribe(own)
    assert await polls[1].ended(DEADLINE_S) == -signal.SIGKILL, polls[1].tail()
    polls[1] = worker(own, "poll")

    async def known() -> bool:
        return len(await kept(own, FILES_CHANGELOG)) == 2 * sites

    await eventually(known, lambda: f"sites are read: {fetches['first'].tail()}", DEADLINE_S)
    moments: list[tuple[str, int]] = []
    fetches["second"] = worker(own, "fetch", **named("second"))
    await holds("first", "second")
    note("the second worker joins")
    # While the other one stands still, nobody else writes what is remembered.
    fetches["first"].send(signal.SIGSTOP)
    fetches["second"].kill()
    remembered = await kept(own, FETCH_CHANGELOG)
    fetches["first"].send(signal.SIGCONT)
    await holds("first")
    note("the first takes over")
    fetches["third"] = worker(own, "fetch", **named("third"))
    await holds("third")
    note("the third worker joins")
    go.set()
    # The server answers from this loop meanwhile.
    assert await asyncio.to_thread(fetches["first"].stop) == 0

    async def fetched() -> bool:
        return len(await kept(own, FETCH_CHANGELOG)) == total

    await eventually(fetched, lambda: f"all is fetched: {fetches['third'].tail()}", DEADLINE_S)
    assert fetches["third"].stop() == 0
    assert [one.stop() for one in polls] == [0, 0]
    note("the first worker leaves")
    killed = len(asked_by(server, "second") - remembered)
    moments.insert(1, ("kill -9 of the second worker", killed))
    repeated = stories(server).total() - total
    under_way = sum(count for _, count in moments)
    print(f"\n{'moment':30} requests under way")
    for moment, count in moments:
        print(f"{moment:30} {count:6}")
    print(f"{'all':30} {under_way:6}; {repeated} of {total} stories were asked for once more")
    assert killed > 0
    assert 0 < repeated <= under_way
    entries = {decode(one.value, Discovered).link for one in await read_all(own, DISCOVERED)}
    assert entries == {press.url(n) for n in range(total)}
    assert set(stories(server)) == {f"/story/{n}" for n in range(total)}
    files = Counter((one.host, one.path) for one in server.requests if one.path in FILES)
    assert len(files) == 2 * sites
    assert set(files.values()) == {1}


async def test_a_stop_gives_up_what_is_not_answered_in_time_and_the_next_worker_asks_again(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    total = 6
    press = Press(server, total, ())
    own = press.settings(settings)
    go, page = asyncio.Event(), server.paths["/story/0"]

    async def hold(request: Any) -> web.StreamResponse:
        await go.wait()
        return await page(request)

    for n in range(total):
        server.paths[f"/story/{n}"] = hold
    worker(own, "poll")
    first = worker(own, "fetch")
    await press.subscribe(own)

    async def asked() -> bool:
        return stories(server).total() == total

    await eventually(asked, lambda: f"the stories are asked for: {first.tail()}")
    assert await asyncio.to_thread(first.stop) == 0
    [late] = first.said("records were in flight at the deadline")
    assert late["records"] == total
    [given_up] = first.said("requests are given up")
    assert given_up["requests"] == total
    assert not first.said("cannot handle nor refuse")
    go.set()
    second = worker(own, "fetch")

    async def fetched() -> bool:
        return len(await kept(own, FETCH_CHANGELOG)) == total

    await eventually(fetched, lambda: f"all is fetched: {second.tail()}")
    assert set(stories(server).values()) == {2}


async def test_a_page_that_did_not_change_is_asked_for_by_its_validators(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    press = Press(server, 1, ())
    own = press.settings(settings)
    page, asked = server.paths["/story/0"], []

    async def conditional(request: Any) -> web.StreamResponse:
        asked.append((request.headers.get("If-None-Match"), request.headers["Accept"][:9]))
        if asked[-1][0] == '"one"':
            return web.Response(status=304, headers={"ETag": '"one"'})
        answer = await page(request)
        answer.headers["ETag"] = '"one"'
        return answer

    server.paths["/story/0"] = conditional
    workers = {name: worker(own, name) for name in STAGES}
    await press.subscribe(own)

    async def published() -> bool:
        return press.is_complete(await articles(own))

    await eventually(published, lambda: f"the story is published: {press.seen()} {logs(workers)}")
    workers["fetch"].kill()
    worker(own, "fetch")
    # The feed says that it changed, and the page says that it did not: twice, then it is believed.
    server.says(
        "/rss",
        b"<rss version='2.0'><channel><title>Press</title><item><guid>0</guid>"
        b"<link>%s</link><title>Another title</title></item></channel></rss>"
        % server.url("/story/0", press.host(0)).encode(),
        content_type="application/rss+xml",
    )

    async def believed() -> bool:
        return len(asked) >= 3

    await eventually(believed, lambda: f"the page is asked for again: {workers['fetch'].tail()}")
    assert [tag for tag, _ in asked] == [None, '"one"', '"one"']
    assert len(await articles(own)) == 1
