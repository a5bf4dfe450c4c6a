"""The day that a dateline prints, completed from the day of publication."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from copydesk.dates.localized import in_english, in_own

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Months of calendars in which a day cannot be completed without converting it (Bikram Sambat,
# Bengali, Ethiopic, Solar Hijri).
_OTHER_CALENDARS = frozenset(
    (
        *("बैशाख", "वैशाख", "जेठ", "असार", "साउन", "भदौ", "असोज"),
        *("कात्तिक", "कार्तिक", "मङ्सिर", "मंसिर", "पुस", "माघ", "फागुन"),
        *("चैत", "চৈত্র", "বৈশাখ", "আষাঢ়", "শ্রাবণ", "ভাদ্র", "আশ্বিন"),
        *("কার্তিক", "অগ্রহায়ণ", "পৌষ", "মাঘ", "ফাল্গুন", "መስከረም", "ጥቅምት"),
        *("ኅዳር", "ህዳር", "ታኅሣሥ", "ታህሳስ", "ጥር", "የካቲት", "መጋቢት"),
        *("ሚያዝያ", "ግንቦት", "ሰኔ", "ሐምሌ", "ሀምሌ", "ነሐሴ", "ጳጉሜን"),
        *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر"),
        *("آبان", "آذر", "دی", "بهمن", "اسفند"),
    )
)
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?")
_NUMBERS = re.compile(r"\d+")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})")
_NEAR = timedelta(days=45)


def _plain(text: str, language: str | None) -> str:
    digits = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )
    folded = unicodedata.normalize("NFKC", digits).lower()
    # Hindi writes the last months in two ways, of which the tables have one.
    folded = folded.replace("म्बर", "ंबर") if not (language or "").startswith("ne") else folded
    own = in_own(folded, language)
    return own if own != folded else in_english(folded)


def has_month(text: str, language: str | None) -> bool:
    """Return whether what has the form of a date names a month, or is all numbers."""
    plain = _plain(text, language)
    if _NUMERIC.fullmatch(plain.strip()):
        return True
    words = re.split(r"[\s\d.]+", text)
    return _MONTH.search(plain) is not None or any(word in _OTHER_CALENDARS for word in words)


def complete_date(text: str, published: date | None, language: str | None = None) -> str | None:
    """Return the day as ISO 8601, or None where the day of publication does not complete it.

    A day without its month or year is the last one before the day after publication; one that
    is not within 45 days of it is not trusted.

    Args:
        text: as printed: `Nov 25`, `12 июня`, `25/11`, `12`.
        published: the day of publication.
        language: BCP 47 tag.
    """
    plain = _plain(text, language).strip()
    if any(word in _OTHER_CALENDARS for word in re.split(r"[\s\d.]+", text)):
        return None
    numbers = [int(number) for number in _NUMBERS.findall(plain)]
    year = next((number for number in numbers if number > 1900), None)
    small = [number for number in numbers if number <= 31]
    named = _MONTH.search(plain)
    month: int | None = None
    if named:
        month = _MONTHS.index(named[1]) + 1
    elif numeric := _NUMERIC.fullmatch(plain):
        first, second = int(numeric[1]), int(numeric[2])
        month, small = (second, [first]) if second <= 12 else (first, [second])
    if not small:
        return None
    return _complete(small[0], month, year, published)


def _complete(day: int, month: int | None, year: int | None, published: date | None) -> str | None:
    if year is not None and month is not None:
        return _iso(year, month, day)
    if published is None:
        return None
    candidates = []
    for back in range(-1, 2):
        guess = _shifted(published, back) if month is None else (published.year + back, month)
        if (iso := _iso(*guess, day)) is not None:
            candidates.append(date.fromisoformat(iso))
    near = [one for one in candidates if one <= published + timedelta(days=1)]
    best = max(near, default=None)
    return best.isoformat() if best is not None and published - best <= _NEAR else None


def _shifted(day: date, months: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
