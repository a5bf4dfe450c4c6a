"""Which addresses may be connected to, which names are exceptions, and what an address is."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from copydesk.errors import PermanentError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# What `ipaddress` calls global in some Python version, and what is no place for a web site.
_NOT_PUBLIC_4 = (
    ipaddress.IPv4Network("192.0.0.0/24"),  # IETF protocol assignments, RFC 6890
    ipaddress.IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
)
_NOT_PUBLIC_6 = (
    ipaddress.IPv6Network("2001::/23"),  # IETF protocol assignments, Teredo (RFC 4380) among them
    ipaddress.IPv6Network("2002::/16"),  # 6to4, RFC 3056
    ipaddress.IPv6Network("3fff::/20"),  # documentation, RFC 9637
)
# All that IANA has allocated for unicast. Outside of it lie loopback, link-local, and most forms
# that embed an IPv4 address: mapped and compatible (RFC 4291), NAT64 (RFC 6052, RFC 8215).
_UNICAST_6 = ipaddress.IPv6Network("2000::/3")

_NAME = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_LONGEST_NAME = 253


def ip_address(text: str) -> IPAddress | None:
    """Return the IP address that a text is, without brackets and the zone of IPv6, or None."""
    bare = text.strip("[]")
    try:
        return ipaddress.ip_address(bare.partition("%")[0] if ":" in bare else bare)
    except ValueError:
        return None


def is_public(text: str) -> bool:
    """Return whether an IP address belongs to the public internet.

    By IANA's special-purpose registries as `ipaddress` has them, and stricter: an address that
    embeds another one is refused whatever that is, since what undoes it (a relay, a NAT64
    gateway) would connect past this check. So sites with only IPv4 are out of reach from a
    network that has only IPv6 and DNS64.
    """
    address = ip_address(text)
    if address is None or not address.is_global or address.is_multicast:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        return address in _UNICAST_6 and not any(address in one for one in _NOT_PUBLIC_6)
    return not any(address in one for one in _NOT_PUBLIC_4)


def canonical_name(text: str) -> str:
    """Return a host name in lower case and A-labels, without the dot at its end.

    Raises:
        ValueError: it is no host name.
    """
    name = text.strip().lower()
    if not name.isascii():
        name = name.encode("idna").decode()
    name = name.removesuffix(".")
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        raise ValueError(f"{text!r} is not a host name")
    return name


@dataclass(frozen=True, slots=True)
class NamePattern:
    """`a.test`, or `*.b.test` for all names below b.test."""

    name: str
    below: bool

    @classmethod
    def parse(cls, text: str) -> NamePattern:
        """Read a pattern.

        Raises:
            ValueError: it is none; `*` alone is none either.
        """
        below = text.startswith("*.")
        return cls(canonical_name(text[2:] if below else text), below)

    def matches(self, host: str) -> bool:
        """Return whether a host name is meant; case and a dot at the end make no difference."""
        host = host.lower().removesuffix(".")
        return host.endswith(f".{self.name}") if self.below else host == self.name


@dataclass(frozen=True, slots=True)
class Allowed:
    """The hosts that may be private addresses: the setting `http.allow_hosts`."""

    names: tuple[NamePattern, ...] = ()
    addresses: frozenset[IPAddress] = frozenset()

    @classmethod
    def parse(cls, parts: Sequence[str]) -> Allowed:
        """Read names, patterns of names and IP addresses.

        Raises:
            ValueError: a part is none of them.
        """
        literals = {part: ip_address(part) for part in parts}
        return cls(
            tuple(NamePattern.parse(part) for part, ip in literals.items() if ip is None),
            frozenset(ip for ip in literals.values() if ip is not None),
        )

    def name(self, host: str) -> bool:
        """Return whether a host name may have any address."""
        return any(pattern.matches(host) for pattern in self.names)

    def address(self, text: str) -> bool:
        """Return whether an address may be asked for as such."""
        return ip_address(text) in self.addresses


def fixed_addresses(pairs: Sequence[str]) -> list[tuple[NamePattern, str]]:
    """Read the setting `http.resolve`: `NAME=ADDRESS` each.

    Raises:
        ValueError: a part is not of that form.
    """
    found = []
    for pair in pairs:
        name, equals, text = pair.partition("=")
        address = ip_address(text.strip())
        if not equals or address is None:
            raise ValueError(f"{pair!r} is not NAME=ADDRESS")
        found.append((NamePattern.parse(name), str(address)))
    return found


def parse_url(url: str) -> httpx.URL:
    """Return an http(s) address in parts, without its fragment.

    Raises:
        PermanentError: it is none, or it carries credentials, which are not ours to send
            (`bad-url`).
    """
    try:
        parsed = httpx.URL(url.strip())
        if parsed.userinfo:
            shown = str(parsed.copy_with(userinfo=b""))
            raise PermanentError(
                f"{shown} carries credentials in the address; they are not sent",
                code="bad-url",
                url=shown,
            )
        host = parsed.raw_host.decode("ascii")
        if parsed.scheme not in ("http", "https") or not host:
            raise ValueError("it does not begin with http:// or https:// and a host")
        if ip_address(host) is None:
            canonical_name(host)
        return parsed.copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise PermanentError(
            f"{url!r} is not a web address: {error}", code="bad-url", url=url
        ) from error
