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


async def handle(record: Record) -> Sequence[Output]:
    """Enrich one article.

    Raises:
        DecodeError: no valid `normalized` event, or no order in its headers.
    """
    order = Order.decode(h.get(record.headers, h.ORDER_HEADER))
    article = decode(record.value, Normalized)
    # Off the loop: a long text must not keep Kafka from hearing of us.
    enriched = await asyncio.to_thread(enrich, article)
    return [
        Output(
            ENRICHED,
            enriched.article_id.encode(),
            encode(enriched),
            h.article_event("enrich", "enriched", enriched.article_id, order, record.headers),
        )
    ]
