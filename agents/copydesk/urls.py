"""Addresses and article ids: rules, version 1. A golden file holds their results.

A later, better rule gives an `alt_ids` entry; an id that was given never changes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from .errors import PermanentError
from .sites import host_of, site_of

ID_RULES = 1
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Only names that nothing but tracking uses: the lists of libraries also hold `cid`, `uid` or
# `source`, which name the article on some sites, and two articles must never become one.
_TRACKING = re.compile(
    r"utm_.+|mtm_.+|pk_(?:campaign|kwd|keyword|source|medium|content)|at_(?:medium|campaign)"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id"
    r"|igshid?|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|hsctatracking|__twitter_impression|xtor"
    r"|vero_(?:id|conv)|oly_(?:anon|enc)_id|rb_clickid|s_cid|mkt_tok|wt_mc|ns_(?:mchannel|campaign)",
    re.IGNORECASE,
)


def normalize_url(url: str) -> str:
    """Return the normal form of an http(s) address (RFC 3986 section 6).

    Lower-case scheme and host, A-labels, no credentials, no default port, no fragment, dots in
    the path resolved, upper-case percent-encoding in UTF-8, query sorted and without tracking
    parameters.

    Raises:
        PermanentError: no http(s) address (`bad-url`).
    """
    text = url.strip()
    host, port = host_of(text)
    try:
        parts = urlsplit(canonicalize_url(text, keep_blank_values=True))
    except ValueError as error:
        raise PermanentError(f"not an address: {url!r}: {error}", code="bad-url") from error
    bracketed = f"[{host}]" if ":" in host else host
    where = bracketed if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{bracketed}:{port}"
    return urlunsplit((parts.scheme, where, parts.path or "/", _without_tracking(parts.query), ""))


def _without_tracking(query: str) -> str:
    kept = [pair for pair in query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])]
    return "&".join(kept)


def canonical_url(
    final_url: str, candidates: Sequence[str] = (), extra_suffixes: Sequence[str] = ()
) -> str:
    """Return the address that names an article.

    Args:
        final_url: the address that answered.
        candidates: what the page calls itself (rel=canonical, og:url), best first. One is
            believed only within the same site, and never if it is the site's home page.
        extra_suffixes: as for `site_of`.

    Raises:
        PermanentError: `final_url` is no http(s) address (`bad-url`).
    """
    own = normalize_url(final_url)
    site = site_of(own, extra_suffixes)
    for candidate in candidates:
        try:
            normal = normalize_url(urljoin(final_url, candidate.strip()))
            same_site = site_of(normal, extra_suffixes) == site
        except (PermanentError, ValueError):
            continue
        home = urlsplit(normal).path == "/" and not urlsplit(normal).query
        if same_site and (not home or normal == own):
            return normal
    return own


def page_of(url: str) -> str:
    """Return the normal form of an address without scheme and leading `www.`.

    They make no difference: sites move to https and drop `www.`.

    Raises:
        PermanentError: no http(s) address (`bad-url`).
    """
    parts = urlsplit(normalize_url(url))
    where = parts.netloc.removeprefix("www.")
    return f"{where}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def article_id(canonical: str) -> str:
    """Return the id of the article at a canonical address.

    Raises:
        PermanentError: no http(s) address (`bad-url`).
    """
    digest = hashlib.sha256(page_of(canonical).encode()).digest()[:16]
    short = base64.b32encode(digest).decode().rstrip("=").lower()
    return f"urn:copydesk:article:{ID_RULES}:{short}"
