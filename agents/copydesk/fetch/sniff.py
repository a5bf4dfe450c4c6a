"""What bytes are, whatever they are called: by the patterns of the WHATWG MIME Sniffing standard.

A table of our own: the one library that has the standard (xtractmime) has had no release since
January 2024. Only types that are no page are named; everything else may be one.
"""

from __future__ import annotations

import re

SNIFFED_BYTES = 1445
"""So much of a resource is looked at (section 5.2)."""

_PATTERNS: tuple[tuple[str, bytes], ...] = (
    # Section 6.1, images.
    ("image/x-icon", rb"\x00\x00[\x01\x02]\x00"),
    ("image/bmp", rb"BM....\x00\x00\x00\x00"),
    ("image/gif", rb"GIF8[79]a"),
    ("image/webp", rb"RIFF....WEBPVP"),
    ("image/png", rb"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", rb"\xff\xd8\xff"),
    # Section 6.2, audio and video.
    ("audio/aiff", rb"FORM....AIFF"),
    ("audio/mpeg", rb"ID3[\x02-\x04]"),
    ("application/ogg", rb"OggS\x00"),
    ("audio/midi", rb"MThd\x00\x00\x00\x06"),
    ("video/avi", rb"RIFF....AVI "),
    ("audio/wave", rb"RIFF....WAVE"),
    ("video/mp4", rb"....ftyp(?:mp4|isom|iso\d|avc1|M4[AV]|qt  |heic|avif|dash)"),
    ("video/webm", rb"\x1a\x45\xdf\xa3"),
    # An MP3 without a tag: its sync word (section 6.2.3, shortened), which is 'яв' and its like
    # in Windows-1251, so that a byte of no text must follow.
    ("audio/mpeg", rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xeb](?=.*[\x00-\x08])"),
    # Section 6.3, fonts.
    ("application/vnd.ms-fontobject", rb".{34}LP"),
    ("font/ttf", rb"\x00\x01\x00\x00"),
    ("font/otf", rb"OTTO"),
    ("font/collection", rb"ttcf"),
    ("font/woff", rb"wOF[F2]"),
    # Section 6.4, archives.
    ("application/x-gzip", rb"\x1f\x8b\x08"),
    ("application/zip", rb"PK\x03\x04"),
    ("application/x-rar-compressed", rb"Rar!\x1a\x07[\x00\x01]"),
    # Section 7.1, and what else is met under these names.
    ("application/pdf", rb"\s{0,8}%PDF-"),
    ("application/postscript", rb"%!PS-Adobe-"),
    ("application/x-7z-compressed", rb"7z\xbc\xaf\x27\x1c"),
    ("application/x-ole-storage", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("application/wasm", rb"\x00asm"),
)
_KNOWN = tuple((name, re.compile(pattern, re.DOTALL)) for name, pattern in _PATTERNS)
# Section 3: bytes that no text has, in any of the charsets of the web that begin with ASCII.
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_MARKS = (b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe")


def no_page(body: bytes, declared: str) -> str | None:
    """Return the media type of a body that is no page, whatever it is said to be.

    Args:
        body: the body; its beginning is looked at.
        declared: media type that the server says, empty if it says none. Only then are unknown
            bytes judged: text in UTF-16 without a mark has such bytes as well.
    """
    head = body[:SNIFFED_BYTES]
    for name, pattern in _KNOWN:
        if pattern.match(head):
            return name
    if not declared and not head.startswith(_MARKS) and _BINARY.search(head):
        return "application/octet-stream"
    return None
