"""When a feed has had entries: the typical gap between them, and their hours of the day."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from functools import lru_cache

import msgspec

_HOUR_S = 3600.0
_DAY_S = 86400.0
_HOURS = struct.Struct("<24e")
_HALF_LIFE_DAYS = 14.0
_LATEST = 0.1
"""Weight of the latest gap in the mean."""
_LEAST_GAP_S = 1.0
LATE_S = 900.0
"""An entry that waited longer was found late: later than by asking each quarter of an hour."""
_REQUEST_COSTS_S = 25.0
"""A request costs as much as so many seconds of one entry's delay."""
_LATE_COSTS_S = 6 * _HOUR_S
"""What an entry costs that is found late, beside its delay: as much as 864 requests. With
`_REQUEST_COSTS_S` the whole weighing; `bench.polling` says what others bring."""
_SILENCE = 0.25
"""A gap that is under way counts once it is four times the typical one: of random ones each 50th
is that long."""
_PRIOR = 1.0
"""Entries that each hour is held to have had, so that a few say little."""
_NEAR = ((-2, 1 / 9), (-1, 2 / 9), (0, 3 / 9), (1, 2 / 9), (2, 1 / 9))
"""An hour and its neighbours: most feeds have too few entries to tell each hour by itself."""
_RATES = (0.25, 4.0)
"""An hour is at most so much quieter or busier than the mean."""


class History(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was seen of a feed's entries; times are seconds since the epoch."""

    last_at: float = 0.0
    """The newest entry; before there is one, the first good answer. 0 for nothing."""
    gap_s: float | None = None
    """Typical seconds between two entries: a mean in which the latest count most, and a second of
    a busy hour more than one of a quiet hour, so that nights do not pass for silence."""
    hours: bytes = b""
    """Entries by the UTC hour, 24 half floats; after 14 days each counts half."""
    day: int = 0
    """The day since the epoch up to which they have decayed."""
    seen_at: float = 0.0
    """When an entry last came to be seen, whatever its date: some feeds are hours behind."""


def learn(
    history: History, dates: Sequence[float], undated: int, now: float, before: float | None
) -> History:
    """Take in the new entries of an answer.

    Args:
        history: as it was.
        dates: of new entries that have one.
        undated: how many others there are; they came between the last answer and this one.
        now: when the answer came.
        before: when the last good answer came; None for never.
    """
    times = [date for date in dates if history.last_at < date <= now]
    if before is not None:
        # Dated before what is known already, or later than now: they only came to be seen.
        count = undated + len(dates) - len(times)
        times += [before + (now - before) * (n + 1) / count for n in range(count)]
    times.sort()
    gap, last, rates = history.gap_s, history.last_at, _rates(history.hours)
    for time in times:
        if last > 0:
            one = max(_LEAST_GAP_S, _busy_s(rates, last, time))
            gap = one if gap is None else gap + (one - gap) * _LATEST
        last = max(last, time)
    today = int(now // _DAY_S)
    counts = _decayed(_counts(history.hours), today - history.day)
    for time in times:
        counts[int(time % _DAY_S // _HOUR_S)] += _weight((now - time) / _DAY_S)
    return History(
        last_at=last or now,
        gap_s=gap,
        hours=_HOURS.pack(*(min(count, 60_000.0) for count in counts)) if any(counts) else b"",
        day=today,
        seen_at=now if before is not None and (dates or undated) else history.seen_at,
    )


def wait_s(history: History, now: float, longest_s: float) -> float:
    """Return after how many seconds a poll is worth its while.

    Each hour has the interval that its rate is worth, and so a share of a poll in each second;
    the shares are summed up from now on until they make one poll.

    Args:
        history: what is known.
        now: seconds since the epoch.
        longest_s: where to stop looking.
    """
    gap = _gap_s(history, now)
    return _until([1 / interval_s(gap / rate) for rate in _rates(history.hours)], now, 1, longest_s)


def interval_s(gap_s: float) -> float:
    """Return the seconds between two polls that cost least, with entries at random.

    The cost by the second of an interval T is T / 2 gap for the delay, R / T for the request and,
    where T is above A, L (1 - A / T) / gap for what is found late. Its least is where T squared is
    2 R gap, as long as that is below A squared; at A, as long as a late entry costs more than the
    requests that save it; and where T squared is 2 (R gap - A L) for feeds that are quieter still.

    Args:
        gap_s: mean seconds between two entries.
    """
    squared = 2 * _REQUEST_COSTS_S * gap_s
    if squared > LATE_S**2:
        squared = max(LATE_S**2, squared - 2 * LATE_S * _LATE_COSTS_S)
    return max(_LEAST_GAP_S, math.sqrt(squared))


def fill_s(history: History, now: float, entries: float, longest_s: float) -> float:
    """Return after how many seconds so many entries are to be expected.

    Args:
        history: what is known.
        now: seconds since the epoch.
        entries: how many.
        longest_s: where to stop looking.
    """
    return _until(_rates(history.hours), now, _gap_s(history, now) * entries, longest_s)


def _gap_s(history: History, now: float) -> float:
    """Return the gap that is to be expected: without a known one, as long as nothing came."""
    silence = now - max(history.last_at, history.seen_at)
    if history.gap_s is None:
        return max(0.0, silence)
    return max(history.gap_s, silence * _SILENCE)


def _until(paces: Sequence[float], now: float, wanted_s: float, longest_s: float) -> float:
    """Return the seconds in which a clock that goes at these paces by the hour gets so far."""
    at = now
    while at < now + longest_s:
        pace = paces[int(at % _DAY_S // _HOUR_S)]
        rest = _HOUR_S - at % _HOUR_S
        if wanted_s <= rest * pace:
            return min(at + wanted_s / pace - now, longest_s)
        wanted_s -= rest * pace
        at += rest
    return longest_s


def _busy_s(rates: Sequence[float], start: float, end: float) -> float:
    """Return the seconds between two times, those of busy hours counted as more."""
    days = (end - start) // _DAY_S
    at, total = start + days * _DAY_S, days * _DAY_S * sum(rates) / 24
    while at < end:
        until = min(end, at + _HOUR_S - at % _HOUR_S)
        total += (until - at) * rates[int(at % _DAY_S // _HOUR_S)]
        at = until
    return total


@lru_cache(maxsize=64)
def _rates(hours: bytes) -> tuple[float, ...]:
    """Return how busy each hour is against the mean; near 1 where few entries were seen.

    A poll asks two or three times.
    """
    counts = _counts(hours)
    mean = sum(counts) / 24
    least, most = _RATES
    rates = []
    for hour in range(24):
        count = sum(weight * counts[(hour + step) % 24] for step, weight in _NEAR)
        rates.append(min(most, max(least, (count + _PRIOR) / (mean + _PRIOR))))
    return tuple(rates)


def _counts(hours: bytes) -> list[float]:
    return list(_HOURS.unpack(hours)) if hours else [0.0] * 24


def _decayed(counts: list[float], days: int) -> list[float]:
    return [count * _weight(days) for count in counts] if days > 0 else counts


def _weight(days: float) -> float:
    return float(0.5 ** (days / _HALF_LIFE_DAYS))
