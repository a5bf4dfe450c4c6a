"""Asking a broker whether it really serves, over a plain socket.

Spoken by hand (Kafka protocol guide: FindCoordinator 1, Heartbeat 0) because
it must work in a thread beside a running event loop and before any client exists.
"""

from __future__ import annotations

import socket
import struct

_FIND_COORDINATOR = 10
_HEARTBEAT = 12
_GROUP, _TRANSACTION = 0, 1
_UNKNOWN_MEMBER = 25
_NAME = "copydesk-ready"


def _text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack(">h", len(raw)) + raw


def _read(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = sock.recv(size - len(data))
        if not chunk:
            raise ConnectionError("closed")
        data += chunk
    return data


def _ask(sock: socket.socket, api: int, version: int, body: bytes) -> bytes:
    """Send one request, return the answer's body without its correlation id."""
    request = struct.pack(">hhi", api, version, 1) + _text(_NAME) + body
    sock.sendall(struct.pack(">i", len(request)) + request)
    (size,) = struct.unpack(">i", _read(sock, 4))
    return _read(sock, size)[4:]


def _has_coordinator(sock: socket.socket, kind: int) -> bool:
    answer = _ask(sock, _FIND_COORDINATOR, 1, _text(_NAME) + struct.pack(">b", kind))
    (error,) = struct.unpack_from(">h", answer, 4)
    return bool(error == 0)


def _group_loaded(sock: socket.socket) -> bool:
    # A stranger's heartbeat: "unknown member" is what a coordinator says that is at work,
    # anything else what one says that still loads its groups.
    answer = _ask(sock, _HEARTBEAT, 0, _text(_NAME) + struct.pack(">i", 0) + _text("nobody"))
    (error,) = struct.unpack_from(">h", answer, 0)
    return bool(error == _UNKNOWN_MEMBER)


def is_serving(host: str, port: int, timeout_s: float = 2.0) -> bool:
    """Whether the broker has coordinators for groups and for transactions.

    Asking makes Kafka create their topics, so that the first client need not wait for it. A
    coordinator is a leader that takes writes: answering means that producing works.
    """
    try:
        with socket.create_connection((host, port), timeout_s) as sock:
            # Linux lets a connecting socket meet itself on a port that nobody listens on.
            if sock.getsockname() == sock.getpeername():
                return False
            return (
                _has_coordinator(sock, _GROUP)
                and _has_coordinator(sock, _TRANSACTION)
                and _group_loaded(sock)
            )
    except (OSError, struct.error):
        return False
