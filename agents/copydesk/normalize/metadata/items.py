"""Microdata and RDFa Lite: what marks in the text say an article's properties are.

A property counts where it belongs to no item but the article: one of a comment, a product or a
listed teaser does not (HTML Living Standard, 'Microdata'; W3C, RDFa Lite 1.1). Only what is asked
for is read, by its name; nothing is built for a page that has no such marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import html

from copydesk.normalize.page import text_of

from .jsonld import ARTICLE_TYPES

_VALUES = {
    "meta": "content",
    "a": "href",
    "link": "href",
    "img": "src",
    "time": "datetime",
    "iframe": "src",
}
_PREFIXES = ("schema:", "http://schema.org/", "https://schema.org/")


def items(tree: html.HtmlElement, name: str) -> Iterator[html.HtmlElement]:
    """Yield the elements that a property of the page's article is at.

    Args:
        tree: the parsed page.
        name: of schema.org's property.
    """
    for element in _marked(tree):
        if _has(element, name) and _is_articles(element):
            yield element


@lru_cache(maxsize=1)
def _marked(tree: html.HtmlElement) -> tuple[html.HtmlElement, ...]:
    """Return all elements of a page with a property; asked for each property in turn."""
    return tuple(tree.xpath("//*[@itemprop or @property]"))


def item_texts(tree: html.HtmlElement, name: str) -> list[str]:
    """Return a property of the page's article as text, each once; of a person the name."""
    found: dict[str, None] = {}
    for element in items(tree, name):
        inner = element.xpath(
            ".//*[@itemprop='name' or @property='name' or @property='schema:name']"
        )
        where = inner[0] if inner else element
        text = where.get("content") or text_of(where)
        if text:
            found.setdefault(text)
    return list(found)


def item_addresses(tree: html.HtmlElement, name: str) -> list[str]:
    """Return a property of the page's article as it gives addresses."""
    found = []
    for element in items(tree, name):
        inner = element.xpath(".//*[@itemprop='url' or @property='url']")
        where = inner[0] if inner else element
        if value := where.get(_VALUES.get(where.tag, "content")):
            found.append(value.strip())
    return found


def _has(element: html.HtmlElement, name: str) -> bool:
    if name in (element.get("itemprop") or "").split():
        return True
    properties = (element.get("property") or "").split()
    return name in properties or any(f"{prefix}{name}" in properties for prefix in _PREFIXES)


def _is_articles(element: html.HtmlElement) -> bool:
    for up in element.iterancestors():
        kind = up.get("itemtype") or up.get("typeof")
        if kind is None and up.get("itemscope") is None:
            continue
        last = (kind or "").rstrip("/").rpartition("/")[2].rpartition(":")[2]
        return (last in ARTICLE_TYPES and up.get("itemprop") is None) or last == "WebPage"
    return True
