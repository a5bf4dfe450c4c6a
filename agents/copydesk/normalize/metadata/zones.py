"""Where on a page its article's head and end are: what is printed about it stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex
from lxml import etree, html

from copydesk.normalize.body.vote import Verdict
from copydesk.normalize.hygiene import ROOM
from copydesk.normalize.page import Page, holder_of, text_of

from .jsonld import fold_title

_ELSEWHERE = re.compile(
    r"related|recommend|read-?(?:also|more|next)|see-?also|sidebar|comments|disqus|newsletter|outbrain"
    r"|taboola|teaser|(?<!elementor-)(?<!dnd-)widget|most-?(?:read|popular)|playlist|advert|sponsor|subscri"
    r"|(?:^|[\s_-])(?:nav|navbar|menu|ads?|promo|social|follow|popup|cookie)"
    r"(?:$|[\s_-])|(?:^|\s)shar(?:e|ing)",
    re.IGNORECASE,
)
_ROW = re.compile(r"carousel|slider|swiper", re.IGNORECASE)
"""Class names of a row of pictures, the article's own, or of teasers."""
_OTHER_TAGS = frozenset(("nav", "form", "script", "style", "noscript", "template", "svg"))
_AFTER = 60
"""Elements after the last block of the body in which a line on the author may still stand."""
_BEFORE = 25
"""Elements before the headline that may still belong to it: a kicker, a section, a picture."""
_SPANS = 2
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption"),
        *("figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("ol", "p", "section", "table", "td", "th", "tr", "ul"),
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Zones:
    """A page's elements by where they stand, in reading order."""

    above: tuple[html.HtmlElement, ...]
    """Right before the headline."""
    head: tuple[html.HtmlElement, ...]
    """From the headline to the first block of the body."""
    copy: tuple[html.HtmlElement, ...]
    """From the first block of the body to the last."""
    after: tuple[html.HtmlElement, ...]
    """Right after the body, as far as the article's container goes."""
    container: html.HtmlElement
    """The smallest element that holds the headline and the body."""
    headline: html.HtmlElement | None
    """The element of the headline."""


def zones_of(page: Page, headline: str | None, verdicts: Sequence[Verdict]) -> Zones:
    """Return where a page's article begins and ends.

    Args:
        page: the page.
        headline: its main headline.
        verdicts: what the vote says of its blocks.
    """
    # Not from `body` on: an article may stand in what the parser takes for the head.
    root = page.tree
    order = list(root.iter(etree.Element))
    place = {element: at for at, element in enumerate(order)}
    kept = [place[one.block.node.element] for one in verdicts if one.kept]
    first = min(kept, default=len(order))
    title = _headline_element(page, headline, verdicts, root)
    top = place.get(title, first) if title is not None else first
    last = max(kept, default=top)
    ends = last + sum(1 for _ in order[last].iter(etree.Element)) if order else 0
    ends_of_it = [order[at] for at in {min(top, first), last} if at < len(order)]
    container = holder_of(ends_of_it) if ends_of_it else root
    inside = place[container] + sum(1 for _ in container.iter(etree.Element))
    if first < top:
        # What stands above a headline is not below it; some bodies begin there.
        first = min((at for at in kept if at > top), default=ends)
    return Zones(
        above=tuple(order[max(0, top - _BEFORE) : top]),
        head=tuple(order[top:first]),
        copy=tuple(order[first:ends]),
        after=tuple(order[ends : min(ends + _AFTER, max(inside, ends))]),
        container=container,
        headline=title,
    )


def _headline_element(
    page: Page, headline: str | None, verdicts: Sequence[Verdict], root: html.HtmlElement
) -> html.HtmlElement | None:
    wanted = fold_title(headline or "")
    headings = [one for one in page.tree.iter("h1", "h2", "h3") if wanted and text_of(one)]
    for heading in headings:
        if fold_title(text_of(heading)) == wanted:
            return heading
    for heading in headings:
        if heading.tag == "h1" and wanted[:40] in fold_title(text_of(heading)):
            return heading
    for one in verdicts if wanted else ():
        text = one.block.text
        # Paragraphs of copy are many, and longer.
        if len(text) <= ROOM * len(wanted) and fold_title(text) == wanted:
            return one.block.node.element
    return next(root.iter("h1"), None)


def is_elsewhere(element: html.HtmlElement, container: html.HtmlElement) -> bool:
    """Return whether an element belongs to something else within the article's container."""
    for one in (element, *element.iterancestors()):
        if one is container:
            return False
        if one.tag in _OTHER_TAGS:
            return True
        marks = f"{one.get('class', '')} {one.get('id', '')}"[:300] if one.attrib else ""
        if marks and _says_elsewhere(marks):
            return True
        if _ROW.search(marks) and next(one.iter("h2", "h3", "h4", "time"), None) is not None:
            return True
    return False


@lru_cache(maxsize=8192)
def _says_elsewhere(marks: str) -> bool:
    return len(marks) > 1 and _ELSEWHERE.search(marks) is not None


def pieces_of(element: html.HtmlElement) -> list[str]:
    """Return an element's text, cut where blocks, line breaks and marked spans are."""
    pieces: list[str] = [""]

    def walk(one: html.HtmlElement) -> None:
        if one.text:
            pieces[-1] += one.text
        for child in one:
            tag = child.tag
            if not isinstance(tag, str) or tag in _OTHER_TAGS or _is_no_person(child):
                pieces.append("")
            elif tag in _BLOCKS or child.get("class") or is_author_link(child) or _abuts(child):
                pieces.append("")
                walk(child)
                pieces.append("")
            else:
                walk(child)
            if child.tail:
                pieces[-1] += child.tail

    walk(element)
    return [piece.strip() for piece in pieces if piece.strip()]


def _is_no_person(element: html.HtmlElement) -> bool:
    """Return whether what stands in a byline is a time, a place or a button."""
    if element.tag in ("button", "time"):
        return True
    return bool(element.attrib) and _PLACE.search(element.get("class", "")) is not None


_PLACE = re.compile(
    r"(?:^|[\s_-])(?:place|location|city|local|localidad|lugar|lieu|luogo|plats|miejsce|plaats)(?:$|\s)",
    re.IGNORECASE,
)
"""Class names of where something was written, beside who wrote it."""


def _abuts(span: html.HtmlElement) -> bool:
    """Return whether an element of no class is a piece of its own: it stands right at another
    with no letter or space between them, or in a line of three and more with nothing else."""
    before, parent = span.getprevious(), span.getparent()
    if span.tag not in ("span", "a") or parent is None:
        return False
    if before is not None and not before.tail and before.tag == span.tag:
        return len(before.text_content()) > 1 and len(span.text_content()) > 1
    if before is not None and not before.tail and before.tag == "a":
        # A link and what its person is: 'Ada Berg' and 'Photographer'.
        return len(before.text_content()) > 1 and (span.text_content()[:1] or " ").isupper()
    return (
        len(parent) > _SPANS
        and not (parent.text or "").strip()
        and all(one.tag == span.tag and not (one.tail or "").strip() for one in parent)
    )


_AUTHOR_PATH = regex.compile(
    r"/(?:authors?|autor(?:es|en|i|a|zy)?|auteurs?|avtor[yi]?|avtori|yazar(?:lar)?|profiles?|people"
    r"|person|contributors?|by(?=/[^/?#]+/?$)|staff|journalists?|reporters?|redak(?:ce|cja|tion|tor)|redazione"
    r"|editors?|writers?|columnists?|tac-gia|penulis|columnistas?|firmas?|journalistes?|kirjoittaja"
    r"|forfatter|skribent|penulis|muhabir|toimittajat?|members?|users?|author\.php)(?:/|\?|$)",
    regex.IGNORECASE,
)


def is_author_link(element: html.HtmlElement) -> bool:
    """Return whether an element is a link to a person's page."""
    if element.tag != "a":
        return False
    if "author" in (element.get("rel") or "").split():
        return True
    return bool(_AUTHOR_PATH.search(element.get("href") or ""))


_MARK = re.compile(
    r"(?:^|[\s_-])(?:by[_-]?lines?|by-?name|posted[_-]by|authors?|authorline|autor(?:es|en|a|i)?|auteurs?|auth|aut|au|writers?"
    r"|write-?by|firma|signature|kirjoittajat?|redaktor|reporters?|penulis|contributors?|verfasser"
    r"|yazar|muhabir|journalist|avtor|tac-?gia|vcard|creator|credit-?line|szerzo[ki]?|autor(?:ka|ky|stwo|art)?|byliner|giornalista"
    r"|periodista|sign(?=$|\s)|jornalista|redacteur|toimittaja|forfatter|skribent|dziennikarz|auteur-?nom"
    r"|redaktur|wartawan|jurnalis|autore|autoria|redakteur(?:in)?|journalista|redactor(?:es)?"
    r"|firmante|escritor|cronista|novinar|szerző|yazan|nguoi-?viet|columnist|mwandishi"
    r"|journalistname|correspondent|corresponsal|correspondant)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ATTRIBUTES = (
    *("class", "id", "data-testid", "data-component", "data-role", "data-qa", "data-test"),
    *("itemprop", "rel", "aria-label"),
)


def has_author_mark(element: html.HtmlElement) -> bool:
    """Return whether a class, id or the like says that somebody is named here."""
    marks = " ".join(filter(None, map(element.get, _ATTRIBUTES)))
    # An element of a page's own making says in its name what it holds: `<news-byline>`.
    if "-" in element.tag:
        marks = f"{element.tag} {marks}"
    # HTML's element for how to reach who wrote an article.
    return element.tag == "address" or (bool(marks) and _says_author(marks[:300]))


@lru_cache(maxsize=8192)
def _says_author(marks: str) -> bool:
    return _MARK.search(_CAMEL.sub("-", marks)) is not None


def outermost(elements: Sequence[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Yield those of some elements, in reading order, that are in no other of them."""
    seen: set[html.HtmlElement] = set()
    for element in elements:
        if not any(one in seen for one in element.iterancestors()):
            yield element
        seen.add(element)
