"""Which addresses may be connected to, and which names are exceptions."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from fnmatch import fnmatchcase

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Prefixes under which an IPv6 address carries an IPv4 one: RFC 6052, RFC 8215.
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
# IETF protocol assignments (RFC 6890) and the relays of 6to4 (RFC 7526): 'global' in part, and no
# web site lives there.
_NO_SITES = (ipaddress.IPv4Network("192.0.0.0/24"), ipaddress.IPv4Network("192.88.99.0/24"))


def is_public(text: str) -> bool:
    """Return whether an address belongs to the public internet.

    `ipaddress` knows private, loopback, link-local and reserved ranges (IANA's special-purpose
    registries); what hides an IPv4 address in an IPv6 one is judged by that address as well.

    Args:
        text: an IP address, a zone after `%` is ignored.
    """
    try:
        address: IPAddress = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        hidden = _hidden(address)
        if hidden is not None and not is_public(str(hidden)):
            return False
        return address.is_global and not address.is_multicast and not address.is_site_local
    if any(address in network for network in _NO_SITES):
        return False
    return address.is_global and not address.is_multicast


def _hidden(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def matches(host: str, patterns: Sequence[str]) -> bool:
    """Return whether a host name is one of the patterns: `a.test`, or `*.b.test` (below b.test)."""
    return any(fnmatchcase(host, pattern.lower()) for pattern in patterns)


def fixed_addresses(pairs: Sequence[str]) -> list[tuple[str, str]]:
    """Read the setting `http.resolve`: `NAME=ADDRESS` each.

    Raises:
        ValueError: a part is not of that form.
    """
    found = []
    for pair in pairs:
        name, equals, address = pair.partition("=")
        if not equals:
            raise ValueError(f"{pair!r} is not NAME=ADDRESS")
        ipaddress.ip_address(address.strip())
        found.append((name.strip().lower(), address.strip()))
    return found
