"""Sites: the registrable domain of an address, by the Public Suffix List (publicsuffix.org)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from .errors import PermanentError

# Letters, digits, hyphens and dots by RFC 1123; the underscore is in use all the same. The
# second form is an IPv6 address, with its zone.
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9a-f:.]+(?:%[\w.-]+)?")


@cache
def _list() -> PublicSuffixList:
    return PublicSuffixList()


def host_of(url: str) -> tuple[str, int | None]:
    """Return host (A-labels, lower case) and explicit port of an http(s) address.

    Raises:
        PermanentError: it is none (`bad-url`).
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise PermanentError(f"not an address: {url!r}: {error}", code="bad-url") from error
    if parts.scheme not in ("http", "https") or not host:
        raise PermanentError(f"not an http(s) address: {url!r}", code="bad-url")
    try:
        ascii_host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as error:
        raise PermanentError(f"not a host name: {host!r}", code="bad-url") from error
    ascii_host = ascii_host.lower().rstrip(".")
    if not _HOST.fullmatch(ascii_host):
        raise PermanentError(f"not a host name: {host!r}", code="bad-url")
    return ascii_host, port


def site_of(url: str, extra_suffixes: Sequence[str] = ()) -> str:
    """Return the site of an address: registrable domain, or host and port for an IP address.

    Args:
        url: an http(s) address.
        extra_suffixes: names that count as public suffixes too: each name directly below one
            is a site of its own.

    Raises:
        PermanentError: no http(s) address (`bad-url`).
    """
    host, port = host_of(url)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        bracketed = f"[{host}]" if ":" in host else host
        return f"{bracketed}:{port or (443 if url.lower().startswith('https') else 80)}"
    for suffix in extra_suffixes:
        if host.endswith(f".{suffix}"):
            label = host[: -len(suffix) - 1].rpartition(".")[2]
            return f"{label}.{suffix}"
    return _list().privatesuffix(host) or host
