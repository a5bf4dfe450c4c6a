"""Addresses of names: asked of DNS, and kept as long as its answer says (RFC 1035 section 3.2.1).

c-ares (by aiodns) asks the servers that the machine is set up with, after its hosts file, and says
how long an answer holds, which the system's own `getaddrinfo` does not.
"""

from __future__ import annotations

import socket
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import aiodns
import aiohttp
import pycares

from copydesk import log

from .once import Once

_SHORTEST_S, _LONGEST_S = 5.0, 3600.0
"""Bounds of what an answer says: 0 must not mean a query for each request."""
_ABSENT_S = 30.0
"""How long a name is taken not to be there; c-ares does not show what RFC 2308 wants looked at."""
_UNANSWERED_S = 5.0
_SYSTEM_S = 30.0
"""How long an answer of the system is kept, which has no time of its own."""
_MOST = 10_000
_TIMEOUT_S, _TRIES = 2.0, 2
"""For a server of the machine; the wait doubles. A connection may take ten seconds in all."""
_RESOLV_CONF = Path("/etc/resolv.conf")
_NO_SUCH_NAME = {
    pycares.errno.ARES_ENOTFOUND,
    pycares.errno.ARES_ENODATA,
    pycares.errno.ARES_ENONAME,
    pycares.errno.ARES_EBADNAME,
}
_ADDRCONFIG = int(socket.AI_ADDRCONFIG) if hasattr(socket, "AI_ADDRCONFIG") else 0


class NoSuchName(OSError):  # noqa: N818 - reads well where it is caught
    """DNS says that there is no such name, or that it has no address."""


class NoAnswer(OSError):  # noqa: N818 - as above
    """DNS could not say: a server failed, or none answered."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of a name, in the order in which they should be tried."""

    found: tuple[tuple[str, socket.AddressFamily], ...]
    ttl_s: float


class Source(Protocol):
    """Where names are looked up."""

    async def ask(self, host: str, family: socket.AddressFamily) -> Addresses:
        """Look a name up; raises NoSuchName or NoAnswer."""

    async def close(self) -> None:
        """Release what it holds."""


class Dns:
    """Asks DNS servers by c-ares; inside a running loop.

    Args:
        servers: HOST or HOST:PORT each; those of the machine if there are none.
        timeout_s: of the first try at a server; the next one's is longer.

    Raises:
        pycares.AresError: the machine's settings cannot be read.
    """

    def __init__(self, servers: Sequence[str] = (), timeout_s: float = _TIMEOUT_S) -> None:
        self._resolver = aiodns.DNSResolver(servers or None, timeout=timeout_s, tries=_TRIES)

    async def ask(self, host: str, family: socket.AddressFamily) -> Addresses:
        """Look a name up.

        Raises:
            NoSuchName: there is none.
            NoAnswer: no server could say.
        """
        if (literal := _literal(host)) is not None:
            return Addresses(((literal, socket.AF_INET),), _LONGEST_S)
        try:
            result = await self._resolver.getaddrinfo(
                host, family=family, type=socket.SOCK_STREAM, flags=_ADDRCONFIG
            )
        except aiodns.error.DNSError as error:
            kind = NoSuchName if error.args[0] in _NO_SUCH_NAME else NoAnswer
            raise kind(str(error.args[-1])) from error
        # The shortest of the whole chain: a CNAME may be about to lead elsewhere.
        ttls = [node.ttl for node in result.nodes] + [alias.ttl for alias in result.cnames]
        found = tuple(
            (node.addr[0].decode(), socket.AddressFamily(node.family)) for node in result.nodes
        )
        return Addresses(found, float(min(ttls, default=0)))

    async def close(self) -> None:
        """Give up what is under way."""
        await self._resolver.close()


def _literal(host: str) -> str | None:
    """Return the address that a host such as 0x7f.1 is, as the system's resolver reads it.

    It is no name, and nothing to ask a server for; the guard looks at what it means.
    """
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None


class System:
    """Asks the system's own resolver, in threads; inside a running loop."""

    def __init__(self) -> None:
        self._resolver = aiohttp.ThreadedResolver()

    async def ask(self, host: str, family: socket.AddressFamily) -> Addresses:
        """Look a name up.

        Raises:
            NoSuchName: there is none.
            NoAnswer: the system could not say.
        """
        try:
            found = await self._resolver.resolve(host, family=family)
        except socket.gaierror as error:
            kind = NoAnswer if error.errno == socket.EAI_AGAIN else NoSuchName
            raise kind(error.strerror or str(error)) from error
        pairs = ((one["host"], socket.AddressFamily(one["family"])) for one in found)
        return Addresses(tuple(pairs), _SYSTEM_S)

    async def close(self) -> None:
        """Release it."""
        await self._resolver.close()


class Lookup:
    """Looks names up and keeps what came of it, within bounds.

    Args:
        source: where names are looked up.
        now: a clock in seconds.
    """

    def __init__(self, source: Source, now: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._now = now
        self._once = Once()
        self._known: OrderedDict[
            tuple[str, socket.AddressFamily], tuple[float, Addresses | OSError]
        ] = OrderedDict()

    async def of(self, host: str, family: socket.AddressFamily = socket.AF_UNSPEC) -> Addresses:
        """Return the addresses of a name.

        Args:
            host: the name.
            family: of the addresses that are wanted.

        Raises:
            NoSuchName: there is none.
            NoAnswer: it could not be looked up.
        """
        key = (host.lower(), family)
        known = self._known.get(key)
        if known is None or known[0] <= self._now():
            found = await self._once(key, lambda: self._ask(key))
        else:
            found = known[1]
            self._known.move_to_end(key)
        if isinstance(found, Addresses):
            return found
        # Another one each time: an exception that is raised again grows with each traceback.
        raise type(found)(*found.args)

    async def close(self) -> None:
        """Close the source."""
        await self._source.close()

    async def _ask(self, key: tuple[str, socket.AddressFamily]) -> Addresses | OSError:
        found: Addresses | OSError
        try:
            found = await self._source.ask(*key)
            keep_s = min(max(found.ttl_s, _SHORTEST_S), _LONGEST_S)
        except (NoSuchName, NoAnswer) as error:
            found = error
            keep_s = _ABSENT_S if isinstance(error, NoSuchName) else _UNANSWERED_S
        self._known[key] = (self._now() + keep_s, found)
        self._known.move_to_end(key)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return found


_said = False


def machine_lookup(resolv_conf: Path = _RESOLV_CONF) -> Lookup:
    """Make the lookup of this machine, by its DNS servers or, where c-ares cannot tell which
    those are, by the system; inside a running loop.

    Args:
        resolv_conf: where Linux names them.
    """
    reason = None
    if sys.platform == "linux":
        # c-ares would take a server on this machine for granted.
        try:
            resolv_conf.read_bytes()
        except OSError as error:
            reason = str(error)
    if reason is None:
        try:
            return Lookup(Dns())
        except pycares.AresError as error:
            reason = str(error)
    _say(reason)
    return Lookup(System())


def _say(reason: str) -> None:
    global _said
    if not _said:
        _said = True
        log.get(__name__).warning(
            "DNS servers are not known; names are looked up by the system", reason=reason
        )
