"""What a server answered, with the facts of how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from copydesk.events import Redirect, Tls


@dataclass(frozen=True, slots=True)
class Answer:
    """A final answer, whatever its status."""

    url: str
    """Address that was asked for."""
    final_url: str
    """Address that answered, without a fragment."""
    status: int
    headers: Mapping[str, str]
    """As they came, names in lower case; repeated ones joined by a comma; no cookies."""
    body: bytes
    """Decoded: `content-encoding` and `content-length` in `headers` are not true of it."""
    redirects: tuple[Redirect, ...]
    """The hops in between, in their order."""
    remote_address: str | None
    """IP address that answered."""
    started: datetime
    """UTC, millisecond precision."""
    elapsed_ms: int
    """From the first request to the last byte."""
    truncated: bool = False
    """Whether the body was cut at the cap."""
    first_byte_ms: int | None = None
    """From the first request to the headers of this answer; None out of an archive."""
    tls: Tls | None = None
    """Encryption of this answer; None for plain HTTP."""
    raw_headers: tuple[tuple[str, str], ...] = ()
    """The headers one by one, as they came, cookies among them: for archives."""
    sent_headers: tuple[tuple[str, str], ...] = ()
    """What was sent besides Host."""
