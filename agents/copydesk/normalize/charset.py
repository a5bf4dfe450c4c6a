"""Bytes of a page -> text."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from copydesk.errors import DecodeError

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels that pages use for a superset of what they name (WHATWG Encoding).
_SUPERSETS = {
    "iso-8859-1": "windows-1252",
    "ascii": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-9": "windows-1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_HEAD_BYTES = 4096


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip("\"' ")).name
    except LookupError:
        return None
    name = {"iso8859-1": "iso-8859-1", "iso8859-9": "iso-8859-9"}.get(name, name)
    return _SUPERSETS.get(name, name)


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
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    try:
        return body.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _META.search(body[:_HEAD_BYTES])
    labels = [http_charset or "", declared[1].decode("ascii", "replace") if declared else ""]
    for name in filter(None, map(_codec, filter(None, labels))):
        try:
            return body.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    found = from_bytes(body[:200_000]).best()
    if found is None:
        raise DecodeError("no charset reads this page as text", code="undecodable")
    return body.decode(found.encoding, "replace"), found.encoding
