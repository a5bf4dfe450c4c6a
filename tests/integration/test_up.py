"""`copydesk up` as a person runs it: the demo, Ctrl-C, again; a broker that dies; readers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import orjson
import psutil
import pytest
from jsonschema import Draft202012Validator

import copydesk
from copydesk import broker as embedded
from copydesk.demo import Newsroom
from copydesk.events import Article
from copydesk.settings import Settings, environment, load
from copydesk.topics import ALL_STAGES
from tests.desk import Up, caught_up
from tests.integration.test_gate import stream
from tests.press import Press
from tests.servers import Server
from tests.support import Worker, articles, dead_letters, eventually, produce, versions

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(400)]

SCHEMAS = Path(__file__).parents[2] / "schemas"


def run_cli(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "copydesk", *arguments],
        env={**os.environ, **environment(settings)},
        capture_output=True,
        timeout=60,
        check=False,
    )


def validate(lines: Sequence[bytes]) -> int:
    schema = orjson.loads((SCHEMAS / "article.schema.json").read_bytes())
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for line in lines:
        validator.validate(orjson.loads(line))
    return len(lines)


async def test_the_demo_stops_and_goes_on(data_dir: Path) -> None:
    first = Up(data_dir, "--demo")
    settings = await first.settings()

    async def opened() -> bool:
        return (data_dir / "demo.json").is_file() and bool(await articles(settings))

    await eventually(opened, lambda: f"articles arrive: {first.screen()}")
    newsroom = Newsroom.open(data_dir)

    async def while_it_changes() -> bool:
        return newsroom.elapsed_s > 45

    await eventually(while_it_changes, "the newsroom goes on")
    before = await caught_up(settings, newsroom, 35)
    read_by_others(settings)
    assert first.interrupt() == 0, first.screen()
    assert "stopping" in first.screen()

    second = Up(data_dir, "--demo")
    settings = await second.settings()
    after = await caught_up(settings, newsroom, newsroom.elapsed_s)
    assert set(before) <= set(after)
    for found in after.values():
        assert found == list(range(1, len(found) + 1))
    salvage = {url for url, _ in newsroom.salvage(1e9)}
    for url, found in after.items():
        allowed = dict(newsroom.expected(newsroom.elapsed_s)).get(url, 1 if url in salvage else 0)
        assert len(found) <= allowed, url
    letters = {letter.reason for letter in await dead_letters(settings)}
    assert {"not-a-feed", "no-link", "http-404"} <= letters
    assert second.interrupt() == 0, second.screen()
    assert "ended" not in second.screen(), "no worker died"
    assert not embedded.status(data_dir).running


def read_by_others(settings: Settings) -> None:
    """Read what is published with `tail` and with kcat; a foreign validator accepts it."""
    name = "news.articles"
    tail = run_cli(settings, "tail", "--from", "earliest", "--no-follow", "--json")
    assert tail.returncode == 0, tail.stderr
    assert validate(tail.stdout.splitlines()) >= 13
    cards = run_cli(settings, "tail", "--from", "earliest", "--no-follow").stdout.decode()
    assert "Pelabuhan Muara Lintang Buka Jalur Kapal Malam ke Pulau Seberang" in cards
    doctor = run_cli(settings, "doctor")
    assert doctor.returncode == 0, doctor.stdout
    if shutil.which("kcat"):
        kcat = subprocess.run(
            ["kcat", "-b", settings.broker.bootstrap, "-C", "-t", name, "-e", "-q"],
            capture_output=True,
            timeout=60,
            check=True,
        )
        assert validate(kcat.stdout.splitlines()) >= 13


async def test_a_broker_that_is_killed_comes_back_and_nothing_is_lost(
    data_dir: Path, server: Server
) -> None:
    press = Press(server, 200, range(0, 200, 4))
    env = environment(press.settings(load({"data_dir": data_dir})))
    names = ("HTTP_", "POLL_", "FETCH_", "NORMALIZE_")
    up = Up(
        data_dir,
        **{k: v for k, v in env.items() if k.startswith(tuple(f"COPYDESK_{n}" for n in names))},
    )
    settings = await up.settings()

    async def running() -> bool:
        return "publish    running" in up.screen()

    await eventually(running, lambda: f"the stages run: {up.screen()}")
    await press.subscribe(press.settings(settings))

    async def some() -> bool:
        return len(await articles(settings)) >= 30

    await eventually(some, lambda: f"articles flow: {up.screen()}")
    pid = embedded.status(data_dir).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)

    async def back() -> bool:
        status = embedded.status(data_dir)
        return status.serving and status.pid != pid

    await eventually(back, lambda: f"the broker is back: {up.screen()}")
    settings = replace(
        settings, broker=replace(settings.broker, bootstrap=embedded.status(data_dir).bootstrap)
    )

    async def done() -> bool:
        return press.is_complete(await articles(settings))

    await eventually(done, lambda: f"all are published: {up.screen()[-3000:]}", 180)
    assert all(v == list(range(1, len(v) + 1)) for v in versions(await articles(settings)).values())
    assert up.interrupt() == 0, up.screen()


async def test_a_worker_that_dies_is_started_again_and_no_orphan_outlives_the_desk(
    data_dir: Path,
) -> None:
    up = Up(
        data_dir,
        COPYDESK_WEBSUB_CALLBACK="http://127.0.0.1:1/",
        COPYDESK_WEBSUB_SECRET="a secret of this test",
        COPYDESK_WEBSUB_LISTEN="127.0.0.1:0",
    )
    settings = await up.settings()

    def words(process: psutil.Process) -> list[str]:
        # The dead stay listed until their parent has waited for them; they have no command line.
        try:
            return list(process.cmdline())
        except psutil.NoSuchProcess:
            return []

    async def started() -> list[psutil.Process]:
        children = psutil.Process(up.process.pid).children(recursive=True)
        stages = {word for c in children for word in words(c)} & set(ALL_STAGES)
        return children if len(stages) == len(ALL_STAGES) else []

    children = await eventually(started, lambda: f"all stages are started: {up.screen()}")
    [enrich] = [child for child in children if "enrich" in words(child)]
    enrich.kill()

    async def again() -> bool:
        now = await started()
        return any("enrich" in words(c) and c.pid != enrich.pid for c in now)

    await eventually(again, lambda: f"the killed worker is started again: {up.screen()}")
    assert "enrich: ended (by SIGKILL); starting it again in 1 s" in up.screen()
    children = await started()
    up.process.kill()
    up.process.wait(10)

    async def gone() -> bool:
        return not any(child.is_running() for child in children)

    await eventually(gone, "workers and JVM are gone within ten seconds", 10)
    assert settings.broker.bootstrap


async def test_a_subscriber_reads_each_version_once(settings: Settings) -> None:
    await produce(settings, stream(30, 5))
    gate = Worker(settings, "publish", settings.data_dir.parent / "publish.log").start()
    try:
        found: list[Article] = []
        for until in (20, 36):
            reader = copydesk.subscribe(settings=settings, group="reader", start="earliest")
            async with reader:
                async for message in reader:
                    found.append(message.value)
                    if len(found) == until:
                        break
    finally:
        gate.stop()
    # The place moves once the loop's body has run: the one at which a reader left comes again.
    counted = versions(found)
    assert sum(len(set(v)) for v in counted.values()) == 35
    assert len(found) - 35 == 1
