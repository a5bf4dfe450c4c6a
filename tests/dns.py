"""A real DNS server on loopback, whose answers a test sets by name."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


@dataclass
class Answer:
    """What a name gives: records of type A, or an alias, or only a code; or nothing at all."""

    addresses: tuple[str, ...] = ()
    ttl: int = 60
    alias: str | None = None
    alias_ttl: int = 60
    rcode: dns.rcode.Rcode = dns.rcode.NOERROR
    silent: bool = False


@dataclass
class DnsServer(asyncio.DatagramProtocol):
    """It knows no name but those that it is told; it counts queries for IPv4 addresses."""

    names: dict[str, Answer] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    address: str = ""
    _transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)
        host, port = transport.get_extra_info("sockname")
        self.address = f"{host}:{port}"

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        [question] = query.question
        name = question.name.to_text(omit_final_dot=True).lower()
        wants_v4 = question.rdtype == dns.rdatatype.A
        self.asked[name] += wants_v4
        found = self.names.get(name, Answer(rcode=dns.rcode.NXDOMAIN))
        if found.silent or self._transport is None:
            return
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        response.set_rcode(found.rcode)
        owner = name
        if found.alias:
            response.answer.append(
                dns.rrset.from_text(f"{name}.", found.alias_ttl, "IN", "CNAME", f"{found.alias}.")
            )
            owner = found.alias
        if wants_v4 and found.addresses:
            response.answer.append(
                dns.rrset.from_text(f"{owner}.", found.ttl, "IN", "A", *found.addresses)
            )
        self._transport.sendto(response.to_wire(), addr)


@asynccontextmanager
async def serving_dns() -> AsyncIterator[DnsServer]:
    """Serve DNS on loopback."""
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(DnsServer, local_addr=("127.0.0.1", 0))
    try:
        yield server
    finally:
        transport.close()
