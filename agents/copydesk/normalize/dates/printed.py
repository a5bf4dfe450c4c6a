"""Dates that readers see: near the headline, and elsewhere where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from lxml import etree, html

from copydesk.dates.clock import clock_in
from copydesk.dates.plain import plain
from copydesk.dates.reader import dates_in
from copydesk.normalize.hygiene import fold
from copydesk.normalize.page import Page, text_of

from .labels import in_names, in_words, update_clock
from .machine import MACHINE_ATTRIBUTES, of_element
from .relative import AGO, TODAY, read_ago, read_today
from .stated import Role, Stated

_COPY = etree.XPath("descendant::p[string-length()>150]")
_HEADLINE = etree.XPath(
    "//body//text()[string-length(normalize-space(.))>7]"
    "[starts-with($headline, normalize-space(.))]"
)
_DATE_LIKE = re.compile(r"\d{4}|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d\d|元年|\d年")
_NOT_HERE = re.compile(
    r"(?<![a-z])(?:relat|similar|recommend|popular|trending|comment|sidebar|widget|footer|copyright"
    r"|breadcrumb|masthead|topbar|top-bar|top-date|ticker|latest|most-|newsfeed|promo(?![a-z])|teaser"
    r"|today|fechahoy|menu(?![a-z]))",
    re.IGNORECASE,
)
_DATE_NAMES = re.compile(
    r"date|time|publi|posted|byline|meta|info|fecha|datum|data\b|tarih|aika|zeit|hora|info",
    re.IGNORECASE,
)
_NO_PLACE = frozenset(["footer", "nav", "aside", "blockquote", "figure", "figcaption"])
_CLOCK = re.compile(r"\W{0,3}\d{1,2}[:.h]\d{2}[^\d]{0,20}(?:[+-]\d{1,2}(?:[:.]?\d{2})?\W?)?")
"""A time and its zone, and nothing else."""
_LONGEST_LINE = 180
_YEAR = re.compile(r"\s*\d{4}\s*")
_DIGIT = re.compile(r"[\d元]|منذ")
_LONGEST_TEXT = 300
_MOST_LINES, _MOST_FOUND, _MOST_STAMPED = 30, 200, 60
_NO_TEXT = frozenset(["script", "style", "noscript", "template", "textarea", "option"])
_LEVELS = 3
_NEAR, _FAR, _TODAY = 0.65, 0.2, 0.5


@dataclass(slots=True)
class _Place:
    """Where the headline is."""

    chain: list[html.HtmlElement]
    """The headline's element and what it stands in, inwards first; empty if there is none."""

    def level(self, element: html.HtmlElement) -> int:
        """Return how many levels above the headline it meets the element."""
        around = [element, *element.iterancestors()]
        return next((at for at, one in enumerate(self.chain) if one in around), 99)


def in_text(
    page: Page,
    headline: str | None,
    language: str | None,
    country: str | None,
    fetched_at: datetime | None,
) -> Iterator[Stated]:
    """Yield the dates of the visible text, and those for machines within it.

    Args:
        page: the page.
        headline: the main headline.
        language: of the page (BCP 47).
        country: where it is written.
        fetched_at: when the page was read, for "2 hours ago".
    """
    place = _Place(_headline_chain(page, headline))
    seen = _walk(page.tree)
    for element in seen.stamped[:_MOST_STAMPED]:
        if stated := of_element(element, language):
            trust = 1.0 if stated.weight > 0.8 else _trust(element, place, None)
            if trust:
                weight = round(stated.weight * min(1.0, trust / _NEAR), 3)
                yield replace(stated, weight=weight)
    lines = sorted(_lines(seen, place), key=lambda line: -line[2])[:_MOST_LINES]
    for element, text, trust in lines:
        yield from _of_line(element, text, trust, language, country, fetched_at)


@dataclass(slots=True)
class _Seen:
    """What one walk through the page meets."""

    stamped: list[html.HtmlElement] = field(default_factory=list)
    """Elements that may hold a date for machines."""
    texts: list[tuple[html.HtmlElement, str | None]] = field(default_factory=list)
    """Texts like a date and what they stand in, paragraphs of copy without theirs, in order."""


def _walk(tree: html.HtmlElement) -> _Seen:
    """Walk once; XPath takes ten times as long for the same."""
    seen = _Seen()
    body = tree.find("body")
    paragraphs: Any = _COPY(tree)
    copy = set(paragraphs)
    for element in (tree if body is None else body).iter():
        if element in copy:
            seen.texts.append((element, None))
        tag = element.tag
        if tag == "abbr" or (tag != "meta" and not MACHINE_ATTRIBUTES.isdisjoint(element.keys())):
            seen.stamped.append(element)
        text, tail = element.text, element.tail
        if text and len(text) < _LONGEST_TEXT and tag not in _NO_TEXT and _like(text):
            seen.texts.append((element, text))
        if tail and len(tail) < _LONGEST_TEXT and element is not body and _like(tail):
            seen.texts.append((element.getparent(), tail))
    return seen


def _like(text: str) -> bool:
    # Most texts have no digit at all.
    if not _DIGIT.search(text):
        return False
    return bool(
        _DATE_LIKE.search(text) or (len(text) < 80 and (AGO.search(text) or TODAY.search(text)))
    )


