"""Processes for parsers, so that hostile input costs one of them and not the stage.

By pebble (docs/decisions/0005): the standard pool cannot stop one task. Input past its time is
killed with its process; memory is capped where the system can (RLIMIT_AS, not on macOS).
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import TimeoutError as PoolTimeoutError
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing.connection import wait
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from copydesk.errors import PermanentError

T = TypeVar("T")

_MOST = 4
_TASKS_PER_PROCESS = 2000
_MOST_DEATHS, _MOST_ATTEMPTS = 2, 5
"""Processes that input may take down, and how often it is tried where others break the pool."""


class Processes:
    """Runs functions in other processes, with a limit of time and memory.

    Args:
        size: how many processes; 0 for one per core, at most four.
        timeout_s: longest time for one call.
        memory_mb: address space that a process may take.
    """

    def __init__(self, *, size: int, timeout_s: float, memory_mb: int) -> None:
        self.size = size or min(os.cpu_count() or 1, _MOST)
        self._timeout_s = timeout_s
        self._memory_mb = memory_mb
        self._pool = self._made()
        self._is_closed = False
        self._ending: set[asyncio.Task[None]] = set()

    def _made(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self.size,
            # lxml and its users hold on to memory; a process is replaced now and then.
            max_tasks=_TASKS_PER_PROCESS,
            initializer=_prepare,
            initargs=(self._memory_mb,),
            # A fork of a process with threads and connections is not safe.
            context=multiprocessing.get_context("spawn"),
        )

    async def run(self, function: Callable[..., T], *args: object, what: str) -> T:
        """Call a module-level function there and return what it returns.

        Where its process dies it is called once more: a process that somebody killed (the
        system, short of memory) says nothing of the input.

        Args:
            function: the function; what it raises is raised here.
            args: its arguments.
            what: what is worked on, for the error's sentence.

        Raises:
            PermanentError: past its time (`timed-out`), or two processes died (`crashed`).
        """
        deaths, last = 0, ""
        for _ in range(_MOST_ATTEMPTS):
            try:
                return await self._call(function, args)
            except PoolTimeoutError as error:
                raise PermanentError(
                    f"{what} was not parsed within {self._timeout_s:g} s", code="timed-out"
                ) from error
            except BrokenProcessPool as error:
                # Of a process that worked on something else, or on nothing.
                last = str(error)
            except ProcessExpired as error:
                deaths, last = deaths + 1, str(error)
                if deaths == _MOST_DEATHS:
                    break
        raise PermanentError(
            f"{what} took two of the parser's processes down ({last})", code="crashed"
        )

    async def _call(self, function: Callable[..., T], args: tuple[object, ...]) -> T:
        if not self._pool.active and not self._is_closed:
            # A process that dies with nothing to do breaks the whole pool, for good.
            self._end(self._pool)
            self._pool = self._made()
        future = self._pool.schedule(_run, args=(function, *args), timeout=self._timeout_s)
        result: T = await asyncio.wrap_future(future)
        return result

    async def close(self) -> None:
        """Stop the processes."""
        self._is_closed = True
        self._end(self._pool)
        await asyncio.gather(*self._ending)

    def _end(self, pool: ProcessPool) -> None:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble types it in part
        ending = asyncio.create_task(asyncio.to_thread(pool.join))
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)


def _prepare(memory_mb: int) -> None:
    # Ctrl-C reaches the whole foreground group; the stage decides when to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import resource

        limit = memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _run(function: Callable[..., T], *args: object) -> T:
    try:
        return function(*args)
    finally:
        _settle()


@cache
def _settle() -> None:
    """Keep the collector from what the first call loaded and all others need: looking through
    that takes as long as the reading of a page, now and then."""
    gc.collect()
    gc.freeze()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        with contextlib.suppress(OSError):
            wait([parent.sentinel])
        os._exit(1)
