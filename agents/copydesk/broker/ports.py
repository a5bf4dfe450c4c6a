"""Choosing ports, and saying who has one."""

from __future__ import annotations

import errno
import random
import socket

from copydesk.errors import BrokerError

from .config import HOST

# Below the ranges that Linux (32768…) and macOS (49152…) give to outgoing connections: there a
# client that keeps trying a port nobody listens on may take it, or connect to itself.
_FIRST, _LAST = 20000, 32000


def is_free(port: int) -> bool:
    """Whether `port` can be bound on loopback now.

    Raises:
        BrokerError: the port may not be used at all (below 1024 without the right to it).
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        # As Java does: connections that linger from the last run do not count.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise BrokerError(
                f"port {port} on {HOST} cannot be used: {error.strerror}; choose another with "
                "--port",
                code="port-refused",
            ) from error
        except OverflowError as error:
            raise BrokerError(
                f"{port} is no port: use 1 to 65535, or 0 for any free one", code="port-refused"
            ) from error
    return True


def choose(*taken: int) -> int:
    """Return a free port that is none of `taken`."""
    for _ in range(1000):
        port = random.randint(_FIRST, _LAST)
        if port not in taken and is_free(port):
            return port
    raise BrokerError(f"no free port between {_FIRST} and {_LAST} on {HOST}", code="no-port")


def busy(port: int) -> BrokerError:
    """Say that a port is in use, and by whom if that may be known."""
    who = _listener(port)
    return BrokerError(
        f"port {port} on {HOST} is in use by {who or 'another process'}; stop it or choose "
        "another port with --port",
        code="port-in-use",
        port=port,
    )


def _listener(port: int) -> str:
    try:
        import psutil
    except ImportError:
        return ""
    try:
        for connection in psutil.net_connections("tcp"):
            if (
                connection.status == psutil.CONN_LISTEN
                and connection.laddr
                and connection.laddr.port == port
                and connection.pid
            ):
                return f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:
        # macOS shows other processes' sockets to root only.
        return ""
    return ""