def _of_line(
    element: html.HtmlElement,
    text: str,
    trust: float,
    language: str | None,
    country: str | None,
    fetched_at: datetime | None,
) -> Iterator[Stated]:
    dates = dates_in(text, language, country) if _DATE_LIKE.search(text) else []
    for at, (before, behind, stamp) in enumerate(dates):
        label: Role | None = in_words(before)
        later = update_clock(behind) if at == len(dates) - 1 and label != "modified" else None
        if later and stamp.precision != "day":
            hour, minute = later
            changed = replace(stamp, local=stamp.local.replace(hour=hour, minute=minute, second=0))
            yield Stated("modified", "page text", replace(changed, precision="minute"), trust)
        elif label is None and len(dates) == 1:
            label = in_words(behind)
        label = label or in_names(element.get("class") or "")
        weight = min(0.8, trust + (0.1 if label else 0.0))
        yield Stated(label or "published", "page text", stamp, weight)
        if stamp.other:
            other = replace(stamp, local=stamp.other, other=None)
            yield Stated(label or "published", "page text", other, weight / 2)
    if not dates and trust >= _NEAR and fetched_at is not None:
        ago = read_ago(text, fetched_at)
        if ago is not None:
            yield Stated(in_words(text) or "published", "page text", ago, _FAR)
        elif today := read_today(text, fetched_at, language, country):
            yield Stated(in_words(plain(text)) or "published", "page text", today, _TODAY)


def _headline_chain(page: Page, headline: str | None) -> list[html.HtmlElement]:
    wanted = fold(headline or "")
    headings = list(page.tree.iter("h1", "h2", "h3"))
    found = next((h for h in headings if wanted and fold(text_of(h)) == wanted), None)
    if found is None and wanted:
        start = wanted[:40]
        found = next((h for h in headings if fold(text_of(h)).startswith(start)), None)
    if found is None and headline:
        # A headline that is no heading; what is taken for it may have the site's name behind it.
        where: Any = _HEADLINE(page.tree, headline=headline)
        found = max(where, key=len).getparent() if where else None
    if found is None:
        found = page.tree.find(".//h1")
    return [] if found is None else [found, *found.iterancestors()]


def _lines(seen: _Seen, place: _Place) -> Iterator[tuple[html.HtmlElement, str, float]]:
    done: set[html.HtmlElement] = set()
    copy = found = 0
    order = _Order(place.chain)
    for element, own in seen.texts:
        if own is None:
            copy += order.after(element)
            continue
        if element in done or not (trust := _trust(element, place, copy)):
            continue
        line, text = _line(element, place)
        if text and line in done:
            continue
        if text:
            done |= {element, line}
        # A text that stands free among paragraphs is a line by itself.
        text = _with_clock(line, text or " ".join(own.split()))
        if not _YEAR.fullmatch(text):
            yield line, text, trust
            found += 1
        if found == _MOST_FOUND:
            return


class _Order:
    """Tells what comes after the headline: what it is within of does not count."""

    def __init__(self, chain: list[html.HtmlElement]) -> None:
        self._passed = not chain
        self._chain = set(chain)

    def after(self, element: html.HtmlElement) -> bool:
        """Tell if an element comes after the headline."""
        if self._passed:
            return True
        # The first ancestor that both share tells, by the order of its children.
        child = element
        for one in element.iterancestors():
            if one in self._chain:
                mine = next((c for c in one if c in self._chain), None)
                if mine is not None and one.index(child) > one.index(mine):
                    self._passed = True
                break
            child = one
        return self._passed


def _line(element: html.HtmlElement, place: _Place) -> tuple[html.HtmlElement, str]:
    """Return the largest element around that is still one short line, and its text."""
    chosen, text = element, _short_text(element)
    if text is None:
        return element, ""
    for around in islice(element.iterancestors(), _LEVELS):
        longer = None if around in place.chain or around.tag == "body" else _short_text(around)
        if longer is None:
            break
        chosen, text = around, longer
    return chosen, text


def _with_clock(line: html.HtmlElement, text: str) -> str:
    """Return a line with the time that stands by itself in the element behind it, if one does."""
    behind = line.getnext()
    if behind is None or (line.tail or "").strip() or clock_in(text) or line.tag == "time":
        return text
    said = _short_text(behind) or ""
    return f"{text} {said}" if _CLOCK.fullmatch(said) and clock_in(said) else text


def _short_text(element: html.HtmlElement) -> str | None:
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        length += len(part.strip())
        if length > _LONGEST_LINE or len(parts) > 60:
            return None
        parts.append(part)
    return " ".join(" ".join(parts).split())


def _trust(element: html.HtmlElement, place: _Place, copy: int | None) -> float:
    """Return how far a date at a place is that of the article; 0 where it is surely not."""
    names = []
    for depth, one in enumerate((element, *element.iterancestors())):
        if one in place.chain or one.tag == "body":
            break
        if one.tag in _NO_PLACE:
            return 0.0
        name = f"{one.get('class') or ''} {one.get('id') or ''}"
        if _NOT_HERE.search(name):
            return 0.0
        if depth < 3:
            names.append(name)
    if element.tag == "a" and len(element.text or "") > 40:
        return 0.0
    hinted = bool(_DATE_NAMES.search(" ".join(names)))
    if not place.chain:
        return 0.45 if hinted else _FAR
    level = place.level(element)
    top = len(place.chain) - level <= 2
    if copy is not None and copy >= 2:
        return _FAR
    if top and not _after_headline(element, place):
        return _FAR / 2
    near = _NEAR if level <= 5 or not top else 0.5
    return near + (0.05 if hinted else 0.0)


def _after_headline(element: html.HtmlElement, place: _Place) -> bool:
    return _Order(place.chain).after(element)
