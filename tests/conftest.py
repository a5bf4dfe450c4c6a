"""Fixtures: one embedded Apache Kafka per run, a topic prefix per test."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from copydesk.admin import apply, plan
from copydesk.broker import EmbeddedBroker
from copydesk.settings import Settings, load
from tests.support import Worker

pytest_plugins = ("tests.desk", "tests.servers")

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBroker]:
    """The run's broker."""
    with EmbeddedBroker(tmp_path_factory.mktemp("broker"), port=0) as running:
        yield running


@pytest.fixture(scope="session")
def kafka(broker: EmbeddedBroker) -> str:
    """Address of the run's broker."""
    return broker.bootstrap


@pytest.fixture
def bare_settings(kafka: str, tmp_path: Path) -> Settings:
    """Settings with a prefix of their own; their topics do not exist yet."""
    return load(
        {
            "broker.bootstrap": kafka,
            "broker.session_timeout_s": 6.0,
            "topics.prefix": f"t{os.getpid()}-{next(_numbers)}.",
            "topics.partitions": 4,
            "data_dir": tmp_path / "data",
            "log_format": "json",
        }
    )


@pytest.fixture
async def settings(bare_settings: Settings) -> Settings:
    """Settings whose topics exist."""
    await apply(bare_settings, await plan(bare_settings))
    return bare_settings


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[Callable[..., Worker]]:
    """Start stages in processes: `worker(settings, "publish", COPYDESK_…="…")`."""
    started: list[Worker] = []

    def start(settings: Settings, stage: str, **env: str) -> Worker:
        log = tmp_path / f"{stage}-{len(started)}.log"
        started.append(Worker(settings, stage, log).start(**env))
        return started[-1]

    yield start
    for one in started:
        if one.running.poll() is None:
            one.running.kill()
            one.running.wait(10)
