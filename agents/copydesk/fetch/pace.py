"""Turns per host: so many requests at once, so long between two of them, as the host takes it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from copydesk.settings import FetchSettings

from .rate import HostRate

MOST_WAIT_S = 5.0
"""Who would wait longer for a turn is sent away: a wait in memory takes another's place."""
MOST_WAITING = 8
_MANY_HOSTS = 10_000


class HostBusy(Exception):  # noqa: N818 - no error: the record goes to a delay topic
    """No turn soon enough.

    Attributes:
        wait_s: how long it would take at least, in seconds.
    """

    def __init__(self, host: str, wait_s: float = 0.0) -> None:
        super().__init__(host)
        self.wait_s = wait_s


@dataclass(slots=True)
class _Host:
    rate: HostRate
    running: int = 0
    next_start: float = 0.0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)


class Turn:
    """A turn at a host; what came of it is said here, so that the next ones are better."""

    def __init__(self, rate: HostRate) -> None:
        self._rate = rate
        self._began = asyncio.get_running_loop().time()

    def answered(self, latency_s: float, status: int, retry_after_s: float | None) -> None:
        """Say what the host answered (see `HostRate.answered`)."""
        now = asyncio.get_running_loop().time()
        self._rate.answered(now, latency_s, status, retry_after_s)

    def failed(self) -> None:
        """Say that it gave no answer in time, or none at all."""
        now = asyncio.get_running_loop().time()
        self._rate.failed(now, now - self._began)


class HostPace:
    """Gives turns; a worker owns a site, so this needs no lock beyond the process."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, crawl_delay_s: float) -> AsyncIterator[Turn]:
        """Wait for a turn at a host, and hold it.

        Args:
            host: host and port.
            crawl_delay_s: what the host's robots.txt asks for, in seconds.

        Raises:
            HostBusy: the turn would come too late.
        """
        state, came = self._state(host), asyncio.get_running_loop().time()
        await self._enter(host, state, crawl_delay_s)
        try:
            now = asyncio.get_running_loop().time()
            start = max(now, self._next(state))
            if start - came > MOST_WAIT_S:
                raise HostBusy(host, start - now)
            state.next_start = start + self._gap(state, crawl_delay_s)
            await asyncio.sleep(start - now)
            yield Turn(state.rate)
        finally:
            self._leave(state, crawl_delay_s)

    def _state(self, host: str) -> _Host:
        state = self._hosts.get(host)
        if state is None:
            if len(self._hosts) > _MANY_HOSTS:
                self._drop_idle()
            state = self._hosts[host] = _Host(HostRate(self._settings.per_host))
        return state

    def _gap(self, state: _Host, crawl_delay_s: float) -> float:
        return max(crawl_delay_s, self._settings.delay_s, state.rate.gap_s)

    def _next(self, state: _Host) -> float:
        return max(state.next_start, state.rate.paused_until)

    def _is_free(self, state: _Host, crawl_delay_s: float) -> bool:
        # A host that asks for a pause between requests gets them one after another.
        return state.running < (1 if self._gap(state, crawl_delay_s) else state.rate.at_once)

    async def _enter(self, host: str, state: _Host, crawl_delay_s: float) -> None:
        loop = asyncio.get_running_loop()
        wait_s = self._next(state) - loop.time()
        wait_s += len(state.waiting) * self._gap(state, crawl_delay_s)
        if len(state.waiting) >= MOST_WAITING or wait_s > MOST_WAIT_S:
            raise HostBusy(host, wait_s)
        if state.waiting or not self._is_free(state, crawl_delay_s):
            turn: asyncio.Future[None] = loop.create_future()
            state.waiting.append(turn)
            try:
                async with asyncio.timeout(MOST_WAIT_S):
                    await turn
            except BaseException as error:
                self._give_up(state, turn, crawl_delay_s)
                if isinstance(error, TimeoutError):
                    raise HostBusy(host) from error
                raise
        else:
            state.running += 1

    def _give_up(self, state: _Host, turn: asyncio.Future[None], crawl_delay_s: float) -> None:
        if turn in state.waiting:
            state.waiting.remove(turn)
        elif turn.done() and not turn.cancelled():
            # It was given in the very moment in which it was no longer wanted.
            self._leave(state, crawl_delay_s)

    def _leave(self, state: _Host, crawl_delay_s: float) -> None:
        state.running -= 1
        while state.waiting and self._is_free(state, crawl_delay_s):
            turn = state.waiting.popleft()
            if not turn.done():
                state.running += 1
                turn.set_result(None)

    def _drop_idle(self) -> None:
        now = asyncio.get_running_loop().time()
        self._hosts = {
            host: state
            for host, state in self._hosts.items()
            if state.running or state.waiting or self._next(state) > now
        }
