"""What a page says about itself: JSON-LD, meta elements, headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson
from lxml import etree, html

from copydesk.errors import PermanentError

from .hygiene import clean_text

_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page."""

    tree: html.HtmlElement
    meta: dict[str, str] = field(default_factory=dict)
    """Content of meta elements by lower-case name or property, first one wins."""
    json_ld: dict[str, Any] = field(default_factory=dict)
    """The JSON-LD object of the article, if there is one."""


def parse_page(text: str, *, max_depth: int) -> Page:
    """Parse a page.

    Raises:
        PermanentError: no HTML (`not-html`), or nested deeper than `max_depth` (`too-complex`).
    """
    # libxml2 by itself would cut the tree silently where it is too deep.
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise PermanentError(f"no HTML in this page: {error}", code="not-html") from error
    if _deeper_than(max_depth)(tree):
        raise PermanentError(f"nested deeper than {max_depth} elements", code="too-complex")
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = clean_text(element.get("content") or "")
        if name and content:
            meta.setdefault(name.lower(), content)
    return Page(tree, meta, _article_json(tree))


@cache
def _deeper_than(depth: int) -> etree.XPath:
    """Return a test for an element so far down, eight times as fast as a walk."""
    return etree.XPath("boolean(" + "/*" * (depth + 1) + ")")


def _objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"))


def _article_json(tree: html.HtmlElement) -> dict[str, Any]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = orjson.loads((script.text or "").strip())
        except orjson.JSONDecodeError:
            continue
        for one in _objects(data):
            kinds = one.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(name in _ARTICLE_TYPES for name in names):
                return one
    return {}


def text_of(element: html.HtmlElement) -> str:
    """Return an element's text as one clean line."""
    return clean_text(element.text_content())


def canonical_candidates(page: Page) -> list[str]:
    """Return what the page calls its own address, best first."""
    links = [
        link.get("href")
        for link in page.tree.iterfind(".//link[@rel]")
        if "canonical" in link.get("rel", "").lower().split() and link.get("href")
    ]
    return [*links[:1], *filter(None, [page.meta.get("og:url")])]


def declared_language(page: Page) -> str | None:
    """Return the language that the page declares."""
    return page.tree.get("lang") or page.meta.get("og:locale", "").replace("_", "-") or None
