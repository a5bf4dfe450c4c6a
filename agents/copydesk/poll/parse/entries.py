"""An `item` of RSS or an `entry` of Atom -> Entry.

Feeds mix the formats and their modules, so one reader takes each part wherever it stands, the
best source first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from copydesk.events import Enclosure, FeedDate

from .constructs import markup_of, title_of
from .context import Context, Fields, fields_of
from .model import Entry, EntrySource, entry_key
from .names import RDF_ABOUT, XML_LANG, Names
from .texts import absolute, clean, distinct, enclosure, person, plain

_TITLES = ("title", "dc:title", "media:title", "itunes:title")
_SUMMARIES = ("description", "summary", "abstract", "dc:description", "itunes:summary")
_CONTENTS = ("content:encoded", "content", "xhtml:body", "body", "fullitem")
_PUBLISHED = (
    "pubdate", "published", "issued", "dcterms:issued", "dc:date", "created", "dcterms:created",
    "dcterms:date", "date",
)  # fmt: skip
_UPDATED = ("updated", "modified", "dcterms:modified", "lastmod")
_AUTHORS = ("author", "dc:creator", "dc:author", "itunes:author")
_CATEGORIES = ("category", "dc:subject", "itunes:category", "media:category")
_MEDIA = {"media:group", "media:content", "media:thumbnail"}
_PLACES = {"georss:point", "georss:where", "geo:point", "geo:lat"}
_RELATION = "http://www.iana.org/assignments/relation/"
_HTML = {None, "", "text/html", "application/xhtml+xml"}
_NUMBERS = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,20})?)[\s,]+(-?\d{1,3}(?:\.\d{1,20})?)\s*")


def read_entry(
    element: etree._Element, names: Names, context: Context, authors: tuple[str, ...] = ()
) -> Entry:
    """Read an entry.

    Args:
        element: an `item` or `entry`.
        names: the document's names.
        context: the feed.
        authors: whose it is if it names no author (RFC 4287 section 4.2.1).
    """
    fields = fields_of(element, names)
    entry_id = _id(element, fields)
    link = _link(element, fields, context)
    title = _first_title(fields)
    language = clean(element.get(XML_LANG)) or _first_text(fields, "dc:language", "language")
    summary, content = _summary_and_content(fields, names, context)
    return Entry(
        key=entry_key(entry_id, link, title),
        link=link,
        id=entry_id,
        title=title,
        summary=summary,
        content=content,
        published=_date(fields, _PUBLISHED, context, language),
        updated=_date(fields, _UPDATED, context, language),
        authors=authors_of(fields, names) or authors,
        categories=_categories(fields),
        enclosures=_enclosures(fields, names, context),
        language=language,
        source=_source(fields, names, context),
        comments=_comments(fields),
        location=_location(fields, names),
    )


def relation(element: etree._Element) -> str:
    """Return what a link of Atom leads to (RFC 4287 section 4.2.7.2)."""
    return element.get("rel", "alternate").strip().lower().removeprefix(_RELATION) or "alternate"


def authors_of(fields: Fields, names: Names) -> tuple[str, ...]:
    """Return the authors of an entry or a feed: names, else addresses."""
    return distinct(
        person(_person_text(element, names))
        for field in _AUTHORS
        for element in fields.get(field, ())
    )


def _person_text(element: etree._Element, names: Names) -> str | None:
    if not len(element):
        return clean(element.text)
    parts = fields_of(element, names)
    named = _first_text(parts, "name", "email", "uri", "url")
    return named or plain(element)


def _first_text(fields: Fields, *wanted: str) -> str | None:
    for field in wanted:
        for element in fields.get(field, ()):
            if text := plain(element):
                return text
    return None


def _first_title(fields: Fields) -> str | None:
    for field in _TITLES:
        for element in fields.get(field, ()):
            if text := title_of(element):
                return text
    return None


def _id(element: etree._Element, fields: Fields) -> str | None:
    return _first_text(fields, "guid", "id") or clean(element.get(RDF_ABOUT))


def _link(element: etree._Element, fields: Fields, context: Context) -> str | None:
    alternates = []
    for one in fields.get("link", ()):
        href = one.get("href")
        if href is None:
            if text := absolute(context.base(one), clean(one.text)):
                return text
        elif relation(one) == "alternate" and (found := absolute(context.base(one), href)):
            alternates.append((one.get("type") not in _HTML, found))
    if alternates:
        return min(alternates, key=lambda one: one[0])[1]
    return _permalink(fields) or absolute(context.base(element), element.get("href"))


def _permalink(fields: Fields) -> str | None:
    """Return an id that is an address: RSS says it is one unless told otherwise."""
    for one in (*fields.get("guid", ()), *fields.get("id", ())):
        said = next((v for k, v in one.attrib.items() if str(k).lower() == "ispermalink"), "true")
        text = plain(one)
        if text and said.strip().lower() != "false" and text.startswith(("http://", "https://")):
            return text
    return None


def _summary_and_content(
    fields: Fields, names: Names, context: Context
) -> tuple[str | None, str | None]:
    summaries = list(_markups(fields, _SUMMARIES, context))
    content = next(_markups(fields, _CONTENTS, context), None)
    if not summaries:
        groups = [fields_of(one, names) for one in fields.get("media:group", ())]
        summaries = [
            t for one in (fields, *groups) for t in _markups(one, ("media:description",), context)
        ]
    if content is None and len(fields.get("description", ())) > 1 and len(summaries) > 1:
        # Some feeds have the short text and the long one in two descriptions.
        content = summaries[1]
    return summaries[0] if summaries else None, content


def _markups(fields: Fields, wanted: tuple[str, ...], context: Context) -> Iterator[str]:
    for field in wanted:
        for element in fields.get(field, ()):
            if text := markup_of(element, context):
                yield text


def _date(
    fields: Fields, wanted: tuple[str, ...], context: Context, language: str | None
) -> FeedDate | None:
    for field in wanted:
        for element in fields.get(field, ()):
            if found := context.date(plain(element), language):
                return found
    return None


def _categories(fields: Fields) -> tuple[str, ...]:
    found = [
        clean(one.get("term")) or clean(one.get("text")) or plain(one) or clean(one.get("label"))
        for field in _CATEGORIES
        for one in fields.get(field, ())
    ]
    words = _first_text(fields, "itunes:keywords", "media:keywords", "keywords")
    return distinct([*found, *(clean(word) for word in (words or "").split(","))])


def _enclosures(fields: Fields, names: Names, context: Context) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for one, address, length in _media(fields, names):
        href = absolute(context.base(one), one.get(address))
        if made := enclosure(href, one.get("type"), one.get(length)):
            found.setdefault(made.href, made)
    return tuple(found.values())


def _media(fields: Fields, names: Names) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield media, and the names of the attributes with their address and size."""
    for one in fields.get("enclosure", ()):
        yield one, "url" if one.get("url") else "href", "length"
    for one in fields.get("link", ()):
        if one.get("href") and relation(one) == "enclosure":
            yield one, "href", "length"
    if _MEDIA.isdisjoint(fields):
        return
    groups = [fields_of(one, names) for one in fields.get("media:group", ())]
    for field in ("media:content", "media:thumbnail"):
        for group in (fields, *groups):
            for one in group.get(field, ()):
                yield one, "url", "filesize" if one.get("filesize") else "fileSize"
                # Thumbnails often stand in what they show.
                for inner in fields_of(one, names).get("media:thumbnail", ()):
                    yield inner, "url", "fileSize"


