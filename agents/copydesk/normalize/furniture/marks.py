"""Standfirst and notes where the page marks them: by classes, or by where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import east_asian_width

from lxml import html

from copydesk.normalize.hygiene import ROOM, clean_text, fold
from copydesk.normalize.page import Page, text_of

_STANDFIRST = re.compile(
    r"standfirst|linha-?fina|ypo-?titlos|entry-?sub\b|under-?rubrik|under-?titel|under-?tittel|alaotsikko|\bsyn\b|key-?points?\b|\bdek\b|\bdeck\b|sub-?head(?:line|ing)?\b|sub-?titul|sub-?titel|sub-?title"
    r"|\bsapo\b|\bsappo\b|chapo\b|chapeau|entradilla|\bbajada\b|\bsumario\b|\bcopete\b"
    r"|\bsommario\b|\bcatenaccio\b|article-{0,2}lead|\blead\b|\bleed\b|\blid\b|news-?lead"
    r"|field-lead|\bperex\b|\bzajawka|\bpodnaslov|\bpodzaglavi|\bingress\b|\bvorspann"
    r"|\bteaser-?text\b|\bspot\b|haber-?spot|\bintro(?:text|duction)?\b|-intro\b"
    r"|\bexcerpt\b|article-?summary|\bsummary\b|story-?summary|\babstract\b|\bdescription\b"
    r"|article-?desc|\bsubtit|\bsuttitr|\bpodtytul|\bmanchete-sub|gavel|\bblurb\b|lidtext"
    r"|\bliid\b|\blide\b|\bsub-?line\b|\bsynopsis\b|article--?teaser\b|\bdigest\b|\bdaodu\b|\bdaoyu\b|\bzhaiyao\b"
)
_STRONG = re.compile(
    r"standfirst|\bdek\b|subheadline|sub-headline|\bsapo\b|chapo\b|entradilla|\bbajada\b|\bperex\b"
    r"|\bingress\b|subtitulo|catenaccio|\bdigest\b|\bdaodu\b|\bdaoyu\b|\bzhaiyao\b"
)
_NOT_HERE = re.compile(
    r"relat|recommend|teaser-(?:list|item)|card|promo|sidebar|widget|latest|popular|trending"
    r"|newslet|comment|carousel|footer|breadcrumb|\bnav|menu|caption|archive|gallery|most-"
    r"|author|\bbio\b|disc(?:laimer)?\b|figure|image|media|photo|byline|date|(?<![\w-])masthead"
)
# A line of author and time that stands in the same place: the time is at one of its ends.
_BYLINE = re.compile(
    r"^by\s|\b(?:19|20)\d\d\b.*\d{1,2}[:.]\d\d"
    r"|^\d{1,2}[:.]\d\d\s*[ap]\.?m\.?(?=\s*[,|·–-])|\d{1,2}[:.]\d\d\s*[ap]\.?m\.?(?:\s\(?\w{2,5}\)?)?$",
    re.IGNORECASE,
)
_AWAY = frozenset(("nav", "aside", "footer", "figure", "figcaption", "form", "a", "script", "meta"))
_ATTRIBUTES = ("class", "id", "data-gu-name", "data-component", "data-testid", "itemprop")
_SHORTEST, _LONGEST = 20, 700
_FEW = 4
_FULL_STOP = re.compile(r"[.!?…。！？؟۔।።]$")
_SHORTEST_DESCRIBED = 40
_LIVE = re.compile(r"(?<![a-z])live(?![a-z])", re.IGNORECASE)
"""A live page's introduction is its body."""
_REACH = 40
"""Elements after the headline among which its standfirst stands."""


@lru_cache(maxsize=32768)
def is_marked(marks: str, expression: re.Pattern[str]) -> bool:
    """Return whether marks match an expression; words in them may be joined by underscores.

    The expression is in small letters, which are found three times as fast as letters of any case.
    """
    return expression.search(marks.replace("_", "-").lower()) is not None


def marks_of(element: html.HtmlElement) -> str:
    """Return the names by which a page marks an element: class, id and their like."""
    return " ".join(filter(None, map(element.get, _ATTRIBUTES)))[:300]


def headline_element(page: Page, headline: str | None) -> html.HtmlElement | None:
    """Return the element that holds the headline: a heading, else whatever has just its text."""
    wanted = fold(headline or "")
    if not wanted:
        return None
    headings = list(page.tree.iter("h1", "h2", "h3"))
    for heading in headings:
        if fold(text_of(heading)) == wanted:
            return heading
    for heading in headings:
        # A kicker may stand inside it.
        if fold(text_of(heading)).endswith(wanted):
            return heading
    for element in page.tree.iter("div", "p", "span", "font", "b", "td"):
        text = element.text or ""
        # Paragraphs of copy are many, and longer.
        if len(wanted) <= len(text) <= ROOM * len(wanted) and fold(text) == wanted:
            return element
    return None


_NOTE = re.compile(
    r"correct|amend|footnote|editor-?s?-?note|disclaim|\bdisc\b|errat|rectif|update-?note|ed-?note"
)


def marked_notes(page: Page) -> list[str]:
    """Return the texts of elements that are marked as a note by the editors."""
    found = (
        text_of(element)
        for element in page.tree.iter("p", "div", "aside", "section", "footer", "em")
        if element.attrib and is_marked(element.get("class") or "", _NOTE)
    )
    return [text for text in found if text]


def is_away(element: html.HtmlElement) -> bool:
    """Return whether an element stands in a part of the page that is not about its article."""
    if element.tag in _AWAY - {"a"}:
        return True
    for above in element.iterancestors():
        # Some servers wrap the whole page into one form.
        if above.tag == "form" and next(above.iter("h1", "h2"), None) is not None:
            continue
        if above.tag in _AWAY or (above.attrib and is_marked(marks_of(above), _NOT_HERE)):
            return True
        if above.tag in ("article", "main", "body"):
            return False
    return False


