"""Run one stage in this process: what `copydesk worker STAGE` does, and a container runs.

SIGTERM or SIGINT drains: nothing new is started, what is in flight is finished and committed,
within a deadline. Past it the process ends all the same: what was not acknowledged comes again.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import orjson

from copydesk import log
from copydesk.admin import wait_for_topics
from copydesk.errors import ConfigError, MissingExtra
from copydesk.settings import Settings
from copydesk.topics import ALL_STAGES
from copydesk.vitals import Counts, Reporter, Watched

if TYPE_CHECKING:
    from copydesk.runner import Runner

DRAIN_S = 15.0
"""How long a stopping stage may finish what it has begun, in seconds."""
STOP_S = 10.0
"""How long Faust may take to stop after that; it has been seen to hang."""
PARENT_PIPE = "COPYDESK_PARENT_PIPE"
"""Set by a supervisor whose end of our stdin says whether it lives."""
STATS = "COPYDESK_STATS"
"""Set by a supervisor that wants a line of counters on stdout every second."""


class Plain(Watched, Protocol):
    """A stage that is no Faust app."""

    async def run(self) -> None:
        """Work until `stop` is called."""

    def stop(self) -> None:
        """End `run` once what is under way is done."""


_PLAIN = {"publish": ("publish.gate", "Gate"), "push": ("websub.receiver", "Receiver")}


def run(settings: Settings, stage: str) -> None:
    """Run a stage until a signal.

    Raises:
        ConfigError: there is no such stage.
        MissingExtra: the stages are not installed.
        BrokerError: the broker cannot be reached, or was lost.
    """
    if stage not in ALL_STAGES:
        raise ConfigError(f"there is no stage {stage!r}; the stages are: {', '.join(ALL_STAGES)}")
    log.configure(settings, stage=stage)
    if os.environ.get(PARENT_PIPE):
        threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        asyncio.run(_main(settings, stage))
    except ModuleNotFoundError as error:
        if error.name and not error.name.startswith("copydesk"):
            raise MissingExtra("agents", f"the stage {stage}") from error
        raise


def _end_with_parent() -> None:
    # The pipe is at its end when the supervisor is gone, however it went.
    # os.read, since a thread inside sys.stdin would abort the interpreter at its end.
    with contextlib.suppress(OSError):
        while os.read(0, 1024):
            pass
    os.kill(os.getpid(), signal.SIGTERM)


async def _main(settings: Settings, stage: str) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    reporter = Reporter(settings, stage)
    reporting = asyncio.create_task(reporter.run())
    try:
        await _run_stage(settings, stage, stop, reporter)
    finally:
        reporting.cancel()
        await asyncio.wait((reporting,))


async def _run_stage(
    settings: Settings, stage: str, stop: asyncio.Event, reporter: Reporter
) -> None:
    waiting = asyncio.create_task(wait_for_topics(settings, stage, log.get(__name__)))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait((waiting, stopped), return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        waiting.cancel()
        return
    await waiting
    if stage in _PLAIN:
        await _run_plain(settings, stage, stop, reporter)
    else:
        await _run_agent(settings, stage, stop, reporter)


async def _run_plain(
    settings: Settings, stage: str, stop: asyncio.Event, reporter: Reporter
) -> None:
    module, name = _PLAIN[stage]
    plain: Plain = getattr(importlib.import_module(f"copydesk.{module}"), name)(settings)
    running = asyncio.create_task(plain.run())
    stopped = asyncio.create_task(stop.wait())
    stats = asyncio.create_task(_print_stats(stage, lambda: plain.counters))
    log.get(__name__).info("stage started")
    reporter.watch(plain)
    try:
        await asyncio.wait((running, stopped), return_when=asyncio.FIRST_COMPLETED)
        reporter.stopping()
        plain.stop()
        async with asyncio.timeout(DRAIN_S + STOP_S):
            await running
    except TimeoutError:
        _end_now("the stage did not stop in time")
    finally:
        stats.cancel()
        stopped.cancel()


async def _run_agent(
    settings: Settings, stage: str, stop: asyncio.Event, reporter: Reporter
) -> None:
    logger = log.get(__name__)
    runner: Runner = importlib.import_module(f"copydesk.{stage}.agent").build(settings)
    await runner.start()
    await runner.app.start()
    stats = asyncio.create_task(_print_stats(stage, lambda: runner.counters))
    logger.info("stage started")
    reporter.watch(runner)
    stopped = asyncio.create_task(stop.wait())
    failed = asyncio.create_task(runner.failed.wait())
    crashed = asyncio.create_task(runner.app.wait_until_stopped())
    stalled = asyncio.create_task(reporter.stalled.wait())
    ends = (stopped, failed, crashed, stalled)
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        if not stop.is_set():
            if reporter.stalled.is_set():
                logger.critical("records wait, none is in flight and nothing moves")
            if runner.app.crash_reason is not None:
                logger.critical("the Faust app crashed", error=repr(runner.app.crash_reason))
            _end_now("the stage failed; it ends without an ack and must be started again")
        reporter.stopping()
        runner.pause()
        if late := await runner.drain(DRAIN_S):
            logger.warning("records were in flight at the deadline; they come again", records=late)
        async with asyncio.timeout(STOP_S):
            await runner.app.stop()
            await runner.stop()
        logger.info("stage stopped")
    except TimeoutError:
        _end_now("Faust did not stop in time", code=0)
    finally:
        for task in (stats, *ends):
            task.cancel()


def _end_now(reason: str, code: int = 1) -> None:
    """End the process at once: right because nothing unfinished was acknowledged."""
    log.get(__name__).error(reason)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


async def _print_stats(stage: str, counters: Callable[[], Counts]) -> None:
    if not os.environ.get(STATS):
        return
    while True:
        now = counters()
        line = {"stage": stage, "read": now.read, "written": now.written, "dead": now.dead}
        sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.buffer.flush()
        await asyncio.sleep(1.0)
