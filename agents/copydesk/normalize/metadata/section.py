"""The section of the paper in which an article stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
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
    r"(?:^|[\s_-])(?:cat|cate|category|categories|cat-links|catlinks|section|sections|rubric|rubrik"
    r"|rubrique|rubrica|ressort|osasto|seccion|secao|editoria|topic|channel|overline|department"
    r"|kategori|kategorie)(?:$|[\s_-])|category tag|field-rubric|-rubric",
    re.IGNORECASE,
)
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
