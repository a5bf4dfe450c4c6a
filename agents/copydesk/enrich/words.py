"""Words of a text, by Unicode word boundaries (UAX 29)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

# Scripts that put no space between words; UAX 29 needs a dictionary there, so letters count.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(
    rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[\p{{L}}\p{{N}}\p{{M}}])"
    rf"(?:(?![{_UNSPACED}])[\p{{L}}\p{{N}}\p{{M}}'’\u200c\u200d])*+"
)
_HAN = regex.compile(r"\p{Han}{2,}+")
_SPACED = regex.compile(
    rf"(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}\p{{N}}\u200c\u200d])+(?:[-'’](?:(?![{_UNSPACED}])[\p{{L}}\p{{N}}])+)*"
)


def count_words(text: str) -> int:
    """Return the number of words; Han, Kana, Thai, Lao, Khmer and Myanmar count by letter."""
    return sum(1 for _ in _WORD.finditer(text))


def spaced_words(text: str) -> Iterator[str]:
    """Yield the words of scripts that part them by spaces, in order."""
    return (found[0] for found in _SPACED.finditer(text))


def han_pairs(text: str) -> Iterator[str]:
    """Yield each pair of neighbouring Han letters: a usual stand-in for words."""
    for run in _HAN.finditer(text):
        letters = run[0]
        for at in range(len(letters) - 1):
            yield letters[at : at + 2]
