"""The Faust table of poll, whose writes can be waited for."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

import faust

from copydesk.errors import BrokerError
from copydesk.topics import POLL_TABLE

from .state import FeedState, decode_state, encode_state


class DeliveredTable(faust.Table):
    """A table that keeps the delivery futures of its changelog records.

    Faust looks at none of them: a write that the broker refused would be gone (docs/decisions/
    0002). They must be awaited before the input is acknowledged.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._sent: list[Any] = []

    def send_changelog(self, *args: Any, **options: Any) -> Any:
        """Send a write to the changelog, and remember its future."""
        sent = super().send_changelog(*args, **options)
        self._sent.append(sent)
        return sent

    def take_sent(self) -> list[Any]:
        """Return the futures since the last call. No await may come between write and call."""
        sent, self._sent = self._sent, []
        return sent


class Due(NamedTuple):
    """A feed and when it is to be polled."""

    url: str
    partition: int
    at_ms: int
    """Milliseconds since the epoch."""


class FeedStates:
    """States of the feeds of this worker's partitions, by feed URL.

    Reads are plain; writes only inside a stream's iteration, whose partition they go to.
    """

    def __init__(self, app: faust.App, timeout_s: float) -> None:
        app.conf.Table = DeliveredTable
        self._table: DeliveredTable = app.Table(
            POLL_TABLE,
            partitions=app.conf.topic_partitions,
            key_type=bytes,
            value_type=bytes,
        )
        self._timeout_s = timeout_s
        self._read: dict[bytes, tuple[bytes, Due]] = {}

    def get(self, url: str) -> FeedState | None:
        """Return a feed's state, if there is such a feed."""
        value = self._table.get(url.encode())
        return None if value is None else decode_state(value)

    def due(self, now_ms: float) -> list[Due]:
        """Return the feeds that are due, of all partitions that this worker holds."""
        found, read = [], {}
        for key, value in self._table.items():
            known = self._read.get(key)
            # A state is large and seldom changes: it is decoded once per value.
            if known is None or known[0] is not value:
                state = decode_state(value)
                known = (value, Due(key.decode(), state.partition, state.next_due_ms))
            read[key] = known
            if known[1].at_ms <= now_ms:
                found.append(known[1])
        self._read = read
        return found

    async def put(self, state: FeedState) -> None:
        """Write a state and wait until the broker has it.

        Raises:
            BrokerError: it was not acknowledged.
        """
        self._table[state.feed.url.encode()] = encode_state(state)
        await self._delivered()

    async def remove(self, url: str) -> None:
        """Remove a feed and wait until the broker knows.

        Raises:
            BrokerError: it was not acknowledged.
        """
        if url.encode() in self._table:
            del self._table[url.encode()]
            await self._delivered()

    async def _delivered(self) -> None:
        sent = self._table.take_sent()
        try:
            async with asyncio.timeout(self._timeout_s):
                await asyncio.gather(*sent)
        except Exception as error:
            raise BrokerError(
                f"the broker did not acknowledge the state of a feed: {error!r}"
            ) from error
