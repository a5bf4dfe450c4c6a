"""Small feeds, written down as short as they can be."""

from __future__ import annotations

from datetime import datetime

from copydesk.poll import Entry, ParsedFeed, parse_feed

URL = "https://a.example/feeds/all.xml"
ATOM = "http://www.w3.org/2005/Atom"


def read(
    text: str | bytes, content_type: str | None = None, seen_at: datetime | None = None
) -> ParsedFeed:
    """Parse a document."""
    body = text.encode() if isinstance(text, str) else text
    headers = {"Content-Type": content_type} if content_type else None
    return parse_feed(body, url=URL, headers=headers, seen_at=seen_at)


def rss(items: str = "", head: str = "<title>Desk</title>", spaces: str = "") -> str:
    """Return an RSS 2.0 document."""
    return f'<rss version="2.0" {spaces}><channel>{head}{items}</channel></rss>'


def atom(entries: str = "", head: str = "<title>Desk</title>", attributes: str = "") -> str:
    """Return an Atom 1.0 document."""
    return f'<feed xmlns="{ATOM}" {attributes}>{head}{entries}</feed>'


def item(inner: str, spaces: str = "") -> Entry:
    """Return the only entry of an RSS feed."""
    [entry] = read(rss(f"<item>{inner}</item>", spaces=spaces)).entries
    return entry


def entry(inner: str, attributes: str = "") -> Entry:
    """Return the only entry of an Atom feed."""
    [found] = read(atom(f"<entry>{inner}</entry>", attributes=attributes)).entries
    return found


def codes(feed: ParsedFeed) -> set[str]:
    """Return the codes of a feed's warnings."""
    return {flaw.code for flaw in feed.warnings}
