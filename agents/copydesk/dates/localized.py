"""Dates in other languages -> the same with English months, by the names in Unicode's CLDR.

Babel ships the data. It is loaded when a date is met that nothing else reads: the feed's own
language first, then all of them in a fixed order (0.15 s once).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

from .plain import LAYOUT

# Where languages share a name, the first one's meaning counts: `listopad` is November (Polish,
# Czech), in a Croatian feed October. Languages that many feeds are in come first.
LANGUAGES = (
    "en", "es", "fr", "de", "pt", "it", "ru", "pl", "nl", "tr", "id", "cs", "sv", "uk", "ro", "hu",
    "el", "da", "nb", "fi", "bg", "sk", "sl", "hr", "sr", "sr_Latn", "lt", "lv", "et", "ca", "ms",
    "vi", "th", "fa", "ar", "ar_LB", "he", "hi", "bn", "ta", "ur", "sw", "az", "kk", "uz", "ka",
    "hy", "be", "mk", "sq", "bs", "is", "ga", "eu", "gl", "af", "fil", "mn", "km", "my", "zh", "ja",
    "ko", "ar_DZ", "ar_MA", "am", "ne", "si", "mr", "gu", "pa", "te", "kn", "ml", "as", "or", "lo",
    "ps", "ckb", "sd", "ug", "ky", "tg", "tk", "tt", "so", "ha", "yo", "zu", "xh", "cy", "gd", "lb",
    "fy", "mt", "jv", "ceb", "ku", "dz", "ti", "om", "rw", "mg", "fo", "rm", "br",
)  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WIDTHS = ("wide", "abbreviated")
# "14 de novembro de 2022", "14th of November": they say nothing.
_FILLERS = re.compile(
    r"(?<![^\W\d_])(?:de|del|di|do|da|of|the|год|года|г|р|рік|року|ж|жылғы|năm|ngày|gada|d'|ta'|жыл|ခုနှစ်|ရက်နေ့|ရက်"
    r"|วันที่|พ\.ศ|ค\.ศ|ที่)(?![^\W\d_])\.?|(?<=\d{4})\s*m\.(?!\w)"
)
# "نوفمبر/تشرين الثاني": both say the same.
_TWICE = re.compile(rf"\b({'|'.join(_MONTHS)})\s*/[^\d/]{{1,25}}(?=\d{{4}})")
_MARKS = re.compile("[\u0300-\u036f]")


class _Names:
    """What words of some languages mean, as one pattern."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        alternatives = "|".join(re.escape(word) for word in longest_first)
        self._pattern = re.compile(rf"(?<![^\W\d_])(?:{alternatives})(?![^\W\d_])\.?")

    def replaced(self, text: str) -> str:
        """Return the text with English words in place of those that are known."""
        return self._pattern.sub(lambda m: f" {self._words[m[0].rstrip('.')]} ", text)


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


def _replaced(text: str, names: _Names | None) -> str:
    found = names.replaced(text) if names else text
    if not any(month in found for month in _MONTHS):
        return text
    return _TWICE.sub(r"\1 ", _FILLERS.sub(" ", found))


@cache
def _all() -> _Names:
    locales = [Locale.parse(language) for language in LANGUAGES]
    words: dict[str, str] = {}
    for found in (*map(_words_of, locales), *map(_short_of, locales)):
        for word, meaning in found.items():
            words.setdefault(word, meaning)
    return _Names(words)


@cache
def _of_locale(tag: str) -> _Names | None:
    try:
        locale = Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        return None
    return _Names({**_short_of(locale), **_words_of(locale)})


def _of(language: str | None) -> _Names | None:
    # Only the language: a feed may say anything, and what is kept must not grow with it.
    primary = re.match(r"[a-z]{2,3}\b", (language or "").lower())
    return _of_locale(primary[0]) if primary else None


def _words_of(locale: Locale) -> dict[str, str]:
    words: dict[str, str] = {}
    for context in ("format", "stand-alone"):
        for width in _WIDTHS:
            for number, name in locale.months[context][width].items():
                # Hebrew writes "in" and the month as one word.
                names = [str(name)] + ([f"ב{name}"] if locale.language == "he" else [])
                _add(words, names, f" {_MONTHS[number - 1]} ")
    for period in ("am", "pm"):
        for width in _WIDTHS:
            name = locale.day_periods["format"].get(width, {}).get(period)
            _add(words, [str(name)] if name else [], f" {period} ")
    for context in ("format", "stand-alone"):
        for width in _WIDTHS:
            _add(words, map(str, locale.days[context][width].values()), " ")
    return words


def _short_of(locale: Locale) -> dict[str, str]:
    """Return the first three letters of months, where they tell them apart.

    CLDR abbreviates November as `нояб.`, feeds as `ноя`.
    """
    names = [str(locale.months["format"]["wide"][number]).lower() for number in range(1, 13)]
    short = [name[:3] for name in names]
    return {
        unicodedata.normalize("NFKC", word): f" {_MONTHS[at]} "
        for at, word in enumerate(short)
        if short.count(word) == 1 and len(names[at]) > 3 and word.isalpha()
    }


def _add(words: dict[str, str], names: Iterable[str], meaning: str) -> None:
    for name in names:
        # As `plain` makes the text: NFKC takes some letters of Bengali and Thai apart.
        word = unicodedata.normalize("NFKC", name).translate(LAYOUT).lower().rstrip(".").strip()
        # A month that is a number, `5` or `5月`, needs no words; in their table it would do harm.
        if len(word) > 1 and not word[0].isdigit():
            words.setdefault(word, meaning)
            if plain := _without_marks(word):
                words.setdefault(plain, meaning)


def _without_marks(word: str) -> str:
    # Feeds leave out accents: `fevrier`, `marz`. Only in Latin and Greek letters is that harmless.
    plain = _MARKS.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", plain)
