"""Processes that die, hang or grow: what each costs, on real processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from copydesk.errors import PermanentError
from copydesk.processes import Processes


@pytest.fixture
async def processes() -> AsyncIterator[Processes]:
    made = Processes(size=1, timeout_s=5, memory_mb=512)
    yield made
    await made.close()


def die_once(mark: str) -> str:
    """Die as by the system's hand, but for the second time."""
    try:
        Path(mark).touch(exist_ok=False)
    except FileExistsError:
        return "done"
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    while True:
        time.sleep(60)


def grow() -> int:
    return len(bytearray(4 * 1024 * 1024 * 1024))


def count(text: str) -> int:
    return len(text)


async def test_input_whose_process_was_killed_is_worked_on_again(
    processes: Processes, tmp_path: Path
) -> None:
    assert await processes.run(die_once, str(tmp_path / "mark"), what="a page") == "done"


async def test_a_process_that_is_killed_with_nothing_to_do_breaks_nothing(
    processes: Processes,
) -> None:
    for _ in range(3):
        os.kill(await processes.run(os.getpid, what="a page"), signal.SIGKILL)
    assert await processes.run(count, "next", what="the next page") == 4


async def test_input_that_takes_every_process_down_is_refused(processes: Processes) -> None:
    with pytest.raises(
        PermanentError, match="a page took two of the parser's processes down"
    ) as caught:
        await processes.run(die, what="a page")
    assert caught.value.code == "crashed"
    assert await processes.run(count, "next", what="the next page") == 4


async def test_input_that_hangs_is_refused_and_the_next_goes_on() -> None:
    processes = Processes(size=1, timeout_s=1, memory_mb=512)
    try:
        with pytest.raises(PermanentError, match="a page was not parsed within 1 s") as caught:
            await processes.run(hang, what="a page")
        assert caught.value.code == "timed-out"
        assert await processes.run(count, "next", what="the next page") == 4
    finally:
        await processes.close()


async def test_memory_is_bounded(processes: Processes) -> None:
    with pytest.raises(MemoryError):
        await processes.run(grow, what="a page")
    assert await processes.run(count, "next", what="the next page") == 4
