"""The HTTP client of poll and fetch: httpx over aiohttp (docs/decisions/0004)."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

import aiohttp
import httpx
from aiohttp.http_exceptions import LineTooLong
from httpx_aiohttp import AiohttpTransport

from copydesk.errors import ConfigError, CopydeskError, PermanentError, TransientError
from copydesk.events import Redirect
from copydesk.settings import HttpSettings, names
from copydesk.sites import host_of

from .addresses import fixed_addresses, matches
from .body import check_encoding, read_body
from .connector import AddressRefused, Hop, current_hop, make_session

_REDIRECTS = {301, 302, 303, 307, 308}
_BODILESS = {204, 205, 304}

AllowRedirect = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A final answer, whatever its status."""

    url: str
    """Address that was asked for."""
    final_url: str
    """Address that answered."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case; repeated ones joined by a comma; no cookies."""
    body: bytes
    """Decoded."""
    redirects: tuple[Redirect, ...]
    remote_address: str | None
    started: datetime
    """UTC, millisecond precision."""
    elapsed_ms: int
    truncated: bool = False
    """Whether the body was cut at the cap."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What one request gave."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    truncated: bool = False
    peer: str | None = None
    target: str | None = None
    """Where it redirects to."""


class HttpClient:
    """Gets pages: every connection is checked where its socket is made, everything is capped.

    Args:
        http: User-Agent, names that may be private, fixed addresses, caps.
        timeout_s: longest time for one `get`, redirects and body included.
        connect_timeout_s: longest time for one connection.
        max_body_bytes: largest body after decompression.
        limit: most connections.

    Raises:
        ConfigError: `http.resolve` is malformed.
    """

    def __init__(
        self,
        http: HttpSettings,
        *,
        timeout_s: float,
        connect_timeout_s: float = 10.0,
        max_body_bytes: int,
        limit: int = 100,
    ) -> None:
        self._http = http
        self._timeout_s = timeout_s
        self._max_body_bytes = max_body_bytes
        self._limit = limit
        self._allowed = [name.lower() for name in names(http.allow_hosts)]
        try:
            self._fixed = fixed_addresses(names(http.resolve))
        except ValueError as error:
            raise ConfigError(f"http.resolve: {error}") from error
        self._own_headers = {"User-Agent": http.user_agent, "Accept-Encoding": "gzip"}
        self._timeouts = httpx.Timeout(None, connect=connect_timeout_s).as_dict()
        self._transport: AiohttpTransport | None = None

    async def start(self) -> None:
        """Make the session; inside a running loop."""
        session = make_session(
            self._fixed, limit=self._limit, max_header_bytes=self._http.max_header_bytes
        )
        # Not under httpx's client: that keeps cookies, and fails on a Location it cannot read.
        self._transport = AiohttpTransport(client=session)

    async def close(self) -> None:
        """Close all connections."""
        if self._transport is not None:
            await self._transport.aclose()

    async def __aenter__(self) -> HttpClient:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        allow_redirect: AllowRedirect | None = None,
        max_bytes: int | None = None,
        on_large: Literal["refuse", "cut"] = "refuse",
    ) -> Answer:
        """Get an address, following redirects.

        Args:
            url: http(s) address.
            headers: request headers besides our own.
            allow_redirect: awaited with each target before it is asked; what it raises passes.
            max_bytes: cap of this body in place of the client's.
            on_large: whether a larger body is refused or cut.

        Raises:
            PermanentError: `bad-url`, `address-refused`, `too-many-redirects`, `too-large`,
                `headers-too-large`, `bad-encoding`.
            TransientError: `timed-out`, `connection`, `tls`.
        """
        started, begin = datetime.now(UTC), time.monotonic()
        started = started.replace(microsecond=started.microsecond // 1000 * 1000)
        limit = self._max_body_bytes if max_bytes is None else max_bytes
        hops: list[Redirect] = []
        at = urldefrag(url.strip()).url
        try:
            # httpx's own time-outs are per read: a page that drips would never meet one.
            async with asyncio.timeout(self._timeout_s):
                while True:
                    found = await self._one(at, headers or {}, limit, on_large == "cut")
                    if found.target is None:
                        return Answer(
                            url=url,
                            final_url=at,
                            status=found.status,
                            headers=found.headers,
                            body=found.body,
                            redirects=tuple(hops),
                            remote_address=found.peer,
                            started=started,
                            elapsed_ms=round((time.monotonic() - begin) * 1000),
                            truncated=found.truncated,
                        )
                    hops.append(Redirect(url=at, status=found.status))
                    at = self._next(url, found.target, hops)
                    if allow_redirect is not None:
                        await allow_redirect(at)
        except TimeoutError as error:
            raise TransientError(
                f"{url} did not answer in full within {self._timeout_s:g} s",
                code="timed-out",
                url=url,
            ) from error

    def _next(self, url: str, target: str, hops: list[Redirect]) -> str:
        if len(hops) > self._http.max_redirects or target in (hop.url for hop in hops):
            raise PermanentError(
                f"{url} redirects in circles or too often ({len(hops)} times)",
                code="too-many-redirects",
                url=url,
            )
        return target

    async def _one(self, url: str, headers: Mapping[str, str], limit: int, cut: bool) -> _Found:
        """Make one request."""
        host, _ = host_of(url)
        if "@" in urlsplit(url).netloc:
            raise PermanentError(
                f"credentials do not belong into an address: {host}", code="bad-url", url=url
            )
        if self._transport is None:
            raise CopydeskError("the HTTP client is not started")
        hop = Hop(any_address=matches(host, self._allowed))
        mark = current_hop.set(hop)
        try:
            request = httpx.Request(
                "GET",
                url,
                headers={**self._own_headers, **headers},
                extensions={"timeout": self._timeouts},
            )
            async with aclosing(await self._transport.handle_async_request(request)) as response:
                answered = _headers(response, self._http.max_header_bytes, url)
                if target := _target(url, response.status_code, answered):
                    return _Found(response.status_code, answered, target=target)
                if response.status_code in _BODILESS:
                    return _Found(response.status_code, answered, peer=hop.peer)
                encoding = check_encoding(answered.get("content-encoding", ""), url)
                declared = answered.get("content-length", "")
                if declared.isdigit() and int(declared) > limit and not cut:
                    raise PermanentError(
                        f"{url} has {declared} bytes, and the limit is {limit}",
                        code="too-large",
                        url=url,
                    )
                body, was_cut = await read_body(response.aiter_raw(), encoding, limit, url, cut=cut)
                return _Found(response.status_code, answered, body, was_cut, hop.peer)
        except (CopydeskError, TimeoutError):
            raise
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError, ValueError) as e:
            raise _explained(e, url) from e
        finally:
            current_hop.reset(mark)


def _headers(response: httpx.Response, most: int, url: str) -> dict[str, str]:
    if sum(len(name) + len(value) + 4 for name, value in response.headers.raw) > most:
        raise PermanentError(
            f"{url} answers with more than {most} bytes of headers",
            code="headers-too-large",
            url=url,
        )
    return {n.lower(): v for n, v in response.headers.items() if n.lower() != "set-cookie"}


def _target(url: str, status: int, headers: Mapping[str, str]) -> str | None:
    location = headers.get("location", "").strip()
    if status not in _REDIRECTS or not location:
        return None
    try:
        target = urldefrag(urljoin(url, location)).url
        host_of(target)
    except (ValueError, PermanentError):
        return None
    return target


def _explained(error: Exception, url: str) -> CopydeskError:
    """Return our error for one of the libraries beneath."""
    causes = list(_chain(error))
    if any(isinstance(one, AddressRefused) for one in causes):
        return PermanentError(
            f"{url} leads to an address that is not public; http.allow_hosts can allow its name",
            code="address-refused",
            url=url,
        )
    if any(isinstance(one, LineTooLong) for one in causes):
        return PermanentError(
            f"{url} answers with a header that is too long", code="headers-too-large", url=url
        )
    invalid = (httpx.InvalidURL, httpx.UnsupportedProtocol, aiohttp.InvalidURL)
    if isinstance(error, invalid) or type(error) is ValueError:
        return PermanentError(f"not an address: {url!r}: {error}", code="bad-url", url=url)
    reason = next((str(one) for one in reversed(causes) if str(one)), type(error).__name__)
    if any(isinstance(one, ssl.SSLError | ssl.CertificateError) for one in causes):
        return TransientError(f"no TLS with {url}: {reason}", code="tls", url=url)
    timeouts = (httpx.TimeoutException, aiohttp.ServerTimeoutError)
    # httpx-aiohttp calls a refused connection a time-out as well.
    if isinstance(error, timeouts) and not any(
        isinstance(one, aiohttp.ClientConnectionError)
        and not isinstance(one, aiohttp.ServerTimeoutError)
        for one in causes
    ):
        return TransientError(f"{url} did not answer in time", code="timed-out", url=url)
    return TransientError(f"no whole answer from {url}: {reason}", code="connection", url=url)


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        if isinstance(error, aiohttp.ClientConnectorError):
            found.append(error.os_error)
        error = error.__cause__ or error.__context__
    return found
