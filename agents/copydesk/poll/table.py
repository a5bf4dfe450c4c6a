"""The Faust table of poll, whose writes can be waited for."""

from __future__ import annotations

from collections.abc import Iterator

import faust

from copydesk import log
from copydesk.errors import DecodeError
from copydesk.settings import PollSettings
from copydesk.tables import delivered, make_table
from copydesk.topics import POLL_TABLE

from .due import Due, DueIndex
from .state import FeedState, decode_head, decode_state, encode_state


class FeedStates:
    """States of the feeds of this worker's partitions, by feed URL.

    Reads are plain; writes only inside a stream's iteration, whose partition they go to.

    Args:
        app: of the worker.
        timeout_s: longest wait for the broker.
        settings: how fast feeds leave that are late after a start.
    """

    def __init__(self, app: faust.App, timeout_s: float, settings: PollSettings) -> None:
        self._table = make_table(app, POLL_TABLE)
        self._table.on_recover(self._recovered)
        self._timeout_s = timeout_s
        self._log = log.get(__name__)
        self._index = DueIndex(settings.first_per_s, settings.min_interval_s)
        self._is_read = False

    def get(self, url: str) -> FeedState | None:
        """Return a feed's state, if there is such a feed.

        A state that another version of Copydesk wrote is none: the feed is polled once it is
        added again.
        """
        value = self._table.get(url.encode())
        try:
            return None if value is None else decode_state(value)
        except DecodeError as error:
            self._skipped(url, error)
            return None

    def take_due(self, now_ms: float, most: int, most_fresh: int) -> list[Due]:
        """Return feeds that are due, of all partitions that this worker holds.

        Each is returned once: then it must be put, removed or released.

        Args:
            now_ms: milliseconds since the epoch.
            most: how many at most.
            most_fresh: how many of them at most that were never polled.
        """
        if not self._is_read:
            self._is_read = True
            self._index.rebuild(self._all(), now_ms)
        return self._index.take(now_ms, most, most_fresh)

    def release(self, url: str) -> None:
        """Take a feed in again that `take_due` returned, as its state says."""
        state = None if url in self._index else self.get(url)
        if state is not None:
            self._index.put(Due(url, state.partition, state.next_due_ms))

    def forget_due(self) -> None:
        """Look at all states again: partitions came or went."""
        self._is_read = False

    async def _recovered(self) -> None:
        self.forget_due()

    def _all(self) -> Iterator[Due]:
        for key, value in self._table.items():
            url = key.decode("utf-8", "replace")
            try:
                head = decode_head(value)
            except DecodeError as error:
                self._skipped(url, error)
                continue
            yield Due(url, head.partition, head.next_due_ms)

    def _skipped(self, url: str, error: DecodeError) -> None:
        self._log.warning(
            "a feed is not polled until it is added again: copydesk feeds add",
            feed=url,
            error=error.message,
        )

    async def put(self, state: FeedState) -> None:
        """Write a state and wait until the broker has it.

        Raises:
            BrokerError: it was not acknowledged.
        """
        self._table[state.feed.url.encode()] = encode_state(state)
        await self._delivered()
        self._index.put(Due(state.feed.url, state.partition, state.next_due_ms))

    async def remove(self, url: str) -> None:
        """Remove a feed and wait until the broker knows.

        Raises:
            BrokerError: it was not acknowledged.
        """
        self._index.remove(url)
        if url.encode() in self._table:
            del self._table[url.encode()]
            await self._delivered()

    async def _delivered(self) -> None:
        await delivered(self._table.take_sent(), "the state of a feed", self._timeout_s)
