"""Numbered bulletins: once the written stories are out, the newsroom still has news.

A bulletin is a pure function of its number: its time, its site, its words and figures.
"""

import tomllib
import zlib
from functools import cache, lru_cache
from importlib.resources import files
from string import Template

import msgspec

from .articles import Article, Dateline, Story, article
from .sites import SITES, Site

# The written stories come 25 s apart as well, from 12 s on: the two take turns.
FIRST_AT_S = 25.0
SPACING_S = 25.0
EARLY = 23  # bulletins before STEADY_AT_S
STEADY_AT_S = 588.0
STEADY_SPACING_S = 12.0
CODE_BASE = 7_000_000  # above every written story's code


class Outline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What bulletins of one kind look like, as written in `stories/bulletins.toml`.

    `words` names what may stand for a placeholder, `numbers` the least and the greatest value.
    """

    slug: str
    section: str
    headline: str
    standfirst: str
    paragraphs: list[str]
    words: dict[str, list[str]]
    numbers: dict[str, tuple[int, int]]
    kicker: str = ""
    dateline: Dateline | None = None
    sign_off: str = ""


@cache
def _outlines() -> dict[str, list[Outline]]:
    text = (files(__package__) / "stories" / "bulletins.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), type=dict[str, list[Outline]])


def published_at(number: int) -> float:
    """Return when a bulletin comes out, in seconds on the demo clock; numbers start at 1."""
    if number <= EARLY:
        return FIRST_AT_S + SPACING_S * (number - 1)
    return STEADY_AT_S + STEADY_SPACING_S * (number - EARLY - 1)


def latest(t: float) -> int:
    """Return the number of the newest bulletin at `t`, 0 if there is none yet."""
    if t < FIRST_AT_S:
        return 0
    if t < STEADY_AT_S:
        return min(EARLY, int((t - FIRST_AT_S) // SPACING_S) + 1)
    return EARLY + int((t - STEADY_AT_S) // STEADY_SPACING_S) + 1


def numbers(site: Site, t: float) -> range:
    """Return the numbers of a site's bulletins up to `t`, oldest first."""
    return range(SITES.index(site) + 1, latest(t) + 1, len(SITES))


def number_of(code: int) -> int | None:
    """Return the number of the bulletin with a story code, None if that is no bulletin's."""
    return code - CODE_BASE if code > CODE_BASE else None


# Feeds list the newest again and again, hardly anybody asks for the rest.
@lru_cache(maxsize=256)
def bulletin(number: int) -> Article:
    """Write a bulletin.

    Args:
        number: from 1 up; says the site as well, for the sites take turns.
    """
    site = SITES[(number - 1) % len(SITES)]
    kinds = _outlines()[site.name]
    outline = kinds[(number - 1) // len(SITES) % len(kinds)]
    values: dict[str, str] = {"number": str(number)}
    for name, choices in outline.words.items():
        values[name] = choices[_draw(number, name) % len(choices)]
    for name, (least, greatest) in outline.numbers.items():
        values[name] = str(least + _draw(number, name) % (greatest - least + 1))

    def fill(text: str) -> str:
        return Template(text).substitute(values)

    code = CODE_BASE + number
    return article(
        site,
        Story(
            code=code,
            slug=f"{outline.slug}-{code}",
            at=published_at(number),
            section=outline.section,
            kicker=outline.kicker,
            dateline=outline.dateline,
            sign_off=outline.sign_off,
            headline=fill(outline.headline),
            standfirst=fill(outline.standfirst),
            paragraphs=[fill(text) for text in outline.paragraphs],
        ),
    )


def _draw(number: int, name: str) -> int:
    return zlib.crc32(f"{number}/{name}".encode())
