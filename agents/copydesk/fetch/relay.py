"""Moves delayed records on when their time has come: `fetch-retry-*` -> `fetch-due`.

Not in Faust: a partition that waits there fills the buffer that all topics share, and stops
them. Here a partition whose head is not due is paused; each topic has one delay, so that its
head is always next due.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, RebalanceInProgressError

from copydesk.kafka import group_id, group_options
from copydesk.producer import Producer
from copydesk.records import Record, from_kafka
from copydesk.settings import Settings
from copydesk.topics import FETCH_RETRY, RETRY_DELAYS_S

from .retry import due

GROUP = "fetch-retry"
_LOOK_EVERY_S = 0.5
_AT_ONCE = 200


class RetryRelay:
    """The relay of one worker; workers share the partitions in a group of their own."""

    def __init__(self, settings: Settings, producer: Producer) -> None:
        prefix = settings.topics.prefix
        scale = settings.fetch.retry_scale
        self._delays: Mapping[str, float] = {
            topic.full_name(prefix): RETRY_DELAYS_S[topic.name] * scale for topic in FETCH_RETRY
        }
        self._producer = producer
        self._due_at: dict[TopicPartition, float] = {}
        self._consumer = AIOKafkaConsumer(
            *self._delays,
            **group_options(settings, group_id(settings, GROUP)),
        )

    async def run(self) -> None:
        """Move records on until cancelled.

        Raises:
            BrokerError: the broker is gone.
        """
        await self._consumer.start()
        try:
            while True:
                self._resume()
                found = await self._consumer.getmany(
                    timeout_ms=int(_LOOK_EVERY_S * 1000), max_records=_AT_ONCE
                )
                for tp, records in found.items():
                    await self._move(tp, [from_kafka(one) for one in records])
        finally:
            await self._consumer.stop()

    def _resume(self) -> None:
        now, held = time.time(), self._consumer.assignment()
        for tp, due_at in list(self._due_at.items()):
            if tp not in held:
                del self._due_at[tp]
            elif due_at <= now:
                del self._due_at[tp]
                self._consumer.resume(tp)

    async def _move(self, tp: TopicPartition, records: list[Record]) -> None:
        delay, now = self._delays[tp.topic], time.time()
        ready = []
        for record in records:
            due_at = record.timestamp_ms / 1000 + delay
            if due_at > now:
                break
            ready.append(record)
        await self._producer.deliver([due(record) for record in ready])
        # Partitions that moved meanwhile: their records come again, elsewhere.
        with contextlib.suppress(CommitFailedError, IllegalStateError, RebalanceInProgressError):
            if ready:
                await self._consumer.commit({tp: ready[-1].offset + 1})
            if len(ready) < len(records):
                self._consumer.pause(tp)
                self._consumer.seek(tp, records[len(ready)].offset)
                self._due_at[tp] = records[len(ready)].timestamp_ms / 1000 + delay
