"""`copydesk health` beside real workers on Kafka: well when they are, unwell when they are not."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from copydesk import health
from copydesk.admin import apply, plan
from copydesk.broker import EmbeddedBroker
from copydesk.kafka import client_options
from copydesk.settings import Settings, environment
from copydesk.topics import NORMALIZED
from tests.pages import discovered
from tests.support import Worker, dead_letters, eventually, produce, with_section

pytestmark = pytest.mark.kafka

StartWorker = Callable[..., Worker]


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers and checks of a test share a temporary folder, as in a container."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)


@pytest.fixture
async def settings(bare_settings: Settings) -> Settings:
    """Settings whose topics exist, and limits that a test can wait for."""
    quick = with_section(bare_settings, "health", stale_s=3.0, stuck_s=3.0)
    await apply(quick, await plan(quick))
    return quick


async def check(settings: Settings, stage: str) -> tuple[int, str]:
    """Run `copydesk health STAGE`; return its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "copydesk", "health", stage),
        env={**os.environ, **environment(settings)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode()


async def becomes(settings: Settings, stage: str, code: int, *words: str) -> str:
    """Wait until the check ends with a code and says these words."""
    last = ""

    async def said() -> str | None:
        nonlocal last
        found, last = await check(settings, stage)
        return last if found == code and all(word in last for word in words) else None

    try:
        return await eventually(said, f"health {stage}: {code} {words}")
    except AssertionError as error:
        raise AssertionError(f"{error}; last: {last}") from error


@pytest.mark.parametrize("stage", ["poll", "fetch", "normalize", "enrich", "publish"])
async def test_a_stage_is_well_until_it_has_stopped(
    settings: Settings, worker: StartWorker, stage: str
) -> None:
    one = worker(settings, stage)
    inputs = {"poll": 3, "fetch": 2}.get(stage, 1)
    count = inputs * settings.topics.partitions
    await becomes(settings, stage, 0, "is well", f"{count} of {count} partitions")
    assert one.stop() == 0, one.tail()
    code, said = await check(settings, stage)
    assert (code, "no worker of" in said) == (1, True), said


async def test_before_its_topics_exist_a_stage_is_not_well(
    bare_settings: Settings, worker: StartWorker
) -> None:
    worker(bare_settings, "enrich")
    await becomes(bare_settings, "enrich", 1, "waits for its topics")
    await apply(bare_settings, await plan(bare_settings))
    await becomes(bare_settings, "enrich", 0, "is well")


@pytest.mark.parametrize("stage", ["enrich", "publish"])
async def test_a_stopped_process_is_not_well_and_is_again_when_it_goes_on(
    settings: Settings, worker: StartWorker, stage: str
) -> None:
    one = worker(settings, stage)
    await becomes(settings, stage, 0, "is well")
    one.send(signal.SIGSTOP)
    await becomes(settings, stage, 1, "no sign of life")
    one.send(signal.SIGCONT)
    await becomes(settings, stage, 0, "is well")


async def test_a_killed_process_is_not_well_until_another_takes_its_place(
    settings: Settings, worker: StartWorker
) -> None:
    worker(settings, "enrich").kill()
    one = worker(settings, "enrich")
    await becomes(settings, "enrich", 0, "is well")
    one.kill()
    await becomes(settings, "enrich", 1, "is gone")
    worker(settings, "enrich")
    await becomes(settings, "enrich", 0, "is well")


@pytest.mark.parametrize("stage", ["enrich", "publish"])
async def test_a_worker_more_than_there_are_partitions_is_spare_and_well(
    bare_settings: Settings, worker: StartWorker, stage: str
) -> None:
    settings = with_section(bare_settings, "topics", partitions=1)
    await apply(settings, await plan(settings))
    first = worker(settings, stage)
    await becomes(settings, stage, 0, "1 of 1 partitions")
    second = worker(settings, stage)
    await becomes(settings, stage, 0, "spare: other workers hold all 1", "1 of 1 partitions")
    for one in (first, second):
        assert one.stop() == 0, one.tail()


async def test_a_record_that_hangs_is_told(settings: Settings, worker: StartWorker) -> None:
    patient = replace(
        with_section(settings, "fetch", timeout_s=600.0),
        http=replace(settings.http, allow_hosts="silent.test", resolve="silent.test=127.0.0.1"),
    )
    async with silent_server() as port:
        one = worker(patient, "fetch")
        await becomes(patient, "fetch", 0, "is well")
        await produce(patient, [discovered(f"http://silent.test:{port}/page")])
        await becomes(patient, "fetch", 1, "hangs", "1 in flight")
        [status] = health.read(health.folder(patient), "fetch")
        assert (status.read, status.lag) == (1, 1)
        one.kill()


async def test_a_broker_that_is_silent_or_dead_is_told_and_its_return_too(
    bare_settings: Settings, worker: StartWorker, tmp_path: Path
) -> None:
    # One of its own: others use the run's.
    own = EmbeddedBroker(tmp_path / "kafka", port=0)
    await asyncio.to_thread(own.start)
    try:
        near = with_section(bare_settings, "broker", bootstrap=own.bootstrap)
        settings = with_section(near, "health", stale_s=3.0, stuck_s=3.0)
        await apply(settings, await plan(settings))
        one = worker(settings, "enrich")
        await becomes(settings, "enrich", 0, "is well")
        assert own.pid is not None
        os.kill(own.pid, signal.SIGSTOP)
        try:
            await becomes(settings, "enrich", 1, "no answer from Kafka", own.bootstrap)
        finally:
            os.kill(own.pid, signal.SIGCONT)
        await becomes(settings, "enrich", 0, "is well")
        own.kill()
        await becomes(settings, "enrich", 1)
        await asyncio.to_thread(own.start)
        if one.running.poll() is not None:
            # Its supervisor's part, `restart: unless-stopped` in a container.
            worker(settings, "enrich")
        await becomes(settings, "enrich", 0, "is well")
    finally:
        await asyncio.to_thread(own.stop)


async def test_a_marker_at_the_end_of_a_topic_is_no_record_that_waits(
    settings: Settings, worker: StartWorker
) -> None:
    writer = AIOKafkaProducer(**client_options(settings), transactional_id="tx-of-health")
    await writer.start()
    try:
        async with writer.transaction():
            await writer.send_and_wait(
                NORMALIZED.full_name(settings.topics.prefix), b"{}", b"key", partition=0
            )
    finally:
        await writer.stop()
    worker(settings, "enrich")

    async def dead() -> bool:
        return len(await dead_letters(settings)) == 1

    await eventually(dead, "the record is refused")
    began = time.monotonic()

    async def idle() -> bool:
        [status] = health.read(health.folder(settings), "enrich")
        return status.dead == 1 and status.moved_at > began + 2 * settings.health.stuck_s

    await eventually(idle, "it is known as idle for longer than it may be stuck")
    await becomes(settings, "enrich", 0, "0 waiting")


@contextlib.asynccontextmanager
async def silent_server() -> AsyncIterator[int]:
    """A server that takes requests and never answers."""
    connections: list[asyncio.StreamWriter] = []

    async def take(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        for writer in connections:
            writer.close()
        server.close()
