"""How far each stage is behind: records on its topics that its group has not committed."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from copydesk.kafka import client_options, group_id
from copydesk.settings import Settings
from copydesk.topics import (
    DISCOVERED,
    ENRICHED,
    FEEDS,
    FETCH_DUE,
    FETCH_RETRY,
    FETCHED,
    NORMALIZED,
    POLL_DUE,
    Topic,
)

INPUTS: Mapping[str, tuple[Topic, ...]] = {
    "poll": (FEEDS, POLL_DUE),
    "fetch": (DISCOVERED, FETCH_DUE),
    "normalize": (FETCHED,),
    "enrich": (NORMALIZED,),
    "publish": (ENRICHED,),
}
WAITING = "fetch-retry"
"""The group that moves delayed records on; its lag is what waits for its time."""


class LagReader:
    """Reads lags; leaves no trace on the broker."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._admin = AIOKafkaAdminClient(**client_options(settings))
        self._consumer = AIOKafkaConsumer(**client_options(settings), enable_auto_commit=False)

    async def start(self) -> None:
        """Connect."""
        await self._admin.start()
        await self._consumer.start()

    async def stop(self) -> None:
        """Disconnect."""
        with contextlib.suppress(KafkaError, OSError):
            await self._consumer.stop()
            await self._admin.close()

    async def read(self) -> dict[str, int]:
        """Return the lag of each stage, and of `WAITING`, in records.

        Raises:
            KafkaError: the broker is gone.
        """
        groups = {**INPUTS, WAITING: FETCH_RETRY}
        prefix, count = self._settings.topics.prefix, self._settings.topics.partitions
        partitions = {
            stage: [TopicPartition(t.full_name(prefix), p) for t in topics for p in range(count)]
            for stage, topics in groups.items()
        }
        ends = await self._consumer.end_offsets([tp for tps in partitions.values() for tp in tps])
        lags = {}
        for stage, tps in partitions.items():
            committed = await self._admin.list_consumer_group_offsets(
                group_id(self._settings, stage)
            )
            done = {tp: max(0, found.offset) for tp, found in committed.items()}
            lags[stage] = sum(ends[tp] - done.get(tp, 0) for tp in tps)
        return lags
