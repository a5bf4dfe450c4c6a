"""One record by its place on a topic."""

from __future__ import annotations

import asyncio
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from .errors import BrokerError, PermanentError
from .kafka import client_options
from .records import Record, from_kafka
from .settings import Settings


async def read_one(settings: Settings, topic: str, partition: int, offset: int) -> Record:
    """Read a record again.

    Args:
        settings: how to reach Kafka.
        topic: the topic's name, with its prefix.
        partition: of the record.
        offset: of the record; the topic must have no gaps there (compaction, transactions).

    Raises:
        PermanentError: it is no longer there.
        BrokerError: no Kafka answers.
    """
    tp = TopicPartition(topic, partition)
    consumer: Any = AIOKafkaConsumer(
        **client_options(settings), enable_auto_commit=False, auto_offset_reset="none"
    )
    try:
        await consumer.start()
        async with asyncio.timeout(settings.broker.request_timeout_s):
            consumer.assign([tp])
            first = (await consumer.beginning_offsets([tp]))[tp]
            end = (await consumer.end_offsets([tp]))[tp]
            if not first <= offset < end:
                raise PermanentError(
                    f"{topic}[{partition}] no longer holds offset {offset}: the payload is gone"
                )
            consumer.seek(tp, offset)
            return from_kafka(await consumer.getone(tp))
    except (KafkaError, TimeoutError) as error:
        raise BrokerError(f"{topic}[{partition}] cannot be read: {error!r}") from error
    finally:
        await consumer.stop()
