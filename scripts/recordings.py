"""Make the recordings that Copydesk ships for others' tests, from the demo newsroom.

Run it after a change of the stages or of the contract, and look at what `copydesk diff` says:

    python scripts/recordings.py
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import msgspec

from copydesk.codec import decode, encode
from copydesk.demo.fetched import fetched
from copydesk.events import DeadLetter
from copydesk.headers import get
from copydesk.recording import FORMAT, Manifest, Recording, write
from copydesk.recording.manifest import TopicFacts
from copydesk.recording.through import through
from copydesk.records import Record
from copydesk.settings import load
from copydesk.testing.recorded import ENDING, SHIPPED
from copydesk.topics import ARTICLES, DEAD_LETTER

PARTITIONS = 4
_MOMENTS = (0.0, 60.0, 240.0)
_TRACE = b"00-0123456789abcdef0123456789abcdef-0123456789abcdef-01"
_TIME = b"2026-11-01T02:24:00.000Z"


async def make() -> dict[str, tuple[str, list[Record]]]:
    """Return the recordings by name: what each is, and its records."""
    pages = fetched(_MOMENTS, partitions=PARTITIONS)
    made = [one async for one in through(load(), pages, partitions=PARTITIONS)]
    settled = [_settled(one) for one in made]
    articles = [one for one in settled if one.topic == ARTICLES.name]
    letters = [one for one in settled if one.topic == DEAD_LETTER.name]
    counts = Counter(one.key for one in articles)
    revised = [one for one in articles if counts[one.key] > 1]
    by_time = sorted([*pages, *articles, *letters], key=lambda one: one.timestamp_ms)
    return {
        "newsroom": ("pages, and what all stages made of them", by_time),
        "pages": ("pages as they were fetched", pages),
        "revisions": ("articles of several versions", revised),
        # As a subscriber sees them who was killed before its place was kept.
        "duplicates": ("the first ten articles, each twice", _twice(articles[:10])),
        "dead-letters": ("what the stages refused", letters),
    }


def _settled(record: Record) -> Record:
    """Return a record without what is of this run, or of this machine: trace, time, folders."""
    value = record.value
    if record.topic == DEAD_LETTER.name:
        value = encode(msgspec.structs.replace(decode(value, DeadLetter), exception=None))
    run = {"traceparent": _TRACE, "ce_time": _TIME}
    headers = tuple((name, run.get(name, found)) for name, found in record.headers)
    return replace(record, value=value, headers=headers)


def _twice(articles: list[Record]) -> list[Record]:
    return [replace(one, offset=n) for n, one in enumerate([*articles, *articles])]


def _write(folder: Path, name: str, what: str, records: Iterable[Record]) -> None:
    found = list(records)
    topics = {one.topic: TopicFacts(PARTITIONS) for one in found}
    manifest = Manifest(FORMAT, dict(sorted(topics.items())), selection=f"demo newsroom: {what}")
    write(folder / f"{name}{ENDING}", manifest, found)


def main() -> None:
    """Write them; with --check only say whether they would hold the same records."""
    made = asyncio.run(make())
    check = "--check" in sys.argv
    with tempfile.TemporaryDirectory() as other:
        folder = Path(other) if check else SHIPPED
        for name, (what, records) in made.items():
            _write(folder, name, what, records)
            path = folder / f"{name}{ENDING}"
            if check and _essence(path) != _essence(SHIPPED / path.name):
                sys.exit(f"{name}{ENDING} is not what the stages make now: run {sys.argv[0]}")
            print(f"{name}: {len(records)} records, {path.stat().st_size} bytes")


def _essence(path: Path) -> list[tuple[object, ...]]:
    return [(one.topic, one.key, one.value, get(one.headers, "ce_type")) for one in Recording(path)]


if __name__ == "__main__":
    main()
