"""The receiver alone: what it answers, and what it puts on Kafka."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
import typed_settings as ts

from copydesk.errors import ConfigError
from copydesk.events import Feed
from copydesk.feeds import feed_partition, write_feeds
from copydesk.settings import Settings
from copydesk.topics import DEAD_LETTER, PUSHES
from copydesk.websub import receiver
from copydesk.websub.callbacks import Callbacks, Subscribed
from copydesk.websub.pushes import Push, read_push
from copydesk.websub.receiver import Receiver
from copydesk.websub.signature import sign
from tests.support import Worker, dead_letters, eventually, read_all, with_section

from .test_websub import free_port

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]
FEED = Subscribed("https://a.example/rss.xml", "https://www.a.example/rss")
BODY = b"<rss/>"


def own(settings: Settings) -> Settings:
    port = free_port()
    return with_section(
        settings,
        "websub",
        callback=f"http://127.0.0.1:{port}/hooks",
        listen=f"127.0.0.1:{port}",
        secret=ts.SecretStr("a secret of this test"),
        max_body_bytes=1000,
    )


@asynccontextmanager
async def heard(settings: Settings) -> AsyncIterator[aiohttp.ClientSession]:
    """Run a receiver; the session calls it."""
    made = Receiver(settings)
    running = asyncio.create_task(made.run())
    base = f"http://{settings.websub.listen}"
    async with aiohttp.ClientSession(base) as session:

        async def up() -> bool:
            if running.done():
                running.result()
            try:
                async with session.get("/"):
                    return True
            except aiohttp.ClientError:
                return False

        try:
            await eventually(up, "the receiver is up")
            yield session
        finally:
            made.stop()
            await running


def callback(settings: Settings) -> str:
    return Callbacks(settings.websub).address(FEED)


def signed(settings: Settings, body: bytes) -> dict[str, str]:
    return {"X-Hub-Signature": sign(Callbacks(settings.websub).secret(FEED), body)}


async def pushes(settings: Settings) -> list[tuple[int, Push, bytes | None]]:
    found = await read_all(settings, PUSHES)
    return [(one.partition, read_push(one), one.value) for one in found]


async def test_what_a_hub_says_is_on_kafka_once_it_is_answered(settings: Settings) -> None:
    settings = own(settings)
    async with heard(settings) as session:
        address, partition = callback(settings), feed_partition(settings, FEED.feed)
        asked = {"hub.mode": "subscribe", "hub.topic": FEED.topic, "hub.challenge": "<b>1</b>"}
        async with session.get(address, params={**asked, "hub.lease_seconds": "77"}) as answer:
            assert (answer.status, await answer.text()) == (200, "<b>1</b>")
            assert answer.content_type == "text/plain"
        [(where, push, _)] = await pushes(settings)
        assert (where, push.kind, push.lease_s, push.topic) == (
            partition,
            "verified",
            77.0,
            FEED.topic,
        )
        headers = {**signed(settings, BODY), "Content-Type": "application/rss+xml"}
        async with session.post(address, data=BODY, headers=headers) as answer:
            assert answer.status == 202
        where, push, value = (await pushes(settings))[1]
        assert (where, push.kind, value) == (partition, "content", BODY)
        assert push.content_type == "application/rss+xml"
        denied = {"hub.mode": "denied", "hub.topic": FEED.topic, "hub.reason": "full"}
        async with session.get(address, params=denied) as answer:
            assert answer.status == 200
        push = (await pushes(settings))[2][1]
        assert (push.kind, push.reason) == ("denied", "full")


async def test_what_we_did_not_ask_for_is_not_confirmed(settings: Settings) -> None:
    settings = own(settings)
    async with heard(settings) as session:
        address = callback(settings)
        asked = {"hub.mode": "subscribe", "hub.topic": FEED.topic, "hub.challenge": "c"}
        for path, query in [
            (address[:-1] + "~", asked),
            ("/hooks/nothing", asked),
            ("/", asked),
            (address, {**asked, "hub.topic": FEED.feed}),
            (address, {**asked, "hub.mode": "publish"}),
            (address, {**asked, "hub.challenge": ""}),
            (address, {}),
            (address, {"hub.mode": "denied", "hub.topic": "https://other.example/"}),
        ]:
            async with session.get(path, params=query) as answer:
                assert answer.status == 404, (path, query)
        stop = {**asked, "hub.mode": "unsubscribe"}
        await write_feeds(settings, [(FEED.feed, Feed(url=FEED.feed))])
        async with session.get(address, params=stop) as answer:
            assert answer.status == 404
        await write_feeds(settings, [(FEED.feed, None)])
        async with session.get(address, params=stop) as answer:
            assert (answer.status, await answer.text()) == (200, "c")
    assert await pushes(settings) == []


async def test_what_no_hub_of_ours_sent_is_not_taken(settings: Settings) -> None:
    settings = own(settings)
    async with heard(settings) as session:
        address, good = callback(settings), signed(settings, BODY)
        large = b"x" * 1001

        async def in_parts() -> AsyncIterator[bytes]:
            for _ in range(20):
                yield b"x" * 100

        for path, body, headers, status in [
            (address, BODY, {}, 403),
            (address, BODY + b"!", good, 403),
            (address, BODY, {"X-Hub-Signature": "sha256=00"}, 403),
            (address, large, signed(settings, large), 413),
            (address, in_parts(), signed(settings, b"x" * 2000), 413),
            (address, BODY, {**good, "Content-Encoding": "gzip"}, 415),
            ("/hooks/nothing", BODY, good, 404),
        ]:
            async with session.post(path, data=body, headers=headers) as answer:
                assert answer.status == status
        async with session.put(address, data=BODY, headers=good) as answer:
            assert answer.status == 405
    assert await pushes(settings) == []
    [letter] = await dead_letters(settings)
    assert (letter.stage, letter.reason, letter.url) == ("push", "bad-signature", FEED.feed)
    assert letter.payload is not None
    assert (letter.payload.text, letter.payload.size) == (None, len(BODY))
    [record] = await read_all(settings, DEAD_LETTER)
    assert BODY not in (record.value or b"")


async def test_slow_senders_hold_little_and_not_for_long(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver, "_READ_S", 1.0)
    monkeypatch.setattr(receiver, "_MOST_AT_ONCE", 2)
    settings = own(settings)
    async with heard(settings) as session:
        address, begun = callback(settings), asyncio.Semaphore(0)

        async def dripping() -> AsyncIterator[bytes]:
            yield b"<"
            begun.release()
            while True:
                await asyncio.sleep(0.05)
                yield b" "

        async def slow() -> int:
            async with session.post(address, data=dripping()) as answer:
                return answer.status

        async def busy() -> bool:
            async with session.post(address, data=BODY, headers=signed(settings, BODY)) as answer:
                return answer.status == 503

        senders = [asyncio.create_task(slow()) for _ in range(2)]
        for _ in senders:
            await begun.acquire()
        await eventually(busy, "no more are read at once")
        assert await asyncio.gather(*senders) == [408, 408]
        async with session.post(address, data=BODY, headers=signed(settings, BODY)) as answer:
            assert answer.status == 202


async def test_a_hub_must_try_again_while_the_broker_does_not_take_it(
    bare_settings: Settings,
) -> None:
    # A broker without the topic never acknowledges.
    settings = own(bare_settings)
    async with heard(settings) as session:
        asked = {"hub.mode": "subscribe", "hub.topic": FEED.topic, "hub.challenge": "c"}
        async with session.get(callback(settings), params=asked) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
        headers = signed(settings, BODY)
        async with session.post(callback(settings), data=BODY, headers=headers) as answer:
            assert answer.status == 503


async def test_an_address_that_is_taken_is_named(settings: Settings) -> None:
    settings = own(settings)
    async with heard(settings):
        with pytest.raises(ConfigError, match=settings.websub.listen):
            await Receiver(settings).run()


async def test_a_worker_that_lacks_its_settings_says_which(
    settings: Settings, worker: Callable[..., Worker]
) -> None:
    missing = [
        worker(settings, "push"),
        worker(with_section(own(settings), "websub", secret=ts.SecretStr("")), "push"),
        worker(with_section(own(settings), "websub", secret=ts.SecretStr("")), "poll"),
    ]
    for one, says in zip(missing, ("callback", "secret", "secret"), strict=True):
        assert await one.ended() == 2
        assert f"websub.{says}" in one.tail()
