"""The connection layer: names to addresses by our settings, the guard where a socket is made."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection

from copydesk.events import Tls

from .addresses import Allowed, NamePattern, is_public
from .lookup import Lookup

_KEEP_ALIVE_S = 15.0
_MOST_HEADERS = 256
"""The parser keeps each in memory, up to the cap, before their sum can be looked at."""


class AddressRefused(OSError):  # noqa: N818 - reads well where it is caught
    """The guard's refusal; always the same text, so that several make one."""


class NamedAddress(str):
    """An address that a name led to; aiohttp passes it from the resolver to the socket."""


class AllowedAddress(NamedAddress):
    """An address of a name that may have any: the allowance travels with the address, so that
    it holds for connections to that very name and for no other."""


@dataclass(slots=True)
class Peer:
    """Who answers a request, and when."""

    address: str | None = None
    tls: Tls | None = None
    headers_at: float = 0.0
    """When the headers had come, by the monotonic clock in seconds."""


current_peer: ContextVar[Peer] = ContextVar("current_peer")
"""Filled in by the response, which aiohttp makes in the context of its caller."""


class Guard:
    """Makes sockets, after names, redirects and rebinding have had their turn.

    Args:
        allowed: exceptions by name.
    """

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed

    def __call__(self, info: tuple[Any, ...]) -> socket.socket:
        """Make the socket for an entry of `getaddrinfo`.

        Raises:
            AddressRefused: the address is not public and not allowed.
        """
        family, kind, protocol, _, where = info
        if not self._permits(where[0]):
            raise AddressRefused("not a public address")
        return socket.socket(family, kind, protocol)

    def _permits(self, address: str) -> bool:
        if isinstance(address, AllowedAddress) or is_public(address):
            return True
        # aiohttp asks no resolver for an address that is written as one.
        return not isinstance(address, NamedAddress) and self._allowed.address(address)


class Resolver(AbstractResolver):
    """Resolves names that the settings fix, looks the others up, and marks both.

    Args:
        fixed: names and their addresses; the first that matches counts.
        allowed: names that may have any address.
        lookup: looks names up.
    """

    def __init__(
        self, fixed: Sequence[tuple[NamePattern, str]], allowed: Allowed, lookup: Lookup
    ) -> None:
        self._fixed = fixed
        self._allowed = allowed
        self._lookup = lookup

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a name, marked for the guard.

        Raises:
            NoSuchName: there is none.
            NoAnswer: it could not be looked up.
        """
        mark = AllowedAddress if self._allowed.name(host) else NamedAddress
        found = self._known(host) or (await self._lookup.of(host, family)).found
        return [
            ResolveResult(
                hostname=host,
                host=mark(address),
                port=port,
                family=own_family,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address, own_family in found
        ]

    def _known(self, host: str) -> tuple[tuple[str, socket.AddressFamily], ...]:
        for pattern, address in self._fixed:
            if pattern.matches(host):
                return ((address, socket.AF_INET6 if ":" in address else socket.AF_INET),)
        return ()

    async def close(self) -> None:
        """Close the lookup."""
        await self._lookup.close()


class PeerResponse(aiohttp.ClientResponse):
    """A response that notes who answered, while the connection is still at hand."""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Read status line and headers."""
        peer, protocol = current_peer.get(None), connection.protocol
        if peer is not None and isinstance(protocol, ResponseHandler) and protocol.transport:
            name = protocol.transport.get_extra_info("peername")
            peer.address = str(name[0]) if name else None
            peer.tls = tls_of(protocol.transport.get_extra_info("ssl_object"))
        response = await super().start(connection)
        if peer is not None:
            peer.headers_at = time.monotonic()
        return response


def tls_of(connection: ssl.SSLObject | None) -> Tls | None:
    """Return the facts of a TLS connection; None for plain HTTP."""
    if connection is None:
        return None
    certificate = connection.getpeercert() or {}
    ends, cipher = certificate.get("notAfter"), connection.cipher()
    return Tls(
        version=connection.version() or "unknown",
        cipher=cipher[0] if cipher else None,
        subject=_named(certificate.get("subject"), "commonName"),
        issuer=_named(certificate.get("issuer"), "organizationName", "commonName"),
        not_after=datetime.fromtimestamp(ssl.cert_time_to_seconds(str(ends)), UTC)
        if ends
        else None,
    )


def _named(distinguished: Any, *wanted: str) -> str | None:
    """Return the first wanted part of a distinguished name, as the ssl module nests it."""
    parts = {name: value for group in distinguished or () for name, value in group}
    return next((parts[name] for name in wanted if name in parts), None)


def make_session(
    fixed: Sequence[tuple[NamePattern, str]],
    allowed: Allowed,
    lookup: Lookup,
    *,
    limit: int,
    max_header_bytes: int,
) -> aiohttp.ClientSession:
    """Make the session: no cookies, no proxies, no decoding; inside a running loop."""
    connector = aiohttp.TCPConnector(
        limit=limit,
        keepalive_timeout=_KEEP_ALIVE_S,
        # The lookup has a cache of its own, by what DNS says.
        use_dns_cache=False,
        resolver=Resolver(fixed, allowed, lookup),
        socket_factory=Guard(allowed),
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        response_class=PeerResponse,
        max_line_size=max_header_bytes,
        max_field_size=max_header_bytes,
        max_headers=_MOST_HEADERS,
    )
