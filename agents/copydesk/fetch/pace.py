"""Pace per host: so many requests at once, so long between two of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from copydesk.settings import FetchSettings

MOST_WAIT_S = 5.0
"""Who would wait longer for a turn is sent away: a wait in memory takes another's place."""
MOST_WAITING = 8
_MANY_HOSTS = 10_000


class HostBusy(Exception):  # noqa: N818 - no error: the record goes to a delay topic
    """No turn soon enough."""


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    next_start: float = 0.0
    users: int = 0
    waiting: int = field(default=0)


class HostPace:
    """Gives turns; a worker owns a site, so this needs no lock beyond the process."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, crawl_delay_s: float) -> AsyncIterator[None]:
        """Wait for a turn at a host, and hold it.

        Args:
            host: host and port.
            crawl_delay_s: what the host's robots.txt asks for, in seconds.

        Raises:
            HostBusy: the turn would come too late.
        """
        loop = asyncio.get_running_loop()
        gap = max(crawl_delay_s, self._settings.delay_s)
        # A host that asks for a pause between requests gets them one after another.
        if len(self._hosts) > _MANY_HOSTS:
            self._drop_idle()
        state = self._hosts.get(host) or _Host(
            asyncio.Semaphore(1 if gap else self._settings.per_host)
        )
        if state.waiting >= MOST_WAITING or state.next_start - loop.time() > MOST_WAIT_S:
            raise HostBusy(host)
        self._hosts[host] = state
        state.users += 1
        state.waiting += 1
        try:
            start = max(loop.time(), state.next_start)
            state.next_start = start + gap
            try:
                async with asyncio.timeout(MOST_WAIT_S):
                    await state.slots.acquire()
            except TimeoutError as error:
                raise HostBusy(host) from error
            finally:
                state.waiting -= 1
            try:
                await asyncio.sleep(max(0.0, start - loop.time()))
                yield
            finally:
                state.slots.release()
        finally:
            state.users -= 1

    def _drop_idle(self) -> None:
        now = asyncio.get_running_loop().time()
        self._hosts = {
            host: state
            for host, state in self._hosts.items()
            if state.users or state.next_start > now
        }
