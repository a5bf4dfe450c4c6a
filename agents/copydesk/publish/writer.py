"""Writes of one partition of the gate, in one transaction each."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import ProducerFenced

from copydesk.errors import BrokerError
from copydesk.producer import Producer
from copydesk.settings import Settings

NO_TRANSACTION = "COPYDESK_TEST_NO_TXN"
"""Environment variable by which a test shows that the transaction is what keeps promise 2."""


class PartitionWriter(Producer):
    """A transactional producer for one input partition.

    Starting it fences whoever used its transactional id before and ends their transaction.
    """

    def __init__(self, settings: Settings, group: str, tp: TopicPartition) -> None:
        super().__init__(
            settings,
            transactional_id=f"{group}-{tp.partition}",
            transaction_timeout_ms=int(settings.publish.transaction_timeout_s * 1000),
        )
        self._group = group
        self._tp = tp

    @staticmethod
    def create(
        settings: Settings, group: str, tp: TopicPartition, consumer: AIOKafkaConsumer
    ) -> PartitionWriter | PlainWriter:
        """Return the writer for a partition."""
        if os.environ.get(NO_TRANSACTION):
            return PlainWriter(settings, tp, consumer)
        return PartitionWriter(settings, group, tp)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """Begin; commit at the end; abort on an error.

        Raises:
            BrokerError: a twin took this partition over (fenced).
        """
        producer = self.connected
        try:
            await producer.begin_transaction()
            yield
            await producer.commit_transaction()
        except BaseException as error:
            fenced = ProducerFenced in (type(error), type(error.__cause__))
            if not fenced:
                try:
                    await producer.abort_transaction()
                except ProducerFenced:
                    fenced = True
            if fenced:
                raise BrokerError(
                    f"fenced: another gate has taken over partition {self._tp.partition}; "
                    "this one ends without a commit",
                    code="fenced",
                ) from error
            raise

    async def commit_input(self, offset: int) -> None:
        """Put the input's offset into the transaction."""
        await self.connected.send_offsets_to_transaction({self._tp: offset}, self._group)


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
