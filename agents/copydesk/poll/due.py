"""Which feeds are due, without a look at all of them."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable
from typing import NamedTuple


class Due(NamedTuple):
    """A feed and when it is to be polled."""

    url: str
    partition: int
    at_ms: int
    """Milliseconds since the epoch; 0 for a feed that was never polled."""


class DueIndex:
    """Feeds by when they are due, soonest first; never-polled ones by the hash of their address.

    By hash, so that feeds of one site, which were added together, do not leave together.

    Args:
        late_per_s: how many a second leave of those that are late already at a rebuild.
        late_s: in what time they all leave, whatever their number: no more than the time
            between two polls, or they would never be on time again.
    """

    def __init__(self, late_per_s: float, late_s: float) -> None:
        self._late_per_s = late_per_s
        self._late_s = late_s
        self._known: dict[str, Due] = {}
        self._polled: list[tuple[int, str]] = []
        self._fresh: list[tuple[bytes, str]] = []

    def __contains__(self, url: str) -> bool:
        return url in self._known

    def rebuild(self, feeds: Iterable[Due], now_ms: float) -> None:
        """Forget all, and hold these; late ones by the hash of their address too.

        After an outage all are late. An hour's polls in a minute or two would be more than the
        sites that have many of them bear.

        Args:
            feeds: all feeds.
            now_ms: milliseconds since the epoch.
        """
        self._known = {due.url: due for due in feeds}
        late = [due for due in self._known.values() if 0 < due.at_ms <= now_ms]
        # A few do not wait.
        rest = max(0.0, len(late) - self._late_per_s)
        spread_ms = 1000 * min(rest / self._late_per_s, self._late_s)
        for due in late:
            share = int.from_bytes(_mixed(due.url), "big") / 2**64
            self._known[due.url] = due._replace(at_ms=int(now_ms + share * spread_ms))
        self._polled = [(due.at_ms, url) for url, due in self._known.items() if due.at_ms]
        self._fresh = [(_mixed(url), url) for url, due in self._known.items() if not due.at_ms]
        heapq.heapify(self._polled)
        heapq.heapify(self._fresh)

    def put(self, due: Due) -> None:
        """Hold a feed, in place of what was held of it."""
        self._known[due.url] = due
        if due.at_ms:
            heapq.heappush(self._polled, (due.at_ms, due.url))
        else:
            heapq.heappush(self._fresh, (_mixed(due.url), due.url))

    def remove(self, url: str) -> None:
        """Hold a feed no longer."""
        self._known.pop(url, None)

    def take(self, now_ms: float, most: int, most_fresh: int) -> list[Due]:
        """Return feeds that are due and hold them no longer.

        Args:
            now_ms: milliseconds since the epoch.
            most: how many at most.
            most_fresh: how many of them at most that were never polled.
        """
        taken: list[Due] = []
        while self._polled and len(taken) < most and self._polled[0][0] <= now_ms:
            at_ms, url = heapq.heappop(self._polled)
            self._take(url, at_ms, taken)
        most = min(most, len(taken) + most_fresh)
        while self._fresh and len(taken) < most:
            self._take(heapq.heappop(self._fresh)[1], 0, taken)
        return taken

    def _take(self, url: str, at_ms: int, taken: list[Due]) -> None:
        # What was put again or removed since is passed over.
        due = self._known.get(url)
        if due is not None and due.at_ms == at_ms:
            del self._known[url]
            taken.append(due)


def _mixed(url: str) -> bytes:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[:8]
