"""Acknowledge in offset order.

Faust commits past messages that are still in flight when acks come out of order (see
docs/decisions/0002), so a finished record is held back until all before it in its partition
are finished.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Entry(Generic[T]):
    """A record in flight."""

    partition: Hashable
    offset: int
    item: T
    finished: bool = field(default=False)
    begun_at: float = field(default_factory=time.monotonic)
    """When it started, by the monotonic clock, in seconds."""


class AckLedger(Generic[T]):
    """Which records of each partition are in flight, and which may be acknowledged now."""

    def __init__(self) -> None:
        self._in_flight: dict[Hashable, deque[Entry[T]]] = {}

    def begin(self, partition: Hashable, offset: int, item: T) -> Entry[T]:
        """Note a record that starts.

        An offset at or below the newest one means that the partition is read again from an
        earlier place (a rebalance, a restart of the consumer): what was in flight then is
        forgotten and never acknowledged, since it comes again.
        """
        queue = self._in_flight.setdefault(partition, deque())
        if queue and offset <= queue[-1].offset:
            queue.clear()
        entry = Entry(partition, offset, item)
        queue.append(entry)
        return entry

    def finish(self, entry: Entry[T]) -> list[T]:
        """Note that a record is done; return the items that may be acknowledged, in order."""
        entry.finished = True
        queue = self._in_flight.get(entry.partition, deque())
        ready = []
        while queue and queue[0].finished:
            ready.append(queue.popleft().item)
        return ready

    def forget(self) -> None:
        """Forget everything in flight: the partitions belong to others now."""
        self._in_flight.clear()

    def oldest_at(self) -> float | None:
        """Return when the oldest record in flight began, by the monotonic clock."""
        return min((queue[0].begun_at for queue in self._in_flight.values() if queue), default=None)

    def __len__(self) -> int:
        return sum(len(queue) for queue in self._in_flight.values())
