"""Sitemaps, news sitemaps among them, and indexes of sitemaps (sitemaps.org, Google News)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from copydesk.events import Enclosure

from .context import Context, Fields, fields_of
from .model import Entry, EntrySource, ParsedFeed, Sitemap, entry_key
from .names import Names
from .texts import absolute, clean, distinct, enclosure, plain

_LIST, _INDEX = "urlset", "sitemapindex"
_MOST_SITEMAPS = 1000
"""Of an index: one may list 50,000, and a poll asks a handful."""


def is_sitemap(root: etree._Element, names: Names) -> bool:
    """Tell if a root is that of a sitemap or an index of them."""
    return names[root.tag].rpartition(":")[2] in (_LIST, _INDEX)


def read_sitemap(
    root: etree._Element, names: Names, context: Context, max_entries: int | None
) -> ParsedFeed:
    """Read a sitemap: a page is an entry; an index has no entries but `sitemaps`.

    Args:
        root: the tree's root, for which `is_sitemap` is true.
        names: the document's names.
        context: the feed.
        max_entries: entries and sitemaps beyond these are left out: the protocol knows no order,
            so the latest ones stay.
    """
    found_parts = [fields_of(one, names) for one in root]
    parts: Sequence[Fields] = [one for one in found_parts if "loc" in one]
    if names[root.tag].endswith(_INDEX):
        max_entries = min(max_entries or _MOST_SITEMAPS, _MOST_SITEMAPS)
    if max_entries is not None and len(parts) > max_entries:
        context.flaw("too-many-entries", f"{len(parts) - max_entries} entries are left out")
        parts = _latest(parts, names, max_entries)
    if names[root.tag].endswith(_INDEX):
        found = tuple(_sitemaps(parts, context))
        return ParsedFeed(None, None, (), format="sitemap index", sitemaps=found)
    entries = tuple(_entry(one, names, context) for one in parts)
    news = any("news:news" in one for one in parts)
    publication = next((one.source.title for one in entries if one.source), None)
    languages = {one.language for one in entries}
    return ParsedFeed(
        title=publication,
        language=languages.pop() if len(languages) == 1 else None,
        entries=entries,
        format="news sitemap" if news else "sitemap",
    )


def _latest(parts: Sequence[Fields], names: Names, most: int) -> list[Fields]:
    """Return the latest parts in their order; where nothing is dated the first ones."""

    def written(at: int) -> str:
        # By their letters: W3C's form of dates sorts so, and 50,000 dates are not to be read.
        one = parts[at]
        if "news:news" in one:
            one = {**one, **_inner(one, "news:news", names)}
        dates = one.get("news:publication_date") or one.get("lastmod")
        return (dates[0].text or "").strip() if dates else ""

    latest = sorted(range(len(parts)), key=written, reverse=True)[:most]
    return [parts[at] for at in sorted(latest)]


def _sitemaps(parts: Sequence[Fields], context: Context) -> Iterator[Sitemap]:
    known: set[str] = set()
    for one in parts:
        url = absolute(context.url, _first(one, "loc"))
        if url is not None and url not in known:
            known.add(url)
            yield Sitemap(url, context.date(_first(one, "lastmod")))


def _entry(fields: Fields, names: Names, context: Context) -> Entry:
    link = absolute(context.url, _first(fields, "loc"))
    news = _inner(fields, "news:news", names)
    publication = _inner(news, "news:publication", names)
    language, name = _first(publication, "news:language"), _first(publication, "news:name")
    title = _first(news, "news:title")
    words = _first(news, "news:keywords") or ""
    return Entry(
        key=entry_key(None, link, title),
        link=link,
        title=title,
        published=context.date(_first(news, "news:publication_date"), language),
        updated=context.date(_first(fields, "lastmod"), language),
        categories=distinct(clean(word) for word in words.split(",")),
        enclosures=tuple(_images(fields, names, context)),
        language=language,
        source=EntrySource(name) if name else None,
    )


def _inner(fields: Fields, name: str, names: Names) -> Fields:
    return next((fields_of(one, names) for one in fields.get(name, ())), {})


def _first(fields: Fields, name: str) -> str | None:
    return next(filter(None, (plain(one) for one in fields.get(name, ()))), None)


def _images(fields: Fields, names: Names, context: Context) -> Iterator[Enclosure]:
    for one in fields.get("image:image", ()):
        href = absolute(context.url, _first(fields_of(one, names), "image:loc"))
        if made := enclosure(href, None, None):
            yield made
