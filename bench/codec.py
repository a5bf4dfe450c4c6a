"""Encode and decode of an article, against orjson alone on the same values.

orjson gets plain dicts and gives plain dicts; `encode` starts from the typed event and sorts
keys, `decode` ends at the typed event, its types checked.

Example: python -m bench.codec --count 200 --rounds 15
"""

from __future__ import annotations

import msgspec
import orjson

from bench.measure import arguments, race, show
from bench.newsroom import SEEN, normalized
from copydesk.codec import decode, encode
from copydesk.enrich.enrich import enrich
from copydesk.events import Article, Change


def article(number: int, values: dict[str, object]) -> Article:
    """Return a published article."""
    named = {**values, "article_id": f"urn:copydesk:article:1:bench{number}", "first_seen": SEEN}
    return msgspec.convert(
        {**named, "version": 1, "status": "usable", "change": Change(kind="first")},
        type=Article,
        from_attributes=True,
    )


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=200, help="articles")
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    enriched = [enrich(one) for one in normalized(given.count)]
    articles = [article(n, one.copy_fields()) for n, one in enumerate(enriched)]
    values = [encode(one) for one in articles]
    plain = [orjson.loads(value) for value in values]
    assert [decode(value, Article) for value in values] == articles
    size = sum(map(len, values)) / len(values)
    print(f"{len(articles)} articles, mean {size:.0f} bytes")
    for title, contestants in {
        "encode": {
            "codec.encode": lambda: [encode(one) for one in articles],
            "orjson.dumps": lambda: [orjson.dumps(one) for one in plain],
        },
        "decode": {
            "codec.decode": lambda: [decode(value, Article) for value in values],
            "orjson.loads": lambda: [orjson.loads(value) for value in values],
        },
    }.items():
        print(f"\n{title}")
        show(race(contestants, len(articles), given.rounds), "articles", [*contestants][-1])


if __name__ == "__main__":
    main()
