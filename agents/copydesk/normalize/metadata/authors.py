"""Who wrote an article: what is printed at it first, then what machines are told, then the feed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import regex
from lxml import html

from copydesk.events import Author
from copydesk.normalize.hygiene import fold
from copydesk.normalize.page import Page, text_of

from .addresses import absolute
from .authors_stated import authors_of, claimants, stated_authors
from .captions import CAPTION
from .houses import house_above
from .names import Name, are_people, is_account, is_name_beside, names_in
from .zones import Zones, has_author_mark, is_author_link, is_elsewhere, outermost, pieces_of

_LONG_LINE = 200
"""Characters of a byline at most: what is longer is about the author."""
_SHORT_LINE = 60
_FIRST = 12
"""Elements of the copy that may be the line below the headline."""
_NEAR = 3
"""Those of them in which a line of names alone is believed."""
_ITALICS = ("em", "i", "b", "strong")
_REPORTERS = regex.compile(r"[（(](?:本?[报報]?记者|本?[報报]?記者)\s*(?P<names>[^）)]{2,40})[）)]")
_PICTURES = regex.compile(
    r"caption|(?:img|foto|photo|image|pic|picture|media)[_-]"
    r"|[_-](?:cap|img|image|photo|pic|media)(?:$|[\s_-])|(?:^|\s)(?:cap|pic)(?:$|\s)",
    regex.IGNORECASE,
)
_QUOTED = regex.compile(
    r"(?:^|[\s_-])(?:statement|claim|quote|quotation|pull-?quote|testimonial)(?:$|[\s_-])",
    regex.IGNORECASE,
)
_COLON = regex.compile(r"[:：／]")
_CREDITS = regex.compile(r"credit", regex.IGNORECASE)
"""A class of pictures' credits, and of bylines on some sites: those begin with 'by'."""
_SENTENCE = regex.compile(r"[.!?…।。؟！？][”\"»)]?$")
_CLOSING = regex.compile(
    r"[\s\p{P}]*(?:additional\s+)?(?:reporting|writing|compiled|written)\s(?:[^;]{0,60}\s)?by\s[^;]+;"
    r"|\s*[(\[—–-]\s*(?:additional\s+)?(?:reporting|writing|editing)\s(?:[^;]{0,60}\s)?by\s",
    regex.IGNORECASE,
)
"""An agency's last line, '(Reporting by …; editing by …)': it stays whole in the sign-off."""
_MOST = 12
"""People that are taken at most."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it, and where that was read."""

    by: tuple[Author, ...] = ()
    source: str | None = None


def byline(
    page: Page, zones: Zones, url: str, from_feed: Sequence[str], site_names: Collection[str]
) -> Byline:
    """Return who wrote an article.

    Names that machines are told and that are printed at the article as well are sure; else what
    is printed wins: systems name accounts and desks. A site's own name and an account count only
    where there is nobody else, an account never where somebody is printed.

    Args:
        page: the page.
        zones: where its article is.
        url: its address, for addresses on it.
        from_feed: the entry's authors.
        site_names: names of the site, folded by `hygiene.fold`.
    """
    stated = [(source, names) for source, names in stated_authors(page, url) if names]
    claimed = claimants(page)
    named = _printed(zones, claimed, site_names)
    printed = _people(named, site_names)
    near = ""
    if stated:
        near = fold(" ".join(text_of(one) for one in zones.head if one.tag != "a")[:4000])
    links = _links(zones, url)
    for source, authors in stated:
        people = [
            one for one in authors if not _is_own(one.name, site_names) and not is_account(one.name)
        ]
        # A name in one script may be printed in another: then the printed one is the paper's.
        if people and all(fold(one.name) in near for one in people):
            known = {fold(one.name) for one in people}
            more = [name for name in printed if name.role and fold(name.name) not in known]
            return _made([*people, *authors_of(more)], source, links, printed)
    if printed:
        return _made(authors_of(printed), "page text", links, printed)
    last: Byline = Byline()
    feed = [Author(name=name.name, role=name.role) for name in names_in(from_feed)]
    for source, authors in (*stated, ("feed", feed)):
        people = [one for one in authors if not is_account(one.name)]
        others = [one for one in people if not _is_own(one.name, site_names)]
        if others:
            return _made(others, source, links, ())
        if people and not last.by:
            last = _made(people, source, links, ())
    if not last.by and (own := _own(named, site_names)):
        return _made(authors_of(own), "page text", links, ())
    return last


