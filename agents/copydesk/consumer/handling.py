"""Messages to a handler: several at a time, in order per article, with retries."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    stop_never,
    wait_exponential,
    wait_random,
)

from copydesk.errors import CopydeskError, TransientError

from .message import Message
from .reader import Reader, Turn
from .refusals import Refusals

Handler = Callable[[Message[Any]], Awaitable[None] | None]


@dataclass(frozen=True)
class Retry:
    """How often and how soon a failed message is handled again."""

    attempts: int = 5
    """Attempts in all; 0 for no end. What is refused on purpose (a `CopydeskError` that is not
    transient) is not tried again."""
    first_wait_s: float = 0.5
    """Wait before the second attempt, in seconds; it doubles, with some jitter."""
    longest_wait_s: float = 60.0
    """Longest wait, in seconds."""


class _GivenUp(Exception):  # noqa: N818 - no error: the message comes again elsewhere
    """The partition goes to another, or the consumer stops, while a message waits."""


class Handling:
    """Runs a handler on the messages of a reader.

    Args:
        reader: where the messages come from.
        handler: async, or plain: then it runs in a thread.
        refusals: what becomes of a message that the handler cannot take.
        at_once: most messages at a time; those of one article one after the other.
        retry: how failures are tried again.
        stopping: set when the consumer shall end.
    """

    def __init__(
        self,
        reader: Reader,
        handler: Handler,
        refusals: Refusals,
        *,
        at_once: int,
        retry: Retry,
        stopping: asyncio.Event,
    ) -> None:
        self.failure: BaseException | None = None
        """What ended it, if something did."""
        self._reader = reader
        self._handler = handler
        self._refusals = refusals
        self._retry = retry
        self._stopping = stopping
        self._slots = asyncio.Semaphore(at_once)
        self._last: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_async = inspect.iscoroutinefunction(handler) or inspect.iscoroutinefunction(
            getattr(handler, "__call__", None)  # noqa: B004 - an object with an async __call__
        )

    async def slot(self) -> None:
        """Wait until another message may begin."""
        await self._slots.acquire()

    def free(self) -> None:
        """Give a slot back that was not used."""
        self._slots.release()

    def start(self, message: Message[Any], turn: Turn | None) -> None:
        """Begin a message, for which a slot was taken."""
        before = self._last.get(message.key)
        task = asyncio.create_task(self._one(message, turn, before))
        self._last[message.key] = task
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._done(message.key, done))

    def _done(self, key: str, task: asyncio.Task[None]) -> None:
        self._slots.release()
        self._tasks.discard(task)
        if self._last.get(key) is task:
            del self._last[key]

    async def drain(self) -> None:
        """Wait for the messages under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _one(
        self, message: Message[Any], turn: Turn | None, before: asyncio.Task[None] | None
    ) -> None:
        if before is not None:
            await asyncio.wait((before,))
        try:
            if self.failure is not None:
                raise _GivenUp
            try:
                await self._attempts(message)
            except _GivenUp:
                raise
            except Exception as error:
                await self._refusals.refuse(message.record, error)
        except _GivenUp:
            self._reader.give_up(turn)
        except BaseException as error:
            self._reader.give_up(turn)
            self.failure = self.failure or error
            # Else it would be seen when the next message comes, which may be never.
            self._stopping.set()
            if not isinstance(error, Exception):
                raise
        else:
            self._reader.finish(turn)

    async def _attempts(self, message: Message[Any]) -> None:
        try:
            # Nearly all end here; tenacity costs as much time as the rest of a message.
            await self._call(message)
        except Exception as error:
            await self._more_attempts(message, error)

    async def _more_attempts(self, message: Message[Any], first: Exception) -> None:
        failures = [first]

        async def attempt() -> None:
            if failures:
                raise failures.pop()
            await self._call(message)

        retry = self._retry
        retrying = AsyncRetrying(
            retry=retry_if_exception(_worth_another_try),
            stop=stop_after_attempt(retry.attempts) if retry.attempts else stop_never,
            wait=self._wait,
            sleep=self._pause,
            reraise=True,
        )
        await retrying(attempt)

    async def _call(self, message: Message[Any]) -> None:
        if self._is_async:
            result: Any = self._handler(message)
            await result
        else:
            await asyncio.to_thread(self._handler, message)

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = getattr(error, "retry_after_s", None)
        if asked is not None:
            return float(min(asked, self._retry.longest_wait_s))
        first_s, longest_s = self._retry.first_wait_s, self._retry.longest_wait_s
        wait = wait_exponential(multiplier=first_s, max=longest_s) + wait_random(0, first_s)
        return wait(state)

    async def _pause(self, seconds: float) -> None:
        ends = [
            asyncio.ensure_future(event.wait()) for event in (self._stopping, self._reader.leaving)
        ]
        done, pending = await asyncio.wait(
            ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        for task in pending:
            task.cancel()
        if done:
            raise _GivenUp


def _worth_another_try(error: BaseException) -> bool:
    if isinstance(error, CopydeskError):
        return isinstance(error, TransientError)
    return isinstance(error, Exception) and not isinstance(error, _GivenUp)
