"""A subscription and a target, until the end or a stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from copydesk.consumer import Message, Subscription
from copydesk.consumer.handling import Handler, Retry
from copydesk.records import Record

from .feeds import Feeds
from .files import Files

_LOOK_S = 0.5

Wants = Callable[[Record], bool]
Tell = Callable[[int], None]
"""Called with how many events were delivered so far."""


async def to_handler(
    subscription: Subscription[Any],
    deliver: Callable[[Message[Any]], Any],
    *,
    wants: Wants,
    at_once: int,
    retry: Retry,
    tell: Tell,
) -> int:
    """Give each wanted event to a handler; return how many it took."""
    count = 0

    async def handle(message: Message[Any]) -> None:
        nonlocal count
        if wants(message.record):
            await deliver(message)
            count += 1
            tell(count)

    handler: Handler = handle
    await subscription.handle(handler, at_once=at_once, retry=retry)
    return count


async def to_files(
    subscription: Subscription[Any], files: Files, *, wants: Wants, tell: Tell
) -> int:
    """Write each wanted event into files; return how many are in files with names."""

    def look() -> None:
        files.finish_old()
        tell(files.written)

    subscription.at_handover(files.hand_over)
    async with _each(_LOOK_S, look):
        async for message in subscription:
            if wants(message.record):
                files.take(message)
            else:
                message.ack()
    return files.written


async def to_feeds(
    subscription: Subscription[Any], feeds: Feeds, *, wants: Wants, within_s: float, tell: Tell
) -> int:
    """Keep files of the latest articles; return how many events were read for them."""
    count = 0

    def write() -> None:
        if feeds.write():
            tell(count)

    async with _each(within_s, write):
        async for message in subscription:
            if wants(message.record):
                feeds.take(message.value)
                count += 1
    feeds.write()
    return count


@asynccontextmanager
async def _each(seconds: float, act: Callable[[], None]) -> AsyncIterator[None]:
    """Act now and then beside the body; what it raises is raised by the body."""
    body = asyncio.current_task()
    failure: list[Exception] = []

    async def repeat() -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                act()
            except Exception as error:
                failure.append(error)
                assert body is not None
                body.cancel()
                return

    task = asyncio.create_task(repeat())
    try:
        yield
    except asyncio.CancelledError:
        if failure:
            raise failure[0] from None
        raise
    finally:
        task.cancel()
