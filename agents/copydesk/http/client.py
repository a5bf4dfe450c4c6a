"""The HTTP client of poll and fetch: httpx over aiohttp, guarded and capped."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import httpx
from httpx_aiohttp import AiohttpTransport

from copydesk.errors import ConfigError, CopydeskError, PermanentError, TransientError
from copydesk.events import Redirect
from copydesk.settings import HttpSettings, names

from .addresses import Allowed, fixed_addresses, parse_url
from .body import check_encoding, read_body
from .connector import Peer, current_peer, make_session
from .faults import BENEATH, explain, headers_too_large

_REDIRECTS = {301, 302, 303, 307, 308}
_BODILESS = {204, 205, 304}

AllowRedirect = Callable[[str], Awaitable[None]]
_Headers = list[tuple[bytes, bytes]]


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


@dataclass(frozen=True, slots=True)
class _Found:
    """What one request gave."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    truncated: bool = False
    peer: str | None = None
    target: httpx.URL | None = None
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
        ConfigError: `http.allow_hosts` or `http.resolve` is malformed.
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
        setting = "http.allow_hosts"
        try:
            self._allowed = Allowed.parse(names(http.allow_hosts))
            setting = "http.resolve"
            self._fixed = fixed_addresses(names(http.resolve))
        except ValueError as error:
            raise ConfigError(f"{setting}: {error}") from error
        self._own_headers = {"User-Agent": http.user_agent, "Accept-Encoding": "gzip"}
        self._timeouts = httpx.Timeout(None, connect=connect_timeout_s).as_dict()
        self._transport: AiohttpTransport | None = None

    async def start(self) -> None:
        """Make the session; inside a running loop."""
        session = make_session(
            self._fixed,
            self._allowed,
            limit=self._limit,
            max_header_bytes=self._http.max_header_bytes,
        )
        # Not under httpx's client: that keeps cookies, and fails on a Location it cannot read.
        self._transport = AiohttpTransport(client=session, trust_env=False)

    async def close(self) -> None:
        """Close all connections."""
        transport, self._transport = self._transport, None
        if transport is not None:
            await transport.aclose()

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
            allow_redirect: awaited with each target before it is asked, within the time limit;
                what it raises passes.
            max_bytes: cap of this body in place of the client's.
            on_large: whether a larger body is refused or cut.

        Raises:
            PermanentError: `bad-url`, `address-refused`, `too-many-redirects`, `too-large`,
                `headers-too-large`, `bad-encoding`.
            TransientError: `timed-out`, `connection`, `tls`.
        """
        now, begin = datetime.now(UTC), time.monotonic()
        limit = self._max_body_bytes if max_bytes is None else max_bytes
        sent = _encoded({**self._own_headers, **(headers or {})})
        hops: list[Redirect] = []
        at = parse_url(url)
        timer = asyncio.timeout(self._timeout_s)
        try:
            # httpx's own time-outs are per read: a page that drips would never meet one.
            async with timer:
                while (found := await self._one(at, sent, limit, on_large == "cut")).target:
                    hops.append(Redirect(url=str(at), status=found.status))
                    at = self._follow(url, found.target, hops)
                    if allow_redirect is not None:
                        await allow_redirect(str(at))
        except TimeoutError as error:
            if not timer.expired():
                raise
            raise TransientError(
                f"{url} did not answer in full within {self._timeout_s:g} s",
                code="timed-out",
                url=url,
            ) from error
        return Answer(
            url=url,
            final_url=str(at),
            status=found.status,
            headers=found.headers,
            body=found.body,
            redirects=tuple(hops),
            remote_address=found.peer,
            started=now.replace(microsecond=now.microsecond // 1000 * 1000),
            elapsed_ms=round((time.monotonic() - begin) * 1000),
            truncated=found.truncated,
        )

    def _follow(self, url: str, target: httpx.URL, hops: list[Redirect]) -> httpx.URL:
        most = self._http.max_redirects
        if len(hops) > most:
            what = f"{url} redirects more than {most} times"
        elif str(target) in (hop.url for hop in hops):
            what = f"{url} redirects in a circle"
        else:
            return target
        raise PermanentError(what, code="too-many-redirects", url=url)

    async def _one(self, at: httpx.URL, headers: _Headers, limit: int, cut: bool) -> _Found:
        """Make one request."""
        if self._transport is None:
            raise CopydeskError("the HTTP client is not started, or closed already")
        url, peer = str(at), Peer()
        mark = current_peer.set(peer)
        request = httpx.Request("GET", at, headers=headers, extensions={"timeout": self._timeouts})
        try:
            async with aclosing(await self._transport.handle_async_request(request)) as response:
                return await self._read(response, at, limit, cut, peer)
        except BENEATH as error:
            raise explain(error, url) from error
        finally:
            current_peer.reset(mark)

    async def _read(
        self, response: httpx.Response, at: httpx.URL, limit: int, cut: bool, peer: Peer
    ) -> _Found:
        url, status = str(at), response.status_code
        # Each with colon, space and line end.
        size = sum(len(name) + len(value) + 4 for name, value in response.headers.raw)
        if size > self._http.max_header_bytes:
            raise headers_too_large(url)
        headers = {n: v for n, v in response.headers.items() if n != "set-cookie"}
        if target := _target(at, response):
            return _Found(status, headers, target=target)
        if status in _BODILESS:
            return _Found(status, headers, peer=peer.address)
        encoding = check_encoding(headers.get("content-encoding", ""), url)
        declared = headers.get("content-length", "")
        if declared.isdigit() and int(declared) > limit and not cut:
            raise PermanentError(
                f"{url} has {declared} bytes, and the limit is {limit}", code="too-large", url=url
            )
        body, was_cut = await read_body(response.aiter_raw(), encoding, limit, url, cut=cut)
        return _Found(status, headers, body, was_cut, peer.address)


def _encoded(headers: Mapping[str, str]) -> _Headers:
    # UTF-8, as they are read: a validator must go back as it came, letters and all.
    return [(name.encode(), value.encode(errors="replace")) for name, value in headers.items()]


def _target(at: httpx.URL, response: httpx.Response) -> httpx.URL | None:
    """Return where a redirect leads; None if it is none, or leads to nothing that is an address."""
    locations = response.headers.get_list("location")
    if response.status_code not in _REDIRECTS or not locations or not locations[0].strip():
        return None
    try:
        return parse_url(str(at.join(locations[0].strip())))
    except (httpx.InvalidURL, ValueError, PermanentError):
        return None
