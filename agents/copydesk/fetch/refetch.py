"""When a page that is known is asked for again: by its age, waited for in the delay topics.

Each page has one chain of steps: what a step leads to writes the next one. A step has a number,
and the table of fetched pages knows the number of the step that it waits for, so that of
repeats (a kill, two feeds) one does the work and the others end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from copydesk import headers as h
from copydesk.errors import ConfigError, DecodeError
from copydesk.events import Discovered
from copydesk.instants import to_ms
from copydesk.records import Output, Record
from copydesk.settings import env_name, names
from copydesk.topics import FETCH_RETRY, RETRY_DELAYS_S, Topic

_AGE = re.compile(r"([0-9]{1,6})([smhd])")
_UNITS_S = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_STEP = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\.([0-9]{1,18})")
_LATE = 0.5
"""How late a step may come, as a share of the page's age, if that spares a way through several
delay topics."""


def ages(text: str) -> tuple[float, ...]:
    """Read the setting `fetch.refetch_after`: `10m,2h,24h` -> seconds, rising.

    Raises:
        ConfigError: it is no list of ages.
    """
    found = set()
    for part in names(text):
        match = _AGE.fullmatch(part)
        if match is None or not int(match[1]):
            raise ConfigError(
                f"the setting fetch.refetch_after (environment: {env_name('fetch.refetch_after')}) "
                f"cannot be {text!r}: {part!r} is no age such as 90s, 10m, 2h or 1d"
            )
        found.add(int(match[1]) * _UNITS_S[match[2]])
    return tuple(sorted(found))


def born_ms(entry: Discovered, now: datetime) -> int:
    """Return from when a page's age counts, in milliseconds since the epoch.

    Args:
        entry: whose date of publication counts, unless it has none or one in the future.
        now: when the page was first read, which counts then.
    """
    date = entry.published
    sane = date is not None and not date.clamped and 0 < date.value.timestamp() <= now.timestamp()
    return to_ms(date.value if date is not None and sane else now)


def next_due_ms(born: int, now: int, after_s: Sequence[float]) -> int | None:
    """Return when the next step is due, None after the last; all in milliseconds.

    Args:
        born: from when the page's age counts.
        now: steps up to then are over: nobody needs two of them at once.
        after_s: the ages, rising, in seconds.
    """
    return next((due for age in after_s if (due := born + round(age * 1000)) > now), None)


class Step(NamedTuple):
    """A step of a page's chain; it travels as a header of the delayed record."""

    number: int
    """Rises with each step of the page."""
    born_ms: int
    """From when the page's age counts."""
    due_ms: int
    """When the page is to be asked for."""

    @classmethod
    def of(cls, record: Record) -> Step | None:
        """Return the step that a record is, None for an entry of a feed.

        Raises:
            DecodeError: the header is malformed.
        """
        value = h.get(record.headers, h.REFETCH_HEADER)
        if value is None:
            return None
        found = _STEP.fullmatch(value.decode("ascii", "replace"))
        if found is None:
            raise DecodeError(f"header {h.REFETCH_HEADER} is malformed: {value!r}", code="no-step")
        return cls(int(found[1]), int(found[2]), int(found[3]))

    def is_due(self, now_ms: int) -> bool:
        """Return whether its time has come; `now_ms` is in milliseconds since the epoch."""
        return now_ms >= self.due_ms

    def waits_in(self, now_ms: int, scale: float) -> Topic:
        """Return the delay topic in which the step waits.

        The shortest one that is long enough, if the step comes not much too late by it; else
        the longest one that is not too long, and then the next.

        Args:
            now_ms: now, in milliseconds since the epoch.
            scale: factor on the delays of the topics.
        """
        left_s = (self.due_ms - now_ms) / 1000
        late_s = _LATE * (self.due_ms - self.born_ms) / 1000
        within = FETCH_RETRY[0]
        for topic in FETCH_RETRY:
            delay_s = RETRY_DELAYS_S[topic.name] * scale
            if left_s <= delay_s <= left_s + late_s:
                return topic
            if delay_s <= left_s:
                within = topic
        return within

    def wait(self, record: Record, now_ms: int, scale: float) -> Output:
        """Return the record that waits for the step.

        Args:
            record: the entry, or the step before.
            now_ms: now, in milliseconds since the epoch.
            scale: factor on the delays of the topics.
        """
        ours = (h.ATTEMPT_HEADER, h.FIRST_FAILED_HEADER, h.REFETCH_HEADER)
        kept = (pair for pair in record.headers if pair[0] not in ours)
        value = ".".join(map(str, self)).encode()
        headers = (*kept, (h.REFETCH_HEADER, value))
        return Output(self.waits_in(now_ms, scale), record.key, record.value, headers)
