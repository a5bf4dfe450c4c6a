"""A country -> its one time zone at a date, and which country an address or a tag names.

Zones are those of the `tzdata` package, not the machine's: a replay gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

# Nearly all live in one of the zones (95 % and more), or one is the official time of all.
_MAIN = {
    "CL": "America/Santiago", "CN": "Asia/Shanghai", "CY": "Asia/Nicosia",
    "EC": "America/Guayaquil", "ES": "Europe/Madrid", "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon", "UA": "Europe/Kyiv",
}  # fmt: skip
# Country domains that are mostly used for what their letters mean in other countries.
_NO_COUNTRY = frozenset(
    ["ac", "ag", "ai", "bz", "cc", "co", "fm", "gg", "io", "me", "nu", "sc", "sh", "st", "tk",
     "to", "tv", "vc", "ws"]
)  # fmt: skip
_SECOND_LEVEL = frozenset(["com", "org", "net", "gov", "gob", "edu", "info"])


@cache
def zone(name: str) -> ZoneInfo:
    """Return a zone by its name in the tz database.

    Raises:
        FileNotFoundError: there is none.
    """
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    text = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            country, _, name = line.split("\t")[:3]
            found.setdefault(country, []).append(name)
    return {country: tuple(names) for country, names in found.items()}


@cache
def zone_names() -> frozenset[str]:
    """Return the names of the tz database: `Asia/Kolkata`, older ones too."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split())


def known(country: str) -> bool:
    """Tell if it is the code of a country (ISO 3166-1 alpha-2)."""
    return country in _zones()


def offsets(country: str, local: datetime) -> set[int]:
    """Return the offsets that a country has at a local time, in minutes east of UTC."""
    names = (_MAIN[country],) if country in _MAIN else _zones().get(country, ())
    return {minutes_in(name, local) for name in names}


def one_offset(countries: Iterable[str], local: datetime) -> int | None:
    """Return the offset of the first country that has only one at a local time (minutes)."""
    for country in countries:
        found = offsets(country, local)
        if len(found) == 1:
            return found.pop()
    return None


def minutes_in(name: str, local: datetime) -> int:
    """Return the offset of a zone at a local time, in minutes east of UTC."""
    east = zone(name).utcoffset(local)
    return 0 if east is None else round(east.total_seconds() / 60)


def of_host(host: str) -> str | None:
    """Return the country that a host's top-level domain names."""
    labels = host.lower().split(".")
    code = {"uk": "GB"}.get(labels[-1], labels[-1].upper())
    # `com.co` is Colombia's, `.co` anybody's.
    anybodys = (
        labels[-1] in _NO_COUNTRY and labels[-2:-1] != [] and (labels[-2] not in _SECOND_LEVEL)
    )
    return code if known(code) and not anybodys else None


def of_tag(tag: str | None) -> str | None:
    """Return the country that a language tag names, as `pt-BR` does."""
    for part in (tag or "").replace("_", "-").split("-")[1:]:
        if len(part) == 2 and known(part.upper()):
            return part.upper()
    return None
