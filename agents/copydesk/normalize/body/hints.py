"""What the names of classes and ids hint at, as numbers that add up along a path of elements.

Each group has eight bits of one integer: the sum over a block's ancestors, less the sum over
those of the article's own container, says which groups occur between the two.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import html

# By words, since names are put together from few: `article-body__newsletter-signup`.
_GROUPS = {
    "text": r"article|body|content|entry|post$|story|text|paragraph|copy$|main",
    "share": r"shar(?:e|ing)|social|follow|facebook|twitter|whatsapp|telegram",
    "related": r"relat|recommend|more$|most$|popular|trend|see-?also|read-?(?:also|more|next)"
    r"|outbrain|taboola|teaser|rail$|sidebar|widget|up-?next|latest|baca-?juga|terkait",
    "advert": r"advert|^ads?$|sponsor|promo|banner|^cta$|donat|partner",
    "comment": r"comment|discuss|disqus|respond|reply",
    "picture": r"caption|credit|photo|image|gallery|slide|video|player|media|figure|^foto",
    "about": r"byline|author|^meta|date|time|publish|^bio$|contributor|signature|source"
    r"|contact|avatar|profile|editor",
    "navigation": r"^nav|menu|breadcrumb|footer|header|topic|^tags?$|categor|login|cookie"
    r"|consent|modal|popup|overlay|pagination|pager|search",
    "newsletter": r"newslet|subscri|sign-?up|alert|e-?mail|paywall|register",
    "head": r"headline|title|^dek$|summary|standfirst|intro|^lead$|description|sub-?head"
    r"|kicker|eyebrow|excerpt|^lid$|sapo|chapo",
    "note": r"correction|disclaim|copyright|note$|update|legal|licen[cs]e",
    "list": r"^list|info-?box|facts|^toc$",
}
NAMES = tuple(_GROUPS)
_BITS = 8
_MASK = (1 << _BITS) - 1
_EXPRESSIONS = tuple(re.compile(words, re.IGNORECASE) for words in _GROUPS.values())
_ATTRIBUTES = ("class", "id", "data-component", "data-testid", "data-type", "role", "itemprop")
_WORD = re.compile(r"[^\W\d_]+(?:-(?=also|more|next|juga|up\b|box|head|mail)[^\W\d_]+)?")
_LONGEST = 300
"""Characters of marks that are read; what some scripts write there has no end."""


def hints_of(element: html.HtmlElement) -> int:
    """Return an element's own hints, 0 if its marks say nothing."""
    if not element.attrib:
        return 0
    marks = " ".join(filter(None, map(element.get, _ATTRIBUTES)))
    return _hints(marks[:_LONGEST]) if marks else 0


@lru_cache(maxsize=4096)
def _hints(marks: str) -> int:
    hints = 0
    for word in _WORD.findall(marks):
        hints |= _hint(word)
    return hints


@lru_cache(maxsize=16384)
def _hint(word: str) -> int:
    """Return the hints of one word; the first group that it belongs to counts."""
    for at, words in enumerate(_EXPRESSIONS):
        if words.search(word) is not None:
            return 1 << _BITS * at
    return 0


def unpack(hints: int) -> tuple[float, ...]:
    """Return 1 for each group, in the order of `NAMES`, that occurs in a sum; else 0."""
    return tuple(float(hints >> _BITS * at & _MASK != 0) for at in range(len(NAMES)))
