"""The enrich stage as a function: a `normalized` record in, an `enriched` record out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from copydesk import headers as h
from copydesk.codec import decode, encode
from copydesk.events import Normalized
from copydesk.headers import Order
from copydesk.records import Output, Record
from copydesk.topics import ENRICHED

from .enrich import enrich

_LONG = 20_000
"""Code points from which enrich takes some tens of milliseconds (bench/enrich.py)."""


TIMEOUT_S = 60.0
"""Longest time for one article."""


async def handle(record: Record) -> Sequence[Output]:
    """Enrich one article.

    Raises:
        DecodeError: no valid `normalized` event, or no order in its headers.
    """
    order = Order.decode(h.get(record.headers, h.ORDER_HEADER))
    article = decode(record.value, Normalized)
    # A long text must not keep Kafka from hearing of us; for a short one a thread costs more.
    if len(article.body.text) > _LONG:
        enriched = await asyncio.to_thread(enrich, article)
    else:
        enriched = enrich(article)
    return [
        Output(
            ENRICHED,
            enriched.article_id.encode(),
            encode(enriched),
            h.article_event("enrich", "enriched", enriched.article_id, order, record.headers),
        )
    ]
