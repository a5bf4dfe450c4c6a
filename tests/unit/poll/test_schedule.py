"""When a feed is polled next, and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.events import Feed
from copydesk.poll.history import LATE_S, History
from copydesk.poll.parse.model import Hints
from copydesk.poll.rules import RULES, rule_of
from copydesk.poll.schedule import Next, after_failure, after_success, bounds, paced, told
from copydesk.poll.state import Facts, FeedState, Told
from copydesk.settings import PollSettings
from copydesk.websub.subscription import PROOFS, Subscription

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
HOUR, DAY = 3600.0, 86400.0
SETTINGS = PollSettings(min_interval_s=300, max_interval_s=DAY)


def state(gap: float | None = 288 * HOUR, *, own: float | None = None, **fields: Any) -> FeedState:
    history = History(last_at=NOW.timestamp(), gap_s=gap)
    feed = Feed(url="https://a.example/rss.xml", min_interval_s=own)
    return FeedState(feed=feed, partition=0, history=history, **fields)


def wait(upcoming: Next) -> float:
    return (upcoming.at - NOW).total_seconds()


def success(known: FeedState, fresh_s: float | None = None) -> Next:
    return after_success(known, SETTINGS, NOW, fresh_s)


@pytest.mark.parametrize(
    ("known", "fresh_s", "seconds", "why"),
    [
        (state(None), None, 300, "start"),
        (state(), None, HOUR, "gap"),
        (state(10.0), None, 300, "shortest"),
        (state(10_000 * DAY), None, DAY, "longest"),
        (state(5.0, own=20.0), None, 20, "shortest"),
        (state(own=2 * DAY), None, 2 * DAY, "shortest"),
        (state(told=Told(ttl_s=3 * HOUR)), None, 3 * HOUR, "ttl"),
        (state(told=Told(ttl_s=60.0)), None, HOUR, "gap"),
        # The default of much software: what entries tell is better.
        (state(told=Told(every_s=2 * HOUR)), None, HOUR, "gap"),
        (state(None, told=Told(every_s=2 * HOUR)), None, 2 * HOUR, "sy"),
        (state(told=Told(ttl_s=90 * DAY)), None, DAY, "ttl"),
        (state(), 4 * HOUR, 4 * HOUR, "cache"),
        (state(pace=0.5), None, HOUR / 2, "overflow"),
        (state(pace=0.5, told=Told(ttl_s=3 * HOUR, every_s=DAY)), None, HOUR / 2, "overflow"),
        (state(pace=0.5), 2 * HOUR, 2 * HOUR, "cache"),
        # It publishes within its own ttl, which counts up to a quarter of an hour.
        (state(HOUR / 2, told=Told(ttl_s=HOUR)), None, LATE_S, "ttl"),
        (state(HOUR / 2, told=Told(ttl_s=600.0)), None, 600, "ttl"),
        (state(2 * HOUR, told=Told(ttl_s=HOUR)), None, HOUR, "ttl"),
        (state(None, told=Told(ttl_s=HOUR)), None, HOUR, "ttl"),
        # A quarter of the 20 entries that it shows comes in ten minutes.
        (state(120.0, told=Told(ttl_s=HOUR), facts=Facts(entries=20)), None, 600, "window"),
        (state(120.0, told=Told(ttl_s=HOUR), facts=Facts(entries=200)), None, LATE_S, "ttl"),
        (state(300.0, facts=Facts(entries=20)), HOUR, HOUR, "cache"),
    ],
    ids=range(22),
)
def test_the_interval_after_a_good_answer(
    known: FeedState, fresh_s: float | None, seconds: float, why: str
) -> None:
    upcoming = success(known, fresh_s)
    assert upcoming.why == why
    assert wait(upcoming) == pytest.approx(seconds, rel=0.1001)


NOW_MS = round(NOW.timestamp() * 1000)


def lease(
    until_s: float = 100 * DAY, ask_s: float = 90 * DAY, proofs: int = PROOFS
) -> Subscription:
    return Subscription(
        "https://hub.example/",
        "https://a.example/rss.xml",
        until=NOW_MS + round(until_s * 1000),
        ask_at=NOW_MS + round(ask_s * 1000),
        proofs=proofs,
    )


@pytest.mark.parametrize(
    ("known", "seconds", "why"),
    [
        (state(push=lease()), 4 * HOUR, "push"),
        (state(push=lease(proofs=PROOFS - 1)), HOUR, "gap"),
        (state(push=lease(until_s=0)), HOUR, "gap"),
        (state(push=lease(until_s=-1)), HOUR, "gap"),
        (state(10.0, push=lease()), 4 * 300, "push"),
        (state(864 * DAY, push=lease()), DAY, "push"),
        (state(10_000 * DAY, push=lease()), DAY, "longest"),
        (state(told=Told(ttl_s=3 * HOUR), push=lease()), 12 * HOUR, "push"),
        # The poll that renews the lease.
        (state(push=lease(ask_s=2 * HOUR)), 2 * HOUR, "lease"),
        (state(push=lease(ask_s=10.0)), 300, "lease"),
        (state(push=lease(ask_s=2 * HOUR, proofs=0)), HOUR, "gap"),
        # Nobody asks: the receiver is switched off.
        (state(push=lease(ask_s=-1.0, proofs=0)), HOUR, "gap"),
    ],
    ids=range(12),
)
def test_a_feed_that_a_trusted_hub_pushes_is_polled_less(
    known: FeedState, seconds: float, why: str
) -> None:
    upcoming = success(known)
    assert upcoming.why == why
    assert wait(upcoming) == pytest.approx(seconds, rel=0.1001)


def test_what_is_declared_is_never_undercut() -> None:
    for n in range(50):
        known = state(told=Told(ttl_s=3 * HOUR + n))
        assert wait(success(known)) >= 3 * HOUR + n


def test_overflow_halves_the_interval_and_calm_polls_bring_it_back() -> None:
    pace = paced(paced(1.0, overflowed=True), overflowed=True)
    assert pace == 0.25
    for _ in range(4):
        pace = paced(pace, overflowed=False)
    assert pace == 1.0
    for _ in range(30):
        pace = paced(pace, overflowed=True)
    assert pace == 1 / 64


@pytest.mark.parametrize(
    ("hints", "at"),
    [
        (Hints(skip_hours=(13, 14)), "2026-11-23T15"),
        (Hints(skip_hours=(0, 13)), "2026-11-23T14"),
        (Hints(skip_days=("Monday",)), "2026-11-24T00"),
        (Hints(skip_hours=(0, 1), skip_days=("Monday",)), "2026-11-24T02"),
        # All of the time: the longest interval.
        (Hints(skip_hours=tuple(range(24))), "2026-11-24T12"),
        (Hints(skip_days=("Monday", "Tuesday")), "2026-11-24T12"),
    ],
    ids=range(6),
)
def test_hours_and_days_without_news_are_passed_over(hints: Hints, at: str) -> None:
    known = state(378 * HOUR, told=told(hints))  # an hour and a half
    upcoming = success(known)
    assert upcoming.why == "skip"
    assert upcoming.at.isoformat().startswith(at)
    assert upcoming.at.minute < 11


@pytest.mark.parametrize(
    ("code", "failures", "asked", "seconds"),
    [
        ("http-503", 1, None, 300),
        ("http-503", 3, None, 1200),
        ("timed-out", 2, None, 600),
        ("connection", 99, None, DAY),
        ("http-503", 1, HOUR, HOUR),
        ("http-503", 1, 1e9, DAY),
        ("http-404", 1, None, 900),
        ("http-403", 2, None, 2 * HOUR),
        ("http-401", 1, None, HOUR),
        ("http-429", 1, None, 900),
        ("http-429", 2, None, HOUR),
        ("http-410", 1, None, DAY),
        ("dns", 1, None, 600),
        ("tls", 1, None, HOUR),
        ("challenge", 1, None, 6 * HOUR),
        ("not-a-feed", 1, None, 900),
        ("http-599", 1, None, 300),
        ("address-refused", 1, None, 900),
    ],
)
def test_each_error_has_its_rule(
    code: str, failures: int, asked: float | None, seconds: float
) -> None:
    upcoming = after_failure(state(failures=failures), SETTINGS, NOW, code, asked)
    assert wait(upcoming) == pytest.approx(seconds, rel=0.1001)
    assert upcoming.why == ("retry-after" if asked else "error")
    if asked or code == "http-429":
        assert wait(upcoming) >= min(seconds, DAY)


def test_only_what_is_gone_is_muted() -> None:
    assert [code for code in RULES if rule_of(code).state == "muted"] == ["http-410"]


SECONDS = st.floats(0, 1e10)
STATES = st.builds(
    FeedState,
    feed=st.builds(
        Feed,
        url=st.text(max_size=20),
        min_interval_s=st.none() | st.floats(1, 1e6),
    ),
    partition=st.just(0),
    failures=st.integers(1, 1000),
    pace=st.sampled_from([1.0, 0.5, 1 / 64]),
    history=st.builds(
        History,
        last_at=st.floats(0, NOW.timestamp()),
        gap_s=st.none() | st.floats(1, 1e9),
        hours=st.just(b"") | st.just(b"\x00\x4c" * 24),
    ),
    facts=st.builds(Facts, entries=st.none() | st.integers(0, 2000)),
    told=st.builds(
        Told,
        ttl_s=st.none() | SECONDS,
        every_s=st.none() | SECONDS,
        skip_hours=st.integers(0, 2**24 - 1),
        skip_days=st.integers(0, 127),
    ),
)
BOUNDS = st.tuples(st.floats(1, 1e5), st.floats(1, 1e6)).map(
    lambda two: PollSettings(min_interval_s=min(two), max_interval_s=max(two))
)
CODES = st.sampled_from([*RULES, "http-500", "http-418", "exception"])


@settings(deadline=None)
@given(STATES, BOUNDS, st.none() | SECONDS, CODES, st.none() | SECONDS)
def test_the_bounds_hold_whatever_is_known(
    known: FeedState,
    settings: PollSettings,
    fresh: float | None,
    code: str,
    asked: float | None,
) -> None:
    shortest, longest = bounds(known, settings)
    for upcoming in (
        after_success(known, settings, NOW, fresh),
        after_failure(known, settings, NOW, code, asked),
    ):
        assert shortest - 0.001 <= wait(upcoming) <= longest + 0.001
    failed = after_failure(known, settings, NOW, code, asked)
    assert wait(failed) <= max(DAY, shortest) + 0.001
    assert wait(failed) >= min(asked or 0, DAY, longest) - 0.001


@settings(deadline=None)
@given(STATES, BOUNDS)
def test_the_same_is_known_and_the_same_comes_out(known: FeedState, settings: PollSettings) -> None:
    assert after_success(known, settings, NOW, None) == after_success(known, settings, NOW, None)


def test_feeds_of_the_same_kind_are_spread() -> None:
    waits = set()
    for n in range(200):
        feed = Feed(url=f"https://a.example/{n}")
        history = History(last_at=NOW.timestamp(), gap_s=288 * HOUR)
        waits.add(round(wait(success(FeedState(feed=feed, partition=0, history=history)))))
    assert max(waits) - min(waits) > 0.15 * HOUR
    assert timedelta(seconds=min(waits)) >= timedelta(seconds=0.9 * HOUR - 1)
    assert len(waits) > 120


@pytest.mark.parametrize("gap", [5 * HOUR, DAY, 9 * DAY])
def test_a_feed_with_news_each_week_is_asked_each_quarter_of_an_hour(gap: float) -> None:
    waits = []
    for n in range(100):
        feed = Feed(url=f"https://a.example/{n}")
        history = History(last_at=NOW.timestamp(), gap_s=gap)
        waits.append(wait(success(FeedState(feed=feed, partition=0, history=history))))
    # Never later, and all the same not at once.
    assert max(waits) == LATE_S
    assert min(waits) >= 0.9 * LATE_S
    assert len({round(one) for one in waits}) > 25


def test_an_interval_of_a_feed_that_is_none_does_not_count() -> None:
    known = FeedState(feed=Feed(url="https://a.example/rss.xml", min_interval_s=-5), partition=0)
    assert bounds(known, SETTINGS)[0] == SETTINGS.min_interval_s
