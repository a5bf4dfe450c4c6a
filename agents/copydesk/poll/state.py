"""What poll remembers of a feed, as one value."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime

import msgspec

from copydesk.events import Feed

from .feeds import Entry

WATCHED = ("title", "summary", "content", "published", "updated", "link")
"""Parts of an entry whose change makes it `changed`; their hashes are stored in this order."""

_HASH_CHARS = 4
_KEY_CHARS = 12
_REMEMBERED = 2000
"""Entries that are remembered after they have left the feed."""


class FeedState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """State of one feed."""

    feed: Feed
    """The feed as someone added it."""
    partition: int
    """Partition of its record on `feeds`, and so of this state."""
    next_due_ms: int = 0
    """When it is to be polled next; 0 for at once."""
    etag: str | None = None
    """Validator as served (RFC 9110 section 8.8.3)."""
    last_modified: str | None = None
    """Validator as served (section 8.8.2)."""
    digest: str | None = None
    """Digest of the last body that was read."""
    refused_digest: str | None = None
    """Digest of the last answer that was refused."""
    seen: dict[str, str] = msgspec.field(default_factory=dict)
    """Entry's key -> hashes of its watched parts, newest entries last."""
    failures: int = 0
    """Failed polls in a row."""
    last_success: datetime | None = None
    """When it last answered well."""
    last_entry: datetime | None = None
    """When it last had a new entry."""


class Finding(msgspec.Struct, frozen=True):
    """An entry that is new, or whose parts changed."""

    entry: Entry
    changed_fields: tuple[str, ...]
    """Empty for a new entry."""


def encode_state(state: FeedState) -> bytes:
    """Return the table's value."""
    return msgspec.json.encode(state)


def decode_state(value: bytes) -> FeedState:
    """Read the table's value."""
    return msgspec.json.decode(value, type=FeedState)


def compare(seen: dict[str, str], entries: Sequence[Entry]) -> tuple[list[Finding], dict[str, str]]:
    """Find what is new or changed, oldest first, and what to remember from now on.

    A feed that stamps all its entries with the time of the poll changes nothing: dates alone
    count only where some entry kept its own.
    """
    findings: list[Finding] = []
    current: dict[str, str] = {}
    known = 0
    for entry in reversed(entries):
        key, hashes = _short(entry.key, _KEY_CHARS), _hashes(entry)
        before = seen.get(key)
        current[key] = hashes
        if before is None:
            findings.append(Finding(entry, ()))
            continue
        known += 1
        if before != hashes:
            findings.append(Finding(entry, _different(before, hashes)))
    dates_only = [f for f in findings if f.changed_fields and not _more_than_dates(f)]
    if known > 1 and len(dates_only) == known:
        findings = [f for f in findings if f not in dates_only]
    older = {key: value for key, value in seen.items() if key not in current}
    kept = dict(list(older.items())[-_REMEMBERED:]) if older else {}
    return findings, {**kept, **current}


def _more_than_dates(finding: Finding) -> bool:
    return not set(finding.changed_fields) <= {"published", "updated"}


def _hashes(entry: Entry) -> str:
    parts = (
        entry.title,
        entry.summary,
        entry.content,
        entry.published and entry.published.text,
        entry.updated and entry.updated.text,
        entry.link,
    )
    return "".join(_short(part or "", _HASH_CHARS) for part in parts)


def _different(before: str, after: str) -> tuple[str, ...]:
    names = []
    for index, name in enumerate(WATCHED):
        part = slice(index * _HASH_CHARS, (index + 1) * _HASH_CHARS)
        if before[part] != after[part]:
            names.append(name)
    return tuple(names)


def _short(text: str, chars: int) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(digest)[:chars].decode()
