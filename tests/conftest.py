"""Fixtures: settings with a prefix per test, on the run's Kafka (copydesk.testing)."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from copydesk.admin import apply, plan
from copydesk.settings import Settings, load
from tests.support import Worker

pytest_plugins = ("tests.desk", "tests.servers")

_numbers = itertools.count(1)


@pytest.fixture
def bare_settings(copydesk_bootstrap: str, tmp_path: Path) -> Settings:
    """Settings with a prefix of their own; their topics do not exist yet."""
    return load(
        {
            "broker.bootstrap": copydesk_bootstrap,
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
