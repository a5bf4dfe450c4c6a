"""Addresses as the formats want them, and what lies behind them."""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from typing import Literal
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from copydesk.events.article import Medium

Family = Literal["picture", "video", "audio"]

_FAMILIES: dict[str, Family] = {"image": "picture", "video": "video", "audio": "audio"}
# Not the standard library's table: it differs between versions of Python and between machines.
_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "m4v": "video/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
}
_MEDIA_TYPE = re.compile(r"(image|video|audio)/[a-z0-9][a-z0-9.+-]*", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# What a reader may follow: a page could call its author `javascript:…`.
_SCHEMES = frozenset({"http", "https", "mailto"})
_SUB_DELIMITERS = "!$&'()*+,;="
_PATH = "/:@%" + _SUB_DELIMITERS
_QUERY = _PATH + "?"


def uri(address: str | None) -> str | None:
    """Return an http(s) or mailto address as a URI (RFC 3986), or None where it is none.

    Letters beyond ASCII are percent-encoded, or made A-labels in a host name; what is a URI
    already stays as it is.
    """
    try:
        parts = urlsplit((address or "").strip())
        host, port = parts.hostname or "", parts.port
        query = _encode(parts.query, _QUERY)
        fragment = _encode(parts.fragment, _QUERY)
        path = _encode(parts.path, _PATH)
        where = _authority(parts.netloc, host, port)
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not (path if parts.scheme == "mailto" else host):
        return None
    return urlunsplit((parts.scheme, where, path, query, fragment))


def _encode(text: str, safe: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", text), safe=safe)


def _authority(netloc: str, host: str, port: int | None) -> str:
    user, at, where = netloc.rpartition("@")
    if "[" in where:
        name = f"[{IPv6Address(host.partition('%')[0])}]"
    else:
        name = where.partition(":")[0]
        if not name.isascii():
            name = unquote(host).encode("idna").decode()
        name = _encode(name, _SUB_DELIMITERS + "%")
    tail = "" if port is None else f":{port}"
    return _encode(user, _SUB_DELIMITERS + ":%") + at + name + tail


def media_type(medium: Medium) -> str | None:
    """Return a medium's media type: as given, else by the ending of its address, else None."""
    if medium.type:
        return medium.type if _MEDIA_TYPE.fullmatch(medium.type) else None
    try:
        name = urlsplit(medium.href).path.rpartition("/")[2]
    except ValueError:
        return None
    _, dot, ending = name.rpartition(".")
    return _TYPES.get(ending.lower()) if dot else None


def family(medium: Medium) -> Family | None:
    """Return whether a medium is a picture, a video or a sound; None where nothing tells."""
    return _FAMILIES.get((media_type(medium) or "").partition("/")[0].lower())
