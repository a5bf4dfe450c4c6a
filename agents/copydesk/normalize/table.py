"""The Faust table of normalize: what is remembered of sites."""

from __future__ import annotations

import faust

from copydesk.tables import delivered, make_table
from copydesk.topics import NORMALIZE_TABLE


class SiteTable:
    """Memories by site, of this worker's partitions.

    Reads are plain; writes only inside a stream's iteration, whose partition they go to.

    Args:
        app: the stage's app.
        timeout_s: longest wait for the broker.
    """

    def __init__(self, app: faust.App, *, timeout_s: float) -> None:
        self._table = make_table(app, NORMALIZE_TABLE)
        self._timeout_s = timeout_s

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept of a site."""
        value: bytes | None = self._table.get(key)
        return value

    async def put(self, key: bytes, value: bytes) -> None:
        """Write what is known of a site and wait until the broker has it.

        Raises:
            BrokerError: it was not acknowledged.
        """
        self._table[key] = value
        await delivered(self._table.take_sent(), "what repeats on a site", self._timeout_s)
