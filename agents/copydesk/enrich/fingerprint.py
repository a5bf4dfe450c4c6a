"""Near-duplicate signature: simhash (Charikar 2002; Manku, Jain, Das Sarma 2007)."""

from __future__ import annotations

import hashlib

from simhash import Simhash

from .words import han_pairs, spaced_words

_LOOK_AT = 200_000
_SHINGLE = 3


def _hash(feature: bytes) -> bytes:
    return hashlib.sha256(feature).digest()


def fingerprint_of(text: str) -> str | None:
    """Return 64 bits over shingles of three words, as 16 hexadecimal digits.

    Han goes by pairs of letters. A text without words has none.
    """
    part = text[:_LOOK_AT].casefold()
    words = [*spaced_words(part)]
    shingles = [
        " ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))
    ]
    features = [*filter(None, shingles), *han_pairs(part)]
    if not features:
        return None
    return f"{Simhash(features, f=64, hashfunc=_hash).value:016x}"
