"""The headlines of a page."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from lxml import html

from copydesk.events import Headline

from .hygiene import clean_text, fold
from .page import Page, text_of

# What stands between a headline and the site's name in a title.
_SEPARATOR = re.compile(
    r"\s+[-–—|·•:»«›‹～~/]+\s+|\s*[|｜_]\s*|\s*[－—–]\s*(?=\w+$)|(?<=[^\W\d_])-(?=[^\W\d_]+$)"
)
_LONGEST = 400
_NOT_COPY = ("header", "nav", "footer", "aside")


def main_headline(
    page: Page, feed_title: str | None, site_names: Collection[str]
) -> tuple[str | None, str]:
    """Return the headline and where it is from: page text, json-ld, opengraph, title or feed.

    A first-level heading wins where the title, OpenGraph, JSON-LD or the feed has the same
    words: two sources agree. Without such a heading what the page declares is taken.

    Args:
        page: the page.
        feed_title: the entry's title.
        site_names: names of the site, folded by `hygiene.fold`.
    """
    declared = [
        (clean_text(unescape(str(page.json_ld.get("headline") or ""))), "json-ld"),
        (_without_site(page.meta.get("og:title", ""), site_names), "opengraph"),
        (_without_site(_title(page), site_names), "title"),
        (clean_text(feed_title or ""), "feed"),
    ]
    headings = [text for text in map(text_of, _headings(page)) if 0 < len(text) <= _LONGEST]
    known = [fold(text) for text, _ in declared if text]
    for heading in headings:
        if any(fold(heading) == one for one in known):
            return heading, "page text"
    # A title that is cut, or longer than the heading, still begins alike.
    for heading in headings:
        short = fold(heading)[:40]
        if len(short) >= 12 and any(one.startswith(short) for one in known):
            return heading, "page text"
    for text, source in declared:
        if text and fold(text) not in site_names:
            return text[:_LONGEST], source
    return (headings[0], "page text") if headings else (None, "")


def social_headline(page: Page, site_names: Collection[str]) -> str | None:
    """Return what the page is called where it is shared, without the site's name.

    Args:
        page: the page.
        site_names: names of the site, folded by `hygiene.fold`.
    """
    for name in ("og:title", "twitter:title"):
        title = _without_site(page.meta.get(name, ""), site_names)
        if title and fold(title) not in site_names:
            return title[:_LONGEST]
    return None


def _headings(page: Page) -> list[html.HtmlElement]:
    found = page.tree.iter("h1")
    return [h for h in found if not any(True for _ in h.iterancestors(*_NOT_COPY))] or list(
        page.tree.iter("h1")
    )


def _title(page: Page) -> str:
    element = page.tree.find(".//title")
    return "" if element is None else clean_text(element.text or "")


def _without_site(title: str, site_names: Collection[str]) -> str:
    """Cut the site's name off a title, at its end, its beginning or both."""
    parts = list(_SEPARATOR.finditer(title))
    start, end = 0, len(title)
    # The site's name may itself hold what sets it apart: more than one part is tried.
    for part in parts[-1:-3:-1]:
        if fold(title[part.end() :]) in site_names:
            end = part.start()
            break
    for part in parts[:2]:
        if part.end() < end and fold(title[: part.start()]) in site_names:
            start = part.end()
            break
    return title[start:end]


def headlines(
    above: str | None, main: str | None, social: str | None, feed: str | None
) -> tuple[Headline, ...]:
    """Return the headlines that differ, with their roles."""
    lines = [Headline(role="kicker", value=above)] if above else []
    if main:
        lines.append(Headline(role="main", value=main))
    if social and fold(social) != fold(main or ""):
        lines.append(Headline(role="social", value=social))
    cleaned = clean_text(feed or "")
    if cleaned and cleaned != main:
        lines.append(Headline(role="feed", value=cleaned))
    return tuple(lines)
