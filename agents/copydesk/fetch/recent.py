"""Which addresses were fetched, so that one page in six feeds is fetched once."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Protocol

import msgspec
from msgspec.structs import replace

from copydesk.events import Discovered
from copydesk.instants import from_ms, to_ms

_MOST = 100_000
_CLOCKS_DIFFER_BY = timedelta(seconds=2)
"""Polls and fetches may run on different machines; one fetch too many does no harm."""
_MOST_FEEDS = 20


class Fetch(msgspec.Struct, frozen=True, array_like=True):
    """The last good fetch of an address."""

    started_ms: int
    """When it began, in milliseconds since the epoch."""
    shown: dict[bytes, bytes]
    """What each feed showed of it: digests of the feed's address and of the entry."""
    etag: str | None = None
    """Validator as served (RFC 9110 section 8.8.3)."""
    last_modified: str | None = None
    """Validator as served (section 8.8.2)."""
    partition: int = 0
    """Of the table in which it is kept."""
    body: bytes = b""
    """Digest of the page's bytes."""
    page: tuple[int, int] | None = None
    """Partition and offset of the last `fetched` record with it, once the broker has it."""
    step: int = 0
    """Number of the refetch that waits for its time, or of the last one that there was."""
    born_ms: int = 0
    """From when the page's age counts, in milliseconds since the epoch."""
    gone_ms: int = 0
    """When it was first said to be gone; 0 if the last answer did not say so."""
    removed: bool = False
    """Whether it is believed to be gone."""

    @property
    def started(self) -> datetime:
        """When it began (UTC)."""
        return from_ms(self.started_ms)


def encode_fetch(fetch: Fetch, partition: int) -> bytes:
    """Return the table's value."""
    return msgspec.msgpack.encode(replace(fetch, partition=partition))


def decode_fetch(value: bytes) -> Fetch | None:
    """Read the table's value; None if another version of Copydesk wrote it otherwise.

    Nothing is lost by that: the page is asked for once more.
    """
    try:
        return msgspec.msgpack.decode(value, type=Fetch)
    except msgspec.DecodeError:
        return None


def digest(data: bytes) -> bytes:
    """Return what two equal texts or pages have in common: 64 bits of SHA-256."""
    return hashlib.sha256(data).digest()[:8]


class Kept(Protocol):
    """Where fetches are kept that this process did not make."""

    def get(self, url: str) -> Fetch | None:
        """Return the fetch of a normalized address, if there is one."""


class RecentFetches:
    """Good fetches by normalized address.

    Those of this process are known before they are kept, since others of the same address come
    while their outputs are on the way.

    Args:
        fresh_for_s: how long a fetch serves other new entries, in seconds.
        kept: those whose outputs were delivered.
    """

    def __init__(self, fresh_for_s: float, kept: Kept | None = None) -> None:
        self._fresh_for = timedelta(seconds=fresh_for_s)
        self._kept = kept
        self._own: OrderedDict[str, Fetch] = OrderedDict()
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def alone(self, url: str) -> AsyncIterator[None]:
        """Hold an address: the next one for it waits, and then knows how this one went."""
        lock, users = self._locks.get(url, (asyncio.Lock(), 0))
        self._locks[url] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks[url]
            if users == 1:
                del self._locks[url]
            else:
                self._locks[url] = (lock, users - 1)

    def get(self, url: str) -> Fetch | None:
        """Return the last good fetch of an address, if one is known."""
        own = self._own.get(url)
        return own if own is not None or self._kept is None else self._kept.get(url)

    def covers(self, url: str, entry: Discovered, now: datetime) -> bool:
        """Return whether a fetch made already serves an entry.

        A changed entry is served only by a fetch that began after the feed had answered: the page
        may have changed up to that moment. So is one that is new once more, with another content:
        a poll was killed before it could note that it had seen the entry, which then changed.
        """
        known = self.get(url)
        if known is None or known.removed:
            return False
        feed, content = _digest(entry.feed.url), _content(entry)
        if entry.change == "changed" or known.shown.get(feed, content) != content:
            return entry.seen_at + _CLOCKS_DIFFER_BY <= known.started
        return now - known.started < self._fresh_for

    def note(
        self,
        url: str,
        entry: Discovered,
        started: datetime | None = None,
        **facts: Any,
    ) -> Fetch:
        """Note a good fetch and the entry that led to it, or only an entry that one covered.

        Args:
            url: normalized address.
            entry: the entry.
            started: when the fetch began; None where none was made, or none that was good.
            facts: what else is known of it now, by the names of `Fetch`.
        """
        known = self.get(url)
        shown = {**(known.shown if known else {}), _digest(entry.feed.url): _content(entry)}
        shown = dict(list(shown.items())[-_MOST_FEEDS:])
        if started is not None or known is None:
            when = to_ms(started or entry.seen_at)
            known = Fetch(when, shown, **facts)
        else:
            known = replace(known, shown=shown, **facts)
        self._own[url] = known
        self._own.move_to_end(url)
        if len(self._own) > _MOST:
            self._own.popitem(last=False)
        return known

    def settled(self, url: str, fetch: Fetch, page: tuple[int, int] | None) -> Fetch | None:
        """Return what is to be kept of a fetch whose outputs are delivered.

        Args:
            url: normalized address.
            fetch: as it was noted.
            page: where its page is on `fetched`, if it led to a record there.

        Returns:
            The fetch, or None where a later step of the page is kept already.
        """
        own = self._own.get(url)
        if own is not None and own.body == fetch.body:
            # Another one of the same address may have been noted or settled in between.
            page = page or own.page
            self._own[url] = replace(own, page=page)
        kept = self._kept.get(url) if self._kept is not None else None
        if kept is not None and kept.step > fetch.step:
            return None
        return replace(fetch, page=page or fetch.page)

    def forget(self) -> None:
        """Forget what is not kept: its outputs may not have been delivered."""
        self._own.clear()


def _digest(text: str) -> bytes:
    return digest(text.encode("utf-8", "surrogatepass"))


def _content(entry: Discovered) -> bytes:
    """Return a digest of what a feed shows of an entry, whenever it was seen."""
    dates = (date and date.text for date in (entry.published, entry.updated))
    return _digest(repr((entry.title, entry.summary, entry.content, *dates)))
