"""The other Faust table of fetch: robots.txt and tdmrep.json of sites, kept across restarts.

A key begins with its partition: a redirect leads many partitions to one host, each of which
keeps a copy of its own, and removes its own.
"""

from __future__ import annotations

import asyncio
import hashlib
import zlib
from collections import OrderedDict

import faust
import msgspec
from msgspec.structs import replace

from copydesk.http.sitefiles import SiteFile
from copydesk.tables import delivered, make_table
from copydesk.topics import FILES_TABLE

_MOST = 4_000
"""Files of a partition."""
_MOST_BYTES = 8 * 1024 * 1024
"""Of a partition, compressed."""
_AT_ONCE = 4
"""Outdated ones that are removed with a new one, so that a backlog of them shrinks."""
_LARGE = 16 * 1024
"""Bytes from which a file is compressed in a thread: milliseconds, not microseconds."""


class SiteFileTable:
    """Files by address, of this worker's partitions.

    Reads are plain; writes only inside a stream's iteration, whose partition they go to.

    Args:
        app: the stage's app.
        timeout_s: longest wait for the broker.
    """

    def __init__(self, app: faust.App, *, timeout_s: float) -> None:
        self._table = make_table(app, FILES_TABLE)
        self._table.on_recover(self._recovered)
        self._timeout_s = timeout_s
        self._ages: dict[int, _Ages] | None = None

    def get(self, url: str, partition: int) -> SiteFile | None:
        """Return a file as a partition keeps it, outdated or not."""
        value = self._table.get(_key(url, partition))
        return None if value is None else decode_file(value)

    async def put(self, url: str, file: SiteFile, partition: int) -> None:
        """Write a file and wait until the broker has it.

        Args:
            url: its address.
            file: the file.
            partition: of the record that is handled.

        Raises:
            BrokerError: it was not acknowledged.
        """
        if len(file.body or b"") > _LARGE:
            value = await asyncio.to_thread(encode_file, file)
        else:
            value = encode_file(file)
        key = _key(url, partition)
        ages = self._of(partition)
        ages.put(key, file.until_ms, len(value))
        self._table[key] = value
        for old in ages.take_old(file.read_ms):
            if old in self._table:
                del self._table[old]
        await delivered(self._table.take_sent(), f"what {url} says", self._timeout_s)

    def forget(self) -> None:
        """Look anew what is there: partitions have gone, and others may come."""
        self._ages = None

    async def _recovered(self) -> None:
        # A write that was under way when partitions went may have looked in between.
        self.forget()

    def _of(self, partition: int) -> _Ages:
        if self._ages is None:
            found: list[tuple[int, bytes, int]] = []
            for key, value in self._table.items():
                file = decode_file(value)
                found.append((file.until_ms if file else 0, key, len(value)))
            self._ages = {}
            for until_ms, key, size in sorted(found):
                number = int.from_bytes(key[:4], "big")
                self._ages.setdefault(number, _Ages()).put(key, until_ms, size)
        return self._ages.setdefault(partition, _Ages())


class _Ages:
    """What a partition keeps, in the order in which it is to go."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, tuple[int, int]] = OrderedDict()
        self._bytes = 0

    def put(self, key: bytes, until_ms: int, size: int) -> None:
        _, before = self._kept.pop(key, (0, 0))
        self._kept[key] = (until_ms, size)
        self._bytes += size - before

    def take_old(self, now_ms: int) -> list[bytes]:
        """Return the keys of what is too much, and of some that is outdated."""
        old: list[bytes] = []
        while len(self._kept) > 1:
            key, (until_ms, size) = next(iter(self._kept.items()))
            too_much = len(self._kept) > _MOST or self._bytes > _MOST_BYTES
            if not too_much and (until_ms > now_ms or len(old) >= _AT_ONCE):
                break
            del self._kept[key]
            self._bytes -= size
            old.append(key)
        return old


def encode_file(file: SiteFile) -> bytes:
    """Return the table's value: the body is compressed."""
    body = None if file.body is None else zlib.compress(file.body)
    return msgspec.msgpack.encode(replace(file, body=body))


def decode_file(value: bytes) -> SiteFile | None:
    """Read the table's value; None if another version of Copydesk wrote it otherwise.

    Nothing is lost by that: the file is asked for once more.
    """
    try:
        file = msgspec.msgpack.decode(value, type=SiteFile)
        return file if file.body is None else replace(file, body=zlib.decompress(file.body))
    except (msgspec.DecodeError, zlib.error):
        return None


def _key(url: str, partition: int) -> bytes:
    return partition.to_bytes(4, "big") + hashlib.sha256(url.encode()).digest()[:12]
