"""The connection layer: names to addresses by our settings, the guard where a socket is made."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection

from .addresses import Allowed, NamePattern, is_public

_KEEP_ALIVE_S = 15.0
_DNS_CACHE_S = 30
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
    """Who answers a request."""

    address: str | None = None


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
    """Resolves names that the settings fix, asks the system for the others, and marks both.

    Args:
        fixed: names and their addresses; the first that matches counts.
        allowed: names that may have any address.
    """

    def __init__(self, fixed: Sequence[tuple[NamePattern, str]], allowed: Allowed) -> None:
        self._fixed = fixed
        self._allowed = allowed
        self._system = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a name, marked for the guard."""
        mark = AllowedAddress if self._allowed.name(host) else NamedAddress
        found = self._known(host, port) or await self._system.resolve(host, port, family)
        for one in found:
            one["host"] = mark(one["host"])
        return found

    def _known(self, host: str, port: int) -> list[ResolveResult]:
        for pattern, address in self._fixed:
            if pattern.matches(host):
                return [
                    ResolveResult(
                        hostname=host,
                        host=address,
                        port=port,
                        family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                        proto=0,
                        flags=socket.AI_NUMERICHOST,
                    )
                ]
        return []

    async def close(self) -> None:
        """Release the system's resolver."""
        await self._system.close()


class PeerResponse(aiohttp.ClientResponse):
    """A response that notes who answered, while the connection is still at hand."""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Read status line and headers."""
        peer, protocol = current_peer.get(None), connection.protocol
        if peer is not None and isinstance(protocol, ResponseHandler) and protocol.transport:
            name = protocol.transport.get_extra_info("peername")
            peer.address = str(name[0]) if name else None
        return await super().start(connection)


def make_session(
    fixed: Sequence[tuple[NamePattern, str]],
    allowed: Allowed,
    *,
    limit: int,
    max_header_bytes: int,
) -> aiohttp.ClientSession:
    """Make the session: no cookies, no proxies, no decoding; inside a running loop."""
    connector = aiohttp.TCPConnector(
        limit=limit,
        keepalive_timeout=_KEEP_ALIVE_S,
        ttl_dns_cache=_DNS_CACHE_S,
        resolver=Resolver(fixed, allowed),
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
