"""The section of the paper in which an article stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import html

from copydesk.normalize.hygiene import clean_text, fold
from copydesk.normalize.page import Page, text_of

from .items import item_texts
from .jsonld import fold_title, texts_of, types_of
from .zones import Zones, is_elsewhere

_META = (
    *("article:section", "parsely-section", "section", "cxenseparse:section", "og:section"),
    *("sailthru.section", "dc.subject.section", "category"),
)
_CRUMBS = re.compile(
    r"bread-?crumb|breadcumb|crumbs?(?:$|[\s_-])|(?:^|[\s_-])(?:miga|migas|percorso|path|bread|bc|brd"
    r"|news_path|news-position|topicPath|rubric-?path)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"(?:^|[\s_-])(?:cat|cate|rubriek|category|categories|cat-links|catlinks|section|sections|rubric|rubrik"
    r"|rubrique|rubrica|ressort|osasto|seccion|secao|editoria|topic|channel|overline|department"
    r"|kategori|kategorie)(?:$|[\s_-])|category tag|field-rubric|-rubric",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LABELS = frozenset(("a", "span", "div", "p", "b", "strong", "li", "td", "font", "small"))
_SIGNS = frozenset((">", ">>", "›", "»", "/", "→", "::", "«", "‹", "→"))
_MOST_STEPS, _NEAR, _UP, _SEVERAL, _MENU = 6, 8, 3, 4, 300
_LONGEST_LABEL = 30
_LONGEST = 50
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
"""A host's name, as some sites have for the part of them that has no section."""
_GENERIC = frozenset(
    (
        "featured",
        "home",
        "homepage",
        "topstories",
        "uncategorized",
        "slider",
        "all",
        "articles",
        "posts",
        "stories",
    )
)
_ENDS = frozenset(("記事", "正文", "article", "artikel", "articolo", "news"))
"""What some breadcrumbs have at their end for the page itself."""


def section(
    page: Page, zones: Zones, headline: str | None, url: str, site_names: Collection[str]
) -> tuple[str | None, str | None]:
    """Return the section and where it was read.

    Args:
        page: the page.
        zones: where its article is.
        headline: its headline, which many breadcrumbs end with.
        url: its address.
        site_names: names of the site, folded by `hygiene.fold`.
    """
    for source, values in _sources(page, zones, url):
        for value in values:
            text = clean_text(value).strip("/›»> :|")
            folded = fold(text)
            if not 1 < len(text) <= _LONGEST or folded in _GENERIC or folded in site_names:
                continue
            if fold_title(text) == fold_title(headline or "") or text.isdigit():
                continue
            if _HOST.fullmatch(text):
                continue
            return text, source
    return None, None


def _sources(page: Page, zones: Zones, url: str) -> Iterator[tuple[str, list[str]]]:
    stated = texts_of(page.json_ld.get("articleSection"), "name")
    # Some join all categories with commas; a name that holds one itself is rare.
    yield "json-ld", [part for one in stated for part in one.split(",")]
    yield "microdata", item_texts(page.tree, "articleSection")
    for name in _META:
        if value := page.meta.get(name):
            yield "opengraph" if ":" in name else "meta", [value]
    yield "json-ld", _stated_crumbs(page)
    yield "page text", _crumbs(page, zones, url)
    yield "page text", _marked(zones, url)
    yield "page text", _path_above(zones, url)
    yield "page text", _labels_above(page, zones)


def _stated_crumbs(page: Page) -> list[str]:
    """Return the names of a BreadcrumbList from its end, without the first, which is home."""
    for one in page.objects:
        items = one.get("itemListElement")
        if "BreadcrumbList" not in types_of(one) or not isinstance(items, list):
            continue
        names = [
            texts_of(item.get("name") or item.get("item"), "name")
            for item in items
            if isinstance(item, dict)
        ]
        return [name[0] for name in names[1:] if name][::-1]
    return []


