"""Dates in other languages -> the same with English months, by the names in Unicode's CLDR.

The feed's own language first, then all of them in a fixed order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# "14 de novembro de 2022", "14th of November": they say nothing.
_FILLERS = re.compile(
    r"(?<![^\W\d_])(?:de|del|di|do|da|of|the|год|года|г|р|рік|року|ж|жылғы|năm|ngày|gada|d'|ta'|жыл|ခုနှစ်|ရက်နေ့|ရက်"
    r"|วันที่|พ\.ศ|ค\.ศ|ที่)(?![^\W\d_])\.?|(?<=\d{4})\s*m\.(?!\w)"
)
# "نوفمبر/تشرين الثاني": both say the same.
_TWICE = re.compile(rf"\b({'|'.join(_MONTHS)})\s*/[^\d/]{{1,25}}(?=\d{{4}})")
# The first letter of what may be a word.
_BEGINNING = re.compile(r"(?<![^\W\d_])[^\W\d_]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER_SOON = re.compile(r"\.?,?\s[^\d|]{0,20}\d")


class _Names:
    """What words of some languages mean.

    Of words that begin at the same place the longest counts. By look-up: a pattern of thousands
    of words takes as long to make as a feed takes to read.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {letter: sorted(found, reverse=True) for letter, found in lengths.items()}

    def replaced(self, text: str) -> str:
        """Return the text with English words in place of those that are known."""
        parts: list[str] = []
        done = 0
        for found in _BEGINNING.finditer(text):
            start = found.start()
            if start < done or (end := self._end(text, start)) is None:
                continue
            parts += (text[done:start], f" {self._words[text[start:end]]} ")
            done = end + text.startswith(".", end)
        return "".join((*parts, text[done:]))

    def _end(self, text: str, start: int) -> int | None:
        """Return where the longest known word ends that begins at a place."""
        for length in self._lengths.get(text[start], ()):
            end = start + length
            if text[start:end] in self._words and not _LETTER.match(text, end):
                return end
        return None


def in_own(text: str, language: str | None) -> str:
    """Return a date with the names of months in English, `am` and `pm` too, weekdays gone.

    Args:
        text: the date as `plain.plain` returns it.
        language: BCP 47 tag of what it may be written in.
    """
    return _replaced(text, _of(language))


def in_english(text: str) -> str:
    """Return the same for a date in any language."""
    return _replaced(text, _all())


def start_of_day(text: str) -> int | None:
    """Return where a text names a weekday of any language that a date follows, None if nowhere.

    Some are names of people as well (Domingo, Sunday): without a number behind it, one is no day.
    """
    if not any(letter.isdecimal() for letter in text):
        return None
    days = _weekdays()
    for word in _WORD.finditer(text):
        if word[0].lower() in days and _NUMBER_SOON.match(text, word.end()):
            return word.start()
    return None


def is_weekday(word: str) -> bool:
    """Return whether a word is the name of a weekday in any language."""
    return word.lower() in _weekdays()


def _replaced(text: str, names: _Names | None) -> str:
    found = names.replaced(text) if names else text
    if not any(month in found for month in _MONTHS):
        return text
    return _TWICE.sub(r"\1 ", _FILLERS.sub(" ", found))


@cache
def _table() -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """Return names and short names of months by language, in the order in which they count."""
    text = files(__package__).joinpath("words.json").read_text("utf-8")
    found: dict[str, list[dict[str, list[str]]]] = json.loads(text)
    return {language: (_flat(names), _flat(short)) for language, (names, short) in found.items()}


def _flat(by_meaning: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: meaning for meaning, words in by_meaning.items() for word in words}


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        word for names, _ in _table().values() for word, meaning in names.items() if not meaning
    )


@cache
def _all() -> _Names:
    names, short = zip(*_table().values(), strict=True)
    words: dict[str, str] = {}
    for found in (*names, *short):
        for word, meaning in found.items():
            words.setdefault(word, meaning)
    return _Names(words)


@cache
def _of_language(primary: str) -> _Names | None:
    found = _table().get(primary)
    if found is None:
        # Loaded when it is needed: hardly ever.
        from .cldr import words_of

        found = words_of(primary)
    return found and _Names({**found[1], **found[0]})


def _of(language: str | None) -> _Names | None:
    # Only the language: a feed may say anything, and what is kept must not grow with it.
    primary = re.match(r"[a-z]{2,3}\b", (language or "").lower())
    return _of_language(primary[0]) if primary else None
