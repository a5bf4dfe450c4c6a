"""One stage as a child process: started, watched, restarted with back-off, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import orjson

from copydesk.settings import Settings, environment
from copydesk.worker import PARENT_PIPE, STATS

_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 30.0
_HEALTHY_S = 60.0
"""A stage that ran this long starts its back-off from the beginning."""
STOP_S = 30.0

LogLine = Callable[[str, bytes], None]


@dataclass(slots=True)
class StageCounters:
    """What a stage says of itself, over all its processes since the start."""

    read: int = 0
    written: int = 0
    dead: int = 0


@dataclass
class StageProcess:
    """The process of a stage.

    Attributes:
        say: takes the stage's name and a sentence for the person.
        log_line: takes the stage's name and a line of its log.
        state: starting, running, restarting or stopped.
        restarts: how often it was restarted.
    """

    settings: Settings
    stage: str
    say: Callable[[str, str], None]
    log_line: LogLine
    state: str = "starting"
    restarts: int = 0
    pid: int | None = None
    extra_env: Mapping[str, str] = field(default_factory=dict)
    _before: StageCounters = field(default_factory=StageCounters)
    _now: StageCounters = field(default_factory=StageCounters)
    _process: asyncio.subprocess.Process | None = None
    _stopping: bool = False

    @property
    def counters(self) -> StageCounters:
        """Sums over the processes so far."""
        before, now = self._before, self._now
        return StageCounters(
            before.read + now.read, before.written + now.written, before.dead + now.dead
        )

    async def run(self) -> None:
        """Keep the stage running until `stop`."""
        loop = asyncio.get_running_loop()
        pause = _FIRST_PAUSE_S
        while not self._stopping:
            begun = loop.time()
            code = await self._run_once()
            self._before, self._now = self.counters, StageCounters()
            if self._stopping:
                break
            if loop.time() - begun > _HEALTHY_S:
                pause = _FIRST_PAUSE_S
            self.state = "restarting"
            self.restarts += 1
            self.say(self.stage, f"ended ({_how(code)}); starting it again in {pause:g} s")
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)
        self.state = "stopped"

    async def _run_once(self) -> int:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "copydesk",
            "worker",
            self.stage,
            env={
                **os.environ,
                **environment(self.settings),
                "COPYDESK_LOG_FORMAT": "json",
                PARENT_PIPE: "1",
                STATS: "1",
                **self.extra_env,
            },
            # Its end of this pipe tells it when we are gone, however we went.
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            # Ctrl-C is for us: we stop the stages, in order.
            start_new_session=True,
            limit=1 << 20,
        )
        self._process, self.pid = process, process.pid
        await asyncio.gather(self._read_stats(process), self._read_log(process))
        return await process.wait()

    async def _read_stats(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            with contextlib.suppress(orjson.JSONDecodeError, KeyError, TypeError):
                said = orjson.loads(line)
                self._now = StageCounters(said["read"], said["written"], said["dead"])
                self.state = "running"

    async def _read_log(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        while True:
            try:
                line = await process.stderr.readline()
            except ValueError:
                # Longer than the buffer: what is left of it comes as the next line.
                continue
            if not line:
                return
            self.log_line(self.stage, line)

    async def stop(self) -> None:
        """Have the stage drain and end; past the deadline it is killed."""
        self._stopping = True
        process = self._process
        if process is None or process.returncode is not None:
            return
        self.state = "stopping"
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(STOP_S):
                await process.wait()
        except TimeoutError:
            self.say(self.stage, f"did not stop within {STOP_S:g} s and is killed")
            self.kill()
            await process.wait()
        self.state = "stopped"

    def kill(self) -> None:
        """Kill the stage at once; what it had not finished comes again."""
        self._stopping = True
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()


def _how(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"by {signal.Signals(-code).name}"
    return f"exit code {code}"
