"""The headlines of a page."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from lxml import html

from copydesk.events import Headline

from .furniture import prefix_of, split_heading, split_prefix
from .hygiene import clean_text, fold
from .page import Page, text_of

# What stands between a headline and the site's name in a title.
_SEPARATOR = re.compile(
    r"\s+[-–—|·•:»«›‹～~/]+\s+|\s*[|｜_]\s*|\s*[－—–]\s*(?=\w+$)|(?<=[^\W\d_])-(?=[^\W\d_]+$)"
)
_LONGEST = 400
_SURE = 12
"""Letters from which on two titles that begin or end alike are one."""
_TITLE = re.compile(
    r"(?:^|[\s_-])(?:tit|titre|titulo|titolo|title|headline|zag|zagolovok|naslov|baslik)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FEWEST = 3
"""Words from which on a heading can be told by them."""
_WORD = re.compile(r"[^\W_]+")
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
        (_unescaped(str(page.json_ld.get("headline") or "")), "json-ld"),
        (_without_site(_unescaped(page.meta.get("og:title", "")), site_names), "opengraph"),
        (_without_site(_title(page), site_names), "title"),
        (_unescaped(feed_title or ""), "feed"),
    ]
    known = [fold(text) for text, _ in declared if text]
    headings = [
        (heading, whole, _without_kicker(heading))
        for heading in _headings(page)
        if 0 < len(whole := text_of(heading)) <= _LONGEST
    ]
    for _, whole, own in headings:
        if fold(whole) in known or fold(own) in known:
            return own, "page text"
    # An h1 may be the site's name; a title then has both, parted by a mark.
    parts = {fold(part) for text, _ in declared[1:3] for part in _SEPARATOR.split(text)}
    parts = {part for part in parts if len(part) >= _SURE and part not in site_names}
    named = [own for _, _, own in headings if fold(own) in parts]
    named += [
        own
        for one in (page.tree.iter("h2", "h3") if parts else ())
        if fold(own := _without_kicker(one)) in parts
    ]
    if named:
        return max(named, key=len), "page text"
    # A title may have the kicker, or the section, in front of it.
    for heading in (*(one for one, _, _ in headings), *page.tree.iter("h2", "h3")):
        own = _without_kicker(heading)
        wanted = fold(own)
        ends = len(wanted) >= _SURE and any(one.endswith(wanted) for one in known)
        if ends and prefix_of(page, heading, own, site_names) is not None:
            return own, "page text"
    # A title that is cut, or longer than the heading, still begins alike.
    for _, whole, own in headings:
        for short in (fold(whole)[:40], fold(own)[:40]):
            if len(short) >= _SURE and any(one.startswith(short) for one in known):
                return own, "page text"
    # The site's name may be one that nobody knows: a title goes on behind the heading.
    for heading in () if headings else page.tree.iter("h2", "h3"):
        own = _without_kicker(heading)
        wanted = fold(own)
        if len(wanted) >= _SURE and any(_goes_on(one, wanted) for one in known):
            return own, "page text"
    if not headings and (printed := _set_as_title(page)):
        return printed, "page text"
    # Titles for search and for sharing are often other words than the printed ones.
    if len(headings) == 1 and any(_are_alike(headings[0][2], text) for text, _ in declared):
        return headings[0][2], "page text"
    for text, source in declared:
        if text and fold(text) not in site_names:
            return text[:_LONGEST], source
    return (headings[0][2], "page text") if headings else (None, "")


def social_headline(page: Page, main: str | None, site_names: Collection[str]) -> str | None:
    """Return what the page is called where it is shared, without the site's name.

    Args:
        page: the page.
        main: its main headline, from which it differs.
        site_names: names of the site, folded by `hygiene.fold`.
    """
    for name in ("og:title", "twitter:title"):
        title = _without_site(_unescaped(page.meta.get(name, "")), site_names)
        if title and fold(title) not in {*site_names, fold(main or "")}:
            return title[:_LONGEST]
    return None


def _unescaped(title: str) -> str:
    """Return a title that was escaped twice, as `&amp;#8217;`, as its letters."""
    return clean_text(unescape(title))


def _headings(page: Page) -> list[html.HtmlElement]:
    found = page.tree.iter("h1")
    return [h for h in found if not any(True for _ in h.iterancestors(*_NOT_COPY))] or list(
        page.tree.iter("h1")
    )


def _goes_on(declared: str, heading: str) -> bool:
    return declared.startswith(heading) and len(heading) >= len(declared) / 2


def _are_alike(heading: str, title: str) -> bool:
    """Return whether half of the words, or of the pairs of letters, of the shorter are both's."""
    ours, theirs = _pieces(heading), _pieces(title)
    shared = len(ours & theirs)
    return shared >= _FEWEST and 2 * shared >= min(len(ours), len(theirs))


def _pieces(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    if len(words) > _FEWEST:
        return {word for word in words if len(word) > 2}
    whole = fold(text)
    return {whole[at : at + 2] for at in range(len(whole) - 1)}


def _without_kicker(heading: html.HtmlElement) -> str:
    label, rest = split_heading(heading)
    return rest if label else split_prefix(rest, heading)


def _set_as_title(page: Page) -> str | None:
    """Return what a page without headings sets as one: a class says so, the title begins alike."""
    parts = [fold(part) for part in _SEPARATOR.split(_title(page))]
    for element in page.tree.iter("div", "p", "span", "td", "font", "h2", "h3"):
        if len(element) <= 1 and _TITLE.search(element.get("class") or ""):
            text = text_of(element)
            known = fold(text)
            alike = any(len(part) >= _SURE and known.startswith(part) for part in parts)
            if alike and len(text) <= _LONGEST / 2:
                return text
    return None


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
    if social:
        lines.append(Headline(role="social", value=social))
    cleaned = _unescaped(feed or "")
    if cleaned and cleaned != main:
        lines.append(Headline(role="feed", value=cleaned))
    return tuple(lines)
