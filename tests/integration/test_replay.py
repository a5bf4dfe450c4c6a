"""Recordings: from topics to a file and back, once each; through Kafka or not, the same bytes."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from copydesk import headers as h
from copydesk.admin import apply, plan
from copydesk.demo.fetched import fetched
from copydesk.recording import FORMAT, Manifest, Recording, write
from copydesk.recording.manifest import TopicFacts
from copydesk.recording.replay import replay
from copydesk.recording.through import through
from copydesk.records import Record
from copydesk.settings import Settings, environment
from copydesk.topics import ARTICLES, DEAD_LETTER, FETCHED, Topic
from tests.published import publish, published
from tests.support import Worker, eventually, produce, read_all, with_section

PAGES = 300

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]


def copydesk(settings: Settings, *words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "copydesk", *words],
        env={**os.environ, **environment(settings), **env},
        capture_output=True,
        timeout=90,
        check=False,
    )


def recorded(path: Path, records: list[Record], partitions: int = 4) -> Recording:
    """Write a recording."""
    topics = {one.topic: TopicFacts(partitions) for one in records}
    write(path, Manifest(FORMAT, topics), records)
    return Recording(path)


def elsewhere(settings: Settings, prefix: str, partitions: int | None = None) -> Settings:
    """Return the settings with another prefix, below the test's own."""
    return with_section(
        settings,
        "topics",
        prefix=f"{settings.topics.prefix}{prefix}.",
        partitions=partitions or settings.topics.partitions,
    )


def contents(records: list[Record]) -> list[tuple[bytes | None, bytes | None, h.Headers]]:
    """Return what must be the same of records in one partition."""
    return [(one.key, one.value, one.headers) for one in records]


def names(folder: Path) -> list[str]:
    """Return what is in a folder."""
    return sorted(one.name for one in folder.iterdir() if one.is_file())


async def by_partition(settings: Settings, topic: Topic) -> dict[int, list[Record]]:
    """Read a topic."""
    found: dict[int, list[Record]] = {}
    for one in await read_all(settings, topic):
        found.setdefault(one.partition, []).append(one)
    return found


async def test_a_topic_goes_into_a_file_and_comes_back_as_it_was(
    settings: Settings, tmp_path: Path
) -> None:
    await publish(settings, published(range(120), versions=2))
    path = tmp_path / "a.jsonl.zst"
    done = await asyncio.to_thread(copydesk, settings, "record", "articles", "-o", str(path))
    assert (done.returncode, b"articles: 240 records" in done.stderr) == (0, True), done.stderr
    times = [one.timestamp_ms for one in Recording(path)]
    assert times == sorted(times), "partitions are merged by time"

    other = elsewhere(settings, "again")
    words = ("replay", str(path), "--prefix", other.topics.prefix)
    done = await asyncio.to_thread(copydesk, settings, *words)
    assert (done.returncode, b"replayed 240 records" in done.stderr) == (0, True), done.stderr
    before, after = await by_partition(settings, ARTICLES), await by_partition(other, ARTICLES)
    assert {n: contents(r) for n, r in after.items()} == {n: contents(r) for n, r in before.items()}

    done = await asyncio.to_thread(copydesk, settings, *words)
    assert b"240 records were there" in done.stderr
    assert b"--again" in done.stderr
    assert len(await read_all(other, ARTICLES)) == 240
    done = await asyncio.to_thread(copydesk, settings, *words, "--again")
    assert len(await read_all(other, ARTICLES)) == 480


async def test_only_what_was_asked_for_is_recorded(settings: Settings, tmp_path: Path) -> None:
    await publish(settings, published(range(40)))
    everything = [orjson.loads(one.value or b"") for one in await read_all(settings, ARTICLES)]
    path = tmp_path / "a"
    for words, wanted in (
        (("--language", "id"), [a for a in everything if a["language"]["tag"] == "id"]),
        (
            ("--where", "version == `1` && publisher.domain == 'p1.example'"),
            [a for a in everything if a["publisher"]["domain"] == "p1.example"],
        ),
    ):
        done = await asyncio.to_thread(
            copydesk, settings, "record", "articles", "-o", str(path), *words
        )
        assert done.returncode == 0, done.stderr
        found = [orjson.loads(one.value or b"")["article_id"] for one in Recording(path)]
        assert sorted(found) == sorted(a["article_id"] for a in wanted)
        assert words[0] in Recording(path).manifest.selection


async def test_since_and_until_cut_by_time(settings: Settings, tmp_path: Path) -> None:
    minute = 1_793_500_000_000
    outputs = [
        replace(one, timestamp_ms=minute + 60_000 * n) for n, one in enumerate(published(range(6)))
    ]
    await produce(settings, outputs)
    path = tmp_path / "a"
    words = ("--since", "2026-11-01T02:27:40Z", "--until", "2026-11-01T02:29:40+00:00")
    done = await asyncio.to_thread(
        copydesk, settings, "record", "articles", "-o", str(path), *words
    )
    assert done.returncode == 0, done.stderr
    found = [one.timestamp_ms for one in Recording(path)]
    assert found == [minute + 60_000, minute + 120_000], done.stderr


