"""What differs between two recordings, per article (or key) and field.

What is compared is what a replay promises: values, and of the headers id, type, subject, source
and order. Times of sending and traces are of the run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from copydesk import headers as h
from copydesk.deadletter import as_text
from copydesk.records import Record

_HEADERS = ("ce_id", "ce_type", "ce_subject", "ce_source", h.ORDER_HEADER)

ABSENT: Any = object()
"""Stands for a field that is not there."""

Identity = tuple[str, str, int]
"""Topic, key (of articles the id), version (elsewhere the count of the key so far)."""


@dataclass(frozen=True)
class Change:
    """A field that differs."""

    path: str
    """Where in the event: `body.text`, `headlines[0].value`; headers begin with `header`."""
    before: Any
    """Value in the first recording, or `ABSENT`."""
    after: Any
    """Value in the second, or `ABSENT`."""


@dataclass(frozen=True)
class Difference:
    """A record that is not the same in both."""

    identity: Identity
    title: str
    """For a person: headline or address."""
    changes: tuple[Change, ...] = ()
    """What differs; empty where one of the recordings has no such record."""
    only_in: str | None = None
    """`a` or `b` where only that one has it."""


class Comparison:
    """Compares two streams of records; iterate it for the differences.

    The records of the first are kept in memory, those of the second are not. Differences come
    in the order of the second; what only the first has comes last.

    Args:
        a: the first, usually the older.
        b: the second.
        ignore: paths that do not count, with all below them.
    """

    def __init__(
        self, a: Iterable[Record], b: Iterable[Record], ignore: Iterable[str] = ()
    ) -> None:
        self._a = a
        self._b = b
        self._ignore = tuple(ignore)
        self.same = 0
        """Records that are equal, as far as they were compared."""
        self.fields: Counter[str] = Counter()
        """How often each field differs, by path without positions."""

    def __iter__(self) -> Iterator[Difference]:
        left = dict(_identified(self._a))
        for identity, record in _identified(self._b):
            before = left.pop(identity, None)
            if before is None:
                yield Difference(identity, _title(record), only_in="b")
                continue
            changes = self._compare(before, record)
            if not changes:
                self.same += 1
                continue
            self.fields.update({_general(change.path) for change in changes})
            yield Difference(identity, _title(record), changes)
        for identity, record in left.items():
            yield Difference(identity, _title(record), only_in="a")

    def _compare(self, before: Record, after: Record) -> tuple[Change, ...]:
        if before.value == after.value and _headers(before) == _headers(after):
            return ()
        found = [
            *_changes("header", _headers(before), _headers(after)),
            *_changes("", _data(before), _data(after)),
        ]
        return tuple(change for change in found if not self._ignored(_general(change.path)))

    def _ignored(self, path: str) -> bool:
        return any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in self._ignore)


def _identified(records: Iterable[Record]) -> Iterator[tuple[Identity, Record]]:
    seen: Counter[tuple[str, str]] = Counter()
    for record in records:
        key = as_text(record.key or b"")
        seen[record.topic, key] += 1
        number = seen[record.topic, key]
        if record.topic == "articles":
            version = _data(record).get("version")
            number = version if isinstance(version, int) else number
        yield (record.topic, key, number), record


def _data(record: Record) -> dict[str, Any]:
    try:
        found = orjson.loads(record.value or b"null")
    except orjson.JSONDecodeError:
        found = None
    return found if isinstance(found, dict) else {"value": as_text(record.value or b"")}


def _headers(record: Record) -> dict[str, str]:
    return {
        name: as_text(value)
        for name in _HEADERS
        if (value := h.get(record.headers, name)) is not None
    }


def _title(record: Record) -> str:
    data = _data(record)
    headlines = data.get("headlines") or [{}]
    return str(headlines[0].get("value") or data.get("url") or data.get("message") or "")


def _changes(path: str, before: Any, after: Any) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            below = f"{path}.{name}" if path else name
            yield from _changes(below, before.get(name, ABSENT), after.get(name, ABSENT))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for i, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _changes(f"{path}[{i}]", one, other)
    elif before != after or type(before) is not type(after):
        yield Change(path, before, after)


def _general(path: str) -> str:
    """Return a path without positions: `headlines[2].value` is `headlines[].value`."""
    return "".join(
        f"[]{part.partition(']')[2]}" if i else part for i, part in enumerate(path.split("["))
    )
