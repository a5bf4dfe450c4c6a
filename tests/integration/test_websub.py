"""WebSub against a real hub: pushes, forgeries, a hub that dies, leases, several workers."""

from __future__ import annotations

import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
import typed_settings as ts

from copydesk import health as status
from copydesk.codec import decode
from copydesk.events import Discovered, Feed, FeedHealth
from copydesk.feeds import feed_partition, read_health, write_feeds
from copydesk.settings import Settings
from copydesk.topics import DISCOVERED, FEED_HEALTH
from tests.hubs import Hub, hub
from tests.servers import Server
from tests.support import (
    Worker,
    dead_letters,
    eventually,
    read_all,
    with_section,
)

from .test_tools import cli

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]
StartWorker = Callable[..., Worker]
SECRET = "a secret of this test"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@dataclass
class Desk:
    """Feeds on several sites that name a hub, and what was discovered in them."""

    settings: Settings
    server: Server
    hub: Hub
    entries: dict[str, list[int]] = field(default_factory=dict)

    def feed(self, site: str, *numbers: int) -> str:
        """Serve a feed on a site; return its address."""
        self.entries[site] = list(numbers)
        url = self.server.url(f"/{site}.xml", f"{site}.test")
        self.server.says(f"/{site}.xml", self.document(site, *numbers))
        return url

    def document(self, site: str, *numbers: int) -> bytes:
        items = "".join(
            f"<item><guid>{site}-{n}</guid><link>http://{site}.test/{n}</link>"
            f"<title>Number {n}</title></item>"
            for n in numbers
        )
        return (
            f"<rss version='2.0'><channel><title>{site}</title>"
            f"<link rel='hub' href='{self.hub.url}'/>{items}</channel></rss>"
        ).encode()

    def polls(self, site: str) -> int:
        return self.server.asked.count(f"/{site}.xml")

    async def discovered(self) -> list[str]:
        found = [decode(one.value, Discovered) for one in await read_all(self.settings, DISCOVERED)]
        return sorted(one.link.removeprefix("http://") for one in found)

    async def until_discovered(self, link: str, logs: Callable[[], str]) -> None:
        async def is_there() -> bool:
            return link in await self.discovered()

        try:
            await eventually(is_there, f"{link} is discovered")
        except AssertionError as error:
            # As it is at the end of the wait.
            polling = list(status.read(status.folder(self.settings), "poll"))
            raise AssertionError(
                f"{error}, only {await self.discovered()}: {polling} {logs()}"
            ) from None

    async def until_subscribed(self, urls: list[str], logs: Callable[[], str]) -> None:
        """Wait until the hub pushes the feeds, and poll knows of it."""

        async def is_so() -> bool:
            health = await read_health(self.settings)
            return all(url in health and health[url].push for url in urls)

        try:
            await eventually(is_so, f"{urls} are pushed")
        except AssertionError as error:
            health = {url: await self.health(url) for url in urls}
            said = f"asked {self.hub.asked}, confirmed {self.hub.confirmed}"
            raise AssertionError(f"{error}: {said}, {health} {logs()}") from None

    async def health(self, url: str) -> list[FeedHealth]:
        records = await read_all(self.settings, FEED_HEALTH)
        return [decode(one.value, FeedHealth) for one in records if one.key == url.encode()]


@asynccontextmanager
async def made(
    settings: Settings, server: Server, lease_s: int = 86_400, **poll: float
) -> AsyncIterator[Desk]:
    """A desk whose feeds are polled once, unless told otherwise."""
    poll = {"min_interval_s": 3600.0, "max_interval_s": 7200.0, **poll}
    own = with_section(
        settings, "http", allow_hosts="*.test", resolve="*.test=127.0.0.1", extra_suffixes="test"
    )
    own = with_section(own, "poll", **poll)
    port = free_port()
    own = with_section(
        own,
        "websub",
        callback=f"http://127.0.0.1:{port}/websub",
        listen=f"127.0.0.1:{port}",
        secret=ts.SecretStr(SECRET),
        grace_s=2.0,
    )
    async with hub(lease_s) as running:
        yield Desk(own, server, running)


