"""Other calendars -> Gregorian, within a text.

Jalali (Iran's and Afghanistan's solar year) by persiantools; Japanese eras and the Minguo year
by their first year. Thailand's year differs by 543, which the reader knows. Bikram Sambat,
Hijri and Ethiopic dates stand beside a Gregorian one, which counts then.
"""

from __future__ import annotations

import re

from persiantools.jdatetime import JalaliDate

_JALALI_MONTHS = (
    "فروردین حمل وری", "اردیبهشت ثور غویی", "خرداد جوزا غبرګولی", "تیر سرطان چنګاښ",
    "مرداد اسد زمری", "شهریور سنبله وږی", "مهر میزان تله", "آبان عقرب لړم", "آذر قوس لیندۍ",
    "دی جدی مرغومی", "بهمن دلو سلواغه", "اسفند حوت کب",
)  # fmt: skip
_MONTH = {name: at for at, names in enumerate(_JALALI_MONTHS, 1) for name in names.split()}
# Some keyboards have the Arabic yeh in place of the Persian one.
_NAMES = "|".join(sorted(_MONTH, key=lambda name: (-len(name), name))).replace("ی", "[یي]")
_YEAR = r"1[34]\d\d"
_BY_NAME = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s*[،,/-]?\s*({_NAMES})\s*(?:ماه)?\s*[،,/-]?\s*({_YEAR})(?!\d)"
)
_BY_NUMBER = re.compile(rf"(?<![\d/-])({_YEAR})([/-])(\d{{1,2}})\2(\d{{1,2}})(?![\d/])")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s*(\d{{1,3}}|元)\s*年")

# Mongolian counts its months: "2026 оны 11-р сарын 24".
_COUNTED = re.compile(r"(\d{4})\s*оны?\s*(\d{1,2})\s*-?\s*(?:\w{1,7}\s+)?сарын\s*(\d{1,2})")


def in_gregorian(text: str) -> str:
    """Return a text with its dates of other calendars as `2026-11-24` or `2026年`.

    Args:
        text: as `plain.plain` returns it.
    """
    if text.isascii():
        # Numbers alone may be Jalali too; nobody else writes years like 1405.
        return _BY_NUMBER.sub(_numbered, text)
    text = _ERA.sub(lambda m: f"{_ERAS[m[1]] + (1 if m[2] == '元' else int(m[2]))}年", text)
    text = _COUNTED.sub(r"\1/\2/\3", text)
    return _BY_NUMBER.sub(_numbered, _BY_NAME.sub(_named, text))


def _named(found: re.Match[str]) -> str:
    return _date(found, int(found[3]), _MONTH[found[2].replace("ي", "ی")], int(found[1]))


def _numbered(found: re.Match[str]) -> str:
    return _date(found, int(found[1]), int(found[3]), int(found[4]))


def _date(found: re.Match[str], year: int, month: int, day: int) -> str:
    try:
        day_ = JalaliDate(year, month, day)  # type: ignore[no-untyped-call]  # no types published
        return f" {day_.to_gregorian().isoformat()} "
    except ValueError:
        return found[0]
