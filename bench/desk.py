"""An embedded broker, worker processes beside it, and how fast a worker empties a backlog."""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from aiokafka import TopicPartition
from tests.support import produce, read_all

from copydesk.admin import admin_client, apply, plan
from copydesk.broker import EmbeddedBroker
from copydesk.kafka import group_id
from copydesk.records import Output, Record
from copydesk.settings import Settings, environment, load
from copydesk.topics import Topic

_LOOK_EVERY_S = 0.1
_DEADLINE_S = 300.0
_numbers = itertools.count(1)
# A topic has no leader for a moment after it is made, and the producer warns of each retry.
logging.getLogger("aiokafka").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Desk:
    """A running broker and a folder for all that belongs to it."""

    broker: EmbeddedBroker
    folder: Path

    async def settings(self, partitions: int) -> Settings:
        """Return settings with a prefix of their own, whose topics exist."""
        number = next(_numbers)
        made = load(
            {
                "broker.bootstrap": self.broker.bootstrap,
                "broker.session_timeout_s": 6.0,
                "topics.prefix": f"b{number}.",
                "topics.partitions": partitions,
                "data_dir": self.folder / f"data{number}",
                "log_format": "json",
            }
        )
        await apply(made, await plan(made))
        return made

    @contextmanager
    def worker(
        self, settings: Settings, command: Sequence[str], env: Mapping[str, str]
    ) -> Iterator[psutil.Popen]:
        """Run `python -m COMMAND` with these settings; kill it at the end."""
        log = self.folder / f"worker{next(_numbers)}.log"
        with log.open("wb") as out:
            process = psutil.Popen(
                [sys.executable, "-m", *command],
                env={**os.environ, **environment(settings), **env},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            yield process
            if process.poll() is not None:
                raise SystemExit(f"{command} ended by itself:\n{log.read_text()[-3000:]}")
        finally:
            children = process.children(recursive=True) if process.poll() is None else []
            for one in (process, *children):
                one.kill()
            process.wait()


@contextmanager
def desk() -> Iterator[Desk]:
    """Start a broker in a folder that goes away; records bear the time when it appended them."""
    with tempfile.TemporaryDirectory(prefix="copydesk-bench-") as folder:
        config = {"log.message.timestamp.type": "LogAppendTime"}
        with EmbeddedBroker(Path(folder) / "broker", port=0, extra_config=config) as broker:
            yield Desk(broker, Path(folder))


def cpu_s(process: psutil.Process) -> float:
    """Return the CPU seconds of a process and its children."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        times = one.cpu_times()
        total += times.user + times.system
    return total


@dataclass(frozen=True, slots=True)
class Flow:
    """How a worker emptied a backlog."""

    events_per_s: float
    """From the first output's arrival at the broker to the last one's."""
    worker_ms: float
    """CPU of the worker for one event."""
    broker_ms: float
    """CPU of the broker for one event, our reading of offsets included."""


@asynccontextmanager
async def committed_by(settings: Settings, group: str) -> AsyncIterator[list[int]]:
    """Keep one number up to date: how many records a group has committed."""
    total = [0]

    async def look() -> None:
        async with admin_client(settings) as client:
            while True:
                found: Mapping[TopicPartition, object]
                found = await client.list_consumer_group_offsets(group)
                total[0] = sum(max(0, getattr(o, "offset", 0)) for o in found.values())
                await asyncio.sleep(_LOOK_EVERY_S)

    looking = asyncio.create_task(look())
    try:
        yield total
    finally:
        looking.cancel()
        await asyncio.wait((looking,))


async def empty_backlog(
    on: Desk,
    command: Sequence[str],
    stage: str,
    backlog: Sequence[Output],
    target: Topic,
    *,
    partitions: int,
    env: Mapping[str, str] | None = None,
) -> Flow:
    """Write a backlog, start a worker on it, and say how fast it was gone.

    Args:
        on: the desk.
        command: what follows `python -m`; it reads as the group of `stage`.
        stage: the stage whose group it is.
        backlog: records to write first.
        target: where one record for each of them must arrive.
        partitions: of each topic.
        env: more environment variables for the worker.
    """
    settings = await on.settings(partitions)
    for at in range(0, len(backlog), 1000):
        await produce(settings, backlog[at : at + 1000])
    broker = psutil.Process(on.broker.pid)
    end = time.monotonic() + _DEADLINE_S
    with on.worker(settings, command, env or {}) as worker:
        async with committed_by(settings, group_id(settings, stage)) as committed:
            while committed[0] == 0:
                await _wait(worker, end)
            since_ms, before = time.time() * 1000, (cpu_s(worker), cpu_s(broker))
            while committed[0] < len(backlog):
                await _wait(worker, end)
            after = (cpu_s(worker), cpu_s(broker))
    records = await read_all(settings, target)
    if len({record.key for record in records}) != len(backlog):
        raise SystemExit(f"{len(records)} records on {target.name}, {len(backlog)} expected")
    rest = sum(record.timestamp_ms > since_ms for record in records) or 1
    worker_ms, broker_ms = ((b - a) / rest * 1000 for a, b in zip(before, after, strict=True))
    return Flow(rate(records), worker_ms, broker_ms)


def rate(records: Sequence[Record]) -> float:
    """Return records a second after the first ones, by the times of their arrival."""
    times = sorted(record.timestamp_ms for record in records)
    later = sum(one > times[0] for one in times)
    return later / max(0.001, (times[-1] - times[0]) / 1000)


async def _wait(worker: psutil.Popen, end: float) -> None:
    await asyncio.sleep(_LOOK_EVERY_S / 2)
    if worker.poll() is not None or time.monotonic() > end:
        raise SystemExit("the worker ended, or did not get done")
