"""Feeds whose tags are broken, by feedparser without sanitising (docs/decisions/0007)."""

from __future__ import annotations

import re
from typing import Any

import feedparser

from .context import Context
from .hints import make_hints
from .model import Entry, EntrySource, FeedLinks, Hints, ParsedFeed, entry_key, not_a_feed
from .texts import absolute, clean, distinct, enclosure, person, text_of_html, with_addresses

_FORMATS = {
    "rss090": "RSS 0.90", "rss091n": "RSS 0.91", "rss091u": "RSS 0.91", "rss092": "RSS 0.92",
    "rss093": "RSS 0.93", "rss094": "RSS 0.94", "rss10": "RSS 1.0", "rss20": "RSS 2.0",
    "rss": "RSS", "atom01": "Atom 0.1", "atom02": "Atom 0.2", "atom03": "Atom 0.3",
    "atom10": "Atom 1.0", "atom": "Atom", "cdf": "CDF",
}  # fmt: skip
# feedparser takes 30 microseconds for a tag and 50 for an attribute: what has more of them than
# any feed is refused by count, so that the refusal does not depend on the machine.
_VERBATIM = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_MOST_PARTS = 200_000
_LONG_TAG = re.compile(r"<[^<>]{60000}")
_MOST_UNENDED = 1000


def read_broken(text: str, context: Context, max_entries: int | None) -> ParsedFeed:
    """Read a feed as far as it goes.

    Args:
        text: without a declaration, since it is decoded.
        context: the feed.
        max_entries: entries beyond these are left out.

    Raises:
        PermanentError: it is no feed, or too broken (`not-a-feed`).
    """
    _check_cost(text, context.url)
    found = _parse(text, context)
    if not found.entries and not found.get("version"):
        raise not_a_feed(context.url, "is no RSS, Atom, RDF or JSON feed and no sitemap")
    context.flaw("not-well-formed", f"It is broken XML: {found.get('bozo_exception')}")
    feed = found.feed
    context.language = clean(feed.get("language")) or context.language
    if max_entries is not None and len(found.entries) > max_entries:
        left = len(found.entries) - max_entries
        context.flaw("too-many-entries", f"{left} entries are left out")
    return ParsedFeed(
        title=_title(feed),
        language=context.language,
        entries=tuple(_entry(one, context) for one in found.entries[:max_entries]),
        format=_FORMATS.get(found.get("version", ""), "unknown"),
        link=absolute(context.url, clean(feed.get("link"))),
        hints=_hints(feed),
        links=_links(feed, context),
    )


def _check_cost(text: str, url: str) -> None:
    ends = text.count(">")
    if text.count("<") - ends > _MOST_UNENDED + ends // 4 or _LONG_TAG.search(text):
        raise not_a_feed(url, "is broken XML that is not read: its tags do not end")
    bare = _VERBATIM.sub("", text)
    parts = sum(bare.count(one) for one in "<=&")
    if parts > _MOST_PARTS:
        raise not_a_feed(url, f"is broken XML that is not read: it has {parts} tags and attributes")


def _parse(text: str, context: Context) -> Any:
    try:
        return feedparser.parse(
            text.encode("utf-8", "ignore"),
            response_headers={
                "content-location": context.url,
                "content-type": "application/xml; charset=utf-8",
            },
            # What leaves here is data; whoever shows it escapes it. Sanitising is slow and
            # changes it.
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:
        # It promises to raise nothing, and does all the same on some input.
        raise not_a_feed(context.url, f"could not be read: {error!r}") from error


def _entry(found: Any, context: Context) -> Entry:
    # FeedParserDict.get falls back from one name to another; a dict's own does not.
    def text(name: str) -> str | None:
        return clean(dict.get(found, name))

    def markup(value: object) -> str | None:
        kept = clean(value)
        return kept and with_addresses(kept, context.url)

    entry_id, title = text("id"), _title(found)
    link = absolute(context.url, text("link"))
    if link is not None and not link.lower().startswith(("http:", "https:")):
        # feedparser takes any id for a link where there is none.
        link = None if link == entry_id else link
    contents = (markup(part.get("value")) for part in found.get("content", ()))
    content = next(filter(None, contents), None)
    summary = markup(dict.get(found, "summary"))
    return Entry(
        key=entry_key(entry_id, link, title),
        link=link,
        id=entry_id,
        title=title,
        # feedparser copies the content where there is no summary.
        summary=None if summary == content else summary,
        content=content,
        published=context.date(text("published") or text("created")),
        updated=context.date(text("updated")),
        authors=distinct(
            person(clean(one.get("name")) or clean(one.get("email")))
            for one in found.get("authors", ())
        ),
        categories=distinct(clean(tag.get("term")) for tag in found.get("tags", ())),
        enclosures=tuple(
            made
            for one in (*found.get("enclosures", ()), *found.get("media_content", ()))
            if (
                made := enclosure(
                    absolute(context.url, clean(one.get("href") or one.get("url"))),
                    one.get("type"),
                    one.get("length") or one.get("filesize"),
                )
            )
        ),
        source=_source(found, context),
    )


def _title(found: Any) -> str | None:
    title = clean(found.get("title"))
    detail = found.get("title_detail") or {}
    # What RSS escapes looks like HTML to feedparser; only Atom says that it is.
    said = detail.get("type") in ("text/html", "application/xhtml+xml")
    return text_of_html(title) if title and said and "&" in title else title


def _source(found: Any, context: Context) -> EntrySource | None:
    source = found.get("source") or {}
    title, url = clean(source.get("title")), absolute(context.url, clean(source.get("href")))
    return EntrySource(title, url) if title or url else None


def _hints(feed: Any) -> Hints:
    return make_hints(
        ttl=clean(feed.get("ttl")),
        period=clean(feed.get("sy_updateperiod")),
        frequency=clean(feed.get("sy_updatefrequency")),
        base=clean(feed.get("sy_updatebase")),
    )


def _links(feed: Any, context: Context) -> FeedLinks:
    found: dict[str, list[str]] = {}
    for one in feed.get("links", ()):
        if href := absolute(context.url, clean(one.get("href"))):
            found.setdefault(str(one.get("rel")), []).append(href)
    return FeedLinks(
        hubs=distinct(found.get("hub", ())),
        self=next(iter(found.get("self", ())), None),
        next=next(iter(found.get("next", ())), None),
        archive=next(iter(found.get("prev-archive", ())), None),
    )
