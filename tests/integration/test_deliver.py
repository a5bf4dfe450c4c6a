"""`copydesk deliver`: every article arrives, whatever the receiver does, across kill -9."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import feedparser
import orjson
import pyarrow.parquet as pq
import pytest
from aiohttp import web
from standardwebhooks import Webhook as Verifier

from copydesk.codec import decode
from copydesk.events import DeadLetter
from copydesk.settings import Settings, environment
from copydesk.topics import ARTICLES, Topic
from tests.published import publish, published
from tests.support import committed, eventually, read_all, with_section

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
COUNT = 60


class Delivery:
    """`copydesk deliver` in a process."""

    def __init__(self, settings: Settings, folder: Path, *words: str, **env: str) -> None:
        self.log = folder / "deliver.log"
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "copydesk", "deliver", *words],
                env={**os.environ, **environment(settings), **env},
                cwd=folder,
                stdout=out,
                stderr=out,
            )

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()
        self.process.wait(10)

    async def ended(self) -> int:
        """Wait for it to end by itself."""
        return await asyncio.to_thread(self.process.wait, 60)

    def said(self) -> str:
        """What it printed."""
        return self.log.read_text()


Start = Callable[..., Delivery]


@pytest.fixture
async def deliver(settings: Settings, tmp_path: Path) -> AsyncIterator[Start]:
    """Start it: `deliver("--exec", "cat")`."""
    started: list[Delivery] = []

    def start(*words: str, **env: str) -> Delivery:
        started.append(Delivery(settings, tmp_path, *words, **env))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.kill()


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the whole lines of a file, which may grow."""
    text = path.read_bytes() if path.exists() else b""
    return [orjson.loads(line) for line in text.splitlines(keepends=True) if line.endswith(b"\n")]


def identity(event: dict[str, Any]) -> tuple[str, int]:
    """Return which version of which article it is."""
    return event["article_id"], event["version"]


EXPECTED = Counter(
    identity(orjson.loads(one.value or b"")) for one in published(range(COUNT), versions=2)
)


async def test_a_command_gets_every_event_across_a_kill(
    settings: Settings, tmp_path: Path, deliver: Start
) -> None:
    await publish(settings, published(range(COUNT), versions=2))
    words = ("--exec", 'cat >> got.jsonl; echo "$COPYDESK_OFFSET $COPYDESK_KEY" >> facts')
    first = deliver(*words, "--at-once", "4")
    got = tmp_path / "got.jsonl"

    async def some() -> bool:
        return len(lines(got)) >= 20

    await eventually(some, lambda: f"it delivers: {first.said()}")
    first.kill()
    second = deliver(*words, "--no-follow")
    assert await second.ended() == 0, second.said()
    found = Counter(map(identity, lines(got)))
    assert found.keys() == EXPECTED.keys()
    # What was under way, and what the commit of every 50 ms had not covered.
    assert (found - EXPECTED).total() < EXPECTED.total() / 2, "few come twice"
    order: dict[str, list[int]] = {}
    for key, version in map(identity, lines(got)):
        order.setdefault(key, []).append(version)
    assert all(v[-1] == 2 for v in order.values()), "the versions of an article come in order"
    facts = [line.split() for line in (tmp_path / "facts").read_text().splitlines()]
    assert {key for _, key in facts} == {key for key, _ in EXPECTED}