def _made(
    authors: Sequence[Author], source: str, links: dict[str, str], printed: Sequence[Name]
) -> Byline:
    roles = {fold(name.name): name.role for name in printed}
    made: dict[str, Author] = {}
    for one in authors:
        key = fold(one.name)
        known = Author(
            name=one.name, role=one.role or roles.get(key), uri=links.get(key) or one.uri
        )
        made.setdefault(key, known)
    return Byline(tuple(made.values())[:_MOST], source)


def _is_own(name: str, site_names: Collection[str]) -> bool:
    return fold(name) in site_names


def _people(names: Sequence[Name], site_names: Collection[str]) -> list[Name]:
    """Return the names that are people's or a desk's; an agency only where there is nobody else."""
    kept = [one for one in names if not is_account(one.name)]
    kept = [one for one in kept if not _is_own(one.name, site_names)]
    authors = [one for one in kept if one.role is None and not one.is_source]
    return [one for one in kept if not one.is_source] if authors else kept


def _own(names: Sequence[Name], site_names: Collection[str]) -> list[Name]:
    return [one for one in names if _is_own(one.name, site_names)][:1]


def _printed(zones: Zones, claimed: Collection[str], site_names: Collection[str]) -> list[Name]:
    """Return the names of the bylines that a page prints."""
    found: dict[str, Name] = {}
    for element in (*_marked(zones.head, zones), *_marked(zones.copy, zones, links=False)):
        if not claimed or fold(text_of(element)) not in claimed:
            _add(found, names_in(_line(element)))
    for element in _lines(zones.head):
        _add(found, _labelled(element, zones) or _told_by_form(element, zones))
    # The vote may take a line below the headline for the first of the copy.
    near = set(zones.copy[:_NEAR])
    for element in _lines(zones.copy[:_FIRST]):
        if len(text_of(element)) <= _LONG_LINE and not _SENTENCE.search(text_of(element)):
            names = _labelled(element, zones)
            if not found and not names and element in near:
                names = _told_by_form(element, zones)
            # One who only took a picture is named at it.
            _add(found, names if any(one.role != "photographer" for one in names) else ())
    if not found:
        for element in _marked(zones.copy[:_FIRST], zones):
            if fold(text_of(element)) not in claimed:
                _add(found, names_in(_line(element)))
    if not found:
        _add(found, [Name(name) for name in house_above(_lines(zones.head), site_names)])
    if not any(one.role is None for one in found.values()):
        for element in _marked(zones.above, zones):
            _add(found, names_in(_line(element)))
    is_short = any(one.role is None and not one.is_source for one in found.values())
    sources: list[Name] = []
    for element in _lines((*zones.copy[-12:], *zones.after)):
        if _CLOSING.match(element.text_content()):
            continue
        if not is_short or has_author_mark(element):
            names = _labelled(element, zones)
            sources += [one for one in names if one.is_source]
            _add(found, [one for one in names if not one.is_source])
        elif _COLON.search(element.text_content()):
            # Somebody signs above: what is below is by others, if it says what they did.
            names = _labelled(element, zones)
            _add(found, [one for one in names if one.role in ("editor", "translator")])
    # An agency at the end is whom the copy is from, not who wrote beside somebody else.
    _add(found, () if found else sources)
    if not any(one.role is None for one in found.values()):
        for element in _marked(zones.after, zones):
            _add(found, names_in(_line(element)))
        for element in zones.copy[:6]:
            if named := _REPORTERS.search(element.text_content()[:200]):
                _add(found, names_in([f"记者 {named['names']}"]), front=True)
                break
    return list(found.values())


def _add(found: dict[str, Name], names: Sequence[Name], *, front: bool = False) -> None:
    before = dict(found)
    if front:
        found.clear()
    for one in names:
        found.setdefault(one.name.casefold(), one)
    for key, one in before.items():
        found.setdefault(key, one)


