"""Which addresses were fetched lately, so that one page in six feeds is fetched once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from copydesk.events import Discovered

_MOST = 100_000
_CLOCKS_DIFFER_BY = timedelta(seconds=2)
"""Polls and fetches may run on different machines; one fetch too many does no harm."""


class RecentFetches:
    """Start times of good fetches by normalized address; the oldest are forgotten.

    Args:
        fresh_for_s: how long a fetch serves other new entries, in seconds.
    """

    def __init__(self, fresh_for_s: float) -> None:
        self._fresh_for = timedelta(seconds=fresh_for_s)
        self._started: OrderedDict[str, datetime] = OrderedDict()
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def alone(self, url: str) -> AsyncIterator[None]:
        """Hold an address: the next one for it waits, and then knows how this one went."""
        lock, users = self._locks.get(url, (asyncio.Lock(), 0))
        self._locks[url] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks[url]
            if users == 1:
                del self._locks[url]
            else:
                self._locks[url] = (lock, users - 1)

    def covers(self, url: str, entry: Discovered, now: datetime) -> bool:
        """Return whether a fetch made already serves an entry.

        A changed entry is served only by a fetch that began after the feed had answered: the page
        may have changed up to that moment.
        """
        started = self._started.get(url)
        if started is None:
            return False
        if entry.change == "changed":
            return entry.seen_at + _CLOCKS_DIFFER_BY <= started
        return now - started < self._fresh_for

    def note(self, url: str, started: datetime) -> None:
        """Note a good fetch."""
        self._started[url] = started
        self._started.move_to_end(url)
        if len(self._started) > _MOST:
            self._started.popitem(last=False)

    def forget(self) -> None:
        """Forget all: their outputs may not have been delivered."""
        self._started.clear()
