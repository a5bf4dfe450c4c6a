"""A feed's bytes -> its entries, by feedparser (docs/decisions/0007)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from copydesk.errors import PermanentError
from copydesk.events import Enclosure, FeedDate

_LONGEST_TEXT = 1_000_000
"""Code points of one field of an entry that are kept."""
_OFFSET_NAMES = re.compile(r"(?:[+-]\d{2}:?\d{2}|Z|\b(?:GMT|UTC|UT|Z))\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as a feed shows it."""

    key: str
    """Its id, else its link."""
    link: str | None
    entry_id: str | None = None
    title: str | None = None
    summary: str | None = None
    content: str | None = None
    published: FeedDate | None = None
    updated: FeedDate | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed at one moment."""

    title: str | None
    language: str | None
    entries: tuple[Entry, ...]


def parse_feed(body: bytes, url: str, headers: Mapping[str, str], max_entries: int) -> ParsedFeed:
    """Read RSS, Atom or RDF, broken ones as far as they go.

    Args:
        body: the bytes as served.
        url: where they came from, for relative links.
        headers: response headers, for the charset.
        max_entries: entries beyond these are left out.

    Raises:
        PermanentError: it is no feed (`not-a-feed`).
    """
    found = feedparser.parse(
        body,
        response_headers={
            "content-location": url,
            "content-type": headers.get("content-type", "application/xml"),
            **({"content-language": lang} if (lang := headers.get("content-language")) else {}),
        },
        # What leaves here is data; whoever shows it escapes it. Sanitising is slow and changes it.
        sanitize_html=False,
    )
    if not found.entries and not found.get("version"):
        reason = found.get("bozo_exception")
        raise PermanentError(
            f"{url} is no RSS, Atom or RDF feed" + (f": {reason}" if reason else ""),
            code="not-a-feed",
            url=url,
        )
    entries: dict[str, Entry] = {}
    for one in found.entries[:max_entries]:
        entry = _entry(one, url)
        # Some feeds list an entry twice; the first is the newer one.
        entries.setdefault(entry.key, entry)
    return ParsedFeed(
        _text(found.feed.get("title")), _text(found.feed.get("language")), tuple(entries.values())
    )


def _entry(found: Any, base: str) -> Entry:
    link = _text(found.get("link"))
    if link is not None:
        try:
            link = urljoin(base, link)
        except ValueError:
            link = None
    entry_id = _text(found.get("id"))
    title = _text(found.get("title"))
    key = entry_id or link or hashlib.sha256((title or "").encode()).hexdigest()
    content = [_text(part.get("value")) for part in found.get("content", ())]
    people = [_text(person.get("name")) for person in found.get("authors", ())]
    return Entry(
        key=key,
        link=link,
        entry_id=entry_id,
        title=title,
        summary=_text(found.get("summary")),
        content=next(filter(None, content), None),
        published=_date(found, "published"),
        updated=_date(found, "updated"),
        authors=tuple(filter(None, people)),
        categories=tuple(filter(None, (_text(tag.get("term")) for tag in found.get("tags", ())))),
        enclosures=tuple(_enclosures(found)),
    )


def _enclosures(found: Any) -> list[Enclosure]:
    result = []
    for one in found.get("enclosures", ()):
        length = str(one.get("length") or "")
        if href := _text(one.get("href")):
            result.append(
                Enclosure(
                    href=href,
                    type=_text(one.get("type")),
                    length=int(length) if length.isascii() and length.isdigit() else None,
                )
            )
    return result


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    # Lone surrogates (a feed's numeric entities) are no text and no JSON.
    text = value.encode("utf-8", "ignore").decode().strip()
    return text[:_LONGEST_TEXT] or None


def _date(found: Any, name: str) -> FeedDate | None:
    # FeedParserDict.get falls back from one date to another; a dict's own does not.
    text, parsed = dict.get(found, name), dict.get(found, f"{name}_parsed")
    if not isinstance(text, str):
        return None
    text = text.strip()[:100]
    written = _written(text)
    try:
        if parsed is not None:
            year, month, day, hour, minute, second = parsed[:6]
            value = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        elif written is not None:
            value = (written if written.tzinfo else written.replace(tzinfo=UTC)).astimezone(UTC)
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return FeedDate(value=value, offset=_offset(text, written, value), text=text)


def _written(text: str) -> datetime | None:
    """Read a date as RFC 5322 or ISO 8601 writes it, with its own offset."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return read(text)
        except (ValueError, TypeError, IndexError):
            continue
    return None


def _offset(text: str, written: datetime | None, value: datetime) -> str | None:
    """Return the offset that a date is written with, if it is written with one."""
    if written is None or not _OFFSET_NAMES.search(text):
        return None
    # '-0000' is UTC of an unknown zone (RFC 5322 section 3.3), which Python reads as none.
    aware = written if written.tzinfo else written.replace(tzinfo=UTC)
    if aware.astimezone(UTC) != value:
        return None
    offset = aware.utcoffset() or timedelta(0)
    sign = "-" if offset < timedelta(0) else "+"
    minutes = round(abs(offset).total_seconds() / 60)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"
