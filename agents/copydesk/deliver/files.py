"""Events into files by time and size, each event in one file, each file whole.

A file is written under a hidden name, synced, and given its name at the end; only then do the
places of its events move. Its name says which offsets it covers: after a crash, or when a
partition moves to another process, what the folder already holds is passed over. So each event
is in exactly one file, though Kafka's place may lag behind (as Kafka Connect's sinks do it).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import IO, Any, Literal

from copydesk.consumer import Message
from copydesk.events import Article
from copydesk.formats.parquet import ParquetFile
from copydesk.recording.file import sync_folder

from .atomic import PART

Format = Literal["jsonl", "parquet"]

PERIODS = {"hour": "%Y-%m-%dT%H", "day": "%Y-%m-%d"}
"""How long one file collects, and how its name says so (UTC, by Kafka's timestamp)."""
_ROW_GROUP = 1000
_NAME = re.compile(r".+-\d{3,}-[\dT-]+-\d{20}-(?P<last>\d{20})\.(?:jsonl|parquet)")


class _Lines:
    """A file of JSON Lines: the events as they lie on the topic."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("wb")

    def write(self, message: Message[Article]) -> None:
        self._file.write(message.raw + b"\n")

    def close(self) -> None:
        self._file.close()


class _Rows:
    """A Parquet file; rows wait in memory for a row group."""

    def __init__(self, path: Path) -> None:
        self._file = ParquetFile(path)
        self._rows: list[tuple[Article, bytes]] = []

    def write(self, message: Message[Article]) -> None:
        self._rows.append((message.value, message.raw))
        if len(self._rows) >= _ROW_GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        self._file.write(self._rows)
        self._rows = []


@dataclass
class _Open:
    """A file that grows."""

    part: Path
    stem: str
    period: str
    first: int
    begun: float
    out: _Lines | _Rows
    size: int = 0
    messages: list[Message[Any]] = field(default_factory=list)


class Files:
    """Takes the messages of a subscription that does not acknowledge by itself.

    Args:
        folder: where the files go; it must be there.
        kind: `jsonl` or `parquet`.
        every: `hour` or `day`.
        size: a file ends when this much is in it, in bytes of events.
        within_s: and at the latest so long after its first event, in seconds.
        now: a clock that never goes back, in seconds.
    """

    def __init__(
        self,
        folder: Path,
        *,
        kind: Format,
        every: str,
        size: int,
        within_s: float,
        now: Callable[[], float],
    ) -> None:
        self.written = 0
        """Events in files that have their names."""
        self._folder = folder
        self._kind = kind
        self._period = PERIODS[every]
        self._size = size
        self._within_s = within_s
        self._now = now
        self._open: dict[int, _Open] = {}
        self._covered: dict[int, int] = {}

    def take(self, message: Message[Any]) -> None:
        """Write an event, or pass over one that the folder has.

        Raises:
            OSError: it cannot be written.
        """
        partition = message.partition
        if partition not in self._covered:
            self._covered[partition] = self._look(message.topic, partition)
        if message.offset <= self._covered[partition]:
            message.ack()
            return
        period = message.timestamp.astimezone(UTC).strftime(self._period)
        current = self._open.get(partition)
        if current is not None and (current.period != period or current.size >= self._size):
            self._finish(partition)
            current = None
        if current is None:
            current = self._open[partition] = self._begin(message, period)
        current.out.write(message)
        current.size += len(message.raw)
        current.messages.append(message)

    def finish_old(self) -> None:
        """Give files their names that have been open for too long."""
        for partition, current in list(self._open.items()):
            if self._now() - current.begun >= self._within_s:
                self._finish(partition)

    async def hand_over(self) -> None:
        """Give all files their names, since their partitions go to another, or we end."""
        for partition in list(self._open):
            self._finish(partition)
        self._covered.clear()

    def _begin(self, message: Message[Any], period: str) -> _Open:
        stem = f"{message.topic}-{message.partition:03d}"
        part = self._folder / f".{stem}-{message.offset}.{os.getpid()}{PART}"
        out = _Lines(part) if self._kind == "jsonl" else _Rows(part)
        return _Open(part, stem, period, message.offset, self._now(), out)

    def _finish(self, partition: int) -> None:
        current = self._open.pop(partition)
        current.out.close()
        last = current.messages[-1].offset
        descriptor = os.open(current.part, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if self._last(current.stem) >= current.first:
            # Another process has the partition, and wrote these events while we were paused.
            current.part.unlink()
            return
        name = f"{current.stem}-{current.period}-{current.first:020d}-{last:020d}.{self._kind}"
        current.part.rename(self._folder / name)
        sync_folder(self._folder)
        self._covered[partition] = last
        self.written += len(current.messages)
        for message in current.messages:
            message.ack()

    def _look(self, topic: str, partition: int) -> int:
        """Return the last offset that the folder covers; remove what a crash left."""
        stem = f"{topic}-{partition:03d}"
        for part in self._folder.glob(f".{stem}-*{PART}"):
            part.unlink(missing_ok=True)
        return self._last(stem)

    def _last(self, stem: str) -> int:
        names = (_NAME.fullmatch(path.name) for path in self._folder.glob(f"{stem}-*"))
        return max((int(name["last"]) for name in names if name), default=-1)
