"""`fetched`: a page's raw bytes; its HTTP facts travel in the header `http`."""

from __future__ import annotations

from datetime import datetime

from .base import Event, Part
from .discovered import Discovered


class Redirect(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One hop on the way to the page."""

    url: str
    """The address that answered with a redirect."""
    status: int
    """Its HTTP status."""


class Fetched(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The HTTP facts of a fetched page (the value of the record is the page itself)."""

    url: str
    """Address that was asked for."""
    final_url: str
    """Address that answered, after redirects."""
    status: int
    """HTTP status of the final answer."""
    redirects: tuple[Redirect, ...] = ()
    """The hops between them."""
    headers: dict[str, str]
    """Response headers that matter, names in lower case."""
    remote_address: str | None = None
    """IP address that answered."""
    fetched_at: datetime
    """When the request began (a recorded time, UTC, millisecond precision)."""
    elapsed_ms: int
    """Time from request to last byte, in milliseconds."""
    charset: str | None = None
    """Charset of the Content-Type header, if it gives one."""
    truncated: bool = False
    """Whether the body was cut at the cap."""
    entry: Discovered
    """The feed entry that led here."""
