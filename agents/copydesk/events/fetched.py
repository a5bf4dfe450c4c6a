"""`fetched`: a page's raw bytes; its HTTP facts travel in the header `http`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from .base import Event, Part
from .discovered import Discovered
from .rights import RightsSignal


class Redirect(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One hop on the way to the page."""

    url: str
    """The address that answered with a redirect."""
    status: int
    """Its HTTP status."""


class Tls(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The encryption under the answer, and who vouched for the server."""

    version: str
    """Protocol, `TLSv1.3`."""
    cipher: str | None = None
    """Cipher suite, as OpenSSL names it."""
    subject: str | None = None
    """Common name of the certificate."""
    issuer: str | None = None
    """Organization that issued it, else its common name."""
    not_after: datetime | None = None
    """When the certificate ends (UTC)."""


class Removed(Part, frozen=True, kw_only=True, omit_defaults=True):
    """That a page which was there is gone: its site said so twice."""

    at: datetime
    """When the request began that was told so for the second time (UTC)."""
    status: int
    """HTTP status of the answer."""
    final_url: str
    """Address that answered, after redirects."""
    note: str
    """What was answered, for a person: `410 Gone`."""


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
    first_byte_ms: int | None = None
    """Time from the first request to the headers of the final answer, in milliseconds."""
    tls: Tls | None = None
    """Encryption of the final answer; unset for plain HTTP."""
    charset: str | None = None
    """Charset that is declared: by a byte order mark, the Content-Type header, or the page."""
    charset_from: Literal["bom", "http", "page"] | None = None
    """Who declares it. The bytes are kept as they came."""
    truncated: bool = False
    """Whether the body was cut at the cap."""
    rights: tuple[RightsSignal, ...] = ()
    """What the site's robots.txt and tdmrep.json say about AI use of this page."""
    entry: Discovered
    """The feed entry that led here."""
    removed: Removed | None = None
    """Set where the page is gone; bytes and facts are those of its last reading then."""

    @property
    def ordered_at(self) -> datetime:
        """When what the record says was so: its order among all records of the page."""
        return self.removed.at if self.removed is not None else self.fetched_at
