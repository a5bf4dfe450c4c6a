"""The pytest plugin as the author of a consumer meets it: pytest in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run pytest there, with nothing of this run's configuration."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def _environment(folder: Path) -> dict[str, str]:
    # xdist and pytest mark the environment of the run that we are in.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return {**own, "TMPDIR": str(folder)}


def write(folder: Path, text: str, name: str = "test_it.py") -> None:
    """Put a file there."""
    (folder / name).write_text(textwrap.dedent(text))


def brokers(folder: Path) -> list[psutil.Process]:
    """Return the processes of a broker of that folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if any(str(folder) in word for word in process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return found


def test_processes_share_one_kafka_and_no_test_its_topics(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        import pytest

        @pytest.mark.parametrize("n", range(4))
        def test_it(kafka, n, replay):
            assert len(replay("revisions", onto=kafka)) == len(replay("revisions"))
            with open("seen", "a") as seen:
                seen.write(f"{kafka.bootstrap} {kafka.prefix}\\n")
        """,
    )
    done = run(tmp_path, "-n", "2")
    assert "4 passed" in done.stdout, done.stdout
    seen = [line.split() for line in (tmp_path / "seen").read_text().splitlines()]
    assert len({address for address, _ in seen}) == 1
    assert len({prefix for _, prefix in seen}) == 4
    assert brokers(tmp_path) == []
    assert not list(tmp_path.glob("copydesk-tests-*"))


def test_no_kafka_outlives_a_killed_run(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        import os, signal

        def test_it(kafka):
            os.kill(os.getpid(), signal.SIGKILL)
        """,
    )
    done = run(tmp_path)
    assert done.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 30
    while brokers(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert brokers(tmp_path) == []
    assert not list(tmp_path.glob("copydesk-tests-*"))


def test_golden_files(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        from pathlib import Path

        def test_it(golden):
            golden("a.txt", Path("now.txt").read_text())
            golden("b.json", {"b": [1], "a": "å"})
        """,
    )
    (tmp_path / "now.txt").write_text("one\ntwo\n")
    done = run(tmp_path)
    assert done.returncode == 1
    assert "run pytest with --copydesk-update" in done.stdout
    assert run(tmp_path, "--copydesk-update").returncode == 0
    assert (
        tmp_path / "golden" / "b.json"
    ).read_text() == '{\n  "a": "å",\n  "b": [\n    1\n  ]\n}\n'
    assert run(tmp_path).returncode == 0
    (tmp_path / "now.txt").write_text("one\nthree\n")
    done = run(tmp_path)
    assert done.returncode == 1
    assert "-two" in done.stdout
    assert "+three" in done.stdout


def test_a_stage_that_ends_is_shown_with_its_log(tmp_path: Path) -> None:
    write(
        tmp_path,
        """

        def test_it(kafka, desk):
            desk.start("enrich")
            desk._started[0][1].kill()
            desk.wait_until(lambda: False)

        def test_in_time(kafka, desk):
            def never():
                assert 1 == 2
            desk.wait_until(never, within_s=0)
        """,
    )
    done = run(tmp_path)
    assert "2 failed" in done.stdout
    assert "the stage enrich ended" in done.stdout
    assert "--- enrich" in done.stdout
    assert "not within 0 s" in done.stdout
    assert "assert 1 == 2" in done.stdout


def test_a_recording_of_ones_own_goes_before_a_shipped_one(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        import shutil
        from pathlib import Path

        import pytest

        def test_it(recording):
            own = Path("recordings")
            own.mkdir()
            shutil.copy(recording("revisions").path, own / "newsroom.jsonl.zst")
            assert recording("newsroom").path.parent.resolve() == own.resolve()
            assert recording("newsroom").counts() == recording("revisions").counts()
            with pytest.raises(FileNotFoundError, match="dead-letters, duplicates, newsroom"):
                recording("nothing")

        @pytest.mark.asyncio
        async def test_in_an_async_test(replay):
            assert replay("newsroom", through="enrich,publish") == []
            assert len(replay("newsroom")) > 1
        """,
    )
    done = run(tmp_path)
    assert "2 passed" in done.stdout, done.stdout


def test_a_run_without_our_fixtures_loads_nothing_of_ours(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        import sys

        def test_it():
            heavy = {"aiokafka", "faust", "psutil", "msgspec", "copydesk.settings"}
            assert not heavy & set(sys.modules)
        """,
    )
    done = run(tmp_path, "-p", "no:xdist", "-p", "no:hypothesispytest")
    assert "1 passed" in done.stdout, done.stdout
