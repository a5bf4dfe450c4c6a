"""An event loop in a thread, for those without asyncio; signals for both."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


class Portal:
    """Runs coroutines in a loop of its own; use it as a context manager."""

    def __enter__(self) -> Portal:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="copydesk-subscriber", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._loop.shutdown_asyncgens())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine and wait for its result, or for what it raises."""
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            # Ctrl-C comes to the waiting thread: what it waited for ends too.
            future.cancel()
            raise


def drive(source: AsyncGenerator[T]) -> Iterator[T]:
    """Iterate an async generator without an event loop of one's own; it is closed at the end."""

    async def step() -> tuple[T] | None:
        try:
            return (await anext(source),)
        except StopAsyncIteration:
            return None

    async def end() -> None:
        await source.aclose()

    with Portal() as portal:
        try:
            while (found := portal.run(step())) is not None:
                yield found[0]
        finally:
            portal.run(end())


@contextlib.contextmanager
def on_sigterm(stop: Callable[[], None]) -> Iterator[None]:
    """Have SIGTERM call `stop`, where nobody else has taken the signal.

    Only the main thread can; elsewhere nothing happens.
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    ):
        yield
        return
    try:
        loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
    except RuntimeError:
        loop = None
    if loop is None:
        signal.signal(signal.SIGTERM, lambda *_: stop())
    else:
        loop.add_signal_handler(signal.SIGTERM, stop)
    try:
        yield
    finally:
        if loop is not None:
            loop.remove_signal_handler(signal.SIGTERM)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
