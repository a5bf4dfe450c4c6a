"""Work that several want at the same time and that is done once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Once:
    """Runs one piece of work per key at a time; who comes meanwhile gets its result."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Task[Any]] = {}

    async def __call__(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return the result of the work, which begins now unless it is under way.

        Args:
            key: what the work is about.
            work: starts it; what it raises, all who wait for it raise.
        """
        task: asyncio.Task[T] | None = self._running.get(key)
        if task is None:
            task = self._running[key] = asyncio.create_task(work())
            task.add_done_callback(lambda _: self._running.pop(key, None))
        # Whoever waits may be cancelled; the others still want the result.
        return await asyncio.shield(task)
