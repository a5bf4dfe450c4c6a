"""When an article was published: the page's instant, else the feed's, each with its zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from copydesk.events import Discovered, FeedDate, Instant

from .page import Page

_META_PUBLISHED = ("article:published_time", "datepublished", "date", "dc.date", "pubdate")
_META_MODIFIED = ("article:modified_time", "datemodified", "og:updated_time", "last-modified")
_DAY_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}")


def published(page: Page, entry: Discovered) -> tuple[Instant | None, str | None]:
    """Return when it was published and where that is from.

    A page's time with a zone wins. One without a zone takes the feed's offset where both show
    the same local time; else the feed's time is better than a guess.
    """
    stated = _first(
        [
            page.json_ld.get("datePublished"),
            *(page.meta.get(n) for n in _META_PUBLISHED),
            _time(page),
        ]
    )
    source = "json-ld" if page.json_ld.get("datePublished") else "page text"
    if stated is not None and stated.tzinfo is not None:
        return _instant(stated, "page"), source
    if entry.published is not None:
        return _from_feed(entry.published), "feed"
    if stated is not None:
        return _instant(stated.replace(tzinfo=UTC), "assumed"), source
    return None, None


def modified(page: Page, entry: Discovered) -> Instant | None:
    """Return when it was last changed, if the page or the feed says so."""
    stated = _first([page.json_ld.get("dateModified"), *(page.meta.get(n) for n in _META_MODIFIED)])
    if stated is not None and stated.tzinfo is not None:
        return _instant(stated, "page")
    if entry.updated is not None and entry.updated.value != (
        entry.published and entry.published.value
    ):
        return _from_feed(entry.updated)
    return None


def _time(page: Page) -> str | None:
    for element in page.tree.iter("time"):
        if stamp := element.get("datetime"):
            return str(stamp)
    return None


def _first(values: list[object]) -> datetime | None:
    for value in values:
        if isinstance(value, str) and not _DAY_ONLY.fullmatch(value.strip()):
            try:
                return datetime.fromisoformat(value.strip())
            except ValueError:
                continue
    return None


def _from_feed(date: FeedDate) -> Instant:
    return Instant(
        value=date.value,
        offset=date.offset,
        zone_from="feed" if date.offset else "assumed",
        precision="second" if date.value.second else "minute",
    )


def _instant(value: datetime, zone_from: str) -> Instant:
    raw = value.strftime("%z")
    return Instant(
        value=value.astimezone(UTC).replace(microsecond=0),
        offset=f"{raw[:3]}:{raw[3:5]}",
        zone_from="page" if zone_from == "page" else "assumed",
        precision="second" if value.second else "minute",
    )
