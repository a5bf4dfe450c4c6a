"""One date -> what it says.

First the two forms that nearly all feeds and machines use (RFC 5322 section 3.3, RFC 3339), each
by one pattern; then any order of day, month, year and time; last the same with other languages'
months. `dates_in` finds all dates of a longer text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from .calendars import in_gregorian
from .clock import has_clock, time_in
from .countries import minutes_in, zone_names
from .localized import in_english, in_own
from .plain import plain
from .stamp import Precision, Stamp
from .zone_words import named_zone
from .zones import minutes_at, offset_minutes

LONGEST_DATE = 100
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RFC_5322 = re.compile(
    r"(?:[A-Za-z]{2,9}\.?,?\s*)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]{0,6}\.?,?[\s-]+(\d{4}|\d{2})"
    r"(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*(\(?[A-Za-z]{1,5}\)?|"
    r"(?:GMT|UTC|UT)?[+-]\d{1,2}:?(?:\d{2})?)(?:\s*\([^()]*\))?)?)?",
)
_RFC_3339 = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([A-Za-z]{1,5}|(?:GMT|UTC)?"
    r"[+-]\d{1,2}:?(?:\d{2})?)?)?",
)
_NAME = rf"({'|'.join(_MONTHS)})[a-z\u00e0-\u024f]{{0,7}}\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|\.|er|º|ª|°)?"
# Order of the three groups of each: d, m, y.
_FORMS = (
    ("ymd", re.compile(r"(?<!\d)(\d{4})\s*[-/.年년]\s*(\d\d?)\s*[-/.月월]\s*(\d\d?)[일日]?(?!\d)")),
    ("dmy", re.compile(r"(?<!\d)(\d\d?)(?:[-/]|\.\s?)(\d\d?)(?:[-/]|\.\s?)(\d{4}|\d\d)(?![\d:])")),
    ("dmy", re.compile(rf"(?<!\d){_DAY}[\s,./-]*{_NAME}[\s,./-]*(\d{{4}})(?![\d:])")),
    ("mdy", re.compile(rf"(?<![a-z]){_NAME}\s*{_DAY}(?![\d:]),?\s*(\d{{4}})(?![\d:])")),
    ("ymd", re.compile(rf"(?<!\d)(\d{{4}})[\s,./-]*{_NAME}[\s,./-]*{_DAY}(?![\d:])")),
    ("dmy", re.compile(rf"(?<!\d){_DAY}[\s,./-]*{_NAME}[\s,./'-]*(\d{{2}})(?![\d:])")),
    ("ydm", re.compile(rf"(?<!\d)(\d{{4}})[\s.,-]+{_DAY}[\s-]*{_NAME}(?![a-z\d])")),
    # asctime (C99 section 7.23.3.1): the year comes last.
    ("mdy", re.compile(rf"(?<![a-z]){_NAME}\s+{_DAY}\s.{{0,30}}?(?<![\d:])(\d{{4}})(?![\d:])")),
)  # fmt: skip
_MOST_DATES = 50
_ISO_PARTS = (
    # ISO 8601 sections 5.2.2 and 5.2.3, W3C note on date formats: parts of a date, basic forms.
    (
        re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?\s*(\S*))?"),
        "ymd",
    ),
    (re.compile(r"(\d{4})-(\d{2})"), "ym"),
    (re.compile(r"(\d{4})-?(\d{3})"), "yo"),
    (re.compile(r"(\d{4})"), "y"),
)  # fmt: skip
_EPOCH = re.compile(r"(?:/?date\()?(\d{10})(?:\d{3})?(?:\.\d{1,6})?(?:[+-]\d{4})?(?:\)/?)?")
"""Seconds or milliseconds, as Python and JavaScript print them, and `/Date(…)/`."""
_TZ_NAME = re.compile(r"\s*[\[(]?([A-Z][A-Za-z]{2,}(?:/[A-Za-z_+-]{2,}){1,2})[\])]?")
_MONTH_FIRST = frozenset(["US", "PH", "FM", "MH", "PW"])


def read_stamp(
    text: str | None, *, language: str | None = None, country: str | None = None
) -> Stamp | None:
    """Read a date.

    Args:
        text: as served; only its first 100 characters count.
        language: what it is written in (BCP 47), for names of months that languages share.
        country: where it is written (ISO 3166-1 alpha-2): what `IST` means there.

    Returns:
        What it says; None if it is no date.
    """
    if not text or not (text := " ".join(text.split())):
        return None
    text = text[:LONGEST_DATE]
    if "/" in text and (there := _in_tz(text, language, country)):
        return there
    if found := _RFC_5322.fullmatch(text):
        day, name, year, *rest = found.groups()
        known = rest[3] is None or offset_minutes(rest[3], country) is not None
        if (month := _month(name)) and known:
            return _made(_full_year(year), month, int(day), *rest[:3], zone=rest[3], at=country)
    elif found := _RFC_3339.fullmatch(text):
        year, month_, day, hour, minute, second, fraction, zone = found.groups()
        if (zone is None or offset_minutes(zone, country) is not None) and int(year) > 1700:
            return _made(
                _full_year(year), int(month_), int(day), hour, minute, second,
                zone=zone, fraction=fraction, at=country,
            )  # fmt: skip
    simple = plain(text)
    if simple and (part := _iso_part(simple, country)):
        return part
    return next((stamp for _, _, stamp in dates_in(text, language, country)), None)


def _in_tz(text: str, language: str | None, country: str | None) -> Stamp | None:
    """Read a date with the name of its zone behind it: `2026-11-25T14:30[Europe/Paris]`."""
    name = next((one for one in _TZ_NAME.finditer(text) if one.end() == len(text)), None)
    if name is None or name[1] not in zone_names():
        return None
    stamp = read_stamp(text[: name.start()], language=language, country=country)
    if stamp is None or stamp.minutes is not None or stamp.precision not in ("minute", "second"):
        return stamp
    return replace(stamp, minutes=minutes_in(name[1], stamp.local), named=True)


def dates_in(
    text: str, language: str | None = None, country: str | None = None
) -> list[tuple[str, str, Stamp]]:
    """Return the dates of a text, each with what stands before and behind it.

    Args:
        text: some words with dates among them; the cost grows with its length.
        language: as for `read_stamp`.
        country: as for `read_stamp`.
    """
    simple = in_gregorian(plain(text))
    words = any(char.isalpha() for char in simple)
    own = in_own(simple, language) if words and language else simple
    found = list(_dates(own, text, language, country))
    if not found and words:
        found = list(_dates(in_english(simple), text, language, country))
    return found


def _iso_part(text: str, country: str | None) -> Stamp | None:
    if found := _EPOCH.fullmatch(text):
        return Stamp(datetime.fromtimestamp(int(found[1]), UTC).replace(tzinfo=None), 0)
    for pattern, form in _ISO_PARTS:
        if not (found := pattern.fullmatch(text)):
            continue
        year, *rest = found.groups()
        if form == "ymd":
            month, day, hour, minute, second, zone = rest
            return _made(
                _full_year(year), int(month), int(day), hour, minute, second,
                zone=zone or None, at=country,
            )  # fmt: skip
        if form == "yo":
            first, number = _made(int(year), 1, 1), int(rest[0])
            if first is None or not 0 < number <= 366:
                return None
            return replace(first, local=first.local + timedelta(number - 1))
        made = _made(int(year), int(rest[0]) if rest else 1, 1)
        return made and replace(made, precision="month" if rest else "year")
    return None


def _dates(
    text: str, original: str, language: str | None, country: str | None
) -> Iterator[tuple[str, str, Stamp]]:
    taken: list[tuple[int, int, str, re.Match[str]]] = []
    for form, pattern in _FORMS:
        for one in pattern.finditer(text):
            if all(one.end() <= start or one.start() >= end for start, end, _, _ in taken):
                taken.append((one.start(), one.end(), form, one))
                if len(taken) == _MOST_DATES:
                    break
    taken.sort(key=lambda each: each[:2])
    # Some print the time before the date: then it is so for all dates of the text.
    first_start, ends = (taken[0][0] if taken else 0), 0
    time_first = has_clock(text[:first_start])
    for at, (start, end, form, one) in enumerate(taken):
        before = text[ends:start]
        following = text[end : taken[at + 1][0] if at + 1 < len(taken) else len(text)]
        rest = f"{before} " if time_first and has_clock(before) else following
        if one.re is _FORMS[-1][1]:
            # asctime: the time stands within the date.
            rest = text[one.end(2) : one.start(3)] + following
        ends = end
        if made := _from_form(form, one, rest, before + following, original, language, country):
            yield before, following, made


def _from_form(
    form: str,
    found: re.Match[str],
    rest: str,
    around: str,
    original: str,
    language: str | None,
    country: str | None,
) -> Stamp | None:
    parts = dict(zip(form, found.groups(), strict=True))
    day, month = int(parts["d"]), _month(parts["m"]) or int(parts["m"])
    year = _full_year(parts["y"])
    numeric = form == "dmy" and parts["m"].isdigit()
    if numeric and "/" in found[0] and day <= 12 and _month_first(around, month, language, country):
        day, month = month, day
    month, day = (day, month) if month > 12 >= day else (month, day)
    time, zone = time_in(rest, original, language, country)
    if zone is None and time[0] is not None:
        # `北京时间2026年11月25日14:30`: words for a zone may stand before it all.
        zone = named_zone(around)
    made = _made(year, month, day, *time, zone=None, at=country)
    if made is None:
        return None
    if zone:
        minutes = minutes_at(zone, made.local, country, language)
        made = replace(made, minutes=minutes, named=zone[-1:].isalpha() and zone != "z")
    if numeric and day <= 12 and day != month:
        made = replace(made, other=made.local.replace(day=month, month=day))
    return made


def _month_first(rest: str, month: int, language: str | None, country: str | None) -> bool:
    """Tell if 3/4/2022 is March: so it is where it is American, or has am and pm and no zone."""
    if month > 12:
        return True
    tag = (language or "").lower()
    if country is not None and tag[:2] in ("en", ""):
        return country in _MONTH_FIRST
    return tag in ("en-us", "en_us") or (not tag and bool(re.search(r"\d\s*[ap]\.?m", rest)))


def _month(name: str) -> int | None:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        # Thailand counts from 543 BC, in feeds and in ISO forms too.
        return year - 543 if year > 2400 else year
    # RFC 5322 section 4.3: two digits from 50 on are of the last century.
    return year + (2000 if year < 50 else 1900)


def _made(
    year: int,
    month: int,
    day: int,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    *,
    zone: str | None = None,
    fraction: str | None = None,
    at: str | None = None,
) -> Stamp | None:
    hours = int(hour or 0)
    try:
        # ISO 8601 writes midnight at a day's end as 24:00; a leap second is cut.
        local = datetime(  # noqa: DTZ001 - its zone is not known here
            year, month, day, hours % 24 if hours == 24 else hours, int(minute or 0),
            min(int(second or 0), 59), int((fraction or "0")[:6].ljust(6, "0")),
        )  # fmt: skip
        if hours == 24:
            local += timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    precision: Precision = "day" if hour is None else "minute" if not int(second or 0) else "second"
    minutes = offset_minutes(zone, at) if zone else None
    return Stamp(
        local, minutes, precision, named=zone is not None and zone[-1:] not in "0123456789zZ"
    )
