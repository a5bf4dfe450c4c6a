"""Whom a page's machines name as authors: JSON-LD, microdata, meta elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from copydesk.events import Author
from copydesk.normalize.hygiene import clean_text, fold
from copydesk.normalize.page import Page

from .addresses import absolute
from .items import item_texts
from .jsonld import objects_in, texts_of
from .names import Name, names_in

_META = (
    *("author", "article:author", "parsely-author", "sailthru.author", "dc.creator"),
    *("dcterms.creator", "cxenseparse:author", "byl", "og:article:author", "twitter:creator:name"),
)


def authors_of(names: Sequence[Name]) -> list[Author]:
    """Return names as authors."""
    return [Author(name=one.name, role=one.role) for one in names]


def claimants(page: Page) -> frozenset[str]:
    """Return whose claims or works an article reviews, folded: a page prints them like authors."""
    return frozenset(
        fold(name)
        for one in page.objects
        for reviewed in objects_in(one.get("itemReviewed"))
        for name in texts_of(reviewed.get("author") or reviewed.get("creator"), "name")
    )


def stated_authors(page: Page, url: str) -> Iterator[tuple[str, list[Author]]]:
    """Yield whom each kind of source names, best first."""
    yield "json-ld", list(_from_json(page.json_ld.get("author"), url))
    yield "microdata", authors_of(names_in(item_texts(page.tree, "author")))
    for name in _META:
        if values := page.every(name):
            source = "opengraph" if name.startswith(("article:", "og:")) else "meta"
            yield source, authors_of(names_in(values))
    yield "json-ld", list(_from_json(page.json_ld.get("creator"), url))


def _from_json(value: Any, url: str) -> Iterator[Author]:
    for one in value if isinstance(value, list) else [value]:
        name, address, role = one, None, None
        if isinstance(one, dict):
            name, role = one.get("name"), one.get("jobTitle")
            address = one.get("url") or one.get("sameAs")
            address = address[0] if isinstance(address, list) and address else address
        if isinstance(name, list):
            # One object for several people; an address or an office would be nobody's.
            for each in name:
                yield from _from_json({"name": each} if isinstance(each, str) else None, url)
            continue
        if not isinstance(name, str) or not (text := clean_text(unescape(name))):
            continue
        uri = absolute(address, url) if isinstance(address, str) else None
        named = names_in([text])
        if isinstance(one, dict) and len(named) == 1 and "," not in text and "|" not in text:
            yield Author(name=named[0].name, role=_role(role) or named[0].role, uri=uri)
        else:
            yield from authors_of(named)


def _role(stated: Any) -> str | None:
    return clean_text(stated) or None if isinstance(stated, str) else None
