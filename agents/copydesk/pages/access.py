"""Whether all of an article is on its page, and what a reader pays for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin

from cssselect import SelectorError
from lxml import etree, html

from copydesk.events import Completeness
from copydesk.normalize.page import Page, text_of

from .boxes import boxes
from .words import SUBSCRIBE

Access = Literal["free", "metered", "paywalled"]

_TIERS: dict[str, Access] = {"free": "free", "metered": "metered", "locked": "paywalled"}
"""Values of `article:content_tier` (Open Graph, as Facebook's articles had it)."""
_BOX = re.compile(
    r"(?:^|[\s_-])(?:paywall|pay-wall|regwall|subscription-wall|subscriber-only|subscribers-only"
    r"|premium-wall|article-locked|content-locked|metered-wall)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SHORT_COPY = 2000
"""Characters of copy from which a box with a paywall's name is believed to be another's."""
_MOST_SELECTORS = 20
_ENOUGH = 200
"""Characters in the paywalled part from which it counts as delivered."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a page says of its copy; None is unknown."""

    access: Access | None = None
    completeness: Completeness | None = None
    source: str | None = None
    """Where it was read, as provenance names it."""


def access_of(page: Page, copy: str) -> Found:
    """Return what a page says of access and completeness.

    schema.org's isAccessibleForFree and hasPart (as Google's page on paywalled content has them)
    first, then Open Graph's tier, then a box with a paywall's name that asks to subscribe.

    Args:
        page: the parsed page.
        copy: the text that was found.
    """
    stated = _free(page.json_ld.get("isAccessibleForFree"))
    tier = _TIERS.get(page.meta.get("article:content_tier", "").lower())
    if stated is False:
        # Some pages a month are free at a meter, which schema.org has no word for.
        access: Access = "metered" if tier == "metered" else "paywalled"
        return Found(access, _by_parts(page) or _by_box(page, copy), "json-ld")
    if tier is not None or stated is True:
        cut = _by_box(page, copy) if tier in ("metered", "paywalled") else None
        return Found(tier or "free", cut, "opengraph" if tier else "json-ld")
    if cut := _by_box(page, copy):
        return Found("paywalled", cut, "page text")
    return Found()


def amp_twin_of(page: Page, url: str) -> str | None:
    """Return the page of which this is the AMP twin: its canonical; None if it is none.

    An AMP page is marked on its root element and must name its canonical, which is itself where
    there is no other (AMP HTML specification, 'required markup').
    """
    if not {"amp", "\u26a1"} & set(page.tree.attrib):
        return None
    for link in page.tree.iterfind(".//link[@rel='canonical']"):
        try:
            canonical = urljoin(url, link.get("href", ""))
        except ValueError:
            return None
        return canonical if canonical != url else None
    return None


def _free(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    text = str(value).rpartition("/")[2].lower() if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(text)


def _by_parts(page: Page) -> Completeness | None:
    """Judge by the paywalled parts that the page names by their selectors."""
    parts = page.json_ld.get("hasPart")
    selectors = [
        part.get("cssSelector")
        for part in (parts if isinstance(parts, list) else [parts])
        if isinstance(part, dict) and _free(part.get("isAccessibleForFree")) is False
    ]
    wanted = [one for one in selectors if isinstance(one, str) and one.strip()][:_MOST_SELECTORS]
    if not wanted:
        return None
    inside = sum(len(text_of(element)) for one in wanted for element in _select(page.tree, one))
    if inside >= _ENOUGH:
        return Completeness(value="full")
    return Completeness(value="partial", reason="paywall")


def _select(tree: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    try:
        return list(tree.cssselect(selector))
    except (SelectorError, etree.XPathError):
        return []


def _by_box(page: Page, copy: str) -> Completeness | None:
    """Judge by a box with a paywall's name that asks the reader to subscribe."""
    if len(copy) > _SHORT_COPY:
        return None
    for box, _ in boxes(page.tree, _BOX):
        said = text_of(box).lower()
        if any(word in said for word in SUBSCRIBE):
            return Completeness(value="partial", reason="paywall")
    return None
