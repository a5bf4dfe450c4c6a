"""Which articles a consumer wants. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cached_property

from copydesk.events import Article, Copy

Values = str | Iterable[str]
Predicate = Callable[[Article], bool]

# Scripts that put no space between words: a word is looked for anywhere in them.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff]"
)


@dataclass(frozen=True)
class Filter:
    """Conditions on an article: all that are set must hold, one value of each is enough.

    Text is compared without case and in Unicode's form NFKC.
    """

    language: tuple[str, ...] = ()
    """BCP 47 tags; `pt` is also `pt-BR` (basic filtering, RFC 4647 section 3.3.1)."""
    source: tuple[str, ...] = ()
    """Domains of publishers, or names below them: `example.org` is also `news.example.org`."""
    country: tuple[str, ...] = ()
    """Countries of publishers, ISO 3166-1 alpha-2."""
    section: tuple[str, ...] = ()
    """Sections of the paper, as printed."""
    words: tuple[str, ...] = ()
    """Words or phrases in a headline, the standfirst or the text; `harbour*` is any word that
    begins so. In scripts without spaces a word is found anywhere."""
    type: tuple[str, ...] = ()
    """Genres: news, opinion, analysis, live, gallery."""
    where: Predicate | None = None
    """Any other condition."""

    @classmethod
    def of(cls, where: Predicate | None = None, **conditions: Values | None) -> Filter:
        """Make a filter; each condition may be one text or several."""
        given = {
            name: (value,) if isinstance(value, str) else tuple(value)
            for name, value in conditions.items()
            if value is not None
        }
        return cls(**given, where=where)

    @cached_property
    def is_empty(self) -> bool:
        """Whether every article passes."""
        return not any(getattr(self, field.name) for field in fields(self))

    def matches(self, article: Article) -> bool:
        """Whether an article passes."""
        if self.is_empty:
            return True
        publisher = article.publisher
        return (
            (not self.language or self._speaks(article))
            and (not self.source or (publisher is not None and self._is_from(publisher.domain)))
            and (
                not self.country
                or (publisher is not None and _among(publisher.country, self.country))
            )
            and (not self.section or _among(article.section, self.section))
            and (not self.type or any(_among(genre, self.type) for genre in article.genres))
            and (not self.words or self._pattern.search(_text(article)) is not None)
            and (self.where is None or self.where(article))
        )

    def _speaks(self, article: Copy) -> bool:
        tag = _fold(article.language.tag) if article.language else "und"
        return any(tag == one or tag.startswith(f"{one}-") for one in map(_fold, self.language))

    def _is_from(self, domain: str) -> bool:
        found = _fold(domain)
        return any(found == one or found.endswith(f".{one}") for one in map(_fold, self.source))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_word_pattern, self.words)))


def _word_pattern(words: str) -> str:
    folded = _fold(words)
    text = folded.rstrip("*")
    pattern = r"\s+".join(map(re.escape, text.split()))
    if _UNSPACED.search(text):
        return pattern
    return rf"(?<!\w){pattern}" + ("" if folded.endswith("*") else r"(?!\w)")


def _text(article: Copy) -> str:
    parts = [headline.value for headline in article.headlines]
    return _fold("\n".join([*parts, article.standfirst or "", article.body.text]))


def _among(value: str | None, wanted: Iterable[str]) -> bool:
    return value is not None and _fold(value) in map(_fold, wanted)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
