"""Rights in a page's own markup: TDMRep, RSL, noai."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urljoin

from copydesk.events import RightsSignal
from copydesk.normalize.page import Page

from .headers import RSL_TYPE, no_ai
from .tdmrep import said


def page_signals(page: Page, url: str, read_at: datetime) -> list[RightsSignal]:
    """Return the signals in a page's markup.

    Args:
        page: the parsed page.
        url: its address.
        read_at: when it was read.
    """
    return [
        RightsSignal(kind=kind, value=value, url=url, read_at=read_at)
        for kind, value in _found(page, url)
    ]


def _found(page: Page, url: str) -> Iterator[tuple[str, str]]:
    if reservation := page.meta.get("tdm-reservation"):
        yield "tdm-meta", said(reservation, page.meta.get("tdm-policy", ""))
    for link in page.tree.iterfind(".//link[@rel]"):
        rels, kind = link.get("rel", "").lower().split(), link.get("type", "").lower()
        if "license" in rels and kind == RSL_TYPE and link.get("href"):
            try:
                yield "rsl-link", urljoin(url, link.get("href"))
            except ValueError:
                continue
    for script in page.tree.iterfind(".//script[@type]"):
        if script.get("type", "").lower() == RSL_TYPE:
            yield "rsl-link", "in the page"
    robots = [
        element.get("content") or ""
        for element in page.tree.iter("meta")
        if (element.get("name") or "").lower() == "robots"
    ]
    if words := no_ai(", ".join(robots)):
        yield "noai-meta", words