def _crumbs(page: Page, zones: Zones, url: str) -> list[str]:
    """Return what breadcrumbs that a page shows name, from their end."""
    for element in page.tree.xpath("//body//*[@class or @id]"):
        marks = f"{element.get('class', '')} {element.get('id', '')}"
        if not _CRUMBS.search(marks):
            continue
        within = list(element.iter("a", "li", "h1"))
        if zones.headline in within:
            # An old page's unclosed element holds all that comes after it too.
            within = within[: within.index(zones.headline)]
        links = [one for one in within if one.tag == "a" and not _is_home(one, url)]
        ends = [one for one in within if one.tag == "li"][-1:]
        plain = [text_of(one) for one in ends if next(one.iter("a"), None) is None]
        names = [text_of(link) for link in links][:6]
        last = [one for one in plain if len(one) <= _LONGEST and fold(one) not in _ENDS]
        if names or last:
            # An item without a link is the page's own: its section, if it is not its headline.
            return [*(last if links else ()), *names[::-1]]
    return []


def _marked(zones: Zones, url: str) -> list[str]:
    found = []
    for element in (*zones.above[::-1], *zones.head):
        marks = " ".join(filter(None, (element.get("class"), element.get("rel"))))
        parent = element.getparent()
        around = parent.get("class", "") if parent is not None else ""
        is_link = element.tag == "a" and not _is_home(element, url)
        if is_link and is_elsewhere(element, zones.container):
            continue
        if is_link and (_MARK.search(marks) or _MARK.search(around) or _names_section(element)):
            found.append(text_of(element))
    return found


def _path_above(zones: Zones, url: str) -> list[str]:
    """Return what a line above the headline names from its end, if that begins with home.

    It is a path by its form: links with nothing but signs between them.
    """
    for element in reversed(zones.above):
        links = list(islice(element.iter("a"), _MOST_STEPS + 1))
        if not 1 < len(links) <= _MOST_STEPS or not _is_home(links[0], url):
            continue
        signs = {(link.tail or "").strip() for link in links[:-1] if link.getparent() is element}
        if signs and signs <= _SIGNS:
            return [text_of(link) for link in links[1:]][::-1]
    return []


def _labels_above(page: Page, zones: Zones) -> list[str]:
    """Return the short lines right above the headline that name a section.

    A class or an id says so, or the page's menu has the same name.
    """
    near = zones.above[-_NEAR:]
    lines = [
        one
        for one in near
        if one.tag in _LABELS and len(one) <= 1 and 1 < len(text_of(one)) <= _LONGEST_LABEL
    ]
    lines = [one for one in lines if not _is_in_menu(one)]
    if not lines:
        return []
    marked = [one for one in lines if _MARK.search(_CAMEL.sub("-", _marks(one)))]
    known: dict[str, int] = {}
    here = set(zones.head)
    for link in page.tree.iter("a"):
        if link in here:
            break
        if len(text := text_of(link)) <= _LONGEST_LABEL:
            known[fold(text)] = known.get(fold(text), 0) + 1
    # A link is one of those that were counted itself.
    listed = [
        one
        for one in lines
        if known.get(fold(text_of(one)), 0) > (next(_upward(one, "a"), None) is not None)
    ]
    return [text_of(one) for one in (*listed[::-1], *marked[::-1])]


def _upward(element: html.HtmlElement, tag: str) -> Iterator[html.HtmlElement]:
    """Yield the elements of a kind that an element is, stands in or holds."""
    yield from element.iter(tag)
    yield from element.iterancestors(tag)


def _is_in_menu(element: html.HtmlElement) -> bool:
    """Return whether a line stands among several links, as an entry of a menu does."""
    for up in islice(element.iterancestors(), _UP):
        if up.tag in ("nav", "menu"):
            return True
        if len(list(islice(up.iter("a"), _SEVERAL))) == _SEVERAL:
            return up.tag in ("ul", "ol", "td", "tr", "div", "p") and len(text_of(up)) < _MENU
    return False


def _marks(element: html.HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _names_section(element: html.HtmlElement) -> bool:
    return bool(
        re.search(r"/(?:categor(?:y|ia|ie)|section|rubric|kategori)/", element.get("href") or "")
    )


def _is_home(link: html.HtmlElement, url: str) -> bool:
    try:
        parts = urlsplit(urljoin(url, link.get("href") or ""))
    except ValueError:
        return True
    return parts.path in ("", "/") and not parts.query
