"""Charsets: what labels mean, and what a page declares; bytes stay as they are."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from email.message import Message
from typing import Literal, NamedTuple

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # The four bytes of UTF-32 begin like the two of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks and what they say, longest first."""

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
# Labels that pages use for a superset of what they name (WHATWG Encoding).
_SUPERSETS = {
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-9": "windows-1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}


class Declared(NamedTuple):
    """A declared charset."""

    label: str
    """As it is declared, in lower case."""
    codec: str
    """Its codec's name in Python."""
    source: Literal["bom", "http", "page"]
    """Who says so."""


def codec_of(label: str) -> str | None:
    """Return the codec of text that a label means; None for a label that means none."""
    try:
        found = codecs.lookup(label.strip("\"' "))
    except (LookupError, UnicodeError, ValueError):
        return None
    if not found._is_text_encoding:
        # Python's registry also holds base64, zip and the like.
        return None
    return _SUPERSETS.get(found.name, found.name)


def declarations(body: bytes, http_charset: str | None) -> list[Declared]:
    """Return what is declared, in the order in which it counts (WHATWG HTML section 13.2.3.2).

    Args:
        body: the page.
        http_charset: charset of its Content-Type header.
    """
    found = [Declared(name, name, "bom") for mark, name in BOMS if body.startswith(mark)]
    meta = _META.search(body[:_HEAD_BYTES])
    in_page = meta[1].decode("ascii", "replace") if meta else ""
    if codec := codec_of(http_charset or ""):
        found.append(Declared((http_charset or "").strip("\"' ").lower(), codec, "http"))
    if codec := codec_of(in_page):
        found.append(Declared(in_page.lower(), codec, "page"))
    return found


def media_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """Return media type and charset of the Content-Type header (RFC 9110 section 8.3)."""
    parsed = Message()
    parsed["content-type"] = headers.get("content-type", "")
    if not headers.get("content-type"):
        return "", None
    charset = parsed.get_param("charset")
    return parsed.get_content_type(), charset if isinstance(charset, str) else None
