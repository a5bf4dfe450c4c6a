"""The body of a page: a vote, block by block (docs/extraction.md)."""

from __future__ import annotations

from copydesk.normalize.hygiene import clean_text
from copydesk.normalize.page import Page

from .features import Context
from .segment import segment
from .vote import Verdict, vote
from .voters import Reading, voices_of

_DESCRIPTIONS = ("description", "og:description", "twitter:description")


def context_of(page: Page) -> Context:
    """Return what the vote is to know of a page beside its blocks."""
    headings = [heading.text_content() for heading in page.tree.iter("h1")]
    titles = [page.tree.findtext(".//title") or "", *headings]
    described = [page.meta.get(name, "") for name in _DESCRIPTIONS]
    stated = page.json_ld.get("articleBody")
    return Context(
        title=" ".join(titles),
        description=" ".join(described),
        stated=clean_text(stated) if isinstance(stated, str) else "",
    )


def judge(page: Page, text: str) -> list[Verdict]:
    """Return the verdict on each block of a page.

    Args:
        page: the parsed page; it is not changed.
        text: its HTML.
    """
    reading = Reading(segment(page.tree))
    return vote(reading, voices_of(text), context_of(page))
