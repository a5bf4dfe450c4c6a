"""Made-up events for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import asdict

from copydesk.codec import encode
from copydesk.events import (
    Block,
    Body,
    Enriched,
    Headline,
    Instant,
    Language,
    Normalized,
)
from copydesk.headers import Order, cloud_event, event_id
from copydesk.records import Output, Record
from copydesk.topics import ENRICHED, NORMALIZED

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def enriched(number: int = 1, text: str = "The ferry is back.", **fields: Any) -> Enriched:
    """Return an enriched article."""
    url = f"https://harbour.example/{number}"
    return Enriched(
        **{
            "article_id": f"urn:copydesk:article:1:test{number}",
            "url": url,
            "canonical_url": url,
            "headlines": (Headline(role="main", value=f"Ferry {number} returns"),),
            "published": Instant(value=NOON, offset="+00:00", zone_from="page"),
            "first_seen": NOON,
            "body": Body(text=text, blocks=(Block(kind="paragraph", text=text),)),
            "language": Language(tag="en", confidence=0.9),
            **fields,
        }
    )


def normalized(number: int = 1, text: str = "The ferry is back.") -> Normalized:
    """Return a normalized article."""
    known = asdict(enriched(number, text))
    return Normalized(**{**known, "language": Language(tag="en", declared="en")})


def normalized_output(article: Normalized, order: Order) -> Output:
    """Return the record that normalize writes of an article."""
    headers = cloud_event(
        id=event_id("normalized", article.article_id, *order),
        type="copydesk.normalized",
        source="/copydesk/normalize",
        subject=article.article_id,
        schema="normalized",
        partition_key=article.article_id,
        time=NOON,
        order=order,
    )
    return Output(NORMALIZED, article.article_id.encode(), encode(article), headers)


def output(article: Enriched, order: Order, partition: int | None = None) -> Output:
    """Return the record that enrich writes of an article."""
    key = article.article_id.encode()
    return Output(
        ENRICHED,
        key,
        encode(article),
        cloud_event(
            id=event_id("enriched", article.article_id, *order),
            type="copydesk.enriched",
            source="/copydesk/enrich",
            subject=article.article_id,
            schema="enriched",
            partition_key=article.article_id,
            time=NOON,
            order=order,
        ),
        partition,
    )


def record(article: Enriched, order: Order, offset: int = 0) -> Record:
    """Return that record as the gate reads it."""
    made = output(article, order)
    return Record("news.enriched", 0, offset, made.key, made.value, made.headers, 0)
