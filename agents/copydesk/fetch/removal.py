"""When a page that was there is gone: not believed before it is said twice, some time apart."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from html import unescape
from http import HTTPStatus
from typing import Literal, NamedTuple

from copydesk import headers as h
from copydesk.codec import decode
from copydesk.errors import PermanentError
from copydesk.events import Fetched, Removed
from copydesk.http.answer import Answer
from copydesk.pages.way import by_way
from copydesk.records import Record
from copydesk.urls import canonical_url, normalize_url, page_of

from .recent import Fetch

_SURE_AFTER_S = {404: 7200.0, 410: 600.0}
"""RFC 9110 sections 15.5.5, 15.5.11: only 410 says that it is likely to be for good."""

# Each pattern ends where the next match could begin, so that no page makes them slow.
_HEAD_BYTES = 262_144
_LINK = re.compile(rb"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_CANONICAL = re.compile(rb"\brel\s*=\s*[\"']?[^\"'=]*\bcanonical\b", re.IGNORECASE)
_HREF = re.compile(rb"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)

LastPage = Callable[[int, int], Awaitable[Record]]
"""Reads a record of `fetched` again, by partition and offset; raises as `kafka.read_one`."""
LOST = "last-page-lost"
"""Code of a removal whose page is no longer on `fetched`."""


class Gone(NamedTuple):
    """An answer that says that a page is gone."""

    status: int
    final_url: str
    note: str
    """What was answered, for readers of the withdrawal."""
    sure_after_s: float
    """How long after the first such answer it is believed, in seconds."""

    def removed(self, at: datetime) -> Removed:
        """Return it as the fact that it is, found at that time."""
        return Removed(at=at, status=self.status, final_url=self.final_url, note=self.note)


def gone(asked: str, answer: Answer) -> Gone | None:
    """Return what an answer says of a page that was there before, None if not that it is gone.

    Args:
        asked: the address that was asked for.
        answer: what came. A redirect to a front page counts as 404.
    """
    status, final_url = answer.status, answer.final_url
    if status in _SURE_AFTER_S:
        note = f"{status} {HTTPStatus(status).phrase}"
        return Gone(status, final_url, note, _SURE_AFTER_S[status])
    if 200 <= status < 300 and (verdict := by_way(asked, final_url)) and verdict.code == "soft-404":
        return Gone(status, final_url, f"leads to {final_url}", _SURE_AFTER_S[404])
    return None


def judge(
    known: Fetch, found: Gone, at_ms: int, scale: float
) -> Literal["known", "doubtful", "believed"]:
    """Decide what it means that a page is said to be gone.

    Args:
        known: the page as it is known.
        found: the answer.
        at_ms: when it was given, in milliseconds since the epoch.
        scale: factor on the time until it is believed.
    """
    if known.removed:
        return "known"
    said_before = bool(known.gone_ms)
    return (
        "believed" if said_before and at_ms >= sure_ms(known, found, at_ms, scale) else "doubtful"
    )


def sure_ms(known: Fetch, found: Gone, at_ms: int, scale: float) -> int:
    """Return from when it is believed that a page is gone; times and arguments as of `judge`."""
    return (known.gone_ms or at_ms) + round(found.sure_after_s * scale * 1000)


async def last_reading(known: Fetch, url: str, read: LastPage | None) -> tuple[Record, Fetched]:
    """Return the record of a page as it was last read, and its facts.

    Args:
        known: the page as it is known.
        url: its normalized address.
        read: reads it from `fetched`.

    Raises:
        PermanentError: it is not there (`last-page-lost`).
        BrokerError: no Kafka answers.
    """
    lost = PermanentError(
        f"{url} is gone, and so is its last reading: there is no copy to withdraw", code=LOST
    )
    if known.page is None or read is None:
        raise lost
    try:
        record = await read(*known.page)
        facts = decode(h.get(record.headers, h.HTTP_HEADER), Fetched)
        if normalize_url(facts.url) != url:
            raise lost
    except PermanentError as error:
        raise lost from error
    return record, facts


def homes(page: bytes, facts: Fetched, asked: str, found: Gone) -> list[str]:
    """Return other addresses at which a page may live on, though one of them is gone.

    They are where its last reading was found after redirects, and what that called itself within
    its site. It is looked for by bytes: no page is parsed here.

    Args:
        page: its last reading.
        facts: the facts of that.
        asked: the address that was asked for.
        found: the answer that it is gone.
    """
    named = [
        unescape(b"".join(href.groups(b"")).decode("utf-8", "replace"))
        for link in _LINK.finditer(page[:_HEAD_BYTES])
        if _CANONICAL.search(link[1]) and (href := _HREF.search(link[1]))
    ]
    own = {page_of(asked), page_of(found.final_url)}
    places = (facts.final_url, canonical_url(facts.final_url, named[:1]))
    by_page = {page_of(place): place for place in places}
    return [place for known, place in by_page.items() if known not in own]
