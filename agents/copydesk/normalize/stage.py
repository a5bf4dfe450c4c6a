"""The normalize stage as a function: a `fetched` record in, a `normalized` record out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from copydesk import headers as h
from copydesk.codec import decode, encode
from copydesk.errors import DecodeError, PermanentError
from copydesk.events import Fetched, Normalized
from copydesk.records import Output, Record, StageFunction, page_order
from copydesk.settings import NormalizeSettings
from copydesk.topics import NORMALIZED

Extract = Callable[[bytes, Fetched], Awaitable[Normalized]]


def stage(settings: NormalizeSettings, extract: Extract) -> StageFunction:
    """Return the stage function.

    Args:
        settings: limits.
        extract: runs `extract.normalize_page`, in this process or another.
    """

    async def handle(record: Record) -> Sequence[Output]:
        if record.value is None:
            raise DecodeError("an empty record is no page")
        if len(record.value) > settings.max_html_bytes:
            raise PermanentError(
                f"the page has {len(record.value)} bytes; the limit is {settings.max_html_bytes}",
                code="too-large",
            )
        facts = decode(h.get(record.headers, h.HTTP_HEADER), Fetched)
        article = await extract(record.value, facts)
        return [output(article, facts, record)]

    return handle


def output(article: Normalized, facts: Fetched, record: Record) -> Output:
    """Make the `normalized` record of an article."""
    order = page_order(record, facts.ordered_at)
    return Output(
        NORMALIZED,
        article.article_id.encode(),
        encode(article),
        h.article_event("normalize", "normalized", article.article_id, order, record.headers),
    )
