"""WARC files of one process: written as `.open`, renamed when closed, whole after any end.

Each record is a gzip member of its own, and the system has it before the page goes on. The open
file is locked; a file that nobody holds was left by a process that died: it is cut after its
last whole record and renamed at the next start.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import socket
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO, FileIO
from pathlib import Path
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord
from warcio.warcwriter import WARCWriter

from copydesk.errors import ConfigError, TransientError
from copydesk.http.answer import Answer

from .records import records, warcinfo

OPEN = ".open"
_GZIP = 16 + zlib.MAX_WBITS
_CHUNK = 1024 * 1024


class Archive:
    """Writes answers into WARC files of a folder.

    Args:
        folder: where they go; it is made if it is not there.
        user_agent: said in each file's first record.
        max_bytes: a file that has reached this size is closed.

    Raises:
        ConfigError: the folder cannot be used.
    """

    def __init__(self, folder: Path, *, user_agent: str, max_bytes: int) -> None:
        self._folder = folder
        self._user_agent = user_agent
        self._max_bytes = max_bytes
        self._file: FileIO | None = None
        self._serial = 0
        # Compressing a page takes longer than the loop may stand still; one thread, one file.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="warc")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            pick_up(folder)
        except OSError as error:
            raise ConfigError(
                f"the folder {folder} for WARC files cannot be used: {error.strerror}"
            ) from error

    async def write(self, answer: Answer) -> None:
        """Write an answer; return when the system has it.

        Raises:
            TransientError: it cannot be written (`archive`); the file stays whole.
        """
        await asyncio.get_running_loop().run_in_executor(self._thread, self._write, answer)

    async def close(self) -> None:
        """Close and rename the file."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    def _write(self, answer: Answer) -> None:
        before = 0
        try:
            file = self._file or self._open()
            before = file.tell()
            _put(file, records(answer))
            if file.tell() >= self._max_bytes:
                self._close()
        except OSError as error:
            self._undo(before)
            raise TransientError(
                f"{answer.final_url} cannot be written to {self._folder}: {error.strerror}",
                code="archive",
                url=answer.url,
            ) from error

    def _open(self) -> FileIO:
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")[:17]
        host = socket.gethostname().partition(".")[0] or "host"
        name = f"copydesk-{stamp}-{os.getpid()}-{self._serial:05}-{host}.warc.gz"
        self._serial += 1
        file = (self._folder / f"{name}{OPEN}").open("xb", buffering=0)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._file = file
        _put(file, [warcinfo(name, self._user_agent)])
        return file

    def _undo(self, size: int) -> None:
        """Take half a record back; where not even that works the file is given up as it is."""
        file = self._file
        if file is None:
            return
        try:
            file.truncate(size)
            file.seek(size)
        except OSError:
            size = 0
        if not size:
            # Without its first record, or beyond help: the next start mends it or takes it away.
            file.close()
            self._file = None

    def _close(self) -> None:
        if self._file is not None:
            path = Path(self._file.name)
            path.rename(path.with_suffix(""))
            self._file.close()
            self._file = None


def _put(file: FileIO, made: Iterable[ArcWarcRecord]) -> None:
    packed = BytesIO()
    writer = WARCWriter(packed, gzip=True)
    for record in made:
        writer.write_record(record)
    left = packed.getbuffer()
    while left:
        left = left[file.write(left) :]


def pick_up(folder: Path) -> list[Path]:
    """Rename the open files that nobody holds; return their new names.

    Raises:
        OSError: one cannot be read or renamed.
    """
    found = []
    for path in sorted(folder.glob(f"*.warc.gz{OPEN}")):
        try:
            file = path.open("r+b")
        except FileNotFoundError:
            continue  # another process was quicker, here or below
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if not path.exists():
                continue
            size = whole_bytes(file)
            file.truncate(size)
            if size:
                found.append(path.rename(path.with_suffix("")))
            else:
                path.unlink()
    return found


def whole_bytes(file: BinaryIO) -> int:
    """Return up to where a file is whole gzip members, in bytes."""
    size = end = 0
    member = zlib.decompressobj(_GZIP)
    while data := file.read(_CHUNK):
        while data:
            try:
                # What comes out is of no use, only where it ends.
                member.decompress(data)
            except zlib.error:
                return end
            if not member.eof:
                size += len(data)
                break
            size += len(data) - len(member.unused_data)
            end, data = size, member.unused_data
            member = zlib.decompressobj(_GZIP)
    return end
