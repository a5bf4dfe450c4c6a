"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import Any

import orjson

from copydesk.events import Enclosure

from .context import Context
from .model import Entry, FeedLinks, ParsedFeed, entry_key, not_a_feed
from .texts import absolute, clean, distinct, enclosure, with_addresses

_VERSION = "https://jsonfeed.org/version/"


def read_json(data: bytes, context: Context, max_entries: int | None) -> ParsedFeed:
    """Read a JSON Feed.

    Raises:
        PermanentError: it is none (`not-a-feed`).
    """
    try:
        found = orjson.loads(data.removeprefix(codecs.BOM_UTF8))
    except orjson.JSONDecodeError as error:
        raise not_a_feed(context.url, f"is no JSON: {error}") from error
    version = found.get("version") if isinstance(found, dict) else None
    if not isinstance(version, str) or _VERSION not in version.replace("http:", "https:"):
        raise not_a_feed(context.url, "is JSON, but no JSON Feed: it has no 'version' of one")
    items = [item for item in _list(found.get("items")) if isinstance(item, dict)]
    context.language = _text(found.get("language")) or context.language
    authors = _authors(found)
    if max_entries is not None and len(items) > max_entries:
        context.flaw("too-many-entries", f"{len(items) - max_entries} entries are left out")
    hubs = [hub for hub in _list(found.get("hubs")) if isinstance(hub, dict)]
    return ParsedFeed(
        title=_text(found.get("title")),
        language=context.language,
        entries=tuple(_entry(item, context, authors) for item in items[:max_entries]),
        format=f"JSON Feed {version.rpartition('/')[2][:10] or '1'}",
        link=_address(found.get("home_page_url"), context),
        links=FeedLinks(
            hubs=distinct(_address(hub.get("url"), context) for hub in hubs),
            self=_address(found.get("feed_url"), context),
            next=_address(found.get("next_url"), context),
        ),
    )


def _entry(item: dict[str, Any], context: Context, authors: tuple[str, ...]) -> Entry:
    entry_id, title = _text(item.get("id")), _text(item.get("title"))
    link = _address(item.get("url"), context) or _address(item.get("external_url"), context)
    if link is None and entry_id and entry_id.startswith(("http://", "https://")):
        link = entry_id
    content = _text(item.get("content_html"))
    language = _text(item.get("language"))
    return Entry(
        key=entry_key(entry_id, link, title),
        link=link,
        id=entry_id,
        title=title,
        summary=_text(item.get("summary")),
        content=with_addresses(content, context.url)
        if content
        else _text(item.get("content_text")),
        published=context.date(_text(item.get("date_published")), language),
        updated=context.date(_text(item.get("date_modified")), language),
        authors=_authors(item) or authors,
        categories=distinct(_text(tag) for tag in _list(item.get("tags"))),
        enclosures=tuple(_enclosures(item, context)),
        language=language,
    )


def _enclosures(item: dict[str, Any], context: Context) -> Iterable[Enclosure]:
    for one in _list(item.get("attachments")):
        if isinstance(one, dict):
            href = _address(one.get("url"), context)
            if made := enclosure(href, one.get("mime_type"), one.get("size_in_bytes")):
                yield made
    if made := enclosure(_address(item.get("image"), context), None, None):
        yield made


def _authors(found: dict[str, Any]) -> tuple[str, ...]:
    # Version 1.0 has one author, 1.1 a list.
    people = [*_list(found.get("authors")), found.get("author")]
    named = [one for one in people if isinstance(one, dict)]
    return distinct(_text(one.get("name")) or _text(one.get("url")) for one in named)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    # Ids are often numbers; the specification says to take them as text.
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return clean(value)


def _address(value: object, context: Context) -> str | None:
    return absolute(context.url, clean(value))
