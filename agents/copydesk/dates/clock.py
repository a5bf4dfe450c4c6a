"""The time of a day in a text, and what names its zone there."""

from __future__ import annotations

import re

from .plain import plain
from .zone_words import named_zone
from .zones import is_zone

_TIME = re.compile(
    r"(?<![\d.+-])(\d{1,2})\s*(?:[:h時时시点點]|\.(?=\d\d(?!\d)))\s*(\d{2}|\d(?=\s*[分분]))?"
    r"\s*[分분]?\s*(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?\s?m\b\.?)?"
)
_HOUR_ALONE = re.compile(r"(?<![\d.:+-])(1[0-2]|\d)()()\s*([ap]\.?\s?m\b\.?)")
_ZONE = re.compile(
    r"(?:gmt|utc|ut|z)\s*[+-]\s?\d{1,2}(?:[:.]?\d{2})?(?!\d)|(?<!\d)[+-]\d{2}:?(?:\d{2})?(?!\d)"
    r"|(?<![^\W\d_])[a-z]{2,5}(?![^\W\d_])|(?<=\d)z(?![^\W_])"
)
_MILITARY = re.compile(r"(?<![\d.:+-])([01]\d|2[0-3])([0-5]\d)()()(?=\s?(?:hrs\b|gmt\b|utc\b))")
"""`1430 GMT`, `1430hrs`: four digits alone may be a year."""
_NOON = re.compile(r"\b(?:12\s)?(noon)()()()\b")
# Words that say nothing, as `the` and `de`, are gone from a text whose months were read.
_PART_OF_DAY = re.compile(
    r"(?:\s|h\.?|in\b|the\b|de\b|da\b|la\b){0,6}"
    r"(?:(?P<am>morning|mañana|manhã)|afternoon|evening|tarde|noche|noite)\b"
)
Time = tuple[str | None, str | None, str | None]
"""Hour, minute and second, as digits; None where the text has none."""


def clock_in(text: str) -> tuple[int, int] | None:
    """Return the hour and minute of a time that stands in a text by itself."""
    return hour_and_minute(time_in(plain(text), text, None, None)[0])


def hour_and_minute(time: Time) -> tuple[int, int] | None:
    """Return the hour and minute of a time; None if it has none, or there is no such time."""
    hour, minute, _ = time
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return None
    return int(hour), int(minute)


def has_clock(text: str) -> bool:
    """Return whether a text has a time in figures that can be nothing else."""
    return _TIME.search(text) is not None or _MILITARY.search(text) is not None


def time_in(
    rest: str, original: str, language: str | None, country: str | None
) -> tuple[Time, str | None]:
    """Return the time in what stands behind a date, and its zone as written.

    Args:
        rest: as `plain.plain` returns it, months in English.
        original: the text as written: `met` is Dutch, `MET` a zone.
        language: of the text (BCP 47).
        country: where it is written.
    """
    found = _clock(rest)
    if found is None:
        return (None, None, None), None
    hour, noon = 12 if found[1] == "noon" else int(found[1]), found[4] or None
    if hour > 24:
        return (None, None, None), None
    after = rest[found.end() :]
    if noon is None and (word := re.search(r"(?<![a-z])([ap])\.?\s?m\b\.?", rest)):
        noon = word[1]
        after = after.replace(word[0], " ")
    elif noon is None and (part := _PART_OF_DAY.match(after)):
        noon = "a" if part["am"] else "p"
    if noon is not None and hour <= 12:
        hour = hour % 12 + (12 if noon.startswith("p") else 0)
    time = (str(hour), found[2] or "00", found[3])
    for one in _ZONE.finditer(rest, found.end()):
        zone = one[0]
        # `met` is Dutch, `MET` a zone.
        if zone.isalpha() and zone.upper() not in original and zone != "z":
            continue
        if is_zone(zone, country, language):
            return time, zone
    return time, named_zone(after)


def _clock(text: str) -> re.Match[str] | None:
    """Return the time of a text: hour, minute, second, am or pm."""
    patterns = (_TIME, _HOUR_ALONE, _MILITARY, _NOON)
    return next((found for one in patterns if (found := one.search(text))), None)
