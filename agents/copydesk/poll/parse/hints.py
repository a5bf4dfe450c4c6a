"""What a feed says of when it changes: RSS `ttl`, `skipHours`, `skipDays`, and `sy:*`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from copydesk.dates import read_date

from .model import Hints

_PERIODS = ("hourly", "daily", "weekly", "monthly", "yearly")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBER = re.compile(r"\s*(\d{1,9})(?:\.\d*)?\s*")
_LIKE = 0.6


def make_hints(
    *,
    ttl: str | None = None,
    period: str | None = None,
    frequency: str | None = None,
    base: str | None = None,
    hours: Iterable[str | None] = (),
    days: Iterable[str | None] = (),
) -> Hints:
    """Return what the texts of a feed mean; what means nothing is left out.

    Args:
        ttl: RSS 2.0 `ttl`, minutes.
        period: `sy:updatePeriod`; typing errors are tolerated.
        frequency: `sy:updateFrequency`.
        base: `sy:updateBase`.
        hours: RSS `skipHours`; 24 is 0, as the versions of RSS differ in it.
        days: RSS `skipDays`.
    """
    started = read_date(base)
    numbers = {
        number % 24 for one in hours if (number := _number(one)) is not None and number <= 24
    }
    named = {name for one in days if (name := _closest(one, _DAYS))}
    return Hints(
        ttl=_number(ttl) or None,
        update_period=_closest(period, _PERIODS),
        update_frequency=_number(frequency) or None,
        update_base=started.value if started else None,
        skip_hours=tuple(sorted(numbers)),
        skip_days=tuple(day for day in _DAYS if day in named),
    )


def _number(text: str | None) -> int | None:
    found = _NUMBER.fullmatch(text or "")
    return int(found[1]) if found else None


def _closest(text: str | None, known: tuple[str, ...]) -> str | None:
    if not text:
        return None
    lower = {one.lower(): one for one in known}
    found = difflib.get_close_matches(text.strip().lower()[:20], lower, n=1, cutoff=_LIKE)
    return lower[found[0]] if found else None
