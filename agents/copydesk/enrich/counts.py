"""Sizes of a body."""

from __future__ import annotations

from copydesk.events import Counts

from .words import count_words

WORDS_PER_MINUTE = 230.0
"""Silent reading of non-fiction in English, mean of 190 studies (Brysbaert 2019)."""


def counts_of(text: str) -> Counts:
    """Return words, characters and reading time of a text."""
    words = count_words(text)
    minutes = round(words / WORDS_PER_MINUTE, 1)
    return Counts(words=words, characters=len(text), read_minutes=minutes)
