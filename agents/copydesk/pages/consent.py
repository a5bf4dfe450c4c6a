"""Walls for consent by their structure: a choice of buttons, a dialog, and copy about nothing else.

No name of a site and no wording of one is asked for. An article about cookies has its own
headline, and what asks for consent beside it is another box than the one its copy is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from lxml import html

from copydesk.normalize.body.vote import Verdict as Vote
from copydesk.normalize.page import Page, holder_of, text_of

from .choices import ACCEPT, REFUSE, TOPICS
from .verdict import Verdict
from .words import bare, fold

_NAME = re.compile(
    r"(?:^|[\s_-])(?:consents?|cmp|gdpr|cookies?|privacy|cookiewall|cw|pur|tcf|didomi|onetrust"
    r"|usercentrics|sp_message|(?:pay|privacy|consent|cookie)?-?wall)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MANAGER = re.compile(
    r"__tcfapi|euconsent|privacy-mgmt|_sp_queue|sp_message|didomi|onetrust|usercentrics|consentmanager"
    r"|quantcast|cookiebot|sourcepoint|iubenda|consensu|__cmp\b"
)
"""Names of the interfaces and services of consent managers (IAB's TCF, and vendors')."""
_PLACE = re.compile(r"consent|cookie|privacy|gdpr|cmp|einwilligung|zustimmung", re.IGNORECASE)
_ACCEPT = tuple(map(bare, ACCEPT))
_REFUSE = tuple(map(bare, REFUSE))
_LONGEST_LABEL = 60
_SHARE = 0.5
"""Share of the copy that is about consent."""
_LEAST_SHARE = 0.3
"""The same where one sign more is there: lists of purposes name none of its words."""
_SIGNS = 2


def by_choice(page: Page, votes: Sequence[Vote], url: str) -> Verdict | None:
    """Return that a page is a wall for consent; None if nothing is sure.

    Args:
        page: the parsed page.
        votes: what the vote says of its blocks.
        url: its address.
    """
    accept = next(_accepts(page.tree), None)
    if accept is None or _prints_its_title(page):
        return None
    if not any(_label(one).startswith(_REFUSE) for one in page.tree.iter("button", "input", "a")):
        return None
    kept = [one.block for one in votes if one.kept]
    size = sum(len(one.text) for one in kept)
    about = sum(len(one.text) for one in kept if any(w in one.text.lower() for w in TOPICS))
    if not kept or about < _LEAST_SHARE * size:
        return None
    box = holder_of([one.node.element for one in kept] + [accept])
    signs = list(_signs(page, box, accept, url))
    if len(signs) < (_SIGNS if about >= _SHARE * size else _SIGNS + 1):
        return None
    says = f"{text_of(accept) or accept.get('value', '')!r} is a button of it"
    return Verdict("consent-wall", "asks for consent first", f"{says}; {', '.join(signs)}")


def _accepts(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the buttons, and the links that are set as one, whose label accepts."""
    for one in tree.iter("button", "input", "a"):
        if one.tag == "a" and "b" not in (one.get("role") or one.get("class") or "").lower():
            continue
        if _label(one).startswith(_ACCEPT):
            yield one


def _label(button: html.HtmlElement) -> str:
    """Return what is printed on a button, folded; empty where it is too long for one."""
    if button.tag == "input":
        is_button = button.get("type") in ("submit", "button")
        text = (button.get("value") or "") if is_button else ""
    else:
        text = text_of(button)
    return bare(text) if len(text) <= _LONGEST_LABEL else ""


def _prints_its_title(page: Page) -> bool:
    """Return whether the page prints the headline that it tells machines."""
    stated = {fold(page.meta.get("og:title", "")), fold(str(page.json_ld.get("headline") or ""))}
    printed = {fold(text_of(one)) for one in page.tree.iter("h1", "h2")}
    return bool((stated & printed) - {""})


def _signs(page: Page, box: html.HtmlElement, button: html.HtmlElement, url: str) -> Iterator[str]:
    within = [box, *box.iterancestors()]
    if any(one.get("role") in ("dialog", "alertdialog") or one.get("aria-modal") for one in within):
        yield "its copy is in a dialog"
    for one in within:
        marks = f"{one.get('id', '')} {one.get('class', '')}"
        if _NAME.search(marks):
            yield f"its copy is in {marks.strip()!r}"
            break
    form = next(button.iterancestors("form"), None)
    if _PLACE.search(urlsplit(url).path) or (
        form is not None and _PLACE.search(form.get("action", ""))
    ):
        yield "its address or form is one for consent"
    if next(page.tree.iter("nav", "article", "time"), None) is None:
        yield "nothing else is on it"
    if any(
        _MANAGER.search(f"{one.get('src', '')} {one.text or ''}")
        for one in page.tree.iter("script")
    ):
        yield "a consent manager runs on it"
