"""Feeds: RSS 2.0, Atom (RFC 4287) and RSS 1.0 (RDF), written by hand so that they stay readable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from .sites import FeedFormat

CONTENT_TYPES = {
    FeedFormat.RSS: "application/rss+xml",
    FeedFormat.ATOM: "application/atom+xml",
    FeedFormat.RDF: "application/rdf+xml",
}


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself."""

    title: str
    description: str
    link: str
    feed_url: str
    language: str
    updated: datetime
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Entry:
    """What a feed says of one article; times are aware, their offsets are printed."""

    title: str
    link: str
    entry_id: str
    published: datetime
    updated: datetime
    summary: str
    author: str = ""
    category: str = ""


def build(feed_format: FeedFormat, channel: Channel, entries: Sequence[Entry]) -> str:
    """Return a feed as text, to be encoded as `channel.encoding`."""
    builders = {FeedFormat.RSS: rss, FeedFormat.ATOM: atom, FeedFormat.RDF: rdf}
    return builders[feed_format](channel, entries)


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>" if text else ""


def _join(*parts: str) -> str:
    return "\n".join(part for part in parts if part) + "\n"


def rss(channel: Channel, entries: Sequence[Entry]) -> str:
    """Return RSS 2.0; an item that has changed says when by `atom:updated`."""
    items = [
        _join(
            "<item>",
            _element("title", one.title),
            _element("link", one.link),
            f'<guid isPermaLink="false">{escape(one.entry_id)}</guid>',
            _element("pubDate", format_datetime(one.published)),
            _element("atom:updated", one.updated.isoformat()),
            _element("dc:creator", one.author),
            _element("category", one.category),
            _element("description", one.summary),
            "</item>",
        )
        for one in entries
    ]
    return _join(
        f'<?xml version="1.0" encoding="{channel.encoding}"?>',
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">',
        "<channel>",
        _element("title", channel.title),
        _element("link", channel.link),
        _element("description", channel.description),
        _element("language", channel.language),
        _element("lastBuildDate", format_datetime(channel.updated)),
        f'<atom:link rel="self" type="application/rss+xml" href="{escape(channel.feed_url)}"/>',
        *items,
        "</channel>",
        "</rss>",
    )


def atom(channel: Channel, entries: Sequence[Entry]) -> str:
    """Return Atom 1.0."""
    items = [
        _join(
            "<entry>",
            _element("title", one.title),
            f'<link rel="alternate" type="text/html" href="{escape(one.link)}"/>',
            _element("id", one.entry_id),
            _element("published", one.published.isoformat()),
            _element("updated", one.updated.isoformat()),
            f"<author>{_element('name', one.author or channel.title)}</author>",
            f'<category term="{escape(one.category)}"/>' if one.category else "",
            f'<summary type="text">{escape(one.summary, quote=False)}</summary>',
            "</entry>",
        )
        for one in entries
    ]
    return _join(
        f'<?xml version="1.0" encoding="{channel.encoding}"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(channel.language)}">',
        _element("title", channel.title),
        _element("subtitle", channel.description),
        _element("id", channel.feed_url),
        _element("updated", channel.updated.isoformat()),
        f'<link rel="self" type="application/atom+xml" href="{escape(channel.feed_url)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(channel.link)}"/>',
        *items,
        "</feed>",
    )


def rdf(channel: Channel, entries: Sequence[Entry]) -> str:
    """Return RSS 1.0 with Dublin Core dates."""
    listed = "".join(f'<rdf:li rdf:resource="{escape(one.link)}"/>' for one in entries)
    items = [
        _join(
            f'<item rdf:about="{escape(one.link)}">',
            _element("title", one.title),
            _element("link", one.link),
            _element("description", one.summary),
            _element("dc:creator", one.author),
            _element("dc:subject", one.category),
            _element("dcterms:issued", one.published.isoformat()),
            _element("dc:date", one.published.isoformat()),
            _element("dcterms:modified", one.updated.isoformat()),
            "</item>",
        )
        for one in entries
    ]
    return _join(
        f'<?xml version="1.0" encoding="{channel.encoding}"?>',
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/">',
        f'<channel rdf:about="{escape(channel.feed_url)}">',
        _element("title", channel.title),
        _element("link", channel.link),
        _element("description", channel.description),
        _element("dc:language", channel.language),
        _element("dc:date", channel.updated.isoformat()),
        f"<items><rdf:Seq>{listed}</rdf:Seq></items>",
        "</channel>",
        *items,
        "</rdf:RDF>",
    )
