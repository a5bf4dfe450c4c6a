"""Stages in the background of a test, each a process as in a container."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from copydesk.settings import environment

from .kafka import Kafka

T = TypeVar("T")

_LOOK_S = 0.05
_STOP_S = 40.0
_LOG_CHARACTERS = 3000


class Desk:
    """Runs stages on a test's topics; use it through the fixture `desk`.

    Args:
        kafka: where.
        folder: for the stages' logs and data.
    """

    def __init__(self, kafka: Kafka, folder: Path) -> None:
        self._kafka = kafka
        self._folder = folder
        self._started: list[tuple[str, subprocess.Popen[bytes], Path]] = []

    def start(self, *stages: str) -> Desk:
        """Start stages, by default normalize, enrich and publish; topics are created."""
        self._kafka.create_topics()
        for stage in stages or ("normalize", "enrich", "publish"):
            log = self._folder / f"{stage}-{len(self._started)}.log"
            with log.open("wb") as out:
                process = subprocess.Popen(
                    [sys.executable, "-m", "copydesk", "worker", stage],
                    env={**os.environ, **environment(self._kafka.settings)},
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                )
            self._started.append((stage, process, log))
        return self

    def wait_until(self, condition: Callable[[], T], within_s: float = 60.0) -> T:
        """Ask until a condition is true, and return what it gave.

        Args:
            condition: asked again and again; an `assert` in it may fail until the time is over.
            within_s: longest wait, in seconds.

        Raises:
            AssertionError: it did not become true in time, or a stage ended; with the logs.
        """
        deadline = time.monotonic() + within_s
        while True:
            failure: AssertionError | None = None
            try:
                if found := condition():
                    return found
            except AssertionError as error:
                failure = error
            for stage, process, _ in self._started:
                if process.poll() is not None:
                    raise AssertionError(f"the stage {stage} ended\n{self.logs()}") from failure
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {within_s:g} s\n{self.logs()}") from failure
            time.sleep(_LOOK_S)

    def logs(self) -> str:
        """Return the ends of the stages' logs."""
        return "\n".join(
            f"--- {stage}\n{log.read_text(errors='replace')[-_LOG_CHARACTERS:]}"
            for stage, _, log in self._started
        )

    def stop(self) -> None:
        """Have the stages drain and end; what does not is killed."""
        for _, process, _ in self._started:
            process.terminate()
        for _, process, _ in self._started:
            try:
                process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._started.clear()
