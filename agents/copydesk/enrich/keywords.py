"""Keywords by term frequency without stop words (stopwordsiso: docs/decisions/0006)."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

import stopwordsiso

from .words import han_pairs, spaced_words

MOST = 10
_LOOK_AT = 50_000
_HEADLINE_WEIGHT = 3
_SHORTEST = 3
_PAIRED = {"zh", "ja"}


@cache
def _stop_words(language: str) -> frozenset[str]:
    if not stopwordsiso.has_lang(language):
        return frozenset()
    return frozenset(word.casefold() for word in stopwordsiso.stopwords(language))


def keywords_of(headline: str, text: str, language: str) -> tuple[str, ...]:
    """Return the most telling words, best first; ties in order of appearance.

    A word counts that occurs twice or stands in the headline. A language without a list of
    stop words gives none rather than its articles and prepositions.

    Args:
        headline: counts three times.
        text: the body.
        language: BCP 47 tag.
    """
    base = language.partition("-")[0]
    stop = _stop_words(base)
    if not stop:
        return ()
    paired = base in _PAIRED
    terms = han_pairs if paired else spaced_words
    scores: Counter[str] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    # A pair of Han letters from the headline alone is as often half of two words as one word.
    headline_weight = 1 if paired else _HEADLINE_WEIGHT
    for part, weight in ((headline, headline_weight), (text[:_LOOK_AT], 1)):
        for word in terms(part):
            folded = word.casefold()
            if folded in stop or not any(map(str.isalpha, folded)):
                continue
            if not paired and len(folded) < _SHORTEST:
                continue
            scores[folded] += weight
            forms[folded][word] += 1
    # Counters keep insertion order and sorted() is stable, so ties stay in reading order.
    best = sorted((w for w, n in scores.items() if n >= 2), key=lambda word: -scores[word])
    return tuple(forms[word].most_common(1)[0][0] for word in best[:MOST])
