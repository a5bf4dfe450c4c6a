"""The fetch stage as a function: a `discovered` record in, a `fetched` record out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from copydesk import headers as h
from copydesk.codec import decode, encode
from copydesk.errors import TransientError
from copydesk.events import Discovered, Fetched
from copydesk.http.client import Answer, HttpClient
from copydesk.http.robots import Robots
from copydesk.records import Output, Record
from copydesk.settings import FetchSettings
from copydesk.topics import FETCHED
from copydesk.urls import normalize_url

from . import answers, retry
from .pace import HostBusy, HostPace
from .recent import RecentFetches

ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"


class FetchStage:
    """Fetches the page of an entry.

    Args:
        settings: pace and limits.
        client: the guarded HTTP client.
        robots: robots.txt of all hosts.
        now: the clock, UTC.
    """

    def __init__(
        self,
        settings: FetchSettings,
        client: HttpClient,
        robots: Robots,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._client = client
        self._robots = robots
        self._now = now
        self._pace = HostPace(settings)
        self.recent = RecentFetches(settings.fresh_for_s)

    async def handle(self, record: Record) -> Sequence[Output]:
        """Fetch one entry's page.

        Raises:
            DecodeError: no valid `discovered` event.
            PermanentError: there is no page to be had; the codes are those of the client, of
                robots.txt and of `answers.check`.
            TransientError: still none at the last attempt.
        """
        entry = decode(record.value, Discovered)
        url = normalize_url(entry.link)
        async with self.recent.alone(url):
            if self.recent.covers(url, entry, self._now()):
                return []
            try:
                answer = await self._get(entry.link)
                answers.check(answer, self._now())
            except HostBusy:
                return [retry.postpone(record)]
            except TransientError as error:
                again = retry.try_again(record, error, self._now(), self._settings.retry_scale)
                if again is None:
                    raise
                return [again]
            self.recent.note(url, answer.started)
        return [output(answer, entry, record)]

    async def _get(self, url: str) -> Answer:
        delay = await self._robots.check(url)
        async with self._pace.turn(urlsplit(url).netloc, delay):
            return await self._client.get(
                url, headers={"Accept": ACCEPT}, allow_redirect=self._allow_redirect
            )

    async def _allow_redirect(self, target: str) -> None:
        # Another host may forbid it; its pace is not asked, redirects are few.
        await self._robots.check(target)


def output(answer: Answer, entry: Discovered, record: Record) -> Output:
    """Make the `fetched` record of a page: raw bytes, the facts in the header `http`."""
    kind, charset = answers.media_type(answer.headers)
    facts = Fetched(
        url=answer.url,
        final_url=answer.final_url,
        status=answer.status,
        redirects=answer.redirects,
        headers={
            name: answer.headers[name] for name in answers.KEPT_HEADERS if name in answer.headers
        },
        remote_address=answer.remote_address,
        fetched_at=answer.started,
        elapsed_ms=answer.elapsed_ms,
        charset=charset,
        truncated=answer.truncated,
        entry=entry,
    )
    key = record.key or b""
    return Output(
        FETCHED,
        record.key,
        answer.body,
        h.cloud_event(
            id=h.event_id("fetched", answer.url, answer.started.isoformat(), record.offset),
            type="copydesk.fetched",
            source="/copydesk/fetch",
            subject=answer.url,
            schema="fetched",
            partition_key=key.decode("utf-8", "replace"),
            time=answer.started,
            content_type=answer.headers.get("content-type") or kind or "application/octet-stream",
            parent=record.headers,
            extra=((h.HTTP_HEADER, encode(facts)),),
        ),
    )
