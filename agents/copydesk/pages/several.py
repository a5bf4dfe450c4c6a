"""Articles that go on: one page of several is only a part."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from copydesk.normalize.page import Page

_PAGE_NAMES = frozenset(
    (
        *(
            "page",
            "p",
            "pg",
            "seite",
            "strana",
            "strona",
            "pagina",
            "página",
            "sida",
            "side",
            "sivu",
        ),
        *("sayfa", "oldal", "stranica", "str", "pagenum", "start", "halaman", "trang", "paged"),
    )
)
_NEXT = re.compile(
    r"^(?P<own>.+?)(?:/(?:page/|p|seite-|page-)?(?P<a>[2-9]|[1-9]\d)"
    r"|[-_](?:p|page|seite|strana)?(?P<b>[2-9]|[1-9]\d))(?:\.s?html?)?/?$",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"(?:^|[\s_-])(?:page-?links|pagination|paging|pager|pagenav|post-page-numbers|article-?pages?"
    r"|multipage)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.s?html?$", re.IGNORECASE)


def is_one_of_several(page: Page, url: str) -> bool:
    """Return whether a page's article goes on at an address that is this one's with a number.

    `rel=next` and `rel=prev` alone say too little: many sites point to the next article by them
    (HTML Living Standard: 'the next document in the sequence').
    """
    for link in page.tree.iter("link", "a"):
        rel = (link.get("rel") or "").lower().split()
        if ("next" in rel or "prev" in rel) and is_page_of(url, link.get("href")):
            return True
    for box in page.tree.xpath("//body//*[contains(@class, 'pag')]"):
        if _BOX.search(box.get("class")):
            return any(is_page_of(url, link.get("href")) for link in box.iter("a"))
    return False


def is_page_of(url: str, href: str | None) -> bool:
    """Return whether an address is another page of the article at `url`."""
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, (href or "").strip()))
    except ValueError:
        return False
    if not href or here.hostname != there.hostname:
        return False
    own, numbers = dict(parse_qsl(here.query)), dict(parse_qsl(there.query))
    if here.path.rstrip("/") == there.path.rstrip("/"):
        changed = {name for name in own | numbers if own.get(name) != numbers.get(name)}
        return len(changed) == 1 and bool(changed & _PAGE_NAMES) and _is_number(changed, numbers)
    return _base(there.path) == _base(here.path) and own == numbers


def _is_number(changed: set[str], query: dict[str, str]) -> bool:
    return all(query.get(name, "1").isdigit() for name in changed)


def _base(path: str) -> str:
    found = _NEXT.match(path)
    return _FILE.sub("", found["own"] if found else path).rstrip("/")
