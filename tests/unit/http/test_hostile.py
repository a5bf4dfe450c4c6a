"""Servers that mean harm: each request ends by a rule, cheaply, and the next one is well."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import sys
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, repeat
from typing import Any

import pytest
from aiohttp import web
from backports import zstd

from copydesk.settings import HttpSettings
from tests.servers import Server

from .clients import client, refusal

MOST_GROWTH = 64 * 1024 * 1024
LONGEST_S = 15.0
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
WELL = OK + b"Content-Length: 4\r\n\r\nwell"

Answer = Callable[[], Iterator[bytes]]


@dataclass
class RawServer:
    """A server that sends given pieces, until it has no more or nobody listens."""

    port: int = 0
    answers: dict[bytes, Answer] = field(default_factory=dict)
    pause_s: float = 0.0

    def url(self, path: str, host: str = "site.test") -> str:
        return f"http://{host}:{self.port}{path}"

    serving: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                while await self._answer(reader, writer):
                    pass
        finally:
            writer.close()
            self.serving.discard(task)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether the connection is kept."""
        request = await reader.readuntil(b"\r\n\r\n")
        path = request.split()[1]
        for piece in iter([WELL]) if path == b"/well" else self.answers[path]():
            writer.write(piece)
            await writer.drain()
            if self.pause_s:
                await asyncio.sleep(self.pause_s)
        return path == b"/well"


@pytest.fixture
async def raw() -> AsyncIterator[RawServer]:
    made = RawServer()
    listening = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = listening.sockets[0].getsockname()[1]
    yield made
    listening.close()
    for task in made.serving:
        task.cancel()
    await asyncio.gather(*made.serving, return_exceptions=True)
    await listening.wait_closed()


def chunked(pieces: Iterator[bytes], *headers: bytes) -> Iterator[bytes]:
    yield OK + b"".join(one + b"\r\n" for one in headers) + b"Transfer-Encoding: chunked\r\n\r\n"
    for piece in pieces:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def deflated(bits: int) -> Iterator[bytes]:
    """A gigabyte of zeros."""
    packer, block = zlib.compressobj(9, zlib.DEFLATED, bits), bytes(1024 * 1024)
    for _ in range(1024):
        yield packer.compress(block) or b""
    yield packer.flush()


def gzip_bomb() -> Iterator[bytes]:
    return chunked(filter(None, deflated(31)), b"Content-Encoding: gzip")


def deflate_bomb() -> Iterator[bytes]:
    return chunked(filter(None, deflated(15)), b"Content-Encoding: deflate")


def nested_bomb() -> Iterator[bytes]:
    inner = gzip.compress(bytes(50 * 1024 * 1024))
    for _ in range(2):
        inner = gzip.compress(inner)
    return chunked(iter([inner]), b"Content-Encoding: gzip")


def doubly_encoded() -> Iterator[bytes]:
    return chunked(iter([b"x"]), b"Content-Encoding: gzip, gzip")


def twice_named() -> Iterator[bytes]:
    return chunked(iter([b"x"]), b"Content-Encoding: gzip", b"Content-Encoding: gzip")


def many_members() -> Iterator[bytes]:
    return chunked(repeat(gzip.compress(b"") * 1000), b"Content-Encoding: gzip")


def empty_blocks() -> Iterator[bytes]:
    def blocks() -> Iterator[bytes]:
        packer = zlib.compressobj(wbits=31)
        yield packer.compress(b"x") + packer.flush(zlib.Z_FULL_FLUSH)
        yield from repeat(b"\x00\x00\x00\xff\xff" * 10_000)

    return chunked(blocks(), b"Content-Encoding: gzip")


def brotli_bomb() -> Iterator[bytes]:
    return chunked(repeat(bytes(65536)), b"Content-Encoding: br")


def zstd_bomb() -> Iterator[bytes]:
    return chunked(iter([zstd.compress(bytes(64 * 1024 * 1024))]), b"Content-Encoding: zstd")


def endless() -> Iterator[bytes]:
    return chunked(repeat(b"<p>" + b"x" * 65536))


def tiny_chunks() -> Iterator[bytes]:
    yield OK + b"Transfer-Encoding: chunked\r\n\r\n"
    yield from repeat(b"1\r\nx\r\n" * 10_000, 100)
    yield b"0\r\n\r\n"


