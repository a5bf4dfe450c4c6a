"""Which entries of a feed are new, and which changed.

An entry is known by its id, or by the address of its page: sites change ids when they change
their software, add tracking parameters, and move to https. What several entries of one answer
share (a constant id, the home page as link) tells nothing apart: then address and title do.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from copydesk.errors import PermanentError
from copydesk.urls import page_of

from .parse.model import Entry

_PARTS = ("title", "summary", "content", "published", "updated")
"""Parts of an entry whose change makes it `changed`, in the order of their hashes in a record;
the link is another one, told by the address."""
_DATES = {"published", "updated"}
_KEY_BYTES = 6
"""Of the hash of an id or an address: two of 2,000 are alike by chance in one of 10^8 feeds."""
_PART_BYTES = 3
_ID = slice(0, _KEY_BYTES)
_ADDRESS = slice(_KEY_BYTES, 2 * _KEY_BYTES)
_TITLED = slice(_KEY_BYTES, 2 * _KEY_BYTES + _PART_BYTES)
"""Address and title, which follows it."""
_NO_ID = bytes(_KEY_BYTES)
RECORD_BYTES = 2 * _KEY_BYTES + len(_PARTS) * _PART_BYTES
"""What one entry takes."""
_MOST_LEFT = 2000
"""Most entries that are remembered after they have left the feed."""
_MOST_KNOWN = 2 * _MOST_LEFT
"""The same where an answer does not say which have left: the next full one does."""
_LEAST_LEFT = 100
_LEFT_PER_LISTED = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """An entry that is new, or whose parts changed."""

    entry: Entry
    changed_fields: tuple[str, ...]
    """Empty for a new entry."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an answer brings, against what was seen before."""

    findings: tuple[Finding, ...]
    """New and changed entries, oldest first."""
    seen: bytes
    """What to remember: a record of fixed length for each entry, newest last."""
    known: int
    """Entries that were seen before."""
    listed: int
    """Entries, each counted once."""
    overflowed: bool
    """Whether entries may have come and gone unseen: none was known, though some were before."""

    @property
    def new(self) -> int:
        """Entries that were never seen."""
        return self.listed - self.known


@dataclass(slots=True)
class _Listed:
    """An entry of the answer, and the record of it that was known."""

    entry: Entry
    record: bytes
    has_own_address: bool
    before: int | None = None


@dataclass(slots=True)
class _Memory:
    """The records of before; each stands for one entry of the answer at most."""

    records: Sequence[bytes]
    taken: set[int] = field(default_factory=set)

    def find(self, listed: Sequence[_Listed], key_of: Callable[[bytes], bytes]) -> None:
        """Find the records of entries that have none yet, the newest first."""
        wanted = [one for one in listed if one.before is None]
        if not wanted:
            return
        places: dict[bytes, list[int]] = {}
        for place, record in enumerate(self.records):
            if place not in self.taken:
                places.setdefault(key_of(record), []).append(place)
        for one in wanted:
            key = key_of(one.record)
            if key[:_KEY_BYTES] != _NO_ID and places.get(key):
                one.before = places[key].pop()
                self.taken.add(one.before)


