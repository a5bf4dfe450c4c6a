"""Polls of made-up feeds by the schedule and by a fixed interval, without HTTP: pure arithmetic.

The schedule's functions are the real ones; only what an answer brings comes from the model.
"""

from __future__ import annotations

import multiprocessing
from array import array
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise

from msgspec.structs import replace

from bench.feed_model import DAY_S, ModelFeed, model_feed
from copydesk.events import Feed
from copydesk.poll import schedule
from copydesk.poll.history import learn
from copydesk.poll.state import Facts, FeedState
from copydesk.settings import PollSettings

FIXED_S = 900.0
_BEFORE_DAYS = 7.0
"""What a feed published before its first poll."""
_LEARNING_S = 3 * 3600.0
_SETTLED_DAYS = 2.0
_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated."""

    seed: int
    mix: str
    feeds: int
    start: float
    """When the measured time begins, seconds since the epoch."""
    days: float
    """How long it is."""
    learning_days: float = 14.0
    """Polls before it, which teach the schedule."""

    @property
    def end(self) -> float:
        return self.start + self.days * DAY_S

    def feed(self, number: int) -> ModelFeed:
        """Draw one of its feeds."""
        day = self.start // DAY_S * DAY_S
        begin = day - (self.learning_days + _BEFORE_DAYS) * DAY_S
        return model_feed(self.seed, self.mix, number, begin, self.end)


@dataclass(slots=True)
class Found:
    """How entries of the measured time were found."""

    requests: int = 0
    missed: int = 0
    delays: array[float] = field(default_factory=lambda: array("d"))
    """Seconds from an entry's appearance to the poll that found it."""
    rates: array[float] = field(default_factory=lambda: array("d"))
    """Entries a day of the feed of each."""
    asked: array[float] = field(default_factory=lambda: array("d"))
    """Longest wait that the feed of each asks for."""

    def add(self, other: Found) -> None:
        """Take in what was found elsewhere."""
        self.requests += other.requests
        self.missed += other.missed
        self.delays.extend(other.delays)
        self.rates.extend(other.rates)
        self.asked.extend(other.asked)


def polled(state: FeedState, model: ModelFeed, known: int, now: float) -> tuple[FeedState, int]:
    """Poll a feed of the model: what `poll.poll` does to the parts that the schedule looks at.

    Args:
        state: the feed before.
        model: what it publishes.
        known: how many entries it had published at the last poll.
        now: seconds since the epoch.

    Returns:
        The state with the next due time, and how many entries it has published by now.
    """
    at = datetime.fromtimestamp(now, UTC)
    published = model.published(now)
    before = state.last_success
    history, overflowed = state.history, False
    if before is None or published > known:
        shown = max(0, published - model.window)
        new = model.times[max(known if before else 0, shown) : published]
        overflowed = before is not None and known > 0 and shown >= known
        dates, undated = (new, 0) if model.dated else ((), len(new))
        history = learn(history, dates, undated, now, before.timestamp() if before else None)
    state = replace(
        state,
        polls=state.polls + 1,
        last_success=at,
        pace=schedule.paced(state.pace, overflowed=overflowed),
        facts=Facts(entries=min(published, model.window)),
        history=history,
        told=schedule.told(model.hints),
    )
    return state, published


def due(state: FeedState, model: ModelFeed, settings: PollSettings, now: float) -> FeedState:
    """Return the state with its next poll."""
    at = datetime.fromtimestamp(now, UTC)
    upcoming = schedule.after_success(state, settings, at, model.max_age_s)
    return replace(state, next_due_ms=round(upcoming.at.timestamp() * 1000))


def learned(
    plan: Plan, model: ModelFeed, url: str, settings: PollSettings
) -> tuple[FeedState, int, float]:
    """Return a feed's state as the measured time begins, what it had published by its last poll,
    and when that was.

    Most of the learning is by a poll each three hours, which teaches as much of a feed whose
    entries have dates; only the last two days are by the schedule itself.
    """
    begin = plan.start - plan.learning_days * DAY_S
    now = begin + _phase(model) * _LEARNING_S
    state, known = polled(FeedState(feed=Feed(url=url), partition=0), model, 0, now)
    while now + _LEARNING_S < plan.start - _SETTLED_DAYS * DAY_S:
        now += _LEARNING_S
        state, known = polled(state, model, known, now)
    state = due(replace(state, pace=1.0), model, settings, now)
    while (following := state.next_due_ms / 1000) < plan.start:
        now = following
        state, known = polled(state, model, known, now)
        state = due(state, model, settings, now)
    return state, known, now


def scheduled(plan: Plan, model: ModelFeed, settings: PollSettings) -> Iterator[float]:
    """Yield when the schedule polls a feed: the last time before the start, and on to where all
    of the measured time is seen."""
    state, known, now = learned(plan, model, f"http://feed{model.number}.example/", settings)
    yield now
    while now < plan.end:
        now = state.next_due_ms / 1000
        yield now
        state, known = polled(state, model, known, now)
        state = due(state, model, settings, now)


def fixed(plan: Plan, model: ModelFeed) -> Iterator[float]:
    """Yield when a poller of a fixed interval polls a feed."""
    now = plan.start - FIXED_S * _phase(model)
    while True:
        yield now
        if now >= plan.end:
            return
        now += FIXED_S


def _phase(model: ModelFeed) -> float:
    """Return a number from 0 to 1 that spreads feeds evenly (the golden section)."""
    return model.number * 0.6180339887 % 1.0


def find(plan: Plan, model: ModelFeed, polls: Iterator[float]) -> Found:
    """Say what a series of polls finds of the entries of the measured time."""
    found = Found()
    times = model.times
    for before, now in pairwise(polls):
        found.requests += plan.start <= now < plan.end
        first, last = model.published(before), model.published(now)
        shown = max(0, last - model.window)
        for index in range(first, last):
            if not plan.start <= times[index] < plan.end:
                continue
            if index < shown:
                found.missed += 1
                continue
            found.delays.append(now - times[index])
            found.rates.append(model.per_day)
            found.asked.append(model.longest_asked_s)
    return found


def _chunk(plan: Plan, settings: PollSettings, first: int) -> tuple[Found, Found]:
    ours, theirs = Found(), Found()
    for number in range(first, min(first + _CHUNK, plan.feeds)):
        model = plan.feed(number)
        ours.add(find(plan, model, scheduled(plan, model, settings)))
        theirs.add(find(plan, model, fixed(plan, model)))
    return ours, theirs


def simulate(plan: Plan, settings: PollSettings, processes: int) -> tuple[Found, Found]:
    """Return what the schedule finds, and a fixed interval."""
    ours, theirs = Found(), Found()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        run = partial(_chunk, plan, settings)
        for one, other in pool.map(run, range(0, plan.feeds, _CHUNK)):
            ours.add(one)
            theirs.add(other)
    return ours, theirs
