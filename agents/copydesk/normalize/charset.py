"""Bytes of a page -> text."""

from __future__ import annotations

from charset_normalizer import from_bytes

from copydesk.charsets import BOMS, declarations
from copydesk.errors import DecodeError

_HEAD_BYTES = 4096


def decode_page(body: bytes, http_charset: str | None) -> tuple[str, str]:
    """Return a page's text and the charset that gave it.

    In this order: byte order mark, valid UTF-8 with letters beyond ASCII (nothing else looks
    like it by chance, whatever is declared), the HTTP charset, the page's own declaration,
    detection.

    Raises:
        DecodeError: nothing reads it as text, or what comes out is none.
    """
    text, name = _decode(body, http_charset)
    # Any bytes are valid in some charset; text holds no NUL (WHATWG HTML section 13.2.3.5).
    if "\0" in text[:_HEAD_BYTES]:
        raise DecodeError("these bytes are not text", code="undecodable")
    return text, name


def _decode(body: bytes, http_charset: str | None) -> tuple[str, str]:
    for mark, name in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    try:
        return body.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    for one in declarations(body, http_charset):
        try:
            return body.decode(one.codec), one.codec
        except (UnicodeDecodeError, LookupError):
            continue
    found = from_bytes(body[:200_000]).best()
    if found is None:
        raise DecodeError("no charset reads this page as text", code="undecodable")
    return body.decode(found.encoding, "replace"), found.encoding
