"""Articles a second of `enrich`, against detecting the language alone.

A pipeline that enriches at all has to know the language; what else `enrich` does is shown part
by part. The articles are those of the demo newsroom, in six languages.

Example: python -m bench.enrich --count 120 --rounds 7
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import mean

from msgspec import structs

from bench.measure import arguments, race, show
from bench.newsroom import normalized
from copydesk.demo.sites import SITES
from copydesk.enrich.counts import counts_of
from copydesk.enrich.enrich import enrich
from copydesk.enrich.fingerprint import fingerprint_of
from copydesk.enrich.keywords import keywords_of
from copydesk.enrich.language import detect
from copydesk.events import Normalized


def each(function: Callable[[Normalized], object], articles: list[Normalized]) -> None:
    """Call a function with each article."""
    for article in articles:
        function(article)


def language(article: Normalized) -> object:
    """Detect the language as `enrich` does."""
    declared = article.language.declared if article.language else None
    return detect(article.body.text, declared)


def keywords(article: Normalized) -> object:
    """Find keywords as `enrich` does, the language known."""
    tag = article.language.tag if article.language else "und"
    return keywords_of(article.headline or "", article.body.text, tag)


def longer(articles: list[Normalized], times: int, languages: int) -> list[Normalized]:
    """Return articles of many times the length: each with those of its language joined to it."""
    made = []
    for at, article in enumerate(articles):
        others = articles[at % languages :: languages]
        chosen = [others[(at + n) % len(others)].body.text for n in range(times)]
        body = structs.replace(article.body, text="\n\n".join(chosen))
        made.append(structs.replace(article, body=body))
    return made


def measure(articles: list[Normalized], rounds: int, what: str) -> None:
    """Print speed on some articles."""
    characters = mean(len(article.body.text) for article in articles)
    print(f"\n{what}: {len(articles)} articles, mean {characters:.0f} characters")
    timings = race(
        {
            "enrich": lambda: each(enrich, articles),
            "fingerprint alone": lambda: each(lambda a: fingerprint_of(a.body.text), articles),
            "keywords alone": lambda: each(keywords, articles),
            "counts alone": lambda: each(lambda a: counts_of(a.body.text), articles),
            "language alone": lambda: each(language, articles),
        },
        len(articles),
        rounds,
    )
    show(timings, "articles", "language alone")


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=120, help="articles")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--times", type=int, default=8, help="length of the long articles")
    given = parser.parse_args()
    articles = normalized(given.count)
    measure(articles, given.rounds, "short")
    measure(longer(articles, given.times, len(SITES)), given.rounds, "long")


if __name__ == "__main__":
    main()
