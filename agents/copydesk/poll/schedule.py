"""When a feed is polled next, and why: a pure function of what is known of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from copydesk.instants import from_ms, to_ms
from copydesk.settings import PollSettings

from .history import LATE_S, fill_s, wait_s
from .parse.model import Hints
from .rules import DAY_S, rule_of
from .state import FeedState, Told

Why = Literal[
    "start",
    "gap",
    "overflow",
    "window",
    "ttl",
    "sy",
    "cache",
    "shortest",
    "longest",
    "skip",
    "push",
    "lease",
    "retry-after",
    "error",
]
"""Nothing is known yet; the gap between entries; entries may have been missed, or would be by the
feed's own `ttl`; what the feed says (`ttl`, `sy:*`) or its answer (Cache-Control, Expires); the
bounds; skipHours or skipDays; a hub that keeps its word; the end of its lease; what the server
asked for; the rule of the error."""

_JITTER = 0.1
_LEAST_PACE = 1 / 64
_PUSHED = 4.0
"""A feed that is pushed is polled so many times less often, to find what the hub missed."""
_CALMER = 1.5
_SHARE_OF_WINDOW = 0.25
"""How much of what a feed shows may be new at a poll, by what is to be expected: news comes in
bursts."""
_AFTER_SKIP_S = 600.0
"""Many feeds skip the same hours: they come back spread over this time."""
_HOUR = timedelta(hours=1)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Next:
    """The next poll."""

    at: datetime
    why: Why | None
    """None where only the time is remembered."""


def told(hints: Hints) -> Told:
    """Return what a feed says of when it changes, packed."""
    return Told(
        ttl_s=hints.ttl * 60.0 if hints.ttl else None,
        every_s=hints.update_every_s,
        skip_hours=sum(1 << hour for hour in hints.skip_hours),
        skip_days=sum(1 << _DAYS.index(day) for day in hints.skip_days),
    )


def paced(pace: float, *, overflowed: bool) -> float:
    """Return the factor on the interval after a poll; 1 where nothing hurries.

    Args:
        pace: the factor before.
        overflowed: whether entries may have been missed.
    """
    return max(_LEAST_PACE, pace / 2) if overflowed else min(1.0, pace * _CALMER)


def bounds(state: FeedState, settings: PollSettings) -> tuple[float, float]:
    """Return shortest and longest interval of a feed, in seconds."""
    own = state.feed.min_interval_s or 0.0
    # Anybody may write to `feeds`: below zero the feed would be asked without a pause.
    shortest = own if own > 0 else settings.min_interval_s
    return shortest, max(settings.max_interval_s, shortest)


def after_success(
    state: FeedState, settings: PollSettings, now: datetime, fresh_s: float | None
) -> Next:
    """Return the next poll after a good answer.

    Args:
        state: the feed after the poll.
        settings: shortest and longest interval.
        now: when it was polled, UTC.
        fresh_s: how long the answer stays fresh, if it says so.
    """
    shortest, longest = bounds(state, settings)
    known = state.history.gap_s is not None
    wait = wait_s(state.history, now.timestamp(), longest)
    why: Why = "gap" if known else "start"
    if state.pace < 1:
        wait, why = wait * state.pace, "overflow"
    floor = shortest
    for seconds, name in _declared(state, fresh_s, now, longest):
        least = min(seconds, longest)
        floor = max(floor, least)
        if least > max(wait, shortest):
            wait, why = least, name
    if wait < floor:
        wait, why = floor, why if why == "start" else "shortest"
    elif wait >= longest and why == "gap":
        why = "longest"
    if state.push and state.push.is_trusted(to_ms(now)) and wait < longest:
        wait, why = min(wait * _PUSHED, longest), "push"
    share = _share(state.feed.url, now.timestamp() + wait)
    moved = wait * (1 + _JITTER * (2 * share - 1))
    if wait <= LATE_S:
        # Half of the polls are on time then, the others earlier: that spreads as well.
        moved = min(moved, LATE_S)
    seconds = min(max(moved, floor), longest)
    at = now + timedelta(seconds=seconds)
    later = _after_skip(at, state.told, now + timedelta(seconds=longest), share)
    found = Next(at, why) if later == at else Next(later, "skip")
    return before_renewal(found, state, settings, now)


def before_renewal(upcoming: Next, state: FeedState, settings: PollSettings, now: datetime) -> Next:
    """Return a poll that is no later than the time at which a lease is to be renewed.

    Args:
        upcoming: the next poll otherwise.
        state: the feed.
        settings: shortest interval.
        now: UTC.
    """
    lease = state.push
    if lease is None or not to_ms(now) < lease.ask_at < lease.until:
        return upcoming
    earliest = now + timedelta(seconds=bounds(state, settings)[0])
    at = max(from_ms(lease.ask_at), earliest)
    return Next(at, "lease") if at < upcoming.at else upcoming


def _declared(
    state: FeedState, fresh_s: float | None, now: datetime, longest_s: float
) -> Iterator[tuple[float, Why]]:
    """Yield what the answer and the feed say of when it changes, as far as it counts.

    Caches on the way would give the same answer again, so that freshness always counts. `sy` says
    how often a feed is updated, and nearly always it is the default of the software: the entries
    themselves tell it better.
    """
    yield fresh_s or 0.0, "cache"
    if state.pace == 1 and state.told.ttl_s:
        yield _ttl_s(state, min(state.told.ttl_s, longest_s), now)
    if state.history.gap_s is None:
        yield state.told.every_s or 0.0, "sy"


def _ttl_s(state: FeedState, ttl_s: float, now: datetime) -> tuple[float, Why]:
    """Return how long a `ttl` counts.

    Not where the feed overflowed. Where it publishes within its own `ttl`, the entries prove it
    wrong: it counts up to a quarter of an hour. And it counts only until much of what the feed
    shows is new: an entry that is gone is worse than a request.
    """
    history, at = state.history, now.timestamp()
    if history.gap_s is None:
        return ttl_s, "ttl"
    if fill_s(history, at, 1, ttl_s) < ttl_s:
        ttl_s = min(ttl_s, LATE_S)
    shown = state.facts.entries
    full_s = fill_s(history, at, shown * _SHARE_OF_WINDOW, ttl_s) if shown else ttl_s
    return (full_s, "window") if full_s < ttl_s else (ttl_s, "ttl")


def after_failure(
    state: FeedState, settings: PollSettings, now: datetime, code: str, asked_s: float | None
) -> Next:
    """Return the next poll after an error.

    Args:
        state: the feed after the poll, this failure counted.
        settings: shortest and longest interval.
        now: when it was polled, UTC.
        code: of the error.
        asked_s: what the server asked for (Retry-After), if it did.
    """
    rule = rule_of(code)
    shortest, longest = bounds(state, settings)
    longest = max(min(longest, DAY_S), shortest)
    asked = min(asked_s or 0.0, longest)
    wait = min(rule.wait_s(state.failures, shortest), longest)
    why: Why = "error"
    if asked > wait:
        wait, why = asked, "retry-after"
    share = _share(state.feed.url, now.timestamp() + wait)
    late = share if rule.later_only or asked else 2 * share - 1
    floor = max(shortest, asked)
    seconds = min(max(wait * (1 + _JITTER * late), floor), longest)
    return Next(now + timedelta(seconds=seconds), why)


def _share(url: str, due_s: float) -> float:
    """Return a number from 0 to 1 that is the same for the same feed and time."""
    digest = hashlib.sha256(f"{url}\n{due_s:.0f}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


def _after_skip(at: datetime, told: Told, latest: datetime, share: float) -> datetime:
    """Return the first time from `at` on that is in none of the hours or days without news."""
    if not _skips(at, told):
        return at
    end = at.replace(minute=0, second=0, microsecond=0) + _HOUR
    while _skips(end, told):
        if end >= latest:
            return latest
        end += _HOUR
    return min(end + timedelta(seconds=_AFTER_SKIP_S * share), latest)


def _skips(at: datetime, told: Told) -> bool:
    at = at.astimezone(UTC)
    return bool(told.skip_hours >> at.hour & 1 or told.skip_days >> at.weekday() & 1)
