"""What is judged well, and the files that say it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from copydesk import health
from copydesk.errors import ConfigError
from copydesk.health import Status
from copydesk.settings import HealthSettings

LIMITS = HealthSettings(stale_s=15.0, stuck_s=180.0)
NOW = 10_000.0


def status(**changed: Any) -> Status:
    """Return a worker that is well."""
    own: dict[str, Any] = {
        "stage": "enrich",
        "pid": os.getpid(),
        "phase": "running",
        "time": datetime(2026, 11, 24, tzinfo=UTC),
        "at": NOW - 1,
        "broker": "kafka:9092",
        "answered_at": NOW - 3,
        "started_at": NOW - 1000,
        "joined": True,
        "assigned": 4,
        "held": 4,
        "partitions": 4,
        "moved_at": NOW - 3,
    }
    return Status(**{**own, **changed})


@pytest.mark.parametrize(
    ("changed", "healthy", "words"),
    [
        ({}, True, "is well: 4 of 4 partitions"),
        ({"phase": "stopping"}, True, "is stopping"),
        ({"phase": "starting"}, False, "'copydesk topics apply' makes them"),
        ({"at": NOW - 15.5}, False, "no sign of life for 16 s"),
        ({"answered_at": NOW - 15.5}, False, "no answer from Kafka at kafka:9092 for 16 s"),
        ({"answered_at": None, "started_at": NOW - 2}, False, "no answer from Kafka"),
        ({"joined": False}, False, "is joining its group"),
        ({"oldest_s": 178.5, "in_flight": 2}, True, "2 in flight"),
        ({"oldest_s": 179.5, "in_flight": 2}, False, "hangs: a record has been in flight for 180"),
        ({"lag": 7, "moved_at": NOW - 179}, True, "7 waiting"),
        ({"lag": 7, "moved_at": NOW - 181}, False, "nothing for 181 s while 7 records wait"),
        ({"lag": 0, "moved_at": NOW - 181}, True, "0 waiting"),
        ({"recovering": 0, "moved_at": NOW - 179}, True, "is well"),
        ({"recovering": 5, "moved_at": NOW - 181}, False, "nothing of its tables for 181 s"),
        ({"assigned": 0, "held": 4}, True, "spare: other workers hold all 4"),
        ({"assigned": 0, "held": 3}, False, "only 3 of 4"),
        ({"assigned": 0, "held": 0, "partitions": 0, "read": 5}, True, "is well: 5 read"),
    ],
)
def test_a_worker_is_judged_by_what_it_says(
    changed: dict[str, Any], healthy: bool, words: str
) -> None:
    verdict = health.judge(status(**changed), NOW, alive=True, limits=LIMITS)
    assert (verdict.healthy, words in verdict.sentence) == (healthy, True), verdict.sentence


def test_one_that_is_gone_is_not_well_whatever_it_said() -> None:
    verdict = health.judge(status(), NOW, alive=False, limits=LIMITS)
    assert not verdict.healthy
    assert "is gone" in verdict.sentence


def test_files_are_written_whole_and_a_damaged_one_is_left_out(tmp_path: Path) -> None:
    health.write(tmp_path, status())
    health.write(tmp_path, status(pid=1, stage="fetch"))
    (tmp_path / "enrich-99.json").write_bytes(b'{"stage": "enr')
    assert list(health.read(tmp_path, "enrich")) == [status()]
    assert len(list(health.read(tmp_path))) == 2
    assert not list(tmp_path.glob("*.draft"))


def test_the_dead_are_forgotten_and_the_living_are_not(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    health.write(tmp_path, status())
    health.write(tmp_path, status(pid=gone.pid))
    health.forget_dead(tmp_path, "enrich")
    assert [one.pid for one in health.read(tmp_path)] == [os.getpid()]


def test_the_folder_is_ours_alone(tmp_path: Path) -> None:
    own = tmp_path / "own"
    health.prepare(own)
    health.prepare(own)
    assert own.stat().st_mode & 0o077 == 0
    link = tmp_path / "link"
    link.symlink_to(own)
    with pytest.raises(ConfigError, match="belongs to another user"):
        health.prepare(link)
    with pytest.raises(ConfigError, match=r"cannot be used: No such file"):
        health.prepare(tmp_path / "missing" / "folder")