async def test_a_command_that_fails_is_tried_again_and_then_refused(
    settings: Settings, tmp_path: Path, deliver: Start
) -> None:
    await publish(settings, published(range(6)))
    own = Topic(f"{settings.topics.prefix}mine", "key", DeadLetter, "")
    running = deliver(
        "--exec",
        'echo x >> tries; cat > now; ! grep -q "ferry 3 " now',
        *("--attempts", "2", "--on-error", own.name, "--no-follow"),
    )
    assert await running.ended() == 0, running.said()
    assert len((tmp_path / "tries").read_text().split()) == 7
    bare = with_section(settings, "topics", prefix="")
    [letter] = [decode(one.value, DeadLetter) for one in await read_all(bare, own)]
    assert (letter.stage, letter.reason) == ("consumer", "exit-1")
    stopped = deliver("--exec", "exit 3", "--attempts", "1", "--group", "other")
    assert await stopped.ended() == 1
    assert "the command ended with exit code 3" in stopped.said()


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
async def test_files_hold_each_event_once_and_are_whole_at_all_times(
    settings: Settings, tmp_path: Path, deliver: Start, kind: str
) -> None:
    folder = tmp_path / "archive"
    words = ("--files", str(folder), "--format", kind, "--within", "0.2", "--size", "0.005")

    def found() -> Counter[tuple[str, int]]:
        events: list[dict[str, Any]] = []
        for path in folder.glob("*"):
            if path.name.startswith("."):
                continue
            if kind == "jsonl":
                assert path.read_bytes().endswith(b"\n")
                events += map(orjson.loads, path.read_bytes().splitlines())
            else:
                # A file without its footer would not be read.
                events += [orjson.loads(row) for row in pq.read_table(path)["event"].to_pylist()]
        return Counter(map(identity, events))

    half = published(range(COUNT // 2), versions=2)
    await publish(settings, half)
    for kill_at in (10, 40):
        running = deliver(*words)

        async def grown(least: int = kill_at) -> bool:
            return found().total() >= least

        await eventually(grown, running.said)
        running.kill()
    await publish(settings, published(range(COUNT // 2, COUNT), versions=2))
    last = deliver(*words, "--no-follow")
    assert await last.ended() == 0, last.said()
    assert found() == EXPECTED
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


async def test_a_sigterm_leaves_whole_files_and_the_place_after_them(
    settings: Settings, tmp_path: Path, deliver: Start
) -> None:
    await publish(settings, published(range(20)))
    folder = tmp_path / "archive"
    running = deliver("--files", str(folder), "--within", "600", "--group", "g")

    async def reading() -> bool:
        with contextlib.suppress(FileNotFoundError):
            return sum(path.name.startswith(".") for path in folder.iterdir()) == 4
        return False

    await eventually(reading, "a file of each partition is open")
    running.process.send_signal(signal.SIGTERM)
    assert await running.ended() == 0, running.said()
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 4
    assert sum(len(lines(folder / name)) for name in names) == 20
    assert await committed(settings, "g", ARTICLES) >= 20


async def test_ninjs_documents_across_a_kill(
    settings: Settings, tmp_path: Path, deliver: Start
) -> None:
    await publish(settings, published(range(COUNT), versions=2))
    folder = tmp_path / "ninjs"
    first = deliver("--ninjs", str(folder))

    async def some() -> bool:
        return folder.exists() and len(list(folder.glob("*.ninjs.json"))) >= 20

    await eventually(some, lambda: f"documents appear: {first.said()}")
    first.kill()
    second = deliver("--ninjs", str(folder), "--no-follow")
    assert await second.ended() == 0, second.said()
    found = [orjson.loads(path.read_bytes()) for path in folder.glob("*.ninjs.json")]
    assert {(one["uri"], int(one["version"])) for one in found} == set(EXPECTED)


async def test_feeds_of_the_latest_are_whole_and_valid_across_a_kill(
    settings: Settings, tmp_path: Path, deliver: Start
) -> None:
    await publish(settings, published(range(COUNT), versions=2))
    words = (
        "--json-feed",
        "latest.json",
        "--rss",
        "latest.xml",
        "--within",
        "0.1",
        "--items",
        "80",
    )
    first = deliver(*words)
    json_path, rss_path = tmp_path / "latest.json", tmp_path / "latest.xml"

    async def there() -> bool:
        return rss_path.exists() and len(orjson.loads(json_path.read_bytes())["items"]) >= COUNT

    await eventually(there, lambda: f"both are there: {first.said()}")
    first.kill()
    await publish(settings, published(range(COUNT, COUNT + 5)))
    second = deliver(*words, "--no-follow")
    assert await second.ended() == 0, second.said()
    feed = orjson.loads(json_path.read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert len(feed["items"]) == COUNT + 5
    assert Counter(item["_copydesk"]["version"] for item in feed["items"]) == {2: COUNT, 1: 5}
    parsed = feedparser.parse(rss_path.read_bytes())
    assert not parsed.bozo
    assert [entry.id for entry in parsed.entries] == [item["id"] for item in feed["items"]]


class Receiver:
    """A web server that takes events, and now and then does not."""

    def __init__(self, faults: dict[int, Any] | None = None) -> None:
        self.got: list[dict[str, Any]] = []
        self.requests = 0
        self._faults = faults or {}
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Verify, then take or fail."""
        self.requests += 1
        body = await request.read()
        Verifier(SECRET).verify(body.decode(), dict(request.headers))
        fault = self._faults.pop(self.requests, None)
        if fault == "cut":
            assert request.transport is not None
            request.transport.close()
        elif isinstance(fault, web.Response):
            return fault
        else:
            event = orjson.loads(body)
            assert request.headers["ce-subject"] == event["article_id"]
            self.got.append(event)
        return web.Response(status=204)


@contextlib.asynccontextmanager
async def serving(receiver: Receiver) -> AsyncIterator[Receiver]:
    """Serve on loopback."""
    app = web.Application(client_max_size=10_000_000)
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        await runner.cleanup()


async def test_a_webhook_gets_every_event_signed_and_in_order_across_faults_and_a_kill(
    settings: Settings, deliver: Start
) -> None:
    await publish(settings, published(range(COUNT), versions=2))
    faults = {
        3: web.Response(status=500),
        6: web.Response(status=429, headers={"Retry-After": "1"}),
        9: "cut",
        12: web.Response(status=503),
    }
    async with serving(Receiver(faults)) as receiver:
        words = ("--webhook", receiver.url, "--at-once", "4")
        first = deliver(*words, COPYDESK_WEBHOOK_SECRET=SECRET)

        async def some() -> bool:
            return len(receiver.got) >= 40

        await eventually(some, lambda: f"it delivers: {first.said()}")
        first.kill()
        second = deliver(*words, "--no-follow", COPYDESK_WEBHOOK_SECRET=SECRET)
        assert await second.ended() == 0, second.said()
    found = Counter(map(identity, receiver.got))
    assert found.keys() == EXPECTED.keys()
    order: dict[str, list[int]] = {}
    for key, version in map(identity, receiver.got):
        order.setdefault(key, []).append(version)
    # 1 2, and after the kill perhaps 2 or 1 2 again.
    assert all(v[0] == 1 and v[-1] == 2 for v in order.values())
    assert SECRET not in first.said() + second.said()


async def test_an_answer_that_will_not_change_is_not_asked_for_again(
    settings: Settings, deliver: Start
) -> None:
    await publish(settings, published([1]))
    async with serving(Receiver({1: web.Response(status=404)})) as receiver:
        running = deliver("--webhook", receiver.url, COPYDESK_WEBHOOK_SECRET=SECRET)
        assert await running.ended() == 1
        assert f"{receiver.url} answered 404" in running.said()
        assert receiver.requests == 1
        again = deliver("--webhook", receiver.url, "--no-follow", COPYDESK_WEBHOOK_SECRET=SECRET)
        assert await again.ended() == 0, again.said()
        assert len(receiver.got) == 1, "its place was kept"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say where to deliver to"),
        (("--exec", "cat", "--ninjs", "x"), "2 were given"),
        (("--webhook", "http://127.0.0.1:1/"), "COPYDESK_WEBHOOK_SECRET"),
        (("--webhook", "ftp://x/", "--secret-file", "secret"), "no web address"),
        (("--webhook", "http://x/", "--secret-file", "nothing"), "cannot be read"),
        (("--files", "secret/x"), "cannot be made"),
        (("--exec", "cat", "--from", "yesterday"), "is no place in a topic"),
    ],
)
async def test_a_wrong_use_is_one_sentence(
    settings: Settings, tmp_path: Path, deliver: Start, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "secret").write_text(SECRET)
    running = deliver(*words)
    assert await running.ended() == 2
    assert said in running.said()
    assert "Traceback" not in running.said()
