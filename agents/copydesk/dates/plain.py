"""Any script's digits, colons and words for noon -> plain ones, so that one pattern reads them."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069\ufeff"
LAYOUT = str.maketrans("", "", _UNSEEN)
"""Joiners, marks of direction, zero-width spaces: no part of a date."""
_AM = (
    "午前 上午 早上 早晨 凌晨 清晨 오전 새벽 ص صباحا صباحًا صباحاً صبح ق.ظ قبلازظهر π.μ. πμ "
    "सुबह पूर्वाह्न সকাল காலை sa முற்பகல் ጥዋት ጠዋት"
)
_PM = (
    "午後 下午 晚上 傍晚 오후 저녁 밤 م مساء مساءً مساءا ظهرا ظهرًا ظهراً ب.ظ بعدازظهر عصر شام "
    "دوپہر رات μ.μ. μμ शाम अपराह्न दोपहर रात বিকাল বিকেল সন্ধ্যা রাত பிற்பகல் மாலை இரவு ch ከሰዓት ማታ"
)
_NOON = {
    unicodedata.normalize("NFKC", word): meaning
    for words, meaning in ((_AM, "am"), (_PM, "pm"))
    for word in words.split()
}
_WORDS = "|".join(re.escape(w) for w in sorted(_NOON, key=lambda w: (-len(w), w)))
_CLOCK = (
    r"\d{1,2}(?:\s*[:时時点點시]\s*(?:\d{2}|\d(?=\s*[分분]))\s*[分분]?(?::\d{2})?|\s*[时時点點시])"
)
# Only beside a clock: `م` is also "AD", `sa` also Saturday.
# Han's and Hangul's day stands right before the words: `25日下午2:30`.
_BEFORE = re.compile(rf"(?:(?<![^\W\d_])|(?<=[日号號일]))({_WORDS})\s*({_CLOCK})")
_MINUS = re.compile(r"(?:(?<=gmt)|(?<=utc))(\s?)[\u2010-\u2015\u2212](?=\s?\d)")
"""A dash for the minus of an offset."""
_AFTER = re.compile(rf"({_CLOCK})\s*({_WORDS})(?![^\W\d_])")


def plain(text: str) -> str:
    """Return a text in lower case with ASCII digits and colons, `am` and `pm` after clocks."""
    text = unicodedata.normalize("NFKC", text).translate(LAYOUT).lower()
    if text.isascii():
        return text
    text = "".join(c if c.isascii() else str(unicodedata.digit(c, c)) for c in text)
    text = _MINUS.sub(r"\1-", text)
    text = _BEFORE.sub(lambda m: f"{m[2]} {_NOON[m[1]]} ", text)
    return _AFTER.sub(lambda m: f"{m[1]} {_NOON[m[2]]} ", text)
