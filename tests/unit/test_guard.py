"""One record through a stage function, when that fails."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copydesk.codec import decode
from copydesk.errors import MachineError, PermanentError
from copydesk.events import DeadLetter
from copydesk.guard import guarded
from copydesk.records import Output, Record, StageFunction

RECORD = Record("news.fetched", 1, 7, b"site.test", b"page", (), 0)


def now() -> datetime:
    return datetime(2026, 11, 1, tzinfo=UTC)


async def refuse(record: Record) -> Sequence[Output]:
    raise PermanentError("no page", code="not-a-page")


async def stumble(record: Record) -> Sequence[Output]:
    raise FileNotFoundError(2, "No such file or directory")


async def fill_the_disk(record: Record) -> Sequence[Output]:
    write_to_a_full_disk()
    return []


def write_to_a_full_disk() -> None:
    with Path("/dev/full").open("wb", buffering=0) as disk:
        disk.write(b"page")


@pytest.mark.parametrize(
    ("handle", "reason"),
    [(refuse, "not-a-page"), (stumble, "exception")],
    ids=["its own", "unforeseen"],
)
async def test_what_a_record_causes_is_its_dead_letter(handle: StageFunction, reason: str) -> None:
    [output] = await guarded("normalize", handle, RECORD, now=now)
    assert decode(output.value, DeadLetter).reason == reason


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
async def test_a_full_disk_is_no_records_fault() -> None:
    with pytest.raises(MachineError, match="No space left on device"):
        await guarded("normalize", fill_the_disk, RECORD, now=now)


def test_a_language_model_without_room_is_a_sentence() -> None:
    small = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20));"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{small}{limit}from copydesk.enrich import language as l; l.load()",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "MachineError: the language model cannot be unpacked" in done.stderr
    assert "TMPDIR" in done.stderr
