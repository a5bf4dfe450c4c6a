"""`copydesk up` as a person runs it, for tests."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from copydesk import broker as embedded
from copydesk.demo import Newsroom
from copydesk.events import Article
from copydesk.settings import Settings, load
from tests.support import articles, eventually


class Up:
    """`copydesk up` in a process group of its own, its screen in a file."""

    def __init__(self, data_dir: Path, *options: str, **env: str) -> None:
        self.data_dir = data_dir
        self._screen = data_dir.parent / f"{data_dir.name}.screen"
        with self._screen.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "copydesk", "up", "--port", "0", *options],
                env={**os.environ, "COPYDESK_DATA_DIR": str(data_dir), **env},
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def screen(self) -> str:
        return self._screen.read_text("utf-8", "replace")

    async def settings(self) -> Settings:
        """Return settings that reach its broker, once it serves."""

        async def serving() -> str | None:
            found = embedded.status(self.data_dir)
            return found.bootstrap if found.serving else None

        bootstrap = await eventually(serving, lambda: f"Kafka serves: {self.screen()}")
        return load({"broker.bootstrap": bootstrap, "data_dir": self.data_dir})

    def interrupt(self) -> int:
        """Press Ctrl-C; return the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(90)


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """A data folder; a desk that a failed test left running in it is killed."""
    folder = tmp_path / "desk"
    yield folder
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("COPYDESK_DATA_DIR") == str(folder):
                process.kill()


async def caught_up(settings: Settings, newsroom: Newsroom, since: float) -> dict[str, list[int]]:
    """Wait until all that the newsroom said `since` that time on its clock is published."""
    expected = dict(newsroom.expected(since))

    async def done() -> dict[str, list[int]] | None:
        found = versions_by_url(await articles(settings))
        behind = [url for url, count in expected.items() if len(found.get(url, ())) < count]
        return None if behind else found

    return await eventually(done, f"the newsroom's articles are published: {expected}", 120)


def versions_by_url(found: Sequence[Article]) -> dict[str, list[int]]:
    by_url: dict[str, list[int]] = {}
    for article in found:
        by_url.setdefault(article.canonical_url, []).append(article.version)
    return by_url