_DATELINE = re.compile(
    r"date-?line|spitz-?marke|orts-?marke|\bort\b|\bplace\b|\blocation\b|\bcity\b|\blugar\b|\blieu\b"
    r"|\bluogo\b|localidad|\bmiasto\b|\bmesto\b|\bgorod\b|\bsehir\b|\bplats\b|\bsted\b|\blokasi\b"
)


def dateline_mark(element: html.HtmlElement | None) -> str | None:
    """Return what a paragraph begins with in an element that is marked as dateline or place."""
    if element is None or (element.text or "").strip() or len(element) == 0:
        return None
    first = element[0]
    if not isinstance(first.tag, str) or first.tag not in ("span", "b", "strong", "em", "i"):
        return None
    text = text_of(first)
    return text if is_marked(marks_of(first), _DATELINE) and len(text) <= 60 else None


class Standfirst(NamedTuple):
    """A summary that a page marks."""

    text: str
    element: html.HtmlElement
    sure: bool
    """Whether the mark can mean nothing else: `lead` is the standfirst on one site, and the first
    paragraph on another."""


def marked_standfirst(
    page: Page, headline: str | None, copy: Collection[html.HtmlElement] = ()
) -> Standfirst | None:
    """Return the summary that the page marks near its headline.

    Marks are classes of many languages, `itemprop=description`, or a second-level heading or an
    only item of a list right under the headline; or it stands beside the headline and is what
    the page describes itself with.

    Args:
        page: the page.
        headline: its headline.
        copy: elements of sentences of the body; what stands below one is no standfirst.
    """
    heading = headline_element(page, headline)
    described = fold(page.meta.get("description") or "")
    passed = False
    for element in _after(page, heading):
        if passed:
            break
        passed = element in copy
        if _is_described(element, heading, described) and _is_apart(element, copy):
            return Standfirst(text_of(element), element, True)
        marks = marks_of(element) if element.attrib else ""
        if marks and is_marked(marks, _NOT_HERE):
            continue
        if marks and (is_marked(marks, _STANDFIRST) or element.get("itemprop") == "description"):
            text = _lines_of(element)
            sure = is_marked(marks, _STRONG)
            if not sure and _LIVE.search(marks):
                continue
            length = _width(text) if sure else len(text)
            fits = length >= _SHORTEST and len(text) <= _LONGEST
            fits = fits and fold(text) != fold(headline or "")
            fits = fits and not text.endswith("...") and _BYLINE.search(text) is None
            inner = list(element.iter("p"))
            lines = len(inner) <= _FEW and not any(_FULL_STOP.search(text_of(p)) for p in inner)
            alone = (lines or len(inner) <= 1) and next(element.iter("script"), None) is None
            if fits and alone and not is_away(element):
                return Standfirst(text, element, sure)
    if heading is not None and heading.tag == "h1":
        below = heading.getnext()
        if below is not None and below.tag == "h2":
            text = text_of(below)
            if _SHORTEST <= len(text) <= _LONGEST:
                return Standfirst(text, below, True)
    return None


def _is_described(
    element: html.HtmlElement, heading: html.HtmlElement | None, described: str
) -> bool:
    """Return whether a line beside the headline is the page's description."""
    if heading is None or element.tag not in ("p", "div", "h2", "h3", "span"):
        return False
    if element.getparent() is not heading.getparent() or len(described) < _SHORTEST_DESCRIBED:
        return False
    return fold(text_of(element)) == described


def _is_apart(element: html.HtmlElement, copy: Collection[html.HtmlElement]) -> bool:
    """Return whether a line is none of the body's paragraphs, which stand in one box."""
    if element not in copy:
        return True
    others = [one for one in copy if one is not element]
    return bool(others) and all(one.getparent() is not element.getparent() for one in others)


def _width(text: str) -> int:
    """Return how long a text is in letters of an alphabet: a wide letter says as much as two."""
    return len(text) + sum(east_asian_width(letter) == "W" for letter in text)


def _lines_of(element: html.HtmlElement) -> str:
    """Return an element's text, that of its items or paragraphs set apart, a heading left out."""
    if next(element.iter("br"), None) is not None:
        return clean_text(_with_breaks(element))
    items = [text for one in element.iter("li", "p") if (text := text_of(one))]
    listed = next(element.iter("li"), None) is not None
    if len(items) < 2 or (next(element.iter("ul", "ol"), None) is None and listed):
        return text_of(element)
    return " ".join(items)


def _with_breaks(element: html.HtmlElement) -> str:
    """Return an element's text with a space for each line break."""
    parts = [element.text or ""]
    for child in element:
        parts += [" " if child.tag == "br" else _with_breaks(child), child.tail or ""]
    return "".join(parts)


def _after(page: Page, heading: html.HtmlElement | None) -> Iterator[html.HtmlElement]:
    """Yield what follows the headline closely; without one, what is marked beyond doubt."""
    if heading is None:
        for element in page.tree.iter("p", "h2", "div"):
            if element.attrib and is_marked(marks_of(element), _STRONG):
                yield element
        return
    seen = 0
    for element in _following(heading):
        yield element
        if element.tag in ("p", "div", "h2", "ul", "section"):
            seen += 1
        if seen >= _REACH:
            return


def _following(heading: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield elements after one in reading order, those of its parents' next siblings too."""
    element = heading
    while element is not None:
        for sibling in element.itersiblings():
            if isinstance(sibling.tag, str):
                yield from (one for one in sibling.iter() if isinstance(one.tag, str))
        element = element.getparent()
