"""Names of time zones that feeds and pages write -> minutes east of UTC.

No library knows what a feed means by IST or CST. Where a name means several zones, the one of
the country counts; without a country the one that most feeds mean: IST is India's (not Ireland's
or Israel's), CST and CDT are America's (not China's or Cuba's), BST is British, AST is Atlantic
(not Arabia's), GST is the Gulf's, SST is Samoa's. RFC 5322 section 4.3 has the American names; its
one-letter military zones were written wrongly so often that they count as UTC, as it asks.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from .countries import minutes_in

_HOURS = {
    "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2,
    "MET": 1, "MEZ": 1, "MEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "MSD": 4, "SAMT": 4,
    "TRT": 3, "SAST": 2, "CAT": 2, "WAT": 1, "EAT": 3, "IDT": 3, "GST": 4, "GET": 4, "AZT": 4,
    "AMT": 4, "PKT": 5, "UZT": 5, "YEKT": 5, "BDT": 6, "BTT": 6, "ALMT": 6, "OMST": 6, "NOVT": 7,
    "ICT": 7, "WIB": 7, "KRAT": 7, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8, "PHST": 8, "AWST": 8,
    "WITA": 8, "ULAT": 8, "IRKT": 8, "JST": 9, "KST": 9, "WIT": 9, "YAKT": 9, "AEST": 10,
    "VLAT": 10, "CHST": 10, "AEDT": 11, "MAGT": 11, "NZST": 12, "PETT": 12, "FJT": 12, "NZDT": 13,
    "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "HDT": -9, "SST": -11, "BRT": -3,
    "BRST": -2, "ART": -3, "UYT": -3, "CLT": -4, "CLST": -3, "BOT": -4, "PYT": -4, "VET": -4,
    "COT": -5, "PET": -5, "ECT": -5,
}  # fmt: skip
_MINUTES = {
    **{name: hours * 60 for name, hours in _HOURS.items()},
    "IST": 330, "SLST": 330, "NPT": 345, "MMT": 390, "IRST": 210, "IRDT": 270, "AFT": 270,
    "ACST": 570, "ACDT": 630, "NST": -210, "NDT": -150,
}  # fmt: skip
_IN_COUNTRY = {
    "IST": {"IL": 120, "IE": 60}, "CST": {"CN": 480, "TW": 480, "MO": 480, "CU": -300},
    "CDT": {"CU": -240}, "BST": {"BD": 360}, "PST": {"PH": 480}, "MST": {"MY": 480, "MM": 390},
    "AST": {"SA": 180, "KW": 180, "QA": 180, "BH": 180, "IQ": 180, "YE": 180}, "EST": {"AU": 600},
    "AMT": {"BR": -240}, "SST": {"SG": 480}, "WST": {"WS": 780}, "GST": {"GE": 240},
}  # fmt: skip
# American pages leave out whether it is summer.
_SEASONAL = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}  # fmt: skip
_OFFSET = re.compile(
    r"(?:GMT|UTC|UT|Z)?\s*([+-])\s?(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2})?", re.IGNORECASE
)
_MOST_MINUTES = 18 * 60
_KEPT = 256
"""Offsets that are remembered: nearly all dates have one of a few, and each is asked for twice."""


@lru_cache(maxsize=_KEPT)
def offset_minutes(zone: str, country: str | None = None) -> int | None:
    """Return the minutes east of UTC of `+02:00`, `-0500`, `GMT+3` or `CEST`; None if unknown.

    Args:
        zone: as written.
        country: where it is written (ISO 3166-1 alpha-2), for names that mean several zones.
    """
    zone = zone.strip().strip("()").strip()
    if country and (there := _IN_COUNTRY.get(zone.upper(), {}).get(country)) is not None:
        return there
    known = _MINUTES.get(zone.upper())
    if known is not None:
        return known
    if len(zone) == 1 and zone.isascii() and zone.isalpha():
        return 0
    found = _OFFSET.match(zone)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes > _MOST_MINUTES:
        return None
    return -minutes if found[1] == "-" else minutes


def minutes_at(
    zone: str, local: datetime, country: str | None = None, language: str | None = None
) -> int | None:
    """Return the minutes east of UTC of a zone at a local time, None if unknown.

    Args:
        zone: as `offset_minutes` takes it, `ET`, or a name of the tz database.
        local: the time on its clock, naive.
        country: as for `offset_minutes`.
        language: of the text; `et` is a word in some.
    """
    if "/" in zone:
        return minutes_in(zone, local)
    if name := _seasonal(zone, language):
        return minutes_in(name, local)
    return offset_minutes(zone, country)


def is_zone(zone: str, country: str | None = None, language: str | None = None) -> bool:
    """Tell if `minutes_at` knows a zone."""
    return bool(_seasonal(zone, language)) or offset_minutes(zone, country) is not None


def _seasonal(zone: str, language: str | None) -> str | None:
    return _SEASONAL.get(zone.upper()) if (language or "en")[:2].lower() == "en" else None


@lru_cache(maxsize=_KEPT)
def written(minutes: int) -> str:
    """Return an offset as `+03:30`."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
