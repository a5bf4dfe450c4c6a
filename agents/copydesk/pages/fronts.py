"""Section fronts: pages that list articles and are none."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from lxml import html

from copydesk.normalize.body.vote import Verdict as Vote
from copydesk.normalize.metadata.jsonld import ARTICLE_TYPES, fold_title, types_of
from copydesk.normalize.page import Page, text_of

from .verdict import Verdict
from .way import is_slug
from .words import bare

_LISTS = frozenset(("CollectionPage", "ItemList", "SearchResultsPage"))
_STATED_TEASERS = 3
"""Teasers from which a page that says that it is a list is believed."""
_TEASERS = 6
"""Teasers without which nothing else is a front."""
_LONG_COPY = 60.0
"""Words of a paragraph that no teaser has."""
_IN_TEASERS = 0.7
_MOST_IN_TEASERS = 0.5
"""The same where the address says that it is a section, which may be described above them."""
_HEADINGS = ("h2", "h3", "h4")
_DEEPEST_SECTION = 2
"""Parts of the path of a section at most: 'sport/football'."""


def by_teasers(page: Page, votes: Sequence[Vote], url: str) -> Verdict | None:
    """Return that a page is a section front; None if nothing is sure.

    A front has headings that lead away, and what looks like its text stands beside them. A page
    that states an article of its own (JSON-LD, a time of publication) is none.

    Args:
        page: the parsed page.
        votes: what the vote says of its blocks.
        url: its address.
    """
    teasers = _teasers(page.tree)
    if _states_an_article(page, teasers, url):
        return None
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
    is_list = len(teasers) >= _STATED_TEASERS
    named = _section_named(page, url) if is_list else None
    if named and (share >= _MOST_IN_TEASERS or not kept):
        return _front(f"{named!r} names its section, and it has {len(teasers)} teasers")
    is_teasers = any(name in ARTICLE_TYPES for name in types_of(page.json_ld))
    if is_site and is_list and is_teasers and share >= _IN_TEASERS:
        return _front(f"the article that it states is one of its {len(teasers)} teasers")
    if is_site and len(teasers) >= _TEASERS and (share >= _IN_TEASERS or not kept):
        return _front(f"it calls itself a website and has {len(teasers)} teasers")
    if len(teasers) >= _TEASERS and kept and share >= _IN_TEASERS:
        return _front(f"its text stands in {len(teasers)} teasers")
    return None


def _states_an_article(page: Page, teasers: set[html.HtmlElement], url: str) -> bool:
    """Return whether a page tells machines of an article that is its own.

    The article of a teaser is not, and a time of publication is not believed at an address of a
    section whose title is that of the section.
    """
    own = page.json_ld
    if any(name in ARTICLE_TYPES for name in types_of(own)):
        title = fold_title(str(own.get("headline") or own.get("name") or ""))
        if not title or title in {fold_title(text_of(one)) for one in page.tree.iter("h1")}:
            return True
        return title not in {
            fold_title(text_of(one)) for card in teasers for one in card.iter(*_HEADINGS)
        }
    if not page.meta.get("article:published_time"):
        return False
    parts = [part for part in urlsplit(url).path.split("/") if part]
    return len(parts) > _DEEPEST_SECTION or any(map(is_slug, parts))


def _section_named(page: Page, url: str) -> str | None:
    """Return the main heading of a page if the end of its address is the same word or two."""
    parts = [part for part in urlsplit(url).path.split("/") if part]
    if not 0 < len(parts) <= _DEEPEST_SECTION:
        return None
    last = bare(unquote(parts[-1]))
    headings = (text_of(one) for one in page.tree.iter("h1"))
    return next((one for one in headings if last and bare(one) == last), None)


def _front(evidence: str) -> Verdict:
    return Verdict("section-front", "lists articles and is none", evidence)


def _teasers(tree: html.HtmlElement) -> set[html.HtmlElement]:
    """Return the elements that hold one linked heading each, and what stands beside it."""
    found: set[html.HtmlElement] = set()
    for heading in tree.iter(*_HEADINGS):
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
