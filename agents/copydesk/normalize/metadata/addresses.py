"""Addresses on a page."""

from __future__ import annotations

from urllib.parse import urljoin


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
