"""Recordings on disk: written whole or not at all, read as a stream, checked on the way."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from copydesk.errors import ConfigError, DecodeError
from copydesk.records import Record

from .manifest import (
    End,
    Manifest,
    decode_end,
    decode_manifest,
    decode_record,
    encode_record,
)

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_LEVEL = 9
"""Pages compress to a fifteenth at this level, at some 40 MB/s: a topic is not read faster."""


class Writer:
    """Writes a recording; use it as a context manager.

    The file gets its name when all is in it and on the disk; an exception leaves nothing.

    Args:
        path: the file; one that is there is replaced.
        manifest: its first line.

    Raises:
        OSError: the file cannot be written.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self._path = path
        self._manifest = manifest
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._sum = hashlib.sha256()
        self.counts: Counter[str] = Counter()
        """Records written so far, by topic."""

    def __enter__(self) -> Self:
        self._file = self._part.open("wb")
        options: dict[int, int] = {
            zstd.CompressionParameter.compression_level: _LEVEL,
            zstd.CompressionParameter.checksum_flag: 1,
        }
        self._zstd = zstd.ZstdFile(self._file, "wb", options=options)
        self._line(msgspec.json.encode(self._manifest))
        return self

    def write(self, record: Record) -> None:
        """Add a record, whose topic is one of the manifest's."""
        self.counts[record.topic] += 1
        self._line(encode_record(record))

    def _line(self, line: bytes) -> None:
        self._sum.update(line)
        self._sum.update(b"\n")
        self._zstd.write(line + b"\n")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                counts = {name: self.counts[name] for name in sorted(self._manifest.topics)}
                self._line(msgspec.json.encode(End(counts, self._sum.hexdigest())))
                self._zstd.close()
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
                self._part.replace(self._path)
                sync_folder(self._path.parent)
        finally:
            self._file.close()
            self._part.unlink(missing_ok=True)


def write(path: Path, manifest: Manifest, records: Iterable[Record]) -> None:
    """Write a recording at once.

    Raises:
        OSError: the file cannot be written.
    """
    with Writer(path, manifest) as writer:
        for record in records:
            writer.write(record)


@dataclass(frozen=True)
class Recording:
    """A recording to read; iterate it for its records, as often as needed.

    Raises:
        ConfigError: when it is read: it is no recording, it was cut short, or it was changed.
    """

    path: Path

    @property
    def manifest(self) -> Manifest:
        """Its first line."""
        with self._open() as lines:
            return self._first(lines)[1]

    def digest(self) -> str:
        """Return the SHA-256 of the file, in hexadecimal.

        Raises:
            ConfigError: it cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise self._unreadable(error) from error

    def counts(self) -> dict[str, int]:
        """Read and check it to its end; return how many records each topic has."""
        return dict(Counter(record.topic for record in self))

    def __iter__(self) -> Iterator[Record]:
        digest, counts = hashlib.sha256(), Counter[str]()
        with self._open() as lines:
            first, _ = self._first(lines)
            digest.update(first)
            number = 1
            try:
                for line in lines:
                    number += 1
                    end = decode_end(line)
                    if end is not None:
                        self._compare(end, counts, digest.hexdigest())
                        if lines.read(1):
                            raise DecodeError("something follows the end")
                        return
                    digest.update(line)
                    record = decode_record(line)
                    counts[record.topic] += 1
                    yield record
            except DecodeError as error:
                raise ConfigError(f"{self.path}, line {number}: {error.message}") from error
            except EOFError:
                pass
            except zstd.ZstdError as error:
                raise ConfigError(
                    f"{self.path} is damaged after its line {number}: {error}"
                ) from error
        raise ConfigError(
            f"{self.path} was cut short after its line {number}: the last one is missing; record "
            "it again, or take it again from where it came"
        )

    def _open(self) -> zstd.ZstdFile:
        try:
            return zstd.ZstdFile(self.path, "rb")
        except OSError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: OSError) -> ConfigError:
        return ConfigError(f"{self.path} cannot be read: {error.strerror}")

    def _first(self, lines: zstd.ZstdFile) -> tuple[bytes, Manifest]:
        try:
            line = lines.readline()
            return line, decode_manifest(line)
        except OSError as error:
            raise self._unreadable(error) from error
        except (zstd.ZstdError, EOFError) as error:
            raise ConfigError(
                f"{self.path} is no recording, for it is not Zstandard; make one with "
                "'copydesk record TOPIC -o FILE'"
            ) from error
        except DecodeError as error:
            raise ConfigError(f"{self.path} is no recording: {error.message}") from error

    def _compare(self, end: End, counts: Counter[str], digest: str) -> None:
        if {name: count for name, count in end.end.items() if count} != counts:
            raise ConfigError(
                f"{self.path} was changed: its last line counts {end.end}, it holds {dict(counts)}"
            )
        if end.sha256 != digest:
            raise ConfigError(f"{self.path} was changed: its lines do not have the sum of its end")


def sync_folder(folder: Path) -> None:
    """Have a folder's entries on the disk: else a power cut may leave a name without its file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
