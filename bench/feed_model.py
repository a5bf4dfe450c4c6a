"""Feeds that are made up: when their entries appear, and what they say of themselves.

A mix has three kinds of feeds: a few with hundreds of entries a day, many with 1 to 10, and a long
tail with less than one a week. Within a kind the rates are log-normal. Four in five feeds follow
the hours of a newsroom in a zone of their own, seven in ten are quieter at the weekend, two in
five of the many publish in batches, and each has a day now and then on which it publishes six
times as much for two hours (twice as much, if that is hundreds a day). Hints are as in 105 real
feeds: 23 in a hundred said `sy` hourly (the default of WordPress), 4 ttl 60, 1 ttl 15; max-age is
the author's guess.

The same seed gives the same feeds.
"""

from __future__ import annotations

import random
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from copydesk.poll.parse.model import Hints

DAY_S = 86400.0
_HOUR_S = 3600.0
_NEWSROOM = (
    *(0.15, 0.1, 0.1, 0.1, 0.2, 0.5, 1.0, 1.4, 1.7, 1.9, 2.0, 1.9),
    *(1.7, 1.7, 1.8, 1.8, 1.7, 1.4, 1.1, 0.8, 0.6, 0.4, 0.3, 0.2),
)
_FLAT = (1.0,) * 24
_ZONES = (-8, -5, -5, 0, 1, 1, 1, 2, 3, 5, 8, 9)
_WEEKEND = 0.5
_MOST_PER_DAY = 400.0
_BURST = 6.0
_BURST_OF_MANY = 2.0
_MANY = 50.0
_BURST_HOURS = 2
_BURSTS_PER_DAY = 0.05


@dataclass(frozen=True, slots=True)
class Kind:
    """A part of a mix."""

    share: float
    """Of the feeds."""
    per_day: float
    """Entries a day, the median."""
    spread: float
    """Standard deviation of the rate's natural logarithm."""


MIXES = {
    "news": (Kind(0.04, 200.0, 0.5), Kind(0.56, 3.0, 0.7), Kind(0.40, 0.05, 0.8)),
    "tail": (Kind(0.01, 150.0, 0.5), Kind(0.24, 3.0, 0.7), Kind(0.75, 0.03, 1.0)),
}
"""What a news desk follows, and what a reader of small sites follows."""


@dataclass(frozen=True, slots=True)
class ModelFeed:
    """One feed, all that it will ever publish included."""

    number: int
    per_day: float
    """Entries a day that it was drawn with."""
    times: array[float]
    """When its entries appear, in seconds since the epoch, oldest first."""
    window: int
    """Entries that it shows."""
    dated: bool
    """Whether entries say when they appeared."""
    hints: Hints
    max_age_s: float | None
    """Cache-Control."""
    has_etag: bool

    def published(self, at: float) -> int:
        """Return how many entries had appeared at a time."""
        return bisect_right(self.times, at)

    @property
    def longest_asked_s(self) -> float:
        """The longest wait that it asks for and that caches would keep to."""
        return max((self.hints.ttl or 0) * 60.0, self.max_age_s or 0.0)


def model_feed(seed: int, mix: str, number: int, start: float, end: float) -> ModelFeed:
    """Draw a feed.

    Args:
        seed: another one gives another feed.
        mix: name of one of `MIXES`.
        number: which feed.
        start: begin of its first day, in seconds since the epoch.
        end: when it publishes no more.
    """
    chance = random.Random(f"{seed} {mix} {number}")
    kinds = MIXES[mix]
    [kind] = chance.choices(kinds, [one.share for one in kinds])
    per_day = min(_MOST_PER_DAY, kind.per_day * chance.lognormvariate(0.0, kind.spread))
    return ModelFeed(
        number=number,
        per_day=per_day,
        times=_times(chance, per_day, start, end),
        window=chance.randint(20, 30),
        dated=chance.random() < 0.95,
        hints=_hints(chance),
        max_age_s=_max_age_s(chance, per_day),
        has_etag=chance.random() < 0.8,
    )


def _hints(chance: random.Random) -> Hints:
    [hints] = chance.choices(
        (
            Hints(update_period="hourly", update_frequency=1),
            Hints(ttl=60),
            Hints(ttl=15),
            Hints(),
        ),
        (0.23, 0.04, 0.01, 0.72),
    )
    return hints


def _max_age_s(chance: random.Random, per_day: float) -> float | None:
    [seconds] = chance.choices((60.0, 300.0, 600.0, 1800.0, None), (0.1, 0.1, 0.04, 0.01, 0.75))
    # Who publishes every few minutes does not say that nothing comes for half an hour.
    return min(seconds, 300.0) if seconds and per_day >= _MANY else seconds


def _times(chance: random.Random, per_day: float, start: float, end: float) -> array[float]:
    batch = chance.choice((1.0, 1.0, 1.0, 2.0, 4.0)) if 1 < per_day < _MANY else 1.0
    burst = _BURST if per_day < _MANY else _BURST_OF_MANY
    rates = _hourly(chance, per_day / batch / 24, burst, ceil((end - start) / _HOUR_S))
    times: list[float] = []
    # A Poisson process whose rate changes by the hour: exponential steps along its integral.
    wanted, passed = chance.expovariate(1.0), 0.0
    for hour, rate in enumerate(rates):
        while passed + rate > wanted:
            at = start + (hour + (wanted - passed) / rate) * _HOUR_S
            times.extend(at + n for n in range(_size(chance, batch)))
            wanted += chance.expovariate(1.0)
        passed += rate
    return array("d", sorted(times))


def _size(chance: random.Random, mean: float) -> int:
    """Return a batch's size, geometric, at most 12."""
    size = 1
    while size < 12 and chance.random() > 1 / mean:
        size += 1
    return size


def _hourly(chance: random.Random, per_hour: float, burst: float, hours: int) -> Sequence[float]:
    """Return how many times something is published in each hour, in the mean."""
    profile = _NEWSROOM if chance.random() < 0.8 else _FLAT
    zone = chance.choice(_ZONES)
    weekend = _WEEKEND if chance.random() < 0.7 else 1.0
    mean = sum(profile) / 24 * (5 + 2 * weekend) / 7
    local = [profile[(hour + zone) % 24] / mean * per_hour for hour in range(24)]
    rates = [
        local[hour % 24] * (weekend if (hour // 24) % 7 in (5, 6) else 1.0) for hour in range(hours)
    ]
    at = chance.expovariate(_BURSTS_PER_DAY / 24)
    while at < hours:
        for hour in range(int(at), min(int(at) + _BURST_HOURS, hours)):
            rates[hour] *= burst
        at += chance.expovariate(_BURSTS_PER_DAY / 24)
    return rates
