"""Bodies within a cap: at no time is more than the cap and one chunk in memory."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Iterator

from copydesk.errors import PermanentError, TransientError

_CHUNK = 256 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class TooLarge(Exception):  # noqa: N818 - a signal between two functions here
    """The cap is reached."""


def check_encoding(encoding: str, url: str) -> str:
    """Return the one content encoding of an answer: gzip, deflate or identity.

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
    body = bytearray()
    decoder = _Decoder(encoding)
    try:
        async for chunk in chunks:
            for piece in decoder.feed(chunk):
                body += piece
                if len(body) > limit:
                    raise TooLarge
    except TooLarge:
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
        self._state = None if encoding == "identity" else zlib.decompressobj(self._bits())
        self._begun = False

    def _bits(self) -> int:
        return _GZIP if self._encoding == "gzip" else zlib.MAX_WBITS

    @property
    def complete(self) -> bool:
        """Whether the stream came to its end."""
        return self._state is None or self._state.eof or not self._begun

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield decoded pieces of bounded size."""
        if self._state is None:
            yield data
            return
        if data and not self._begun and self._encoding == "deflate" and data[0] & 0x0F != 8:
            # Some servers send deflate without its wrapper.
            self._state = zlib.decompressobj(-zlib.MAX_WBITS)
        while data:
            if self._state.eof:
                if not data.strip(b"\0"):
                    return
                # Another member follows (RFC 1952 section 2.2).
                self._state = zlib.decompressobj(self._bits())
            self._begun = True
            yield self._state.decompress(data, _CHUNK)
            data = self._state.unused_data if self._state.eof else self._state.unconsumed_tail
