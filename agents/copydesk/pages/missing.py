"""Pages that say that they are gone while their status does not: soft 404s."""

from __future__ import annotations

import re

from copydesk.normalize.page import Page, text_of

from .choices import ABSENT, EXCLAIMED
from .verdict import Verdict
from .words import NOT_FOUND, fold

_NAME = re.compile(
    r"(?:^|[\s_-])(?:error-?404|http-?404|page-?404|title-?404|404-?(?:page|title|error|content)"
    r"|error-?page|page-?error|(?:page-?)?not-?found|page-?missing)(?:$|[\s_-])|(?:^|\s)404(?:$|\s)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:^|\s)(?:error-?404|error-template|error-page|page-404)(?:\s|$)", re.IGNORECASE
)
"""Classes by which systems mark the whole of such a page."""
_NEAR = 400
"""Letters at the main heading in which such a page says that it is gone."""
_MOST_WORDS = 12
"""Words of a heading at most; languages without spaces have fewer."""
_EXCLAIMED = sorted(EXCLAIMED, key=len, reverse=True)
_SENTENCE = "is gone, and nobody says so by its status"


def says_not_found(heading: str) -> bool:
    """Return whether a whole heading, folded, is one of a page that is gone.

    'Oops', 'Sorry' or the like may stand before it.
    """
    if heading in NOT_FOUND:
        return True
    for word in _EXCLAIMED:
        if heading.startswith(f"{word} "):
            return heading.removeprefix(word).strip() in NOT_FOUND
    return False


def by_absence(page: Page, entry_title: str | None) -> Verdict | None:
    """Return that a page is gone by its main heading and by the name of the box that it is in.

    Both must say so, so that this holds whatever else the page lists and tells machines; a list
    of the latest news is below many of them. The headline that the feed gave is none of these.

    Args:
        page: the parsed page.
        entry_title: its title in the feed.
    """
    if verdict := _by_template(page):
        return verdict
    for heading in page.tree.iter("h1"):
        text = fold(text_of(heading))
        if not text or text == fold(entry_title or "") or len(text.split()) > _MOST_WORDS:
            continue
        if not any(words in text for words in ABSENT):
            continue
        for one in (heading, *heading.iterancestors()):
            marks = f"{one.get('id', '')} {one.get('class', '')}"
            if _NAME.search(marks):
                evidence = f"it says {text!r}, in {marks.strip()!r}"
                return Verdict("soft-404", _SENTENCE, evidence)
    return None


def _by_template(page: Page) -> Verdict | None:
    """Return that a page is gone by its template, and by what stands at its main heading."""
    body = page.tree.find("body")
    marks = "" if body is None else body.get("class") or ""
    if not _BODY.search(marks):
        return None
    for heading in page.tree.iter("h1"):
        holder = heading.getparent()
        said = fold(text_of(heading if holder is None else holder)[:_NEAR])
        if any(words in said for words in ABSENT):
            return Verdict(
                "soft-404", _SENTENCE, f"its template is {marks!r}, and it says {said!r}"
            )
    return None


def by_headings(headings: list[str]) -> Verdict | None:
    """Return that a page is gone where a whole heading of it says so, folded."""
    for heading in headings:
        if says_not_found(heading):
            return Verdict("soft-404", _SENTENCE, f"it says {heading!r}")
    return None
