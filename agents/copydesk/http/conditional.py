"""Requests that are answered in full only if something changed (RFC 9110 section 13.1)."""

from __future__ import annotations


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers that make a request conditional; none where nothing is known.

    Args:
        etag: validator of the last answer, verbatim (section 13.1.2).
        last_modified: the other one, verbatim (section 13.1.3).
    """
    named = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in named.items() if value}
