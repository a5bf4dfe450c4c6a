"""Writes of one partition of the gate, in one transaction each."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, TopicPartition

from copydesk.producer import Producer, TransactionalProducer
from copydesk.settings import Settings

NO_TRANSACTION = "COPYDESK_TEST_NO_TXN"
"""Environment variable by which a test shows that the transaction is what keeps promise 2."""


def writer(
    settings: Settings, group: str, tp: TopicPartition, consumer: AIOKafkaConsumer
) -> Writer:
    """Return the writer for a partition of the gate's input."""
    if os.environ.get(NO_TRANSACTION):
        return PlainWriter(settings, tp, consumer)
    return TransactionalProducer(settings, group, tp)


class PlainWriter(Producer):
    """The same without a transaction: only for the test that shows what it is good for."""

    def __init__(self, settings: Settings, tp: TopicPartition, consumer: AIOKafkaConsumer) -> None:
        super().__init__(settings)
        self._tp = tp
        self._consumer = consumer

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """Do nothing: each write stands by itself."""
        yield

    async def commit_input(self, offset: int) -> None:
        """Commit the input's offset by itself."""
        await self._consumer.commit({self._tp: offset})


Writer = TransactionalProducer | PlainWriter
