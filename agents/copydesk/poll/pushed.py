"""A record of `pushes`: what a hub pushed goes the way of what was polled.

A hub may push the whole feed or only what is new, so a push says nothing of what it does not
have, and nothing of the feed's validators: the next poll finds whatever is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from copydesk.http.answer import Answer
from copydesk.instants import from_ms, to_ms
from copydesk.records import Output, Record
from copydesk.settings import Settings, names
from copydesk.websub import subscription
from copydesk.websub.pushes import Push, read_push

from . import schedule
from .intake import Parse, refuse, take_in
from .learning import learned
from .outputs import health_output
from .state import FeedState


@dataclass(frozen=True, slots=True)
class PushResult:
    """What a push leads to."""

    state: FeedState
    """What to remember once the entries are delivered."""
    discovered: tuple[Output, ...] = ()
    """New and changed entries, oldest first."""
    others: tuple[Output, ...] = ()
    """Dead letters, and how the feed is doing."""


async def take_push(
    state: FeedState, record: Record, parse: Parse, settings: Settings, now: datetime
) -> PushResult:
    """Take in what a hub pushed, or said of its lease.

    Args:
        state: what is known of the feed.
        record: of `pushes`; the receiver has checked its signature.
        parse: calls `parse_feed`, in this process or another.
        settings: of polls, and of sites.
        now: when it is taken in, UTC.

    Raises:
        DecodeError: the record is none of the receiver's.
    """
    push = read_push(record)
    if push.kind == "content":
        if not record.value or not record.value.strip():
            return PushResult(_poll_now(state, settings, now))
        return await _take_content(state, push, record.value, parse, settings, now)
    lease = state.push
    if lease is None or lease.topic != push.topic:
        # An older subscription: its lease ends by itself.
        return PushResult(state)
    if push.kind == "denied":
        after = replace(state, push=subscription.denied(lease, push.at))
        return PushResult(after, others=_health(after, _next_poll(after), now))
    granted = settings.websub.lease_s if push.lease_s is None else push.lease_s
    after = replace(state, push=subscription.verified(lease, granted, push.at))
    upcoming = schedule.before_renewal(_next_poll(after), after, settings.poll, now)
    after = replace(after, next_due_ms=to_ms(upcoming.at))
    return PushResult(after, others=_health(after, upcoming, now))


async def _take_content(
    state: FeedState, push: Push, body: bytes, parse: Parse, settings: Settings, now: datetime
) -> PushResult:
    came = from_ms(push.at)
    answer = Answer(
        url=push.topic,
        final_url=push.topic,
        status=200,
        headers={"content-type": push.content_type} if push.content_type else {},
        body=body,
        redirects=(),
        remote_address=None,
        started=came,
        elapsed_ms=0,
    )
    try:
        found = await parse(answer, came)
    except Exception as error:
        # Some hubs only say that there is something, in words of their own: the feed has it.
        digest, refused = refuse(state, error, body, now)
        after = replace(_poll_now(state, settings, now), refused_digest=digest)
        return PushResult(after, others=refused)
    suffixes: Sequence[str] = names(settings.http.extra_suffixes)
    intake = take_in(state, found, came, now, settings.poll, suffixes, partial=True)
    brought = intake.compared.new > 0
    after = replace(
        state,
        seen=intake.compared.seen,
        # An entry without a date came now, not at some time since the last poll.
        history=learned(replace(state, last_success=now), intake.compared, now),
        last_entry=now if brought else state.last_entry,
        push=state.push and subscription.pushed(state.push, brought=brought, now=push.at),
    )
    upcoming = _next_poll(after)
    health = _health(after, upcoming, now, size=len(body), duplicates=intake.known_share)
    return PushResult(after, intake.discovered, (*intake.refused, *health))


def _poll_now(state: FeedState, settings: Settings, now: datetime) -> FeedState:
    """Make a feed due, but no sooner after a poll than it may be; one that fails waits on."""
    if state.failures or state.last_success is None:
        return state
    shortest, _ = schedule.bounds(state, settings.poll)
    due = max(now.timestamp(), state.last_success.timestamp() + shortest)
    return replace(state, next_due_ms=min(state.next_due_ms, round(due * 1000)))


def _next_poll(state: FeedState) -> schedule.Next:
    return schedule.Next(from_ms(state.next_due_ms), None)


def _health(
    state: FeedState,
    upcoming: schedule.Next,
    now: datetime,
    *,
    size: int | None = None,
    duplicates: float | None = None,
) -> tuple[Output, ...]:
    # What was wrong with the last poll is not remembered, and a push does not mend it.
    if state.failures:
        return ()
    return (health_output(state, upcoming, now, size=size, duplicates=duplicates),)
