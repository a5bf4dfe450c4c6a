"""Words of dates in Unicode's CLDR, by Babel: names of months and days, am and pm.

Babel's data of many languages take a second and 100 MB, and what it gives depends on which were
loaded before, so that words.json has what is made of them (scripts/date_words.py). Babel itself is
asked for the rare languages beyond those.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

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
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WIDTHS = ("wide", "abbreviated")
_MARKS = re.compile("[\u0300-\u036f]")


def words_of(language: str) -> tuple[dict[str, str], dict[str, str]] | None:
    """Return what words of a language mean: `jan` to `dec`, `am`, `pm`, or nothing.

    Returns:
        Names, and the first three letters of months, which count less; None if CLDR does not
        know the language.
    """
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None
    return _names_of(locale), _short_of(locale)


def _names_of(locale: Locale) -> dict[str, str]:
    words: dict[str, str] = {}
    for context in ("format", "stand-alone"):
        for width in _WIDTHS:
            for number, name in locale.months[context][width].items():
                # Hebrew writes "in" and the month as one word.
                names = [str(name)] + ([f"ב{name}"] if locale.language == "he" else [])
                _add(words, names, MONTHS[number - 1])
    for period in ("am", "pm"):
        for width in _WIDTHS:
            name = locale.day_periods["format"].get(width, {}).get(period)
            _add(words, [str(name)] if name else [], period)
    for context in ("format", "stand-alone"):
        for width in _WIDTHS:
            _add(words, map(str, locale.days[context][width].values()), "")
    return words


def _short_of(locale: Locale) -> dict[str, str]:
    """Return the first three letters of months, where they tell them apart.

    CLDR abbreviates November as `нояб.`, feeds as `ноя`.
    """
    names = [str(locale.months["format"]["wide"][number]).lower() for number in range(1, 13)]
    short = [name[:3] for name in names]
    return {
        unicodedata.normalize("NFKC", word): MONTHS[at]
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
