"""What the gate remembers of an article: at most 300 bytes."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import msgspec
import orjson

from copydesk.errors import DecodeError
from copydesk.events import Copy
from copydesk.headers import Order

COUNTED_FIELDS = (
    "canonical_url",
    "completeness",
    "access",
    "published",
    "headlines",
    "standfirst",
    "by",
    "dateline",
    "ed_note",
    "body",
    "language",
    "media",
    "ai_use",
    "live_updates",
    "rights",
)
"""Fields of which a change makes a new version (EVENTS: 'counts as change').

The order is that of the hashes in a stored state: append, never move.
"""

_HASH_CHARS = 8
_ABSENT = "-" * _HASH_CHARS


class ArticleState(msgspec.Struct, frozen=True, array_like=True):
    """State of one article; stored as a JSON array to stay small."""

    version: int
    """Version that was published last."""
    order: tuple[int, int, int]
    """Highest order seen, published or not."""
    hashes: str
    """Eight characters per counted field, in their order."""
    offset: int
    """Offset of the article's last record on its partition of `articles`."""
    first_seen_ms: int
    """When the first version was first seen; 0 if unknown."""
    status: str = "usable"
    """Status that was published last."""

    def encode(self) -> bytes:
        """Return the value of the state record."""
        return orjson.dumps(msgspec.to_builtins(self))

    @classmethod
    def decode(cls, value: bytes) -> ArticleState:
        """Read a state record.

        Raises:
            DecodeError: it is none.
        """
        try:
            return msgspec.json.decode(value, type=cls)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise DecodeError(f"not an article state: {error}") from error

    @property
    def highest(self) -> Order:
        """The highest order seen."""
        return Order(*self.order)


def counted(article: Copy) -> dict[str, Any]:
    """Return what counts of an article, by field; absent fields are None."""
    return {
        "canonical_url": article.canonical_url,
        "completeness": article.completeness,
        "access": article.access,
        "published": article.published and article.published.value,
        "headlines": [[h.role, h.value] for h in article.headlines if h.role in ("main", "kicker")],
        "standfirst": article.standfirst,
        "by": article.by,
        "dateline": article.dateline,
        "ed_note": article.ed_note,
        "body": article.body.text,
        "language": article.language and article.language.tag,
        "media": [[m.href, m.caption] for m in article.media],
        "ai_use": article.ai_use and article.ai_use.answer,
        "live_updates": article.live_updates,
        "rights": article.rights,
    }


def hash_fields(article: Copy) -> str:
    """Hash each counted field: 48 bits of BLAKE2b, base64, absent or empty as dashes."""
    values = counted(article)
    parts = []
    for name in COUNTED_FIELDS:
        value = values[name]
        if value in (None, [], (), ""):
            parts.append(_ABSENT)
            continue
        data = orjson.dumps(msgspec.to_builtins(value), option=orjson.OPT_SORT_KEYS)
        digest = hashlib.blake2b(data, digest_size=6).digest()
        parts.append(base64.urlsafe_b64encode(digest).decode())
    return "".join(parts)


def changed_fields(before: str, after: str) -> tuple[str, ...]:
    """Name the fields whose hashes differ, sorted.

    A state written before a field counted has no hash for it: that is no change.
    """
    known = len(before) // _HASH_CHARS
    changed = [
        name
        for i, name in enumerate(COUNTED_FIELDS[:known])
        if before[i * _HASH_CHARS : (i + 1) * _HASH_CHARS]
        != after[i * _HASH_CHARS : (i + 1) * _HASH_CHARS]
    ]
    return tuple(sorted(changed))
