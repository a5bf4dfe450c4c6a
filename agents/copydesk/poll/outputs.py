"""What a poll writes: entries, refusals, and how the feed is doing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from copydesk import headers as h
from copydesk.codec import encode
from copydesk.deadletter import dead_letter
from copydesk.errors import PermanentError
from copydesk.events import Discovered, FeedHealth, FeedRef, HealthError, PushHealth
from copydesk.instants import from_ms, to_ms
from copydesk.records import Output
from copydesk.sites import site_of
from copydesk.topics import DISCOVERED, FEED_HEALTH

from .identity import Finding
from .parse.model import ParsedFeed
from .rules import rule_of
from .schedule import Next
from .state import FeedState

STAGE = "poll"


def discovered_output(
    finding: Finding,
    found: ParsedFeed,
    state: FeedState,
    seen_at: datetime,
    extra_suffixes: Sequence[str],
) -> Output:
    """Return the event of a new or changed entry.

    Raises:
        PermanentError: it has no link (`no-link`), or one that is no address (`bad-url`).
    """
    entry = finding.entry
    if entry.link is None:
        raise PermanentError(f"an entry of {state.feed.url} has no link", code="no-link")
    event = Discovered(
        feed=FeedRef(url=state.feed.url, title=found.title or state.feed.title, entry_id=entry.id),
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
        language=entry.language or found.language,
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


def refused_output(finding: Finding, error: Exception, url: str, now: datetime) -> Output:
    """Return the dead letter of an entry of the feed at an address."""
    entry = finding.entry
    payload = (entry.title or entry.id or entry.key).encode("utf-8", "surrogatepass")
    return dead_letter(STAGE, error, now=now, payload=payload, url=entry.link or url)


def health_output(
    state: FeedState,
    upcoming: Next,
    now: datetime,
    *,
    error: HealthError | None = None,
    size: int | None = None,
    duplicates: float | None = None,
) -> Output:
    """Return how a feed is doing after a poll.

    Args:
        state: the feed after the poll.
        upcoming: its next poll.
        now: when it was polled, UTC.
        error: what went wrong.
        size: bytes of the answer.
        duplicates: share of its entries that were known, 0 to 1.
    """
    key = state.feed.url
    facts, gap = state.facts, state.history.gap_s
    health = FeedHealth(
        feed=key,
        state=rule_of(error.reason).state if error else "ok",
        title=facts.title or state.feed.title,
        last_success=state.last_success,
        last_entry=state.last_entry,
        error=error,
        next_poll=upcoming.at,
        why=upcoming.why,
        gap=None if gap is None else round(gap, 1),
        entries=facts.entries,
        duplicates=None if duplicates is None else round(duplicates, 3),
        bytes=size,
        bad_dates=facts.bad_dates,
        warnings=facts.warnings,
        moved_to=state.address,
        false_304=state.false_304 or None,
        push=_push_health(state, now),
    )
    headers = h.cloud_event(
        id=h.event_id("feed-health", key, now.isoformat()),
        type="copydesk.feed-health",
        source="/copydesk/poll",
        subject=key,
        schema="feed-health",
        partition_key=key,
        time=now,
    )
    return Output(FEED_HEALTH, key.encode(), encode(health), headers)


def _push_health(state: FeedState, now: datetime) -> PushHealth | None:
    lease, now_ms = state.push, to_ms(now)
    if lease is None or not lease.is_live(now_ms):
        return None
    return PushHealth(
        hub=lease.hub,
        until=from_ms(lease.until),
        trusted=lease.is_trusted(now_ms),
        last_push=from_ms(lease.pushed_at) if lease.pushed_at else None,
    )