def many_headers() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in count():
        yield b"X-%d: %s\r\n" % (number, b"a" * 1000)


def long_header() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nX: "
    yield from repeat(b"a" * 65536)


def long_reason() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 "
    yield from repeat(b"a" * 65536)


def many_early_answers() -> Iterator[bytes]:
    yield from repeat(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 100)


def long_chunk_extension() -> Iterator[bytes]:
    yield OK + b"Transfer-Encoding: chunked\r\n\r\n5;"
    yield from repeat(b"a" * 65536)


def many_trailers() -> Iterator[bytes]:
    yield OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n"
    for number in count():
        yield b"X-%d: %s\r\n" % (number, b"a" * 1000)


def endless_redirect() -> Iterator[bytes]:
    head = b"HTTP/1.1 302 Found\r\nLocation: /well\r\nTransfer-Encoding: chunked\r\n\r\n"
    yield head
    yield from repeat(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def endless_not_modified() -> Iterator[bytes]:
    yield b"HTTP/1.1 304 Not Modified\r\n\r\n"
    yield from repeat(b"x" * 65536)


BOMBS: list[tuple[Answer, str | tuple[str, ...]]] = [
    (gzip_bomb, "too-large"),
    (deflate_bomb, "too-large"),
    (nested_bomb, "200: "),  # one layer is undone; what is left is a small file
    (doubly_encoded, "bad-encoding"),
    (twice_named, "bad-encoding"),
    (many_members, "bad-encoding"),
    (empty_blocks, "too-large"),
    (brotli_bomb, "bad-encoding"),
    (zstd_bomb, "bad-encoding"),
    (endless, "too-large"),
    (tiny_chunks, "200: 1000000 bytes"),
    (many_headers, "headers-too-large"),
    (long_header, "headers-too-large"),
    (long_reason, "headers-too-large"),
    (many_early_answers, "timed-out"),
    (long_chunk_extension, "too-slow"),
    (many_trailers, "headers-too-large"),
    (endless_redirect, "200: 4 bytes"),
    (endless_not_modified, ("304: 0 bytes", "connection")),  # as the first bytes come,
]


@pytest.mark.parametrize(("answer", "code"), BOMBS, ids=[one.__name__ for one, _ in BOMBS])
async def test_a_bomb_costs_little(
    raw: RawServer, answer: Answer, code: str | tuple[str, ...]
) -> None:
    raw.answers[b"/bomb"] = answer
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.unit.http.growth", raw.url("/bomb"), raw.url("/well")),
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    found = json.loads(out)
    assert found["code"].startswith(code)
    assert found["grown"] < MOST_GROWTH
    assert found["elapsed"] < LONGEST_S
    assert found["next"] == "well"


SLOW: dict[str, Any] = {"min_bytes_per_s": 100.0, "patience_s": 0.3, "timeout_s": 20.0}
EVERYWHERE = HttpSettings(allow_hosts="*.test", resolve="*.test=127.0.0.1")


async def test_a_body_that_drips_ends_long_before_the_time_is_up(raw: RawServer) -> None:
    raw.answers[b"/drip"] = lambda: chunked(repeat(b"."))
    raw.pause_s = 0.05
    loop = asyncio.get_running_loop()
    begin = loop.time()
    error = await refusal(raw.url("/drip"), **SLOW)
    assert (error.code, error.retryable) == ("too-slow", True)
    assert loop.time() - begin < 5


async def test_a_body_that_stops_ends_by_the_same_rule(raw: RawServer) -> None:
    raw.answers[b"/stop"] = lambda: iter(
        [OK + b"Content-Length: 100000\r\n\r\n" + b"x" * 90_000, b""]
    )
    raw.pause_s = 1.0
    assert (await refusal(raw.url("/stop"), **SLOW)).code == "too-slow"


async def test_a_slow_page_above_the_floor_is_read(raw: RawServer) -> None:
    # Each piece buys a second at this floor; they come every twentieth of one.
    raw.answers[b"/slow"] = lambda: chunked(repeat(b"x" * 100, 20))
    raw.pause_s = 0.05
    async with client(**SLOW) as one:
        assert len((await one.get(raw.url("/slow"))).body) == 2000


async def test_headers_that_drip_end_at_the_time_limit(raw: RawServer) -> None:
    raw.answers[b"/drip"] = lambda: (bytes([byte]) for byte in OK * 1000)
    raw.pause_s = 0.05
    assert (await refusal(raw.url("/drip"), timeout_s=1.0)).code == "timed-out"


async def test_a_length_too_great_is_no_whole_answer(raw: RawServer) -> None:
    raw.answers[b"/a"] = lambda: iter([OK + b"Content-Length: 100\r\n\r\nhello"])
    assert (await refusal(raw.url("/a"))).code == "connection"


@pytest.mark.parametrize("length", [b"-1", b"+5", b"5, 6", b"0x5", b"9" * 30])
async def test_a_length_that_is_none_is_refused(raw: RawServer, length: bytes) -> None:
    raw.answers[b"/a"] = lambda: iter([OK + b"Content-Length: " + length + b"\r\n\r\nhello"])
    assert (await refusal(raw.url("/a"))).code in ("connection", "too-large")


async def test_a_length_too_small_smuggles_no_second_answer(raw: RawServer) -> None:
    forged = OK + b"Content-Length: 6\r\n\r\nforged"
    raw.answers[b"/a"] = lambda: iter([OK + b"Content-Length: 5\r\n\r\nhello" + forged])
    async with client() as one:
        assert (await one.get(raw.url("/a"))).body == b"hello"
        assert (await one.get(raw.url("/well"))).body == b"well"


async def test_a_length_beside_chunks_smuggles_nothing(raw: RawServer) -> None:
    head = OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
    raw.answers[b"/a"] = lambda: iter([head + b"5\r\nhello\r\n0\r\n\r\n"])
    assert (await refusal(raw.url("/a"))).code == "connection"


@pytest.mark.parametrize("keep", [1, 10, 40])
async def test_gzip_that_is_cut_is_no_whole_answer(raw: RawServer, keep: int) -> None:
    packed = gzip.compress(b"The tide came in. " * 50)[:keep]
    raw.answers[b"/a"] = lambda: chunked(iter([packed]), b"Content-Encoding: gzip")
    assert (await refusal(raw.url("/a"))).code == "connection"


async def test_a_wrong_charset_changes_no_byte(raw: RawServer) -> None:
    body = "Причал".encode("windows-1251")
    for kind in (
        b"text/html; charset=utf-8",
        b"text/html; charset=no-such",
        b'text/html; charset="',
    ):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nContent-Length: 6\r\n\r\n"
        raw.answers[b"/a"] = lambda head=head: iter([head + body])  # type: ignore[misc]
        async with client() as one:
            assert (await one.get(raw.url("/a"))).body == body


async def test_a_cookie_goes_nowhere(server: Server) -> None:
    asked: list[web.Request] = []

    async def sets(request: web.Request) -> web.StreamResponse:
        asked.append(request)
        headers = {"Set-Cookie": "id=1; Domain=test; Path=/"}
        target = {"/a": "/b", "/b": server.url("/c", "other.test")}.get(request.path)
        if target:
            return web.Response(status=302, headers={**headers, "Location": target})
        return web.Response(text="there", headers=headers)

    server.paths.update(dict.fromkeys(("/a", "/b", "/c"), sets))
    async with client(EVERYWHERE) as one:
        for _ in range(2):
            found = await one.get(server.url("/a"))
            assert "set-cookie" not in found.headers
    assert len(asked) == 6
    assert all("Cookie" not in one.headers for one in asked)


async def test_a_redirect_that_carries_credentials_is_not_followed(server: Server) -> None:
    port = server.port
    server.says("/a", b"", 302, location=f"http://user:secret@site.test:{port}/b")
    async with client() as one:
        assert (await one.get(server.url("/a"))).status == 302
    assert server.asked == ["/a"]


@pytest.mark.parametrize(
    ("host", "sent"),
    [
        ("новости.test", "xn--b1amnebsh.test"),
        ("НОВОСТИ.test", "xn--b1amnebsh.test"),
        ("bücher.test", "xn--bcher-kva.test"),
        ("新闻。test", "xn--efvy88h.test"),
    ],
)
async def test_a_name_in_other_letters_is_asked_by_its_ascii_form(
    server: Server, host: str, sent: str
) -> None:
    hosts: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        hosts.append(request.headers["Host"])
        return web.Response(text="there")

    server.paths["/"] = answer
    async with client(EVERYWHERE) as one:
        assert (await one.get(server.url("/", host))).body == b"there"
    assert hosts == [f"{sent}:{server.port}"]