async def test_a_live_recording_ends_with_ctrl_c_and_has_all_until_then(
    settings: Settings, tmp_path: Path
) -> None:
    await publish(settings, published(range(5)))
    path = tmp_path / "live"
    words = ("record", "articles", "-o", str(path), "--since", "latest", "--follow")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "copydesk", *words, env={**os.environ, **environment(settings)}
    )

    async def begun() -> bool:
        return len(names(tmp_path)) > 0

    await eventually(begun, "it has its place")
    await publish(settings, published(range(5, 45)))
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 30) == 0
    keys = {one.key for one in Recording(path)}
    assert keys == {one.key for one in published(range(5, 45))}
    assert names(tmp_path) == ["live"]


@pytest.mark.parametrize("failpoint", ["replay.sent=kill@2", "replay.committed=kill@2"])
async def test_a_killed_replay_goes_on_and_a_reader_sees_each_record_once(
    bare_settings: Settings, tmp_path: Path, failpoint: str
) -> None:
    records = [
        Record("articles", n % 4, n // 4, one.key, one.value, one.headers, n)
        for n, one in enumerate(published(range(1300)))
    ]
    recorded(tmp_path / "a", records)
    words = ("replay", str(tmp_path / "a"), "--prefix", bare_settings.topics.prefix)
    killed = await asyncio.to_thread(copydesk, bare_settings, *words, COPYDESK_FAILPOINTS=failpoint)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    done = await asyncio.to_thread(copydesk, bare_settings, *words)
    assert done.returncode == 0, done.stderr
    before = 500 if "sent" in failpoint else 1000
    assert f"{before} records were there".encode() in done.stderr
    found = await by_partition(bare_settings, ARTICLES)
    assert {n: contents(r) for n, r in found.items()} == {
        n: contents([one for one in records if one.partition == n]) for n in range(4)
    }


async def test_a_page_replayed_twice_is_published_once(
    bare_settings: Settings, tmp_path: Path, worker: Callable[..., Worker]
) -> None:
    settings = with_section(bare_settings, "normalize", processes=1)
    await apply(settings, await plan(settings))
    recording = recorded(tmp_path / "a", fetched([0.0]))
    expected = [one async for one in through(settings, recording)]
    for stage in ("normalize", "enrich", "publish"):
        worker(settings, stage)
    for _ in range(2):
        await replay(settings, recording, again=True)
    wanted = sum(one.topic == ARTICLES.name for one in expected)

    async def all_read() -> bool:
        # Each refusal comes again; each article does not.
        letters = await read_all(settings, DEAD_LETTER)
        return len(letters) == 2 * (len(expected) - wanted)

    async def published_once() -> bool:
        return len(await read_all(settings, ARTICLES)) >= wanted

    await eventually(all_read, "both replays went through normalize")
    await eventually(published_once, "the articles are published")
    # The last page is the refused one of the second replay; what it follows went before it.
    marker = recorded(tmp_path / "b", fetched([0.0, 4000.0], trapped=False))
    more = [one async for one in through(settings, marker)]
    await replay(settings, marker)

    async def marked() -> bool:
        return len(await read_all(settings, ARTICLES)) >= len(more)

    await eventually(marked, "later articles are published")
    found = await read_all(settings, ARTICLES)
    assert sorted(map(_essence, found)) == sorted(map(_essence, more))


def _essence(record: Record) -> tuple[bytes | None, ...]:
    """What DESIGN's promise 5 says is the same in every replay."""
    names = ("ce_id", "ce_type", "ce_subject", "ce_source", h.ORDER_HEADER)
    return (record.value, *(h.get(record.headers, name) for name in names))


@pytest.mark.parametrize(("partitions", "workers"), [(2, 1), (5, 2)])
async def test_the_same_recording_gives_the_same_bytes_through_kafka_and_without(
    bare_settings: Settings,
    tmp_path: Path,
    worker: Callable[..., Worker],
    partitions: int,
    workers: int,
) -> None:
    settings = with_section(bare_settings, "normalize", processes=1)
    settings = with_section(settings, "topics", partitions=partitions)
    recording = recorded(tmp_path / "a", fetched([float(t) for t in range(0, 4501, 750)]))
    pages = recording.counts()[FETCHED.name]
    assert pages >= PAGES
    alone = [one async for one in through(settings, recording)]
    expected = [one for one in alone if one.topic == ARTICLES.name]
    refused = len(alone) - len(expected)
    assert refused
    assert {orjson.loads(one.value or b"")["version"] for one in expected} >= {1, 2}
    await replay(settings, recording)
    for stage in ("normalize", "enrich", "publish"):
        for number in range(workers):
            worker(replace(settings, data_dir=tmp_path / f"{stage}{number}"), stage)

    async def done() -> bool:
        found = await read_all(settings, ARTICLES)
        letters = await read_all(settings, DEAD_LETTER)
        return len(found) >= len(expected) and len(letters) >= refused

    await eventually(done, "all pages went through", 150)
    found = await read_all(settings, ARTICLES)
    assert sorted(map(_essence, found)) == sorted(map(_essence, expected))
