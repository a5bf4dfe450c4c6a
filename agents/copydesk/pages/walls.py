"""What a parsed page says of itself, where no article was found in it, or only a little text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from copydesk.normalize.page import Page, text_of

from .boxes import boxes
from .missing import by_headings
from .verdict import Verdict
from .words import CONSENT, COOKIES, LOGIN, SCRIPT, fold

MUCH_TEXT = 3000
"""Characters of copy from which a page is an article whatever else is on it."""
_LITTLE_TEXT = 400
"""Characters that a shell has at most: a name, a spinner, a line of copyright."""
_LINE = 150
"""Characters of copy that may be all of a piece of news."""
_PARTS_OF_TITLE = re.compile(r"\s[|·•»›:–—-]\s|[|｜»]")
_CONSENT_BOX = re.compile(
    r"(?:^|[\s_-])(?:consent|cookie-?(?:wall|banner|consent|notice)|gdpr|didomi|onetrust"
    r"|sp_message|usercentrics|privacy-?(?:wall|gate|manager))",
    re.IGNORECASE,
)
_ROOTS = {
    "root",
    "app",
    "__next",
    "__nuxt",
    "___gatsby",
    "svelte",
    "main-app",
    "app-root",
    "react-root",
}
_SHARE_OF_BOX = 0.8
_NO_TEXT = {"script", "style", "noscript", "template", "head", "svg"}


def by_tree(page: Page, entry_title: str | None, copy: int = 0) -> Verdict | None:
    """Return what a page is in which little or no copy was found; None if nothing is sure.

    A page that has the marks of an article, or the headline that its feed gave it, is never
    one of these.

    Args:
        page: the parsed page.
        entry_title: its title in the feed.
        copy: characters of copy that were found; a line of them makes it no shell.
    """
    headings = list(filter(None, _headings(page)))
    if _is_article(page) or fold(entry_title or "") in headings:
        return None
    text = "".join(_visible(page.tree))
    return (
        by_headings(headings)
        or _consent(page, headings, text)
        or _login(page, headings, text)
        or (_shell(page, text) if copy < _LINE else None)
    )


def _is_article(page: Page) -> bool:
    return bool(
        page.json_ld.get("headline")
        or page.meta.get("article:published_time")
        or page.meta.get("og:type", "").lower() == "article"
    )


def _headings(page: Page) -> Iterator[str]:
    """Yield the headings of a page and the parts of its title, folded."""
    titles = [text_of(one) for one in page.tree.iterfind(".//head/title")]
    titles += [page.meta.get("og:title", "")]
    for title in titles:
        yield fold(title)
        yield from map(fold, _PARTS_OF_TITLE.split(title))
    # Footers have their 'Cookie settings' in a lower one.
    for heading in page.tree.iter("h1"):
        yield fold(text_of(heading))


def _visible(tree: html.HtmlElement) -> Iterator[str]:
    """Yield the text that a reader sees, without runs of space."""
    stack = [tree]
    while stack:
        element = stack.pop()
        if element.tag in _NO_TEXT or not isinstance(element.tag, str):
            continue
        for child in element:
            stack.append(child)
            if child.tail:
                yield " ".join(child.tail.split())
        if element.text:
            yield " ".join(element.text.split())


def _consent(page: Page, headings: list[str], text: str) -> Verdict | None:
    asks = "asks for consent first"
    for heading in headings:
        if heading in CONSENT and _has(page.tree, "button", "form"):
            return Verdict("consent-wall", asks, f"its heading is {heading!r}")
    for box, marks in boxes(page.tree, _CONSENT_BOX):
        if _has(box, "article", "main", "h1"):
            continue
        inside = " ".join(_visible(box))
        if len(inside) >= _SHARE_OF_BOX * len(text) and any(w in inside.lower() for w in COOKIES):
            return Verdict("consent-wall", asks, f"nearly all its text is in {marks!r}")
    return None


def _has(element: html.HtmlElement, *tags: str) -> bool:
    return next(element.iter(*tags), None) is not None


def _login(page: Page, headings: list[str], text: str) -> Verdict | None:
    if page.tree.find(".//input[@type='password']") is None:
        return None
    for heading in headings:
        if heading in LOGIN:
            evidence = f"its heading is {heading!r}, above a field for a password"
            return Verdict("login-wall", "is for those who log in", evidence)
    return None


def _shell(page: Page, text: str) -> Verdict | None:
    if len(text) > _LITTLE_TEXT or page.tree.find(".//script") is None:
        return None
    root = next((one for one in page.tree.iter("div", "app-root") if one.get("id") in _ROOTS), None)
    needs = "holds no text until its script has run"
    if root is not None and not "".join(_visible(root)):
        return Verdict("script-shell", needs, f"the element {root.get('id')!r} is empty")
    for element in page.tree.iter("noscript"):
        said = text_of(element).lower()
        if any(word in said for word in SCRIPT):
            return Verdict(
                "script-shell", needs, f"it says {said[:80]!r} to readers without script"
            )
    return None
