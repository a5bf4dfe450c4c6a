"""The language that a text's script tells: templates declare English around any other.

What is written in Latin letters is left to the declaration here, and to the enrich stage, which
knows words.
"""

from __future__ import annotations

from functools import cache

import regex
from babel.core import get_global

_LETTERS = 400
"""Letters that are looked at."""
_WRITTEN_WITH = {"Hang": ("Hang", "Kore"), "Hani": ("Hani", "Hans", "Hant", "Jpan", "Kore")}
"""How CLDR calls the writing of languages that have several scripts, or forms of one."""
_SCRIPTS = (
    *("Grek", "Hebr", "Geor", "Armn", "Thai", "Laoo", "Khmr", "Mymr", "Hang", "Guru", "Gujr"),
    *("Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Ethi", "Beng", "Deva", "Arab", "Hani"),
    *("Cyrl", "Tibt", "Mong", "Thaa"),
)
"""ISO 15924, all but Latin."""
_TOLD = (
    ("Hani", regex.compile(r"[\p{Hiragana}\p{Katakana}]"), "ja"),
    ("Cyrl", regex.compile("[ўЎ]"), "be"),
    ("Cyrl", regex.compile("[іїєґІЇЄҐ]"), "uk"),
    ("Cyrl", regex.compile("[ѓќѕЃЌЅ]"), "mk"),
    ("Cyrl", regex.compile("[ђћјЂЋЈ]"), "sr"),
    ("Cyrl", regex.compile("[ғұқҒҰҚ]"), "kk"),
    ("Arab", regex.compile("[ٹڈڑےں]"), "ur"),
    ("Arab", regex.compile("[ښځډړڼ]"), "ps"),
    ("Arab", regex.compile("[ۆێڕڵ]"), "ckb"),
    ("Arab", regex.compile("[پچژگ]"), "fa"),
)
"""Letters by which a language is known among those of its script."""
_OF = {name: regex.compile(rf"[\p{{Script={name}}}]") for name in _SCRIPTS}
_LETTER = regex.compile(r"\p{L}")
_SHARE = 0.6


def language_by_script(text: str, declared: str | None) -> str | None:
    """Return the declared language, or where it is not written in the text's script what is.

    Args:
        text: the beginning of the body.
        declared: BCP 47 tag that the page or the feed declares.
    """
    letters = "".join(_LETTER.findall(text[: 2 * _LETTERS]))[:_LETTERS]
    if not letters or letters[: _LETTERS // 4].isascii():
        return declared
    kana = len(_TOLD[0][1].findall(letters))
    for name, pattern in _OF.items():
        found = len(pattern.findall(letters)) + (kana if name == "Hani" else 0)
        if found < _SHARE * len(letters):
            continue
        if declared is not None and _is_written_in(declared.partition("-")[0], name):
            return declared
        told = (tag for script, mark, tag in _TOLD if script == name and mark.search(letters))
        return next(told, None) or _commonest_in(name)
    return declared


def _is_written_in(language: str, script: str) -> bool:
    """Return whether CLDR knows of a place where a language is written in a script."""
    return any((language, one) in _written() for one in _WRITTEN_WITH.get(script, (script,)))


@cache
def _written() -> frozenset[tuple[str, str]]:
    likely = get_global("likely_subtags").values()
    return frozenset((language, script) for language, script, *_ in (v.split("_") for v in likely))


def _commonest_in(script: str) -> str:
    """Return the language that CLDR takes for likely where only the script is known."""
    return str(get_global("likely_subtags")[f"und_{script}"]).partition("_")[0]
