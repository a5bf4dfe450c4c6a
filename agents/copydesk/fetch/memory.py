"""What fetch remembers of pages: in this process at once, in the table once it is delivered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from copydesk import log
from copydesk.records import Record, Written
from copydesk.topics import FETCHED

from .recent import Fetch, RecentFetches

if TYPE_CHECKING:
    from .table import FetchTable

Place = tuple[str, int, int]


class Memory:
    """Notes by the record that led to them, until its outputs are delivered.

    Args:
        recent: the fetches of this process.
        table: those that were delivered, beyond this process.
    """

    def __init__(self, recent: RecentFetches, table: FetchTable | None) -> None:
        self._recent = recent
        self._table = table
        self._unsettled: dict[Place, tuple[str, Fetch]] = {}
        self._under_way: set[Place] = set()
        self._log = log.get(__name__)

    def began(self, record: Record) -> None:
        """Note that a request is made for a record."""
        self._under_way.add(_place(record))

    def note(self, record: Record, url: str, fetch: Fetch) -> None:
        """Note what a record led to.

        Args:
            record: the record.
            url: normalized address of its page.
            fetch: what is known of the page now.
        """
        self._unsettled[_place(record)] = (url, fetch)

    async def settle(self, record: Record, written: Sequence[Written]) -> None:
        """Keep what came of a record, now that its outputs are delivered.

        Args:
            record: the record.
            written: where its outputs are.

        Raises:
            BrokerError: it could not be written.
        """
        noted = self._unsettled.pop(_place(record), None)
        if noted is not None:
            await self._keep(record, written, *noted)
        self._under_way.discard(_place(record))

    async def _keep(
        self, record: Record, written: Sequence[Written], url: str, noted: Fetch
    ) -> None:
        pages = [(one.partition, one.offset) for one in written if one.topic is FETCHED]
        fetch = self._recent.settled(url, noted, pages[0] if pages else None)
        if fetch is not None and self._table is not None:
            await self._table.put(url, fetch, record.partition)

    def forget(self) -> None:
        """Forget what is not settled: the records come again, here or elsewhere."""
        if self._under_way:
            self._log.info(
                "requests are given up and will be made again", requests=len(self._under_way)
            )
        self._under_way.clear()
        self._unsettled.clear()
        self._recent.forget()
        if self._table is not None:
            self._table.forget()


def _place(record: Record) -> Place:
    return record.topic, record.partition, record.offset
