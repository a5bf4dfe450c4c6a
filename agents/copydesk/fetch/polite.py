"""Requests for pages: robots.txt first, then a turn at the host, then the guarded client."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from copydesk.errors import TransientError
from copydesk.http.answer import Answer
from copydesk.http.client import HttpClient
from copydesk.http.conditional import conditions
from copydesk.http.robots import Robots
from copydesk.http.waiting import retry_after_s
from copydesk.records import Record

from .pace import HostPace
from .recent import Fetch

if TYPE_CHECKING:
    from copydesk.warc.writer import Archive

_STRAIN = {"timed-out", "too-slow", "connection"}
"""Failures that a host has which is asked too much."""
ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"


class PoliteClient:
    """Asks for pages.

    Args:
        client: the guarded HTTP client.
        robots: robots.txt of all hosts.
        pace: turns at each host.
        now: the clock, UTC.
        archive: keeps each answer, whatever its status.
        began: told of the record for which a request begins.
    """

    def __init__(
        self,
        client: HttpClient,
        robots: Robots,
        pace: HostPace,
        now: Callable[[], datetime],
        archive: Archive | None,
        began: Callable[[Record], None],
    ) -> None:
        self._client = client
        self._robots = robots
        self._pace = pace
        self._now = now
        self._archive = archive
        self._began = began

    async def get(self, url: str, record: Record, known: Fetch | None = None) -> Answer:
        """Ask for a page; only for what changed, if it is known.

        Args:
            url: its address.
            record: what leads to it.
            known: its last good fetch.

        Raises:
            HostBusy: its host has too many waiting, or wants a pause.
            PermanentError: robots.txt forbids it, or as the client says.
            TransientError: no answer, for now.
            BrokerError: robots.txt could not be kept.
        """

        async def may_follow(target: str) -> None:
            # Another host may forbid it; its pace is not asked, redirects are few.
            await self._robots.check(target, record.partition)

        headers = {"Accept": ACCEPT}
        # What was withdrawn comes back in full, also as it was.
        if known is not None and not known.removed:
            headers |= conditions(known.etag, known.last_modified)
        delay = await self._robots.check(url, record.partition)
        async with self._pace.turn(urlsplit(url).netloc, delay) as turn:
            self._began(record)
            try:
                answer = await self._client.get(url, headers=headers, allow_redirect=may_follow)
            except TransientError as error:
                if error.code in _STRAIN:
                    turn.failed()
                raise
            latency_ms = answer.elapsed_ms if answer.first_byte_ms is None else answer.first_byte_ms
            turn.answered(
                latency_ms / 1000, answer.status, retry_after_s(answer.headers, self._now())
            )
        if self._archive is not None:
            await self._archive.write(answer)
        return answer


def validators(answer: Answer) -> dict[str, str]:
    """Return what makes a later request conditional; of an answer after redirects, nothing."""
    if answer.redirects:
        return {}
    named = {"etag": "etag", "last_modified": "last-modified"}
    return {ours: answer.headers[name] for ours, name in named.items() if answer.headers.get(name)}
