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

from .addresses import is_public, matches

_KEEP_ALIVE_S = 15.0


class AddressRefused(OSError):  # noqa: N818 - reads well where it is caught
    """The guard's refusal; always the same text, so that several make one."""


@dataclass(slots=True)
class Hop:
    """One request on its way."""

    any_address: bool
    """Whether the host may be a private address: allowed by name."""
    peer: str | None = None
    """The address that answered."""


current_hop: ContextVar[Hop] = ContextVar("current_hop")
"""The request whose connection is being made: aiohttp connects in its caller's context. A kept
connection is used again for the same host only."""


def guarded_socket(address: tuple[Any, ...]) -> socket.socket:
    """Make the socket for an address, after names, redirects and rebinding have had their turn.

    Raises:
        AddressRefused: the address is not public and the host is not allowed by name.
    """
    family, kind, protocol, _, where = address
    hop = current_hop.get(None)
    if not (hop and hop.any_address) and not is_public(str(where[0])):
        raise AddressRefused("not a public address")
    return socket.socket(family, kind, protocol)


class FixedResolver(AbstractResolver):
    """Resolves names that the settings fix, and asks the system for the others."""

    def __init__(self, fixed: Sequence[tuple[str, str]]) -> None:
        self._fixed = fixed
        self._system = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a name."""
        for pattern, address in self._fixed:
            if matches(host.lower().rstrip("."), [pattern]):
                kind = socket.AF_INET6 if ":" in address else socket.AF_INET
                return [
                    ResolveResult(
                        hostname=host,
                        host=address,
                        port=port,
                        family=kind,
                        proto=0,
                        flags=socket.AI_NUMERICHOST,
                    )
                ]
        return await self._system.resolve(host, port, family)

    async def close(self) -> None:
        """Release the system's resolver."""
        await self._system.close()


class PeerResponse(aiohttp.ClientResponse):
    """A response that notes who answered, while the connection is still at hand."""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Read status line and headers."""
        hop, protocol = current_hop.get(None), connection.protocol
        if hop is not None and isinstance(protocol, ResponseHandler) and protocol.transport:
            peer = protocol.transport.get_extra_info("peername")
            hop.peer = str(peer[0]) if peer else None
        return await super().start(connection)


def make_session(
    fixed: Sequence[tuple[str, str]], *, limit: int, max_header_bytes: int
) -> aiohttp.ClientSession:
    """Make the session: no cookies, no proxies, no redirects of its own; inside a running loop."""
    connector = aiohttp.TCPConnector(
        limit=limit,
        keepalive_timeout=_KEEP_ALIVE_S,
        # Names are asked again soon: the guard is at the socket, so a cache is no risk.
        ttl_dns_cache=30,
        resolver=FixedResolver(fixed),
        socket_factory=guarded_socket,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        response_class=PeerResponse,
        max_line_size=max_header_bytes,
        max_field_size=max_header_bytes,
    )
