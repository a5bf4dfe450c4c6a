"""How fast a host is asked, by what it answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.fetch.rate import HostRate

FAST_S = 0.1


def well(rate: HostRate, times: int) -> None:
    for _ in range(times):
        rate.answered(0.0, FAST_S, 200, None)


@pytest.mark.parametrize("status", [429, 503])
def test_too_much_halves_requests_and_doubles_the_pause(status: int) -> None:
    rate = HostRate(8)
    seen = []
    for now in (0.0, 100.0, 200.0):
        rate.answered(now, FAST_S, status, None)
        seen.append((rate.at_once, rate.gap_s, rate.paused_until))
    assert seen == [(4, 1.0, 1.0), (2, 2.0, 102.0), (1, 4.0, 204.0)]


def test_retry_after_is_kept_to_whatever_comes_after() -> None:
    rate = HostRate(2)
    rate.answered(0.0, FAST_S, 429, 600.0)
    rate.failed(1.0, 0.0)
    assert rate.paused_until == 600.0


def test_a_host_that_does_well_again_is_asked_as_before() -> None:
    rate = HostRate(4)
    for _ in range(5):
        rate.failed(0.0, 0.0)
    assert (rate.at_once, rate.gap_s) == (1, 16.0)
    well(rate, 40)
    assert (rate.at_once, rate.gap_s) == (4, 0.0)


def test_requests_that_fail_together_are_one_trouble() -> None:
    rate = HostRate(8)
    for took_s in (2.0, 2.1, 1.5, 0.3):
        rate.failed(10.0, took_s)
    assert (rate.at_once, rate.gap_s, rate.paused_until) == (4, 1.0, 11.0)
    # One of them ends later, and another is refused: the pause is longer, the pace as it was.
    rate.failed(10.5, 1.0)
    rate.answered(10.6, 0.7, 429, 30.0)
    assert (rate.at_once, rate.gap_s, rate.paused_until) == (4, 1.0, 40.6)
    # The first one after it tells of trouble that lasts.
    rate.failed(42.0, 1.0)
    assert (rate.at_once, rate.gap_s) == (2, 2.0)


def test_a_host_that_slows_down_gets_fewer_at_once() -> None:
    rate = HostRate(8)
    well(rate, 20)
    for _ in range(4):
        rate.answered(0.0, 4.0, 200, None)
    assert rate.at_once < 8
    assert rate.gap_s == 0.0


def test_a_host_that_is_always_slow_is_not_punished_for_it() -> None:
    rate = HostRate(8)
    for _ in range(50):
        rate.answered(0.0, 4.0, 200, None)
    assert rate.at_once == 8


_EVENTS = st.tuples(
    st.floats(0, 60),
    st.sampled_from([200, 304, 404, 429, 500, 503, None]),
    st.one_of(st.none(), st.floats(0, 1e9)),
)


@given(st.integers(1, 64), st.lists(_EVENTS, max_size=60))
def test_bounds_hold_whatever_a_host_does(
    most: int, events: list[tuple[float, int | None, float | None]]
) -> None:
    rate, now = HostRate(most), 0.0
    for latency_s, status, retry_after_s in events:
        now += latency_s
        if status is None:
            rate.failed(now, latency_s)
        else:
            rate.answered(now, latency_s, status, retry_after_s)
        assert 1 <= rate.at_once <= most
        assert 0 <= rate.gap_s <= 60
        assert rate.paused_until <= now + 24 * 3600
