"""Bounded decoding, without a network."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Iterable

import pytest

from copydesk.errors import CopydeskError, PermanentError
from copydesk.http.body import read_body

URL = "http://site.test/"
LIMIT = 1_000_000


async def stream(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def decode(chunks: Iterable[bytes], encoding: str, limit: int = LIMIT) -> bytes:
    return (await read_body(stream(chunks), encoding, limit, URL, cut=False))[0]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


async def test_chunks_may_be_cut_anywhere() -> None:
    text = b"The tide came in. " * 50_000
    for encoding, packed in (
        ("gzip", gzip.compress(text[:300], mtime=0) + gzip.compress(text[300:], mtime=0)),
        ("deflate", zlib.compress(text)),
        ("deflate", raw_deflate(text)),
    ):
        assert await decode((bytes([byte]) for byte in packed), encoding) == text
        assert await decode([packed], encoding) == text


async def test_output_that_outlives_its_input_is_not_lost() -> None:
    # All input is taken, no trailer follows, and the piece is full: the rest is inside zlib.
    text = b"\0" * (256 * 1024 + 100)
    assert await decode([raw_deflate(text)], "deflate") == text


@pytest.mark.parametrize(
    "pad", [b"\0" * 600, b"\r\n", b"<!-- cached -->", gzip.compress(b"", mtime=0)]
)
async def test_what_follows_a_whole_stream_is_padding(pad: bytes) -> None:
    assert await decode([gzip.compress(b"hello"), pad], "gzip") == b"hello"
    assert await decode([gzip.compress(b"hello") + pad], "gzip") == b"hello"


async def test_a_later_member_that_is_corrupt_is_an_error() -> None:
    second = bytearray(gzip.compress(b"hello " * 1000))
    second[-5] ^= 0xFF  # its checksum
    with pytest.raises(PermanentError) as caught:
        await decode([gzip.compress(b"hello"), bytes(second)], "gzip")
    assert caught.value.code == "bad-encoding"


async def test_members_that_hold_nothing_are_counted() -> None:
    def endless() -> Iterable[bytes]:
        while True:
            yield gzip.compress(b"") * 100

    with pytest.raises(CopydeskError) as caught:
        await decode(endless(), "gzip")
    assert caught.value.code == "bad-encoding"


async def test_what_is_received_is_capped_too() -> None:
    def endless() -> Iterable[bytes]:
        packer = zlib.compressobj(wbits=31)
        yield packer.compress(b"x")
        while True:  # blocks that are legal and empty
            yield packer.flush(zlib.Z_FULL_FLUSH) + b"\x00\x00\x00\xff\xff" * 10_000

    with pytest.raises(PermanentError) as caught:
        await decode(endless(), "gzip")
    assert caught.value.code == "too-large"


async def test_the_cap_is_exact() -> None:
    packed = gzip.compress(b"x" * 1000)
    assert len(await decode([packed], "gzip", 1000)) == 1000
    with pytest.raises(PermanentError):
        await decode([packed], "gzip", 999)
    incompressible = gzip.compress(bytes(n * n % 251 for n in range(5000)), compresslevel=0)
    assert len(await decode([incompressible], "gzip", 5000)) == 5000


async def test_nested_bombs_cost_one_chunk_over_the_cap() -> None:
    inner = gzip.compress(b"\0" * 100_000_000)
    bomb = gzip.compress(inner)
    tracemalloc.start()
    try:
        with pytest.raises(PermanentError):
            await decode([inner], "gzip", 100_000)
        peak = tracemalloc.get_traced_memory()[1]
        # One layer is all that is undone: the other is the body.
        assert await decode([bomb], "gzip") == inner
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000
