"""What a page says about itself: JSON-LD, meta elements, headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from lxml import etree, html

from copydesk.errors import PermanentError
from copydesk.languages import language_tag

from .hygiene import clean_text
from .metadata.jsonld import article_of, fold_title, objects_of

_MOST_ATTRIBUTES = 5000
_MOST_OPEN, _MANY_TAGS = 1000, 5000
_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|main|aside|ul|ol|b|i|u|em|strong|font|small|center"
    r"|blockquote|form|ins|del)\b",
    re.IGNORECASE,
)
_LONGEST_MARKS = 1000
"""Characters of a class or an id."""
_LONG_MARKS = etree.XPath(
    f"//@class[string-length() > {_LONGEST_MARKS}]/.."
    f" | //@id[string-length() > {_LONGEST_MARKS}]/.."
)
_NAMES = ("property", "name", "itemprop", "http-equiv")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page."""

    tree: html.HtmlElement
    meta: dict[str, str] = field(default_factory=dict)
    """Content of meta elements by lower-case name or property, first one wins."""
    json_ld: dict[str, Any] = field(default_factory=dict)
    """The JSON-LD object of the article, if there is one."""
    objects: tuple[dict[str, Any], ...] = ()
    """Every JSON-LD object of the page."""
    repeated: dict[str, list[str]] = field(default_factory=dict)
    """Content of meta elements whose name occurs more than once."""
    elements: tuple[html.HtmlElement, ...] = ()
    """All of it, held so that lxml makes the object of each once, and not for each walk."""

    def every(self, name: str) -> list[str]:
        """Return the content of each meta element of a name."""
        first = self.meta.get(name)
        return self.repeated.get(name) or ([first] if first else [])


def parse_page(text: str, *, max_depth: int) -> Page:
    """Parse a page.

    Raises:
        PermanentError: no HTML (`not-html`), nested deeper than `max_depth`, or an element with
            thousands of attributes (`too-complex`).
    """
    if _has_countless_attributes(text):
        raise PermanentError(
            f"an element has more than {_MOST_ATTRIBUTES} attributes", code="too-complex"
        )
    if _has_countless_open(text):
        raise PermanentError(
            f"more than {_MOST_OPEN} elements are open in one another", code="too-complex"
        )
    # libxml2 by itself would cut the tree silently where it is too deep.
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    # One class for all: lxml.html would call Python to choose it, for each element.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise PermanentError(f"no HTML in this page: {error}", code="not-html") from error
    if _deeper_than(max_depth)(tree):
        raise PermanentError(f"nested deeper than {max_depth} elements", code="too-complex")
    _shorten_marks(tree)
    elements = tuple(tree.iter())
    meta: dict[str, str] = {}
    repeated: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = next(filter(None, map(element.get, _NAMES)), None)
        content = clean_text(element.get("content") or "")
        if not name or not content:
            continue
        if (first := meta.setdefault(name.lower(), content)) != content:
            repeated.setdefault(name.lower(), [first]).append(content)
    objects = tuple(objects_of(tree))
    canonical = tree.iterfind(".//link[@rel='canonical']")
    addresses = {href for link in canonical if (href := link.get("href"))}
    addresses |= {meta["og:url"]} if "og:url" in meta else set()
    about = article_of(objects, _titles(tree, meta), addresses)
    return Page(tree, meta, about, objects, repeated, elements)


def _has_countless_attributes(text: str) -> bool:
    """Return whether a tag has more attributes than any page needs.

    libxml2 compares each with all before it: 100,000 take it half a minute.
    """
    for piece in text.split("<"):
        if len(piece) > 2 * _MOST_ATTRIBUTES and piece[0].isalpha():
            tag = _QUOTED.sub("", piece.partition(">")[0])
            if len(tag.split()) > _MOST_ATTRIBUTES:
                return True
    return False


def _shorten_marks(tree: html.HtmlElement) -> None:
    """Cut what classes and ids have too much: a quote that is missing makes one of half a page,
    and each element in it would be looked for in all of that."""
    for element in cast("list[html.HtmlElement]", _LONG_MARKS(tree)):
        for name in ("class", "id"):
            if len(value := element.get(name, "")) > _LONGEST_MARKS:
                # What a parser lets pass no attribute may be set to.
                letters = (one if one.isprintable() else " " for one in value[:_LONGEST_MARKS])
                element.set(name, "".join(letters))


def _has_countless_open(text: str) -> bool:
    """Return whether elements that only their end tag closes stand in one another by thousands.

    The tree may not say so: libxml2 takes markup for text where a browser does not, and the
    parser of a voter (resiliparse) takes the square of the depth, 48 s for 40,000 elements.
    """
    if text.count("<") < _MANY_TAGS:
        return False
    depth = 0
    for tag in _NESTING.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _MOST_OPEN:
            return True
    return False


@cache
def _deeper_than(depth: int) -> etree.XPath:
    """Return a test for an element so far down, eight times as fast as a walk."""
    return etree.XPath("boolean(" + "/*" * (depth + 1) + ")")


def _titles(tree: html.HtmlElement, meta: dict[str, str]) -> set[str]:
    """Return what the page calls its article, in the form in which it is compared."""
    titles = [text_of(heading) for heading in tree.iter("h1")]
    titles += [meta.get("og:title", ""), meta.get("twitter:title", "")]
    return {folded for title in titles if (folded := fold_title(title))}


def text_of(element: html.HtmlElement) -> str:
    """Return an element's text as one clean line."""
    return clean_text(element.text_content())


def is_aligned(element: html.HtmlElement, side: str, *, within: int | None = None) -> bool:
    """Return whether an element's own marks set it at a side.

    Args:
        element: the element.
        side: `center`, `right`.
        within: characters of its style that are read, None for all.
    """
    style = (element.get("style") or "")[:within].replace(" ", "")
    return element.get("align") == side or f"text-align:{side}" in style


def holder_of(elements: Sequence[html.HtmlElement]) -> html.HtmlElement:
    """Return the innermost element that is or holds each of some elements, at least one."""
    paths = [[one, *one.iterancestors()][::-1] for one in elements]
    holder = paths[0][0]
    for level in zip(*paths, strict=False):
        if any(one is not level[0] for one in level):
            break
        holder = level[0]
    return holder


def canonical_candidates(page: Page) -> list[str]:
    """Return what the page calls its own address, best first."""
    links = [
        link.get("href")
        for link in page.tree.iterfind(".//link[@rel]")
        if "canonical" in link.get("rel", "").lower().split() and link.get("href")
    ]
    return [*links[:1], *filter(None, [page.meta.get("og:url")])]


def declared_language(page: Page) -> str | None:
    """Return the language that the page declares (BCP 47).

    Some write what is no tag (`lang=""`, `lang="{{lang}}"`): the next one counts then.
    """
    body = page.tree.find("body")
    stated = page.json_ld.get("inLanguage")
    declared = (
        page.tree.get("lang"),
        page.tree.get("xml:lang"),
        page.meta.get("og:locale"),
        None if body is None else body.get("lang"),
        stated if isinstance(stated, str) else None,
        page.meta.get("content-language"),
    )
    tags = [tag for one in declared if (tag := language_tag(one))]
    # A template's English stands wherever nobody changed it: what somebody did change says more.
    other = next((tag for tag in tags if not _is_english(tag)), None)
    return other or next(iter(tags), None)


def _is_english(tag: str) -> bool:
    return tag.partition("-")[0] == "en"
