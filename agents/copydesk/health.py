"""Whether a worker is well: the status file it keeps, and the judgement of it.

The file is replaced about once a second by the worker's own event loop, so that its age is the
loop's. It lies below the system's temporary folder, which a container with a read-only root file
system has as well, and never in the data folder, which several containers may share. Nothing
here imports Faust: a health check must answer at once.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from .errors import ConfigError
from .settings import HealthSettings, Settings

Phase = Literal["starting", "running", "stopping"]


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker says of itself.

    Times in seconds are of the machine's monotonic clock, which all processes share; `time` is
    for the person who reads the file.
    """

    stage: str
    pid: int
    phase: Phase
    time: datetime
    at: float
    """When this was written."""
    broker: str
    """Kafka's address."""
    answered_at: float | None
    """When Kafka last answered; None if it never did."""
    started_at: float
    joined: bool = False
    """Whether the worker has its share of the group's partitions, be it none."""
    assigned: int = 0
    """Partitions of its inputs that this worker has."""
    held: int = 0
    """Partitions of its inputs that any worker of the stage has."""
    partitions: int = 0
    """Partitions of its inputs in all."""
    read: int = 0
    written: int = 0
    dead: int = 0
    in_flight: int = 0
    oldest_s: float | None = None
    """How long the oldest record has been in flight, in seconds, when this was written."""
    recovering: int | None = None
    """Records of its tables that it has still to read before it begins; None once it has."""
    lag: int = 0
    """Records of its partitions that are not committed."""
    moved_at: float = 0.0
    """When a commit or a table was last seen to move, or nothing was waiting."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a worker is well, and a sentence that says why."""

    healthy: bool
    sentence: str


def judge(status: Status, now: float, *, alive: bool, limits: HealthSettings) -> Verdict:
    """Judge a worker by its status.

    Args:
        status: what it last said.
        now: the monotonic clock, in seconds.
        alive: whether its process exists.
        limits: how long is too long.
    """
    who = f"{status.stage} (process {status.pid})"
    silence = now - status.at
    if not alive:
        return Verdict(False, f"{who} is gone: it ended without a goodbye; start it again")
    if silence > limits.stale_s:
        return Verdict(
            False,
            f"{who} has given no sign of life for {silence:.0f} s: its process is stopped or its "
            "event loop is blocked",
        )
    unanswered = now - (status.started_at if status.answered_at is None else status.answered_at)
    if status.answered_at is None or unanswered > limits.stale_s:
        return Verdict(
            False, f"{who} has had no answer from Kafka at {status.broker} for {unanswered:.0f} s"
        )
    if status.phase == "stopping":
        return Verdict(True, f"{who} is stopping: it finishes what it has begun")
    if status.phase == "starting":
        return Verdict(
            False, f"{who} is starting: it waits for its topics; 'copydesk topics apply' makes them"
        )
    return _judge_work(status, who, now, limits)


def _judge_work(status: Status, who: str, now: float, limits: HealthSettings) -> Verdict:
    oldest_s = 0.0 if status.oldest_s is None else status.oldest_s + now - status.at
    if oldest_s > limits.stuck_s:
        return Verdict(
            False,
            f"{who} hangs: a record has been in flight for {oldest_s:.0f} s "
            f"({status.in_flight} in flight)",
        )
    if not status.joined:
        return Verdict(False, f"{who} has no partitions yet: it is joining its group")
    if not status.partitions:
        # It reads nothing from Kafka.
        return Verdict(
            True,
            f"{who} is well: {status.read} read, {status.written} written, {status.dead} dead, "
            f"{status.in_flight} in flight",
        )
    still = now - status.moved_at
    if status.recovering is not None and still > limits.stuck_s:
        return Verdict(
            False,
            f"{who} makes no progress: it has read nothing of its tables for {still:.0f} s and "
            "cannot begin",
        )
    if status.lag and still > limits.stuck_s:
        return Verdict(
            False,
            f"{who} makes no progress: it has committed nothing for {still:.0f} s while "
            f"{status.lag} records wait",
        )
    if not status.assigned:
        if status.held < status.partitions:
            return Verdict(
                False,
                f"{who} has no partitions though only {status.held} of {status.partitions} are "
                "held by others",
            )
        return Verdict(
            True,
            f"{who} is well and spare: other workers hold all {status.partitions} partitions",
        )
    return Verdict(
        True,
        f"{who} is well: {status.assigned} of {status.partitions} partitions, {status.read} read, "
        f"{status.written} written, {status.dead} dead, {status.in_flight} in flight, "
        f"{status.lag} waiting",
    )


def folder(settings: Settings) -> Path:
    """Return where the workers of a data folder keep their status; other desks' lie elsewhere."""
    desk = zlib.crc32(os.fsencode(settings.data_dir.absolute()))
    return Path(tempfile.gettempdir()) / f"copydesk-{os.getuid()}-{desk:08x}"


def prepare(where: Path) -> None:
    """Make the folder, for this user alone.

    Raises:
        ConfigError: it cannot be made, or another user made it.
    """
    try:
        where.mkdir(mode=0o700, exist_ok=True)
        found = where.lstat()
    except OSError as error:
        raise ConfigError(f"the folder {where} cannot be used: {error.strerror}") from error
    # The temporary folder is everyone's: another user must not be able to answer for us.
    if found.st_uid != os.getuid() or where.is_symlink():
        raise ConfigError(f"the folder {where} belongs to another user; remove it or set TMPDIR")


def path_of(where: Path, stage: str, pid: int) -> Path:
    """Return the status file of a worker."""
    return where / f"{stage}-{pid}.json"


def write(where: Path, status: Status) -> None:
    """Replace a worker's status file: whoever reads it sees the old one or the new one, whole.

    Raises:
        OSError: the file system is full or read-only.
    """
    path = path_of(where, status.stage, status.pid)
    draft = path.with_suffix(".draft")
    draft.write_bytes(msgspec.json.encode(status))
    draft.replace(path)


def read(where: Path, stage: str | None = None) -> Iterator[Status]:
    """Read what the workers say, all or those of one stage; a damaged file is left out."""
    for path in sorted(where.glob(f"{stage or '*'}-*.json")):
        with contextlib.suppress(OSError, msgspec.DecodeError):
            yield msgspec.json.decode(path.read_bytes(), type=Status)


def is_alive(pid: int) -> bool:
    """Whether a process exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def forget_dead(where: Path, stage: str) -> None:
    """Remove the files of a stage's workers that are gone: another takes their place now."""
    for status in read(where, stage):
        if not is_alive(status.pid):
            path_of(where, stage, status.pid).unlink(missing_ok=True)