def compare(seen: bytes, entries: Sequence[Entry], *, partial: bool = False) -> Comparison:
    """Find what is new or changed, and what to remember from now on.

    A feed that stamps its entries with the time of the poll changes nothing: dates alone count
    only where some entry kept its own. Of an entry that is listed twice, the first counts: it is
    the newer one.

    Args:
        seen: what the last comparison said to remember; empty before the first.
        entries: as the feed shows them, newest first.
        partial: whether they are some of the feed's only, as a hub pushes them. Then nothing is
            said of the others: they are remembered, and none of them was missed.
    """
    records = [seen[at : at + RECORD_BYTES] for at in range(0, len(seen), RECORD_BYTES)]
    listed = _listed(entries)
    memory = _Memory(records)
    # The surest first: what has both is no other entry's. Then the address, since there are
    # feeds that number their entries anew at each poll.
    memory.find(listed, lambda record: record[: 2 * _KEY_BYTES])
    # Some alone may look as if no other entry had their address.
    shared = _shared_addresses(records) if partial else frozenset()
    own = [one for one in listed if one.has_own_address and one.record[_ADDRESS] not in shared]
    memory.find(own, lambda record: record[_ADDRESS])
    memory.find(listed, lambda record: record[_ID])
    memory.find(listed, lambda record: record[_TITLED])
    findings = _without_stamps(
        [
            (one, () if one.before is None else _changed(records[one.before], one.record))
            for one in listed
        ]
    )
    left = [record for place, record in enumerate(records) if place not in memory.taken]
    kept = left[-(_MOST_KNOWN if partial else _most_left(len(records), len(listed))) :]
    return Comparison(
        findings=tuple(findings),
        seen=b"".join((*kept, *(one.record for one in listed))),
        known=len(memory.taken),
        listed=len(listed),
        overflowed=bool(records and listed) and not memory.taken and not partial,
    )


def _shared_addresses(records: Sequence[bytes]) -> frozenset[bytes]:
    counts = Counter(record[_ADDRESS] for record in records)
    return frozenset(address for address, count in counts.items() if count > 1)


def _most_left(before: int, listed: int) -> int:
    """Return how many entries that left are remembered: by the feed's length.

    Never fewer than there is room for already, or an answer that is cut short would make a
    feed's whole past new.
    """
    wanted = max(_LEAST_LEFT, _LEFT_PER_LISTED * listed, before - listed)
    return min(_MOST_LEFT, wanted)


def _listed(entries: Sequence[Entry]) -> list[_Listed]:
    """Return each entry once, oldest first, with its record."""
    once: dict[tuple[str | None, ...], tuple[str, Entry]] = {}
    for entry in entries:
        page = _page(entry)
        mark = (entry.id, page) if entry.id else (None, page, entry.title)
        once.setdefault(mark, (page, entry))
    ids = Counter(entry.id for _, entry in once.values())
    pages = Counter(page for page, _ in once.values())
    return [
        _Listed(
            entry,
            _record(entry, page, has_own_id=ids[entry.id] == 1),
            has_own_address=pages[page] == 1,
        )
        for page, entry in reversed(once.values())
    ]


def _page(entry: Entry) -> str:
    if entry.link is None:
        # No address can be like that.
        return f" {entry.title or ''}"
    try:
        return page_of(entry.link)
    except PermanentError:
        return entry.link


def _record(entry: Entry, page: str, *, has_own_id: bool) -> bytes:
    own_id = _hash(entry.id, _KEY_BYTES) if entry.id and has_own_id else _NO_ID
    parts = (
        entry.title,
        entry.summary,
        entry.content,
        entry.published and entry.published.text,
        entry.updated and entry.updated.text,
    )
    hashes = (_hash(part or "", _PART_BYTES) for part in parts)
    return b"".join((own_id, _hash(page, _KEY_BYTES), *hashes))


def _changed(before: bytes, after: bytes) -> tuple[str, ...] | None:
    """Return which parts differ; None if none does."""
    names = []
    for index, name in enumerate(_PARTS):
        at = 2 * _KEY_BYTES + index * _PART_BYTES
        if before[at : at + _PART_BYTES] != after[at : at + _PART_BYTES]:
            names.append(name)
    if before[_ADDRESS] != after[_ADDRESS]:
        names.append("link")
    return tuple(names) or None


def _without_stamps(compared: Sequence[tuple[_Listed, tuple[str, ...] | None]]) -> list[Finding]:
    known = [changed or () for one, changed in compared if one.before is not None]
    stamped = len(known) > 1 and all(_DATES & set(changed) for changed in known)
    return [
        Finding(one.entry, changed)
        for one, changed in compared
        if changed is not None and not (stamped and changed and set(changed) <= _DATES)
    ]


def _hash(text: str, size: int) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:size]
