"""What the client sends, and what it makes of faults on the way."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from copydesk.errors import PermanentError, TransientError
from tests.servers import Server

from .clients import OPEN, client, refusal


@pytest.mark.parametrize("etag", [b'"plain"', '"żółw"'.encode()])
async def test_a_validator_goes_back_as_it_came(etag: bytes) -> None:
    heard = bytearray()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.extend(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with client() as one:
        known = (await one.get(f"http://site.test:{port}/")).headers["etag"]
        await one.get(f"http://site.test:{port}/", headers={"If-None-Match": known})
    listening.close()
    await listening.wait_closed()
    assert b"if-none-match: " + etag.lower() + b"\r\n" in heard.lower()


async def test_it_says_who_it_is_and_sends_no_cookies(server: Server) -> None:
    seen: list[dict[str, str]] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.append(dict(request.headers))
        return web.Response(headers={"Set-Cookie": "a=1; Path=/"})

    server.paths["/a"] = answer
    async with client(replace(OPEN, user_agent="Desk/1 (+mailto:a@b.test)")) as one:
        for _ in range(2):
            await one.get(server.url("/a"), headers={"Accept": "text/html"})
    assert [one["User-Agent"] for one in seen] == ["Desk/1 (+mailto:a@b.test)"] * 2
    assert {one["Accept-Encoding"] for one in seen} == {"gzip"}
    assert all("Cookie" not in one for one in seen)


@pytest.mark.parametrize("status", [307, 308])
async def test_a_form_is_posted_and_a_redirect_that_keeps_it_is_followed(
    server: Server, status: int
) -> None:
    forms: list[tuple[str, str, dict[str, str]]] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        forms.append((request.method, request.headers["Content-Type"], form))
        return web.Response(status=202, body=b"fine")

    server.paths["/b"] = answer
    server.says("/a", b"", status, location="/b")
    form = {"hub.mode": "subscribe", "hub.topic": "https://a.example/?a=1&b=ü"}
    async with client() as one:
        found = await one.post_form(server.url("/a"), form, max_bytes=10)
    assert forms == [("POST", "application/x-www-form-urlencoded", form)]
    assert (found.status, found.body, found.final_url) == (202, b"fine", server.url("/b"))


@pytest.mark.parametrize("status", [301, 302, 303])
async def test_a_form_is_posted_to_no_address_that_would_make_it_a_get(
    server: Server, status: int
) -> None:
    server.says("/a", b"", status, location="/b")
    async with client() as one:
        found = await one.post_form(server.url("/a"), {}, max_bytes=10)
    assert found.status == status
    assert server.asked == ["/a"]


@pytest.mark.parametrize("path", ["", "/a"])
async def test_a_form_is_posted_to_no_private_address(server: Server, path: str) -> None:
    private = server.url("/secret", "127.0.0.1")
    server.says("/a", b"", 307, location=private)
    async with client() as one:
        with pytest.raises(PermanentError) as caught:
            await one.post_form(server.url(path) if path else private, {}, max_bytes=10)
    assert caught.value.code == "address-refused"
    assert "/secret" not in server.asked


async def test_a_proxy_of_the_environment_is_not_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.says("/a", b"direct")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    async with client() as one:
        assert (await one.get(server.url("/a"))).body == b"direct"


async def test_a_time_out_of_the_callers_own_is_not_ours(server: Server) -> None:
    server.says("/a", b"", 301, location="/b")

    async def forbid(target: str) -> None:
        raise TimeoutError("the caller's")

    async with client() as one:
        with pytest.raises(TimeoutError, match="the caller's"):
            await one.get(server.url("/a"), allow_redirect=forbid)


async def test_an_error_is_not_mistaken_for_one_the_caller_handles(server: Server) -> None:
    async with client() as one:
        try:
            raise TimeoutError
        except TimeoutError:
            with pytest.raises(TransientError) as caught:
                await one.get(server.url("/a"), headers={"Accept": "no\nheader"})
    assert caught.value.code == "connection"


async def test_a_cancelled_request_passes_the_cancellation_on(server: Server) -> None:
    asked = asyncio.Event()

    async def hang(request: web.Request) -> web.StreamResponse:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    server.paths["/a"] = hang
    async with client() as one:
        request = asyncio.create_task(one.get(server.url("/a")))
        await asyncio.wait_for(asked.wait(), 10)
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request


async def test_many_headers_are_too_many(
    raw_server: Callable[[bytes], Awaitable[int]],
) -> None:
    lines = b"".join(b"X-%d: 1\r\n" % n for n in range(400))
    port = await raw_server(b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n")
    error = await refusal(f"http://site.test:{port}/")
    assert error.code == "headers-too-large"


async def test_a_message_is_one_line_and_names_the_address(
    raw_server: Callable[[bytes], Awaitable[int]],
) -> None:
    port = await raw_server(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")
    url = f"http://site.test:{port}/"
    error = await refusal(url)
    assert error.code == "connection"
    assert "\n" not in error.message
    assert url in error.message
    assert error.context["url"] == url


@pytest.mark.parametrize("url", ["http://[::1", "http://a..test/", "", "http://u:p@site.test/"])
async def test_what_is_no_address_never_is_a_bare_value_error(url: str) -> None:
    error = await refusal(url)
    assert error.code == "bad-url"
    assert "u:p" not in error.message + str(error.context)


async def test_a_certificate_nobody_vouches_for_is_a_tls_error(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = await asyncio.create_subprocess_exec(
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
        *("-subj", "/CN=site.test", "-keyout", str(key), "-out", str(certificate)),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await made.wait() == 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raise AssertionError("a request came through")

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    port = listening.sockets[0].getsockname()[1]
    error = await refusal(f"https://site.test:{port}/")
    listening.close()
    await listening.wait_closed()
    assert (error.code, error.retryable) == ("tls", True)
