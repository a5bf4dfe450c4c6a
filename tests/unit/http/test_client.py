"""The guarded client against real servers."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from copydesk.demo import Newsroom
from copydesk.errors import PermanentError, TransientError
from copydesk.http.addresses import is_public
from copydesk.settings import HttpSettings
from tests.servers import Server

from .clients import client, refusal


async def test_an_answer_has_its_facts(server: Server) -> None:
    server.says("/a", b"<p>hi</p>", content_type="text/html; charset=utf-8", set_cookie="a=1")
    async with client() as one:
        found = await one.get(server.url("/a#part"), headers={"Accept": "text/html"})
    assert (found.status, found.body, found.final_url) == (200, b"<p>hi</p>", server.url("/a"))
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in found.headers
    assert found.remote_address == "127.0.0.1"
    assert found.started.tzinfo is not None


@pytest.mark.parametrize("status", [304, 404, 410, 500, 503])
async def test_any_final_status_is_an_answer(server: Server, status: int) -> None:
    server.says("/a", b"" if status == 304 else b"x", status)
    async with client() as one:
        assert (await one.get(server.url("/a"))).status == status


async def test_redirects_are_followed_and_told(server: Server) -> None:
    server.says("/a", b"", 301, location="/b")
    server.says("/b", b"", 302, location=server.url("/c", "other.site.test"))
    asked = []

    async def ask(target: str) -> None:
        asked.append(target)

    async with client(HttpSettings(allow_hosts="*.test", resolve="*.test=127.0.0.1")) as one:
        server.says("/c", b"there")
        found = await one.get(server.url("/a"), allow_redirect=ask)
    assert found.body == b"there"
    assert [(hop.url, hop.status) for hop in found.redirects] == [
        (server.url("/a"), 301),
        (server.url("/b"), 302),
    ]
    assert asked == [server.url("/b"), found.final_url]


async def test_what_forbids_a_redirect_passes_through(server: Server) -> None:
    server.says("/a", b"", 301, location="/b")

    async def forbid(target: str) -> None:
        raise PermanentError("no", code="robots-disallowed")

    async with client() as one:
        with pytest.raises(PermanentError, match="no"):
            await one.get(server.url("/a"), allow_redirect=forbid)
    assert server.asked == ["/a"]


async def test_circles_and_long_chains_end(server: Server) -> None:
    server.says("/a", b"", 302, location="/a")
    for n in range(9):
        server.says(f"/n{n}", b"", 302, location=f"/n{n + 1}")
    assert (await refusal(server.url("/a"))).code == "too-many-redirects"
    assert (await refusal(server.url("/n0"))).code == "too-many-redirects"
    assert server.asked.count("/n5") == 1
    assert "/n6" not in server.asked


@pytest.mark.parametrize("location", ["", "javascript:alert(1)", "ftp://site.test/"])
async def test_a_redirect_to_nowhere_is_an_answer(server: Server, location: str) -> None:
    server.says("/a", b"", 302, location=location)
    async with client() as one:
        assert (await one.get(server.url("/a"))).status == 302


async def test_a_name_that_is_allowed_opens_no_other_door(server: Server) -> None:
    server.says("/literal", b"", 302, location=f"http://127.0.0.1:{server.port}/secret")
    server.says("/name", b"", 302, location=server.url("/secret", "localhost"))
    for path in ("/literal", "/name"):
        assert (await refusal(server.url(path))).code == "address-refused"
    assert "/secret" not in server.asked


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("192.0.0.9", False),
        ("192.88.99.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("fc00::1", False),
        ("fe80::1", False),
        ("ff02::1", False),
        ("2002:a00:1::", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::a00:1", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
        ("::ffff:8.8.8.8", False),
        ("::7f00:1", False),
        ("::8.8.8.8", False),
        ("2002:808:808::1", False),
        ("64:ff9b::808:808", False),
        ("64:ff9b:1:7f00:0:100::", False),
        ("fec0::1", False),
        ("100::1", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
        ("5f00::1", False),
        ("fe80::1%lo", False),
        ("not an address", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


async def test_a_body_over_the_cap_is_refused_before_it_is_read(server: Server) -> None:
    server.says("/declared", b"x" * 2_000_000)

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)

    server.paths["/endless"] = endless
    assert (await refusal(server.url("/declared"))).code == "too-large"
    assert (await refusal(server.url("/endless"))).code == "too-large"


async def test_a_body_can_be_cut(server: Server) -> None:
    server.says("/a", b"0123456789")
    async with client() as one:
        found = await one.get(server.url("/a"), max_bytes=4, on_large="cut")
    assert (found.body, found.truncated) == (b"0123", True)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"hello", mtime=0)),
        ("gzip", gzip.compress(b"hel", mtime=0) + gzip.compress(b"lo", mtime=0)),
        ("x-gzip", gzip.compress(b"hello", mtime=0)),
        ("deflate", zlib.compress(b"hello")),
        ("deflate", zlib.compress(b"hello")[2:-4]),
        ("identity", b"hello"),
    ],
)
async def test_encodings_are_undone(server: Server, encoding: str, body: bytes) -> None:
    server.says("/a", body, content_encoding=encoding)
    async with client() as one:
        assert (await one.get(server.url("/a"))).body == b"hello"


@pytest.mark.parametrize(
    ("encoding", "body", "code"),
    [
        ("br", b"x", "bad-encoding"),
        ("gzip, gzip", b"x", "bad-encoding"),
        ("gzip", b"no gzip at all", "bad-encoding"),
        ("gzip", gzip.compress(b"hello", mtime=0)[:-6], "connection"),
    ],
)
async def test_a_wrong_encoding_is_an_error(
    server: Server, encoding: str, body: bytes, code: str
) -> None:
    server.says("/a", body, content_encoding=encoding)
    assert (await refusal(server.url("/a"))).code == code


@pytest.fixture
async def newsroom(tmp_path: Path) -> Any:
    made = Newsroom.open(tmp_path, now=lambda: 2_000_000_000.0)
    ready = asyncio.Event()
    serving = asyncio.create_task(made.serve(ready))
    await ready.wait()
    yield made
    serving.cancel()
    await asyncio.wait((serving,))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/bomb", "too-large"),
        ("/huge", "too-large"),
        ("/loop", "too-many-redirects"),
        ("/inside", "address-refused"),
        ("/metadata", "address-refused"),
        ("/cut", "connection"),
    ],
)
async def test_the_newsrooms_traps(newsroom: Newsroom, path: str, code: str) -> None:
    url = f"http://trap.newsroom.test:{newsroom.port}{path}"
    assert (await refusal(url)).code == code


async def test_a_drip_ends_at_the_time_limit(newsroom: Newsroom) -> None:
    error = await refusal(f"http://trap.newsroom.test:{newsroom.port}/drip", timeout_s=1.5)
    assert isinstance(error, TransientError)
    assert error.code == "timed-out"


async def test_a_bomb_costs_little_memory(newsroom: Newsroom) -> None:
    tracemalloc.start()
    try:
        url = f"http://trap.newsroom.test:{newsroom.port}/bomb"
        assert (await refusal(url, max_body_bytes=10_000_000)).code == "too-large"
        # The server's own 4 MB blocks are in this process as well.
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "connection"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "connection"),
        (b"", "connection"),
        (b"SSH-2.0-OpenSSH\r\n", "connection"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", "headers-too-large"),
        (
            b"HTTP/1.1 200 OK\r\n"
            + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 900) for n in range(90))
            + b"Content-Length: 0\r\n\r\n",
            "headers-too-large",
        ),
    ],
    ids=["short", "chunk", "nothing", "ssh", "long-header", "many-headers"],
)
async def test_broken_answers_have_a_name(
    raw_server: Callable[[bytes], Awaitable[int]], answer: bytes, code: str
) -> None:
    port = await raw_server(answer)
    assert (await refusal(f"http://site.test:{port}/")).code == code


async def test_nobody_there_and_no_such_name_are_told_apart(
    raw_server: Callable[[bytes], Awaitable[int]],
) -> None:
    http = HttpSettings(allow_hosts="site.test", resolve="site.test=127.0.0.1")
    error = await refusal("http://site.test:9/", http)
    assert (error.code, error.retryable) == ("connection", True)
    # Such names are not asked for: RFC 7686 section 2.
    error = await refusal("http://no-such-host.onion/", http)
    assert (error.code, error.retryable) == ("dns", True)


async def test_plain_http_where_tls_is_expected_is_a_tls_error(server: Server) -> None:
    error = await refusal(server.url("/").replace("http:", "https:"))
    assert error.code == "tls"
