"""Patterns of paths, as robots.txt, TDMRep and Content-Usage share them."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_KEPT = "/?&=:@!$'()*+,;~%[]-._"


def path_of(url: str) -> str:
    """Return what patterns are compared with: path and query, percent-encoded."""
    parts = urlsplit(url)
    path = parts.path or "/"
    return normal(f"{path}?{parts.query}" if parts.query else path)


def normal(text: str) -> str:
    """Return a path or a pattern percent-encoded, as they are compared (section 2.2.2)."""
    return quote(text, safe=_KEPT)


def matches(pattern: str, path: str) -> bool:
    """Return whether a pattern matches a path (RFC 9309 section 2.2.3), both in their normal form.

    `*` is any run of characters, `$` at the end the end of the path; else it is a beginning. In
    time that is linear in the path for each `*`: no expression that could be made to backtrack.
    """
    ended = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not ended or at == len(path)
    *middle, last = rest
    for part in middle:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if ended:
        return path.endswith(last) and len(path) - len(last) >= at
    return path.find(last, at) >= 0
