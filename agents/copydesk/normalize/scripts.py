"""The language that a text's script tells: templates declare English around any other.

What is written in Latin letters is left to the declaration here, and to the enrich stage, which
knows words.
"""

from __future__ import annotations

import regex

_LETTERS = 400
"""Letters that are looked at."""
_SCRIPTS = {
    "Greek": "el",
    "Hebrew": "he yi",
    "Georgian": "ka xmf",
    "Armenian": "hy",
    "Thai": "th",
    "Lao": "lo",
    "Khmer": "km",
    "Myanmar": "my shn mnw",
    "Hangul": "ko",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Oriya": "or",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn tcy",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Ethiopic": "am ti om",
    "Bengali": "bn as mni",
    "Devanagari": "hi mr ne sa mai bho kok new doi",
    "Arabic": "ar fa ur ps ckb ku sd ug pnb az ks arz ary prs pa kk",
    "Han": "zh ja ko yue wuu",
    "Cyrillic": "ru uk be bg mk sr kk ky mn tg uz tt ba cv ce os az bs hr sh ab sah",
}
"""The languages that are written in a script, by far the commonest first."""
_TOLD = (
    ("Han", regex.compile(r"[\p{Hiragana}\p{Katakana}]"), "ja"),
    ("Cyrillic", regex.compile("[ўЎ]"), "be"),
    ("Cyrillic", regex.compile("[іїєґІЇЄҐ]"), "uk"),
    ("Cyrillic", regex.compile("[ѓќѕЃЌЅ]"), "mk"),
    ("Cyrillic", regex.compile("[ђћјЂЋЈ]"), "sr"),
    ("Cyrillic", regex.compile("[ғұқҒҰҚ]"), "kk"),
    ("Arabic", regex.compile("[ٹڈڑےں]"), "ur"),
    ("Arabic", regex.compile("[ښځډړڼ]"), "ps"),
    ("Arabic", regex.compile("[ۆێڕڵ]"), "ckb"),
    ("Arabic", regex.compile("[پچژگ]"), "fa"),
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
        found = len(pattern.findall(letters)) + (kana if name == "Han" else 0)
        if found < _SHARE * len(letters):
            continue
        languages = _SCRIPTS[name].split()
        if declared is not None and declared.partition("-")[0] in languages:
            return declared
        told = (tag for script, mark, tag in _TOLD if script == name and mark.search(letters))
        return next(told, languages[0])
    return declared
