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

from .article import PageRead
from .site.course import SiteMemories
from .site.memory import Template

Extract = Callable[[bytes, Fetched, Template | None], Awaitable[PageRead]]


def stage(
    settings: NormalizeSettings, extract: Extract, memories: SiteMemories | None = None
) -> StageFunction:
    """Return the stage function.

    Args:
        settings: limits.
        extract: runs `article.read_page`, in this process or another.
        memories: of sites; None if pages are read each for itself. Pages must begin in their
            order, and what they teach is kept by its `settle`.
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
        # Nothing is awaited up to here, so that pages begin in their order.
        turn = memories.begin(record, facts) if memories else None
        if memories is None or turn is None:
            read = await extract(record.value, facts, None)
            return [output(read.article, facts, record)]
        read = await extract(record.value, facts, await memories.template(turn))
        memories.learn(turn, read.lesson)
        return [output(read.article, facts, record)]

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
