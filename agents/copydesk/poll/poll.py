"""One poll of one feed: conditional GET, parse, compare; what it found and what to remember."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec.structs import replace

from copydesk import headers as h
from copydesk.codec import encode
from copydesk.deadletter import dead_letter
from copydesk.errors import CopydeskError, PermanentError, TransientError
from copydesk.events import Discovered, FeedHealth, FeedRef, HealthError
from copydesk.http.client import Answer, HttpClient
from copydesk.http.waiting import retry_after_s
from copydesk.records import Output
from copydesk.settings import PollSettings
from copydesk.sites import site_of
from copydesk.topics import DISCOVERED, FEED_HEALTH

from .feeds import ParsedFeed
from .schedule import interval_s
from .state import FeedState, Finding, compare

STAGE = "poll"
ACCEPT = (
    "application/rss+xml,application/atom+xml,application/rdf+xml;q=0.9,"
    "application/xml;q=0.8,text/xml;q=0.8,*/*;q=0.1"
)

Parse = Callable[[bytes, str, Mapping[str, str], int], Awaitable[ParsedFeed]]


@dataclass(frozen=True, slots=True)
class PollResult:
    """What a poll leads to."""

    discovered: tuple[Output, ...]
    """New and changed entries, oldest first."""
    refused: tuple[Output, ...]
    """Dead letters: entries without a usable link, a feed that is none."""
    state: FeedState
    """What to remember once those are delivered."""
    health: Output
    """How the feed is doing."""


async def poll(
    state: FeedState,
    client: HttpClient,
    parse: Parse,
    settings: PollSettings,
    now: datetime,
    extra_suffixes: Sequence[str] = (),
) -> PollResult:
    """Poll a feed. Nothing that a server sends makes this raise.

    Args:
        state: what is known of the feed.
        client: the guarded HTTP client.
        parse: `feeds.parse_feed`, in this process or another.
        settings: limits and intervals.
        now: when the poll begins, UTC.
        extra_suffixes: as for `sites.site_of`.
    """
    url = state.feed.url
    answer: Answer | None = None
    try:
        answer = await client.get(url, headers=_request_headers(state))
        if answer.status == 304:
            return _result(_succeeded(state, answer, now), now, settings, size=0)
        _check(answer, now)
        digest = hashlib.sha256(answer.body).hexdigest()[:16]
        if digest == state.digest:
            return _result(_succeeded(state, answer, now), now, settings, size=len(answer.body))
        found = await parse(answer.body, answer.final_url, answer.headers, settings.max_entries)
    except Exception as error:
        # Also what a parser's own fault raises: a feed that fails must wait like any other.
        return _failed(state, error, answer, now, settings)
    # Not when the poll began: until the answer was made the pages could still change.
    seen_at = answer.started + timedelta(milliseconds=answer.elapsed_ms + 1)
    findings, seen = compare(state.seen, found.entries)
    discovered, refused = [], []
    for finding in findings:
        try:
            discovered.append(_discovered(finding, found, state, seen_at, extra_suffixes))
        except Exception as error:
            refused.append(_refuse(finding, error, url, now))
    after = replace(
        _succeeded(state, answer, now),
        digest=digest,
        seen=seen,
        last_entry=now if any(not f.changed_fields for f in findings) else state.last_entry,
    )
    known = len(found.entries) - sum(1 for f in findings if not f.changed_fields)
    share = known / len(found.entries) if found.entries else None
    return _result(after, now, settings, tuple(discovered), tuple(refused), len(answer.body), share)


def _request_headers(state: FeedState) -> dict[str, str]:
    headers = {"Accept": ACCEPT}
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return headers


def _check(answer: Answer, now: datetime) -> None:
    if not 200 <= answer.status < 300:
        raise TransientError(
            f"{answer.final_url} answered {answer.status}",
            code=f"http-{answer.status}",
            retry_after_s=retry_after_s(answer.headers, now),
        )


def _succeeded(state: FeedState, answer: Answer, now: datetime) -> FeedState:
    # Validators are echoed verbatim, and a 304 may bring new ones.
    return replace(
        state,
        etag=answer.headers.get("etag") or (state.etag if answer.status == 304 else None),
        last_modified=answer.headers.get("last-modified")
        or (state.last_modified if answer.status == 304 else None),
        failures=0,
        last_success=now,
    )


def _discovered(
    finding: Finding,
    found: ParsedFeed,
    state: FeedState,
    seen_at: datetime,
    extra_suffixes: Sequence[str],
) -> Output:
    entry = finding.entry
    if entry.link is None:
        raise PermanentError(f"an entry of {state.feed.url} has no link", code="no-link")
    event = Discovered(
        feed=FeedRef(
            url=state.feed.url, title=found.title or state.feed.title, entry_id=entry.entry_id
        ),
        link=entry.link,
        change="changed" if finding.changed_fields else "new",
        changed_fields=finding.changed_fields,
        seen_at=seen_at,
        title=entry.title,
        summary=entry.summary,
        content=entry.content,
        published=entry.published,
        updated=entry.updated,
        authors=entry.authors,
        categories=entry.categories,
        enclosures=entry.enclosures,
        language=found.language,
    )
    site = site_of(entry.link, extra_suffixes)
    value = encode(event)
    return Output(
        DISCOVERED,
        site.encode(),
        value,
        h.cloud_event(
            id=h.event_id(
                "discovered", state.feed.url, entry.key, hashlib.sha256(value).hexdigest()
            ),
            type=f"copydesk.discovered.{event.change}",
            source="/copydesk/poll",
            subject=entry.link,
            schema="discovered",
            partition_key=site,
            time=seen_at,
        ),
    )


def _refuse(finding: Finding, error: Exception, url: str, now: datetime) -> Output:
    entry = finding.entry
    payload = (entry.title or entry.entry_id or entry.key).encode()
    return dead_letter(STAGE, error, now=now, payload=payload, url=entry.link or url)


def _failed(
    state: FeedState,
    error: Exception,
    answer: Answer | None,
    now: datetime,
    settings: PollSettings,
) -> PollResult:
    code = error.code if isinstance(error, CopydeskError) else "exception"
    refused: tuple[Output, ...] = ()
    refused_digest = state.refused_digest
    if not isinstance(error, TransientError):
        # Once per bad answer, not at each poll.
        body = answer.body if answer is not None else None
        refused_digest = hashlib.sha256(code.encode() + (body or b"")).hexdigest()[:16]
        if refused_digest != state.refused_digest:
            refused = (dead_letter(STAGE, error, now=now, payload=body, url=state.feed.url),)
    return _result(
        replace(state, failures=state.failures + 1, refused_digest=refused_digest),
        now,
        settings,
        refused=refused,
        asked_s=error.retry_after_s if isinstance(error, TransientError) else None,
        error=HealthError(reason=code, text=str(error) or type(error).__name__),
    )


def _result(
    state: FeedState,
    now: datetime,
    settings: PollSettings,
    discovered: tuple[Output, ...] = (),
    refused: tuple[Output, ...] = (),
    size: int | None = None,
    duplicates: float | None = None,
    *,
    asked_s: float | None = None,
    error: HealthError | None = None,
) -> PollResult:
    next_poll = now + timedelta(seconds=interval_s(state, settings, asked_s))
    state = replace(state, next_due_ms=round(next_poll.timestamp() * 1000))
    health = FeedHealth(
        feed=state.feed.url,
        state="failing" if error else "ok",
        last_success=state.last_success,
        last_entry=state.last_entry,
        error=error,
        next_poll=next_poll,
        duplicates=None if duplicates is None else round(duplicates, 3),
        bytes=size,
    )
    key = state.feed.url
    headers = h.cloud_event(
        id=h.event_id("feed-health", key, now.isoformat()),
        type="copydesk.feed-health",
        source="/copydesk/poll",
        subject=key,
        schema="feed-health",
        partition_key=key,
        time=now,
    )
    return PollResult(
        discovered, refused, state, Output(FEED_HEALTH, key.encode(), encode(health), headers)
    )
