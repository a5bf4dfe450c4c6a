"""Bodies within a cap: at no time is more than the cap and one chunk in memory."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator

from copydesk.errors import PermanentError, TransientError

_CHUNK = 256 * 1024
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f"
_MOST_MEMBERS = 1000
"""Of one gzip stream; a member that holds nothing costs time, and no cap on bytes meets it."""


class _TooLarge(Exception):  # noqa: N818 - a signal within this module
    """The cap is reached."""


def check_encoding(encoding: str, url: str) -> str:
    """Return the one content encoding of an answer: gzip, deflate or identity.

    Args:
        encoding: the Content-Encoding header.
        url: for the sentence.

    Raises:
        PermanentError: another one, or one over another (`bad-encoding`).
    """
    names = [part.strip().lower() for part in encoding.split(",") if part.strip()]
    names = [name.removeprefix("x-") for name in names if name != "identity"]
    if not names:
        return "identity"
    if len(names) == 1 and names[0] in ("gzip", "deflate"):
        return names[0]
    raise PermanentError(
        f"{url} answers in the encoding {encoding!r}, which was not asked for",
        code="bad-encoding",
        url=url,
    )


async def at_pace(
    chunks: AsyncIterator[bytes], least_per_s: float, patience_s: float, url: str
) -> AsyncIterator[bytes]:
    """Pass chunks on for as long as enough of them come.

    Each byte buys time, up to a limit that the first ones are given as well: a pause is allowed,
    a drip is not.

    Args:
        chunks: the raw bytes.
        least_per_s: bytes per second, above 0.
        patience_s: longest time without enough of them, in seconds.
        url: for the sentence.

    Raises:
        TransientError: too few came (`too-slow`).
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + patience_s
    while True:
        timer = asyncio.timeout_at(until)
        try:
            async with timer:
                chunk = await anext(chunks)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            if not timer.expired():
                raise
            raise TransientError(
                f"{url} gives fewer than {least_per_s:g} bytes a second",
                code="too-slow",
                url=url,
            ) from error
        until = min(until + len(chunk) / least_per_s, loop.time() + patience_s)
        yield chunk


async def read_body(
    chunks: AsyncIterator[bytes], encoding: str, limit: int, url: str, *, cut: bool
) -> tuple[bytes, bool]:
    """Read and decode a body.

    Args:
        chunks: the raw bytes.
        encoding: as `check_encoding` returns it.
        limit: most bytes, decoded.
        url: for the sentences.
        cut: whether a longer body is cut there, or refused.

    Returns:
        The body, and whether it was cut.

    Raises:
        PermanentError: larger than the limit (`too-large`), or not in its encoding
            (`bad-encoding`).
        TransientError: it ends in the middle (`connection`).
    """
    body, received = bytearray(), 0
    # What cannot be compressed grows a little by it; what grows more has nothing to say.
    most_received = limit + limit // 64 + 1024
    decoder = _Decoder(encoding)
    try:
        async for chunk in chunks:
            received += len(chunk)
            if received > most_received:
                raise _TooLarge
            for piece in decoder.feed(chunk):
                body += piece
                if len(body) > limit:
                    raise _TooLarge
    except _TooLarge:
        if cut:
            return bytes(body[:limit]), True
        raise PermanentError(
            f"{url} has more than {limit} bytes", code="too-large", url=url
        ) from None
    except zlib.error as error:
        raise PermanentError(
            f"{url} is not in its encoding {encoding}: {error}", code="bad-encoding", url=url
        ) from error
    if not decoder.complete:
        raise TransientError(f"{url} ended in the middle", code="connection", url=url)
    return bytes(body), False


class _Decoder:
    """Undoes one content encoding, piece by piece (RFC 9110 section 8.4.1)."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._bits = _GZIP if encoding == "gzip" else zlib.MAX_WBITS
        self._inflate = zlib.decompressobj(self._bits)
        self._members = 0
        self._over = encoding == "identity"

    @property
    def complete(self) -> bool:
        """Whether the stream came to its end; one without a byte did."""
        return self._over or self._inflate.eof or not self._members

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield decoded pieces of bounded size.

        Raises:
            zlib.error: the data is corrupt.
        """
        if self._encoding == "identity":
            yield data
            return
        if data and not self._members:
            self._begin(data)
        more = bool(data)
        while more and not self._over:
            if self._inflate.eof and not self._next_member(data):
                return
            piece = self._inflate.decompress(data, _CHUNK)
            ended = self._inflate.eof
            data = self._inflate.unused_data if ended else self._inflate.unconsumed_tail
            # A full piece may leave more inside zlib when all input is taken already.
            more = bool(data) or (len(piece) == _CHUNK and not ended)
            if piece:
                yield piece

    def _begin(self, data: bytes) -> None:
        self._members = 1
        if self._encoding == "deflate" and data[0] & 0x0F != zlib.DEFLATED:
            # Some servers send deflate without its wrapper (RFC 1950 section 2.2).
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)

    def _next_member(self, data: bytes) -> bool:
        # RFC 1952 section 2.2: a gzip stream is a series of members; zlib knows no such thing.
        # What else follows is padding, as it is to other clients.
        if self._encoding == "deflate" or data[:1] != _GZIP_MAGIC:
            self._over = True
            return False
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise zlib.error(f"more than {_MOST_MEMBERS} gzip members")
        self._inflate = zlib.decompressobj(self._bits)
        return True