async def test_pushes_are_discovered_without_a_poll_and_forged_ones_are_refused(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    async with made(settings, server) as desk:
        receiver, poll = worker(desk.settings, "push"), worker(desk.settings, "poll")

        def logs() -> str:
            return receiver.tail() + poll.tail()

        url = desk.feed("alpha", 1)
        await write_feeds(desk.settings, [(url, Feed(url=url))])
        await desk.until_subscribed([url], logs)
        assert [form["hub.mode"] for form in desk.hub.asked] == ["subscribe"]
        for n, method in enumerate(("sha1", "sha256", "sha384", "sha512"), 2):
            body = desk.document("alpha", n)
            assert await desk.hub.publish(url, body, method=method) == [202], logs()
        forged = desk.document("alpha", 666)
        for _ in range(20):
            assert await desk.hub.publish(url, forged, secret="a guess") == [403]
        assert await desk.hub.publish(url, desk.document("alpha", 9)) == [202]
        await desk.until_discovered("alpha.test/9", logs)
        numbers = (1, 2, 3, 4, 5, 9)
        assert await desk.discovered() == [f"alpha.test/{n}" for n in numbers]
        letters = await dead_letters(desk.settings)
        # Some of them: anyone who knows the address can send them.
        assert 1 <= len(letters) < 20
        assert {(one.stage, one.reason, one.url) for one in letters} == {
            ("push", "bad-signature", url)
        }
        payload = letters[0].payload
        assert payload is not None
        assert (payload.text, payload.size) == (None, len(forged))
        assert desk.polls("alpha") == 1
        [*_, health] = await desk.health(url)
        assert health.push is not None
        assert (health.push.hub, health.push.trusted) == (desk.hub.url, True)
        shown = cli(desk.settings, "feeds", "show", url)
        assert f"pushed    by {desk.hub.url} until " in shown
        assert ", trusted, last " in shown
        assert "push (process" in cli(desk.settings, "health", "push")
        # Nobody else can end it, and we can.
        [(topic, callback)] = desk.hub.subscribers
        stop = {"hub.mode": "unsubscribe", "hub.topic": topic, "hub.callback": callback}
        assert not await desk.hub.verify(stop)
        await write_feeds(desk.settings, [(url, None)])

        async def stopped() -> bool:
            return not desk.hub.subscribers

        await eventually(stopped, lambda: f"the hub has stopped: {logs()}")
        assert receiver.stop() == 0
        assert poll.stop() == 0


async def test_a_hub_that_dies_is_no_loss(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    async with made(settings, server, min_interval_s=1.0, max_interval_s=40.0) as desk:
        receiver, poll = worker(desk.settings, "push"), worker(desk.settings, "poll")

        def logs() -> str:
            return receiver.tail() + poll.tail()

        url = desk.feed("alpha", 1)
        await write_feeds(desk.settings, [(url, Feed(url=url))])
        await desk.until_subscribed([url], logs)
        for n in (2, 3):
            await desk.hub.publish(url, desk.document("alpha", n))
            await desk.until_discovered(f"alpha.test/{n}", logs)
            desk.feed("alpha", *range(n, 0, -1))

        async def stretched() -> bool:
            return (await desk.health(url))[-1].why == "push"

        await eventually(stretched, lambda: f"polls are fewer: {logs()}")
    # The hub is gone, and its lease runs on.
    desk.feed("alpha", 4, 3, 2, 1)
    await desk.until_discovered("alpha.test/4", logs)

    async def distrusted() -> bool:
        [*_, health] = await desk.health(url)
        return health.push is not None and not health.push.trusted and health.why != "push"

    await eventually(distrusted, lambda: f"the hub is not trusted any more: {logs()}")
    assert await desk.discovered() == [f"alpha.test/{n}" for n in (1, 2, 3, 4)]
    assert await dead_letters(desk.settings) == []


async def test_a_push_that_was_answered_outlives_the_worker_that_takes_it(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    async with made(settings, server) as desk:
        # The poll is the first, the lease the second, and the push the third to be taken in.
        failpoint = "poll.discovered-delivered=kill@3"
        receiver = worker(desk.settings, "push")
        poll = worker(desk.settings, "poll", COPYDESK_FAILPOINTS=failpoint)
        url = desk.feed("alpha", 1)
        await write_feeds(desk.settings, [(url, Feed(url=url))])
        await desk.until_subscribed([url], poll.tail)
        assert await desk.hub.publish(url, desk.document("alpha", 2)) == [202]
        assert await poll.ended() == -signal.SIGKILL
        assert await desk.hub.publish(url, desk.document("alpha", 3)) == [202], receiver.tail()
        again = worker(desk.settings, "poll")
        await desk.until_discovered("alpha.test/3", again.tail)
        # Delivered and not noted: it comes once more, and fetch knows it.
        links = [f"alpha.test/{n}" for n in (1, 2, 2, 3)]
        assert await desk.discovered() == links
        assert desk.polls("alpha") == 1


async def test_a_lease_is_renewed_before_it_ends(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    async with made(settings, server, lease_s=30, min_interval_s=1.0) as desk:
        receiver, poll = worker(desk.settings, "push"), worker(desk.settings, "poll")

        def logs() -> str:
            return receiver.tail() + poll.tail()

        url = desk.feed("alpha", 1)
        # Without the lease the next poll would be in an hour.
        document = desk.document("alpha", 1).replace(b"<item>", b"<ttl>60</ttl><item>")
        server.says("/alpha.xml", document)
        await write_feeds(desk.settings, [(url, Feed(url=url))])

        async def renewed() -> bool:
            return desk.hub.confirmed.count("subscribe") >= 2

        await eventually(renewed, lambda: f"the lease is renewed: {logs()}")
        first, second = desk.hub.asked[:2]
        assert first == second
        health = await desk.health(url)
        begun = [one.push is not None for one in health].index(True)
        # Never without a lease since it had its first.
        assert all(one.push for one in health[begun:])
        assert "lease" in {one.why for one in health}


async def test_any_receiver_takes_what_is_for_any_owner(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    async with made(settings, server) as desk:
        other = free_port()
        second = with_section(desk.settings, "websub", listen=f"127.0.0.1:{other}")
        workers = [
            worker(desk.settings, "push"),
            worker(second, "push"),
            worker(desk.settings, "poll"),
            worker(desk.settings, "poll"),
        ]

        def logs() -> str:
            return "".join(one.tail()[-800:] for one in workers)

        async def share() -> bool:
            found = list(status.read(status.folder(desk.settings), "poll"))
            return len(found) == 2 and all(one.assigned for one in found)

        await eventually(share, lambda: f"two workers share the feeds: {logs()}")
        sites = [f"site{n}" for n in range(12)]
        urls = [desk.feed(site, 1) for site in sites]
        # Feeds in each partition, so that both workers own some.
        assert {feed_partition(desk.settings, url) for url in urls} == {0, 1, 2, 3}
        await write_feeds(desk.settings, [(url, Feed(url=url)) for url in urls])
        await desk.until_subscribed(urls, logs)

        async def receives() -> bool:
            try:
                async with aiohttp.ClientSession() as session:
                    return (await session.get(f"http://127.0.0.1:{other}/")).status == 404
            except aiohttp.ClientError:
                return False

        await eventually(receives, lambda: f"the second receiver is up: {logs()}")
        for n, (site, url) in enumerate(zip(sites, urls, strict=True)):
            port = other if n % 2 else None
            assert await desk.hub.publish(url, desk.document(site, 2), port=port) == [202]
        for site in sites:
            await desk.until_discovered(f"{site}.test/2", logs)
        assert await desk.discovered() == sorted(
            f"{site}.test/{n}" for site in sites for n in (1, 2)
        )
        assert [desk.polls(site) for site in sites] == [1] * 12
        assert await dead_letters(desk.settings) == []
