"""What was seen of a feed's entries, and when the next one is to be expected."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.poll.history import LATE_S, History, fill_s, interval_s, learn, wait_s

HOUR = 3600.0
DAY = 24 * HOUR
NOON = 20_000 * DAY + 12 * HOUR


def regular(gap: float, count: int = 50) -> History:
    dates = [NOON - gap * n for n in range(count)]
    return learn(History(), dates, 0, NOON, None)


@pytest.mark.parametrize("gap", [60.0, HOUR, DAY])
def test_the_gap_comes_from_the_dates(gap: float) -> None:
    assert regular(gap).gap_s == pytest.approx(gap)


def test_entries_without_dates_came_between_two_polls() -> None:
    history = learn(History(), [], 5, NOON, None)
    assert (history.gap_s, history.last_at) == (None, NOON)
    later = learn(history, [], 4, NOON + HOUR, NOON)
    assert later.gap_s == pytest.approx(HOUR / 4)


def test_a_date_that_is_older_than_what_is_known_counts_when_it_was_seen() -> None:
    history = regular(60.0)
    later = learn(history, [NOON - 30 * DAY], 0, NOON + 60, NOON)
    assert later.gap_s is not None
    assert later.gap_s < 90


def test_the_latest_gaps_count_most() -> None:
    history = regular(HOUR)
    for n in range(1, 50):
        history = learn(history, [NOON + n * 60], 0, NOON + n * 60, NOON + (n - 1) * 60)
    assert history.gap_s is not None
    assert history.gap_s < 300


@pytest.mark.parametrize("gap", [60.0, HOUR])
def test_the_root_of_the_gap_is_waited(gap: float) -> None:
    # So few entries say little of hours.
    assert wait_s(regular(gap, 3), NOON, DAY) == pytest.approx(math.sqrt(50 * gap), rel=0.3)


def test_a_gap_that_is_four_times_as_long_is_waited_twice_as_long() -> None:
    waits = [wait_s(History(last_at=NOON, gap_s=gap), NOON, DAY) for gap in (HOUR, 4 * HOUR)]
    assert waits[1] == pytest.approx(2 * waits[0])


def cost(interval: float, gap: float) -> float:
    """Return the cost by the second: delay, requests at 25 s, late entries at six hours."""
    late = max(0.0, 1 - LATE_S / interval) / gap
    return interval / 2 / gap + 25 / interval + 6 * HOUR * late


@given(st.floats(1.0, 1000 * DAY), st.floats(1.0, 30 * DAY))
def test_no_other_interval_costs_less(gap: float, other: float) -> None:
    assert cost(interval_s(gap), gap) <= cost(other, gap) * (1 + 1e-9)


def test_a_feed_with_news_each_week_is_asked_each_quarter_of_an_hour() -> None:
    assert [interval_s(gap) for gap in (5 * HOUR, DAY, 9 * DAY)] == [LATE_S] * 3
    assert interval_s(4 * HOUR) < LATE_S < interval_s(10 * DAY) < HOUR


def test_without_a_known_gap_it_is_as_long_as_nothing_came() -> None:
    waits = [wait_s(History(last_at=NOON), NOON + one, DAY) for one in (60.0, DAY, 30 * DAY)]
    assert waits == [pytest.approx(interval_s(one)) for one in (60.0, DAY, 30 * DAY)]


def test_a_share_of_the_window_fills_by_what_is_to_be_expected() -> None:
    history = History(last_at=NOON, gap_s=60.0)
    assert fill_s(history, NOON, 5, DAY) == pytest.approx(300)
    assert fill_s(history, NOON, 5000, DAY) == DAY


def test_nights_do_not_pass_for_silence() -> None:
    """Two feeds of an entry an hour: one by day alone, one that goes round the clock."""
    day, before = History(), None
    for n in range(30):
        start = NOON - (30 - n) * DAY
        dates = [start + hour * HOUR for hour in range(12)]
        day = learn(day, dates, 0, start + 12 * HOUR, before)
        before = start + 12 * HOUR
    # In the morning, when the last gap was one of thirteen hours.
    morning = learn(day, [NOON], 0, NOON, before)
    assert day.gap_s is not None
    assert morning.gap_s is not None
    assert morning.gap_s < 1.5 * day.gap_s


def test_silence_lengthens_the_wait() -> None:
    history = regular(60.0, 3)
    waits = [wait_s(history, NOON + silence, 30 * DAY) for silence in (0.0, HOUR, DAY, 9 * DAY)]
    assert waits == sorted(waits)
    assert waits[-1] > 20 * waits[0]


def test_dates_that_are_hours_behind_are_no_silence() -> None:
    history, late = regular(600.0, 3), 5 * HOUR
    for n in range(1, 10):
        now = NOON + n * 600 + late
        history = learn(history, [now - late], 0, now, now - 600)
    assert wait_s(history, now, DAY) < 600


def test_busy_hours_are_polled_more_often_than_quiet_ones() -> None:
    history, before = History(), None
    for day in range(30):
        # An entry each two minutes from 12 to 13 o'clock, and one at midnight.
        start = NOON - (30 - day) * DAY
        dates = [start + n * 120 for n in range(30)] + [start + 12 * HOUR]
        history = learn(history, dates, 0, start + 13 * HOUR, before)
        before = start + 13 * HOUR
    busy = wait_s(history, NOON + 60, DAY)
    quiet = wait_s(history, NOON + 5 * HOUR, DAY)
    assert busy < quiet / 2


def test_nothing_is_looked_for_beyond_the_longest_wait() -> None:
    assert wait_s(regular(DAY), NOON + 4000 * DAY, HOUR) == HOUR