def _source(fields: Fields, names: Names, context: Context) -> EntrySource | None:
    for one in (*fields.get("source", ()), *fields.get("dc:source", ())):
        base = context.base(one)
        if not len(one):
            text, url = clean(one.text), absolute(base, one.get("url"))
            if text or url:
                return EntrySource(text, url)
            continue
        parts = fields_of(one, names)
        urls = {relation(link): absolute(base, link.get("href")) for link in parts.get("link", ())}
        return EntrySource(_first_title(parts), urls.get("self") or urls.get("alternate"))
    return None


def _comments(fields: Fields) -> int | None:
    text = _first_text(fields, "slash:comments")
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _location(fields: Fields, names: Names) -> tuple[float, float] | None:
    if _PLACES.isdisjoint(fields):
        return None
    text = _first_text(fields, "georss:point")
    for one in (*fields.get("georss:where", ()), *fields.get("geo:point", ())):
        parts = fields_of(one, names)
        text = text or next((plain(p) for p in one.iter("{*}pos")), None) or _pair(parts)
    found = _NUMBERS.fullmatch(text or _pair(fields) or "")
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _pair(fields: Fields) -> str | None:
    latitude, longitude = (_first_text(fields, f"geo:{name}") for name in ("lat", "long"))
    return f"{latitude} {longitude}" if latitude and longitude else None