def _marked(
    elements: Sequence[html.HtmlElement], zones: Zones, *, links: bool = True
) -> Iterator[html.HtmlElement]:
    marked = [
        one
        for one in elements
        if (has_author_mark(one) or (links and is_author_link(one)))
        and one.tag not in ("img", "meta")
        and not _is_at_picture(one, zones)
        and not _is_quoted(one, zones)
    ]
    for one in outermost(marked):
        if not is_elsewhere(one, zones.container) and 0 < len(text_of(one)) <= _LONG_LINE:
            yield one


def _is_quoted(element: html.HtmlElement, zones: Zones) -> bool:
    """Return whether an element stands in a box that says who said something, not who wrote it."""
    for one in (element, *element.iterancestors()):
        if one is zones.container:
            return False
        if one.tag == "blockquote" or _QUOTED.search(one.get("class", "")):
            return True
    return False


def _is_at_picture(element: html.HtmlElement, zones: Zones) -> bool:
    """Return whether an element is a headline, or a caption whose names made the picture."""
    for one in (element, *element.iterancestors()):
        if one is zones.container:
            return False
        name = one.get("class", "")
        if one.tag in ("h1", "figure", "figcaption") or _PICTURES.search(name):
            return True
        if name and CAPTION.search(name):
            return True
        if name and _CREDITS.search(name) and not _says_by(one):
            return True
    return False


def _told_by_form(element: html.HtmlElement, zones: Zones) -> list[Name]:
    """Return the people of a line with no label and no mark: one, beside a city or an agency; or,
    all in italics or bold, two and more, joined by 'and', each with a first and a last name."""
    if is_name_beside(text_of(element)):
        return [] if is_elsewhere(element, zones.container) else names_in([text_of(element)])
    inner = element if element.tag in _ITALICS else next(element.iter(*_ITALICS), element)
    text = text_of(element)
    if inner.tag not in _ITALICS or text_of(inner) != text or not are_people(text):
        return []
    return [] if is_elsewhere(element, zones.container) else names_in([text])


def _says_by(element: html.HtmlElement) -> bool:
    names = names_in(pieces_of(element)) if len(text_of(element)) <= _LONG_LINE else []
    return bool(names) and names[0].labelled and names[0].role is None


def _line(element: html.HtmlElement) -> list[str]:
    parent = element.getparent()
    before = (parent.text or "") if parent is not None and parent.index(element) == 0 else ""
    if element.tag == "a" and 0 < len(before.strip()) <= 20:
        return [before, *pieces_of(element)]
    return pieces_of(element)


def _lines(elements: Sequence[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Yield the largest of some elements that are short enough for a byline."""
    seen: set[html.HtmlElement] = set()
    for element in elements:
        if element.getparent() in seen:
            seen.add(element)
        elif next(element.iter("img", "amp-img", "figure"), None) is not None:
            continue  # What is printed at a picture is not of the article.
        elif 0 < len(element.text_content()) <= 2 * _LONG_LINE:
            seen.add(element)
            yield element


def _labelled(element: html.HtmlElement, zones: Zones) -> list[Name]:
    """Return the names of a line without a mark that says 'by' itself."""
    pieces = pieces_of(element)
    if not pieces or sum(map(len, pieces)) > _LONG_LINE or is_elsewhere(element, zones.container):
        return []
    if _is_at_picture(element, zones) or _is_quoted(element, zones):
        return []
    names = [one for one in names_in(pieces) if one.labelled and len(one.name) <= _SHORT_LINE]
    # `Photos: Moons of Jupiter` as a link leads to them.
    linked = " ".join(text_of(one) for one in element.iter("a") if not is_author_link(one))
    return [one for one in names if one.role != "photographer" or one.name not in linked]


def _links(zones: Zones, url: str) -> dict[str, str]:
    """Return the addresses of people's pages by their names, folded."""
    found: dict[str, str] = {}
    for element in (*zones.above, *zones.head, *zones.after):
        if is_author_link(element) and (address := absolute(element.get("href"), url)):
            found.setdefault(fold(text_of(element)), address)
    return found
