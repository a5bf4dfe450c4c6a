"""Addresses on a page."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import html

_COMMONS = re.compile(r"https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/", re.I)


def absolute(href: str | None, url: str) -> str | None:
    """Return an address on a page as an absolute http(s) one; None where it is none.

    Args:
        href: as written.
        url: the page's address.
    """
    try:
        joined = urljoin(url, href.strip()) if href and href.strip() else ""
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None


def is_licence(link: html.HtmlElement) -> bool:
    """Return whether a link leads to a licence: it is marked so, or it is Creative Commons'."""
    return is_marked_licence(link) or _COMMONS.match(link.get("href") or "") is not None


def is_marked_licence(link: html.HtmlElement) -> bool:
    """Return whether a link says itself that it leads to the licence of what it stands in."""
    return "license" in (link.get("rel") or "").lower().split()
