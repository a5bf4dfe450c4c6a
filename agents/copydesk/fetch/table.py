"""The Faust table of fetch: what was fetched lately, kept across restarts and rebalances.

A value for each address, not for each site: a site's would be written anew, with hundreds of
addresses, for each of its pages. The oldest of a partition are removed as new ones come.
"""

from __future__ import annotations

import hashlib
from collections import deque

import faust

from copydesk.tables import delivered, make_table
from copydesk.topics import FETCH_TABLE

from .recent import Fetch, decode_fetch, encode_fetch

_MOST = 20_000
"""Addresses of a partition."""
_AT_ONCE = 4
"""Old ones that are removed with a new one, so that a backlog of them shrinks."""


class FetchTable:
    """Fetches by normalized address, of this worker's partitions.

    Reads are plain; writes only inside a stream's iteration, whose partition they go to.

    Args:
        app: the stage's app.
        remember_s: how long a fetch is kept, in seconds.
        timeout_s: longest wait for the broker.
    """

    def __init__(self, app: faust.App, *, remember_s: float, timeout_s: float) -> None:
        self._table = make_table(app, FETCH_TABLE)
        self._remember_ms = remember_s * 1000
        self._timeout_s = timeout_s
        self._by_age: dict[int, deque[tuple[int, bytes]]] | None = None

    def get(self, url: str) -> Fetch | None:
        """Return the last good fetch of an address, if it is remembered."""
        value = self._table.get(_key(url))
        return None if value is None else decode_fetch(value)

    async def put(self, url: str, fetch: Fetch, partition: int) -> None:
        """Write a fetch and wait until the broker has it.

        Args:
            url: normalized address.
            fetch: the fetch.
            partition: of the record that is handled.

        Raises:
            BrokerError: it was not acknowledged.
        """
        key, ages = _key(url), self._ages(partition)
        self._remove_old(ages, fetch.started_ms)
        self._table[key] = encode_fetch(fetch, partition)
        ages.append((fetch.started_ms, key))
        await delivered(self._table.take_sent(), f"that {url} was fetched", self._timeout_s)

    def forget(self) -> None:
        """Look anew what is there: partitions have gone, and others may come."""
        self._by_age = None

    def _remove_old(self, ages: deque[tuple[int, bytes]], now_ms: int) -> None:
        for _ in range(_AT_ONCE):
            if not ages or (len(ages) < _MOST and ages[0][0] > now_ms - self._remember_ms):
                return
            started_ms, key = ages.popleft()
            value = self._table.get(key)
            known = None if value is None else decode_fetch(value)
            # It may have been fetched again since.
            if known is not None and known.started_ms == started_ms:
                del self._table[key]

    def _ages(self, partition: int) -> deque[tuple[int, bytes]]:
        """Return when the addresses of a partition were fetched, oldest first."""
        if self._by_age is None:
            found: dict[int, list[tuple[int, bytes]]] = {}
            for key, value in self._table.items():
                if (one := decode_fetch(value)) is not None:
                    found.setdefault(one.partition, []).append((one.started_ms, key))
            self._by_age = {number: deque(sorted(ages)) for number, ages in found.items()}
        return self._by_age.setdefault(partition, deque())


def _key(url: str) -> bytes:
    return hashlib.sha256(url.encode()).digest()[:12]
