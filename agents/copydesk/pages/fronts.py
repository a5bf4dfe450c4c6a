"""Section fronts: pages that list articles and are none."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml import html

from copydesk.normalize.body.vote import Verdict as Vote
from copydesk.normalize.metadata.jsonld import ARTICLE_TYPES, types_of
from copydesk.normalize.page import Page

from .verdict import Verdict

_LISTS = frozenset(("CollectionPage", "ItemList", "SearchResultsPage"))
_STATED_TEASERS = 3
"""Teasers from which a page that says that it is a list is believed."""
_TEASERS = 6
"""Teasers without which nothing else is a front."""
_LONG_COPY = 60.0
"""Words of a paragraph that no teaser has."""
_IN_TEASERS = 0.7


def by_teasers(page: Page, votes: Sequence[Vote], url: str) -> Verdict | None:
    """Return that a page is a section front; None if nothing is sure.

    A front has headings that lead away, and what looks like its text stands beside them. A page
    that states an article of its own (JSON-LD, a time of publication) is none.

    Args:
        page: the parsed page.
        votes: what the vote says of its blocks.
        url: its address.
    """
    if page.meta.get("article:published_time") or any(
        name in ARTICLE_TYPES for name in types_of(page.json_ld)
    ):
        return None
    teasers = _teasers(page.tree)
    stated = next((name for one in page.objects for name in types_of(one) if name in _LISTS), None)
    is_site = page.meta.get("og:type", "").lower() == "website" or urlsplit(url).path in ("", "/")
    kept = [one.block for one in votes if one.kept]
    inside = sum(block.words for block in kept if _is_in(block.node.element, teasers))
    share = inside / (sum(block.words for block in kept) or 1.0)
    longest = max((block.words for block in kept), default=0.0)
    if longest >= _LONG_COPY and share < _IN_TEASERS:
        return None
    if stated and len(teasers) >= _STATED_TEASERS:
        return _front(f"it states {stated!r} and has {len(teasers)} teasers")
    if is_site and len(teasers) >= _TEASERS and (share >= _IN_TEASERS or not kept):
        return _front(f"it calls itself a website and has {len(teasers)} teasers")
    if len(teasers) >= _TEASERS and kept and share >= _IN_TEASERS:
        return _front(f"its text stands in {len(teasers)} teasers")
    return None


def _front(evidence: str) -> Verdict:
    return Verdict("section-front", "lists articles and is none", evidence)


def _teasers(tree: html.HtmlElement) -> set[html.HtmlElement]:
    """Return the elements that hold one linked heading each, and what stands beside it."""
    found: set[html.HtmlElement] = set()
    for heading in tree.iter("h2", "h3", "h4"):
        link = next(heading.iter("a"), None)
        if link is None:
            link = next((up for up in heading.iterancestors("a")), None)
        if link is None or not (link.get("href") or "").strip("# "):
            continue
        if any(up.tag in ("aside", "footer", "nav") for up in heading.iterancestors()):
            continue
        found.add(_card(heading))
    return found


def _card(heading: html.HtmlElement) -> html.HtmlElement:
    """Return the largest element around a heading that holds no other heading."""
    card = heading
    for up in heading.iterancestors():
        if up.tag in ("body", "main") or sum(1 for _ in up.iter("h1", "h2", "h3", "h4")) > 1:
            break
        card = up
    return card


def _is_in(element: html.HtmlElement, cards: set[html.HtmlElement]) -> bool:
    return element in cards or any(up in cards for up in element.iterancestors())
