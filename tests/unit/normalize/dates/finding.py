"""Short pages and what is found in them."""

from __future__ import annotations

from datetime import UTC, datetime

from copydesk.dates import read_date
from copydesk.events import Instant
from copydesk.normalize.dates import Dates, find_dates
from copydesk.normalize.page import parse_page
from tests.pages import entry

FETCHED = datetime(2026, 11, 25, 6, tzinfo=UTC)
URL = "https://paper.example/story"


def find(
    body: str = "",
    *,
    head: str = "",
    lang: str = "en",
    url: str = URL,
    feed: str | None = None,
    updated: str | None = None,
    headline: str = "A ferry is back",
    fetched_at: datetime = FETCHED,
) -> Dates:
    """Return the dates of a page with that head and body under a headline."""
    copy = "<p>" + "The ferry is back after the winter. " * 8 + "</p>"
    page = parse_page(
        f'<html lang="{lang}"><head><title>x</title>{head}</head><body><div id="all"><main>'
        f"<article><h1>{headline}</h1>{body}{copy * 4}</article></main></div></body></html>",
        max_depth=200,
    )
    known = entry(url, published=read_date(feed), updated=read_date(updated))
    return find_dates(page, known, url=url, headline=headline, fetched_at=fetched_at)


def shown(found: Instant | None) -> str | None:
    """Return an instant as `2026-11-24T15:42 +07:00 page minute`."""
    if found is None:
        return None
    return f"{found.value:%Y-%m-%dT%H:%M} {found.offset} {found.zone_from} {found.precision}"


def ld(text: str) -> str:
    """Return JSON-LD of an article with these members."""
    script = f'{{"@type":"NewsArticle",{text}}}'
    return f'<script type="application/ld+json">{script}</script>'
