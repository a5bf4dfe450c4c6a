"""What goes wrong beneath the client, in errors of ours with stable codes."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import aiohttp
import httpx
from aiohttp.http_exceptions import BadHttpMessage, LineTooLong

from copydesk.errors import CopydeskError, PermanentError, TransientError

from .connector import AddressRefused
from .lookup import NoAnswer, NoSuchName

_LONGEST_REASON = 300

BENEATH = (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError, ValueError)
"""What httpx, httpx-aiohttp, aiohttp and sockets raise (`ssl.SSLError` is an OSError)."""


def explain(error: Exception, url: str) -> CopydeskError:
    """Return our error for one from beneath.

    Judged by the causes: httpx-aiohttp calls a refused connection and a reset one time-outs.

    Args:
        error: one of `BENEATH`.
        url: the address that was asked.
    """
    causes = list(_causes(error))
    reason = _reason(causes)
    for one in causes:
        if isinstance(one, AddressRefused):
            return PermanentError(
                f"{url} leads to an address that is not public; http.allow_hosts can allow its"
                " name",
                code="address-refused",
                url=url,
            )
        # The parser has a type for a line too long, and only a text for too many of them.
        if isinstance(one, LineTooLong) or (
            isinstance(one, BadHttpMessage) and "Too many headers" in one.message
        ):
            return headers_too_large(url)
        if isinstance(one, httpx.UnsupportedProtocol | httpx.InvalidURL | aiohttp.InvalidURL):
            return PermanentError(
                f"{url!r} is not a web address: {reason}", code="bad-url", url=url
            )
        if isinstance(one, ssl.SSLError | ssl.CertificateError):
            return TransientError(f"no TLS with {url}: {reason}", code="tls", url=url)
        if isinstance(one, NoAnswer):
            return TransientError(
                f"the name in {url} could not be looked up: {reason}",
                code="dns-unanswered",
                url=url,
            )
        if isinstance(one, NoSuchName):
            return TransientError(f"the name in {url} leads nowhere: {reason}", code="dns", url=url)
        if isinstance(one, TimeoutError):
            return TransientError(f"{url} did not connect in time", code="timed-out", url=url)
    return TransientError(f"no whole answer from {url}: {reason}", code="connection", url=url)


def headers_too_large(url: str) -> PermanentError:
    """Return the error for a response header over the cap."""
    return PermanentError(
        f"{url} answers with more headers than http.max_header_bytes allows",
        code="headers-too-large",
        url=url,
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    # Not __context__: that may lead to what the caller was handling when it asked us.
    while error is not None:
        yield error
        if isinstance(error, aiohttp.ClientConnectorError):
            yield error.os_error
        error = error.__cause__


def _reason(causes: list[BaseException]) -> str:
    """Return the innermost text there is, on one line."""
    for one in reversed(causes):
        text = one.message if isinstance(one, BadHttpMessage) else str(one)
        if text := " ".join(text.split()):
            return text[:_LONGEST_REASON]
    return type(causes[0]).__name__
