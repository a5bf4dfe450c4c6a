"""Sane text: NFC, no control or bidi-spoofing characters, single spaces."""

from __future__ import annotations

import re
import unicodedata

# Overrides and isolates can make text read as other than it is; soft hyphens and word joiners
# are layout. Joiners (U+200C, U+200D) are spelling in Persian, Indic scripts and emoji: kept.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls
    "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
ROOM = 4
"""How many times longer than its letters and digits a title is at most."""


def clean_text(text: str) -> str:
    """Return a line of plain text."""
    # Splitting takes the same characters for spaces as a pattern does, in a quarter of its time.
    return " ".join(unicodedata.normalize("NFC", _UNWANTED.sub("", text)).split())


def fold(name: str) -> str:
    """Return a name in the form in which names and titles are compared: its letters and digits."""
    return "".join(filter(str.isalnum, name)).casefold()
