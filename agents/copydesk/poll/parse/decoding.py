"""A feed's bytes -> text, before any parser sees them.

In this order: byte order mark, valid UTF-8, the HTTP charset, the XML declaration, detection
(RFC 7303 section 3, XML 1.0 appendix F). UTF-8 comes before what is declared, since nothing else
looks like it by chance and declarations lie.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from charset_normalizer import from_bytes

from copydesk.charsets import BOMS, codec_of
from copydesk.errors import PermanentError

from .model import Flaw

MAX_TEXT_BYTES = 52_428_800
"""Largest body after decompression: what the sitemap protocol allows."""
_GZIP = b"\x1f\x8b"
_HEAD_BYTES = 1024
_SAMPLE_BYTES = 20_000
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_TAGS = re.compile(rb"<[^>]*>")
# How text without a mark begins (XML 1.0 appendix F).
_BEGINNINGS = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"), (b"\x4c\x6f\xa7\x94", "cp037"))
# What feeds are in (WHATWG Encoding); among all that Python knows a short text is often guessed
# to be in one that nobody uses.
_USUAL = [
    "gb18030", "big5", "euc_jp", "cp932", "cp949", "koi8_r", "cp1251", "cp1250", "iso8859_2",
    "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874",
]  # fmt: skip
_ESCAPED = re.compile(r"iso-?2022|hz")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was read."""

    data: bytes
    """The text in UTF-8: what was served, if it was that already."""
    charset: str
    flaws: tuple[Flaw, ...] = ()


def decode(body: bytes, headers: Mapping[str, str], url: str) -> Decoded:
    """Return a feed's text.

    Args:
        body: the bytes as served, or a gzip file of them (sitemaps are served so).
        headers: response headers, names in lower case.
        url: for errors.

    Raises:
        PermanentError: too large after decompression (`too-large`).
    """
    flaws = []
    if body.startswith(_GZIP):
        body, whole = gunzip(body, url)
        if not whole:
            flaws.append(Flaw("gzip-truncated", "The gzip file breaks off; read as far as it goes"))
    found = _decode(body, _http_charset(headers))
    return replace(found, flaws=(*flaws, *found.flaws)) if flaws else found


def gunzip(body: bytes, url: str) -> tuple[bytes, bool]:
    """Decompress a gzip file of one or more members; return what it holds, and if it is whole.

    Raises:
        PermanentError: more than `MAX_TEXT_BYTES` come out (`too-large`).
    """
    limit = MAX_TEXT_BYTES
    parts: list[bytes] = []
    size = 0
    while body.startswith(_GZIP):
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(body, limit - size + 1)
        except zlib.error:
            return b"".join(parts), False
        size += len(part)
        if size > limit:
            raise PermanentError(
                f"{url} has more than {limit} bytes after decompression", code="too-large", url=url
            )
        parts.append(part)
        if not member.eof:
            return b"".join(parts), False
        body = member.unused_data
    return b"".join(parts), True


def _http_charset(headers: Mapping[str, str]) -> str | None:
    found = _CHARSET.search(headers.get("content-type", ""))
    return found[1] if found else None


def _decode(body: bytes, http_charset: str | None) -> Decoded:
    for mark, name in BOMS:
        if body.startswith(mark):
            return _replaced(body[len(mark) :], name)
    head = body[:_HEAD_BYTES].lstrip()
    for beginning, name in _BEGINNINGS:
        if head.startswith(beginning):
            return _replaced(body, name)
    found = _DECLARED.search(head)
    # A declaration that can be read byte by byte is not in UTF-16, whatever it says.
    declared = [found[1].decode("ascii", "replace")] if found else []
    labels = [name for name in map(codec_of, [http_charset or "", *declared]) if name]
    escaped = [name for name in labels if _ESCAPED.match(name)] if b"\x1b" in body else []
    for name in (*escaped, "utf-8", *labels):
        if name.startswith(("utf-16", "utf-32")):
            continue
        try:
            text = body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        data = body if name == "utf-8" else _utf8(text)
        return Decoded(data, name, _mismatch(text, name, labels))
    return _guessed(body, labels)


def _mismatch(text: str, name: str, labels: list[str]) -> tuple[Flaw, ...]:
    if not labels or name in labels or text.isascii():
        return ()
    return (Flaw("charset-mismatch", f"It says that it is {labels[0]}, and is {name}"),)


def _replaced(body: bytes, name: str) -> Decoded:
    text = body.decode(name, "replace")
    return Decoded(_utf8(text), name, _undecodable(text.count("\ufffd"), name))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "ignore")


def _undecodable(count: int, name: str) -> tuple[Flaw, ...]:
    if not count:
        return ()
    return (Flaw("undecodable-bytes", f"{count} places are not valid {name}"),)


def _guessed(body: bytes, labels: list[str]) -> Decoded:
    """Read what no declared charset reads."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    # Most letters beyond ASCII are valid: UTF-8 with some broken bytes, or quotes of another set.
    if sum(not char.isascii() for char in text) > 4 * bad:
        text = body.decode("utf-8", _WITH_1252)
        return Decoded(_utf8(text), "utf-8", _undecodable(bad, "utf-8"))
    for name in labels:
        if name != "utf-8":
            return _replaced(body, name)
    best = from_bytes(_sample(body), cp_isolation=_USUAL).best()
    name = best.encoding if best is not None else "windows-1252"
    flaw = Flaw("charset-guessed", f"No charset is declared that reads it; {name} by its looks")
    return Decoded(_utf8(body.decode(name, "replace")), name, (flaw,))


def _sample(body: bytes) -> bytes:
    """Return the lines that have letters beyond ASCII, without their tags."""
    lines, size = [], 0
    for line in _TAGS.sub(b"\n", body[: 20 * _SAMPLE_BYTES]).splitlines():
        if not line.isascii():
            lines.append(line)
            size += len(line)
            if size > _SAMPLE_BYTES:
                break
    return b"\n".join(lines)


def _as_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("windows-1252", "replace"), error.end


_WITH_1252 = "copydesk-windows-1252"
codecs.register_error(_WITH_1252, _as_1252)
