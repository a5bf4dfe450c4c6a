"""A home page -> the feeds of its site (WHATWG HTML section 4.6.7.1, RSS Autodiscovery)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import lxml.html
from lxml import etree

from .decoding import decode
from .texts import absolute, clean

_TYPES = {
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
    "application/x.atom+xml", "application/x-atom+xml", "text/rss+xml", "text/atom+xml",
    "text/rss", "application/rss",
}  # fmt: skip
# Types that much else has too: believed where the address or the name says feed.
_PERHAPS = {"application/xml", "text/xml", "application/json", ""}
_LOOKS = re.compile(r"(?:^|[^a-z])(?:rss|atom|feeds?|rdf)(?:[^a-z]|\d|$)", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|kommentar|coment", re.IGNORECASE)
_MOST_LINKS = 20
_KNOWN_PATHS = (
    "/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json",
    "/index.rdf", "/news-sitemap.xml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address where a feed may be."""

    url: str
    how: Literal["declared", "linked", "guessed"]
    """`declared` by the page's head, `linked` from its body, `guessed` by usual names."""
    title: str | None = None
    type: str | None = None
    """Media type as the page says."""


def discover(
    html: bytes, *, url: str, headers: Mapping[str, str] | None = None
) -> tuple[Candidate, ...]:
    """Return where the feeds of a page's site may be, best first; none of them is asked for.

    What the page declares comes first, comments' feeds after the others; then links that look
    like feeds; last the well-known paths. Only http(s) addresses.

    Args:
        html: the page as served.
        url: where it came from.
        headers: its response headers, for the charset.

    Raises:
        PermanentError: a gzip file that is too large (`too-large`).
    """
    lower = {name.lower(): value for name, value in (headers or {}).items()}
    found = [*_named(decode(html, lower, url).data, url), *_guesses(url)]
    once: dict[str, Candidate] = {}
    for one in found:
        if one.url.lower().startswith(("http://", "https://")):
            once.setdefault(one.url, one)
    return tuple(once.values())


def _named(data: bytes, url: str) -> list[Candidate]:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return []
    base = absolute(url, next((one.get("href") for one in root.iter("base")), None)) or url
    declared = sorted(_declared(root, base), key=lambda one: bool(_is_comments(one)))
    return [*declared, *list(_linked(root, base))[:_MOST_LINKS]]


def _declared(root: etree._Element, base: str) -> Iterator[Candidate]:
    for one in root.iter("link"):
        relations = (one.get("rel") or "").lower().split()
        kind = (one.get("type") or "").partition(";")[0].strip().lower()
        href, title = absolute(base, one.get("href")), clean(one.get("title"))
        if href is None or not {"alternate", "feed"} & set(relations):
            continue
        named = _LOOKS.search(urlsplit(href).path) or _LOOKS.search(title or "")
        if kind in _TYPES or "feed" in relations or (kind in _PERHAPS and kind and named):
            yield Candidate(href, "declared", title, kind or None)


def _linked(root: etree._Element, base: str) -> Iterator[Candidate]:
    for one in root.iter("a"):
        href = absolute(base, one.get("href"))
        if href is not None and _LOOKS.search(href.partition("://")[2].partition("/")[2]):
            words = " ".join(map(str, one.itertext())).split()
            yield Candidate(href, "linked", clean(" ".join(words)))


def _is_comments(one: Candidate) -> bool:
    return bool(_COMMENTS.search(urlsplit(one.url).path) or _COMMENTS.search(one.title or ""))


def _guesses(url: str) -> list[Candidate]:
    return [Candidate(found, "guessed") for p in _KNOWN_PATHS if (found := absolute(url, p))]
