"""The HTTP client of poll and fetch: httpx over aiohttp, guarded and capped."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlencode

import httpx
from httpx_aiohttp import AiohttpTransport

from copydesk.errors import ConfigError, CopydeskError, PermanentError, TransientError
from copydesk.events import Redirect
from copydesk.settings import HttpSettings, names

from .addresses import Allowed, fixed_addresses, parse_url
from .answer import Answer
from .body import at_pace, check_encoding, read_body
from .connector import Peer, current_peer, make_session
from .faults import BENEATH, explain, headers_too_large
from .lookup import Lookup, machine_lookup

_REDIRECTS = {301, 302, 303, 307, 308}
_KEEP_METHOD = {307, 308}
"""Redirects that repeat a POST as it was (RFC 9110 section 15.4)."""
_BODILESS = {204, 205, 304}

AllowRedirect = Callable[[str], Awaitable[None]]
_Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What one request gave."""

    status: int
    headers: Mapping[str, str]
    peer: Peer
    raw_headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    truncated: bool = False
    target: httpx.URL | None = None
    """Where it redirects to."""


class HttpClient:
    """Gets pages, posts forms: each connection is checked where its socket is made, all is capped.

    Args:
        http: User-Agent, names that may be private, fixed addresses, caps.
        timeout_s: longest time for one call, redirects and body included.
        connect_timeout_s: longest time for one connection.
        max_body_bytes: largest body after decompression.
        limit: most connections.
        min_bytes_per_s: a body that comes slower than this is given up; 0 for any pace.
        patience_s: how long it may be slower, in seconds.
        lookup: makes what looks names up, inside a running loop.

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
        min_bytes_per_s: float = 0.0,
        patience_s: float = 10.0,
        lookup: Callable[[], Lookup] = machine_lookup,
    ) -> None:
        self._http = http
        self._min_bytes_per_s = min_bytes_per_s
        self._patience_s = patience_s
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
        self._make_lookup = lookup
        self._lookup: Lookup | None = None
        self._transport: AiohttpTransport | None = None

    async def start(self) -> None:
        """Make the session; inside a running loop."""
        self._lookup = self._make_lookup()
        session = make_session(
            self._fixed,
            self._allowed,
            self._lookup,
            limit=self._limit,
            max_header_bytes=self._http.max_header_bytes,
        )
        # Not under httpx's client: that keeps cookies, and fails on a Location it cannot read.
        self._transport = AiohttpTransport(client=session, trust_env=False)

    async def close(self) -> None:
        """Close all connections."""
        transport, self._transport = self._transport, None
        lookup, self._lookup = self._lookup, None
        if transport is not None:
            await transport.aclose()
        if lookup is not None:
            await lookup.close()

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
            TransientError: `timed-out`, `too-slow`, `connection`, `dns`, `dns-unanswered`, `tls`.
        """
        limit = self._max_body_bytes if max_bytes is None else max_bytes
        return await self._ask(url, headers or {}, None, limit, on_large == "cut", allow_redirect)

    async def post_form(self, url: str, form: Mapping[str, str], *, max_bytes: int) -> Answer:
        """Post a form (application/x-www-form-urlencoded), as `get` gets an address.

        Of redirects 307 and 308 are followed; any other is the answer.

        Args:
            url: http(s) address.
            form: names and values.
            max_bytes: a longer answer is cut.

        Raises:
            PermanentError: as `get`.
            TransientError: as `get`.
        """
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._ask(url, headers, urlencode(form).encode(), max_bytes, True, None)

    async def _ask(
        self,
        url: str,
        headers: Mapping[str, str],
        form: bytes | None,
        limit: int,
        cut: bool,
        allow_redirect: AllowRedirect | None,
    ) -> Answer:
        now, begin = datetime.now(UTC), time.monotonic()
        asked = {**self._own_headers, **headers}
        sent = _encoded(asked)
        hops: list[Redirect] = []
        at = parse_url(url)
        timer = asyncio.timeout(self._timeout_s)
        try:
            # httpx's own time-outs are per read: a page that drips would never meet one.
            async with timer:
                while (found := await self._one(at, sent, form, limit, cut)).target:
                    if form is not None and found.status not in _KEEP_METHOD:
                        break
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
            remote_address=found.peer.address,
            started=now.replace(microsecond=now.microsecond // 1000 * 1000),
            elapsed_ms=round((time.monotonic() - begin) * 1000),
            truncated=found.truncated,
            first_byte_ms=round((found.peer.headers_at - begin) * 1000),
            tls=found.peer.tls,
            raw_headers=found.raw_headers,
            sent_headers=tuple(asked.items()),
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

    async def _one(
        self, at: httpx.URL, headers: _Headers, form: bytes | None, limit: int, cut: bool
    ) -> _Found:
        """Make one request."""
        if self._transport is None:
            raise CopydeskError("the HTTP client is not started, or closed already")
        url, peer = str(at), Peer()
        mark = current_peer.set(peer)
        method = "GET" if form is None else "POST"
        request = httpx.Request(
            method, at, headers=headers, content=form, extensions={"timeout": self._timeouts}
        )
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
        raw = tuple(_decoded(response.headers.raw))
        if target := _target(at, response):
            return _Found(status, headers, peer, target=target)
        if status in _BODILESS:
            return _Found(status, headers, peer, raw)
        encoding = check_encoding(headers.get("content-encoding", ""), url)
        declared = headers.get("content-length", "")
        if declared.isdigit() and int(declared) > limit and not cut:
            raise PermanentError(
                f"{url} has {declared} bytes, and the limit is {limit}", code="too-large", url=url
            )
        chunks = response.aiter_raw()
        if self._min_bytes_per_s > 0:
            chunks = at_pace(chunks, self._min_bytes_per_s, self._patience_s, url)
        body, was_cut = await read_body(chunks, encoding, limit, url, cut=cut)
        return _Found(status, headers, peer, raw, body, was_cut)


def _encoded(headers: Mapping[str, str]) -> _Headers:
    # UTF-8, as they are read: a validator must go back as it came, letters and all.
    return [(name.encode(), value.encode(errors="replace")) for name, value in headers.items()]


def _decoded(headers: _Headers) -> Iterator[tuple[str, str]]:
    return (
        (name.decode("utf-8", "replace"), value.decode("utf-8", "replace"))
        for name, value in headers
    )


def _target(at: httpx.URL, response: httpx.Response) -> httpx.URL | None:
    """Return where a redirect leads; None if it is none, or leads to nothing that is an address."""
    locations = response.headers.get_list("location")
    if response.status_code not in _REDIRECTS or not locations or not locations[0].strip():
        return None
    try:
        return parse_url(str(at.join(locations[0].strip())))
    except (httpx.InvalidURL, ValueError, PermanentError):
        return None
