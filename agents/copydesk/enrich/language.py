"""The language of a text, by py3langid (docs/decisions/0006)."""

from __future__ import annotations

import tempfile
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from copydesk.errors import MachineError
from copydesk.events import Language
from copydesk.languages import language_tag

_LOOK_AT = 8000
"""Code points that are looked at: more changes nothing and costs time."""
_SURE = 0.9
_SHORT = 60
# Neighbours that a detector of letter sequences cannot tell apart; a declaration can.
_ALIKE = (
    {"id", "ms", "jv"},
    {"bs", "hr", "sr"},
    {"da", "nb", "nn", "no"},
    {"cs", "sk"},
    {"zh", "yue", "wuu"},
    {"ar", "ary", "arz"},
    {"ca", "oc"},
)


def load() -> None:
    """Unpack the model; else the first text does it, which takes a second.

    Raises:
        MachineError: there is no room for it.
    """
    try:
        _identifier()
    except OSError as error:
        raise MachineError(
            f"the language model cannot be unpacked in {tempfile.gettempdir()}: "
            f"{error.strerror or error}; it needs 70 MB there, or another folder in TMPDIR"
        ) from error


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str, declared: str | None) -> Language:
    """Return the language of a text.

    The text decides. What the page or feed declares stands where the text is too short to tell
    or the two are neighbours, and it gives the region where both agree on the language.

    Args:
        text: the body; the headline where there is none.
        declared: BCP 47 tag that the source declares.
    """
    known = language_tag(declared)
    letters = sum(map(str.isalpha, text[:_LOOK_AT]))
    if letters < 3:
        return Language(tag=known or "und", declared=declared)
    code, probability = _identifier().classify(text[:_LOOK_AT])
    confidence = round(float(probability), 3)
    if known is not None:
        base = known.partition("-")[0]
        alike = any(code in group and base in group for group in _ALIKE)
        unsure = confidence < _SURE or letters < _SHORT
        if base == code or alike or unsure:
            return Language(tag=known, confidence=confidence, declared=declared)
    return Language(tag=code, confidence=confidence, declared=declared)
