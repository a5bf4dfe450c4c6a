"""Files of which each origin has one: asked for once a period, read once, kept where told."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar

import msgspec

from copydesk.instants import from_ms

from .once import Once

T = TypeVar("T")

_MOST_ORIGINS = 5000
_MOST_BYTES = 32 * 1024 * 1024
"""Of all files that are held in memory; what was read from them takes several times that."""


class SiteFile(msgspec.Struct, frozen=True, array_like=True):
    """What came of asking for a file."""

    until_ms: int
    """Until when it is believed, in milliseconds since the epoch."""
    read_ms: int
    """When it was asked for, in milliseconds since the epoch."""
    body: bytes | None = None
    """None if there is no such file."""
    unavailable: str | None = None
    """Why it cannot be said whether there is one."""

    @property
    def read_at(self) -> datetime:
        """When it was asked for (UTC)."""
        return from_ms(self.read_ms)


class Kept(Protocol):
    """Where files are kept beyond this process, by partition of the record that needed them."""

    def get(self, url: str, partition: int) -> SiteFile | None:
        """Return a file, if it is kept there."""

    async def put(self, url: str, file: SiteFile, partition: int) -> None:
        """Keep a file; raises BrokerError where that fails."""


@dataclass(slots=True)
class _Known(Generic[T]):
    file: SiteFile
    value: T
    kept_in: set[int] = field(default_factory=set)
    """Partitions in which it is surely kept."""

    @property
    def size(self) -> int:
        return len(self.file.body or b"")


class SiteFiles(Generic[T]):
    """What such files say, by their address.

    A partition's records find what its earlier ones were told, whichever worker they are at.

    Args:
        ask: gets a file, given its address, the partition that needs it, and what was known of it
            before; what it raises, `of` raises.
        read: makes of it what is wanted, given its address too.
        now: a clock in seconds since the epoch.
        kept: where files are kept beyond this process.
    """

    def __init__(
        self,
        ask: Callable[[str, int, SiteFile | None], Awaitable[SiteFile]],
        read: Callable[[str, SiteFile], Awaitable[T]],
        *,
        now: Callable[[], float],
        kept: Kept | None = None,
    ) -> None:
        self._ask = ask
        self._read = read
        self._now = now
        self._kept = kept
        self._known: OrderedDict[str, _Known[T]] = OrderedDict()
        self._bytes = 0
        self._once = Once()

    async def of(self, url: str, partition: int) -> T:
        """Return what the file at an address says.

        Args:
            url: its address.
            partition: of the record that is handled, in whose stream this is called.

        Raises:
            BrokerError: it could not be kept.
        """
        known = self._known.get(url)
        if known is None or not self._holds(known.file):
            known = await self._once(url, lambda: self._find(url, partition))
        elif url in self._known:
            self._known.move_to_end(url)
        if self._kept is not None and partition not in known.kept_in:
            # Before the page is asked for: a kill from here on costs no second request.
            await self._once((url, partition), lambda: self._keep(url, known, partition))
        return known.value

    def forget(self) -> None:
        """Forget where files are kept: partitions have gone, and others may come."""
        for known in self._known.values():
            known.kept_in.clear()

    def _holds(self, file: SiteFile) -> bool:
        return file.until_ms > self._now() * 1000

    async def _find(self, url: str, partition: int) -> _Known[T]:
        file = self._kept.get(url, partition) if self._kept is not None else None
        if file is None or not self._holds(file):
            before = self._known.get(url)
            file = await self._ask(url, partition, before.file if before else file)
        known = _Known(file, await self._read(url, file))
        self._hold(url, known)
        return known

    async def _keep(self, url: str, known: _Known[T], partition: int) -> None:
        if self._kept is not None and self._kept.get(url, partition) != known.file:
            await self._kept.put(url, known.file, partition)
        known.kept_in.add(partition)

    def _hold(self, url: str, known: _Known[T]) -> None:
        before = self._known.pop(url, None)
        self._bytes += known.size - (before.size if before else 0)
        self._known[url] = known
        while len(self._known) > _MOST_ORIGINS or self._bytes > _MOST_BYTES:
            _, oldest = self._known.popitem(last=False)
            self._bytes -= oldest.size
