"""Reading topics: records as they are, and articles as typed events."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Literal

from aiokafka import AIOKafkaConsumer, TopicPartition

from .admin import partition_count
from .codec import decode
from .errors import BrokerError, ConfigError, DecodeError
from .events import Article
from .kafka import client_options
from .records import Record, from_kafka
from .settings import Settings, load
from .topics import ARTICLES

Start = Literal["earliest", "latest"]
_POLL_MS = 500


async def subscribe(
    bootstrap: str | None = None,
    *,
    settings: Settings | None = None,
    start: Start = "earliest",
    group: str | None = None,
) -> AsyncGenerator[Article]:
    """Read published articles, each version once, for as long as one iterates.

    Who leaves the loop before its end closes it with `contextlib.aclosing`, or leaves that to
    the end of the event loop.

    Args:
        bootstrap: Kafka to read from, HOST:PORT; else what the settings say.
        settings: all settings; by default those of the environment and the files.
        start: where a reader begins that has no place of its own yet.
        group: name under which the place is kept: the offset moves once the loop's body has
            run. Without one the reader leaves no trace.

    Raises:
        BrokerError: no Kafka answers, or it has no such topic.
        DecodeError: a record is no article that this version can read.
    """
    chosen = settings or load({"broker.bootstrap": bootstrap})
    if settings is not None and bootstrap is not None:
        chosen = replace(chosen, broker=replace(chosen.broker, bootstrap=bootstrap))
    topic = ARTICLES.full_name(chosen.topics.prefix)
    # Closed with this generator, and not when it happens to be collected.
    async with aclosing(read(chosen, topic, start=start, group=group)) as records:
        async for record in records:
            try:
                article = decode(record.value, Article)
            except DecodeError as error:
                raise DecodeError(
                    f"{record.topic}[{record.partition}] at {record.offset}: {error.message}",
                    code=error.code,
                ) from error
            yield article


async def read(
    settings: Settings,
    topic: str,
    *,
    start: Start = "latest",
    group: str | None = None,
    follow: bool = True,
) -> AsyncGenerator[Record]:
    """Read the committed records of a topic.

    Args:
        settings: broker and security.
        topic: full name.
        start: where to begin without a place of its own.
        group: as for `subscribe`.
        follow: whether to wait for more at the end, or to stop where the end was at the start.

    Raises:
        BrokerError: no Kafka answers, or it has no such topic.
        ConfigError: `follow=False` together with a group.
    """
    if group is not None and not follow:
        raise ConfigError("a reader in a group has no end to stop at")
    count = await partition_count(settings, topic)
    if not count:
        raise BrokerError(
            f"the broker has no topic {topic}: start the stages with 'copydesk up', or create it "
            "with 'copydesk topics apply'"
        )
    consumer = AIOKafkaConsumer(
        **client_options(settings),
        group_id=group,
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset=start,
    )
    await consumer.start()
    try:
        ends: dict[TopicPartition, int] = {}
        if group is not None:
            consumer.subscribe([topic])
        else:
            partitions = [TopicPartition(topic, number) for number in range(count)]
            consumer.assign(partitions)
            ends = await consumer.end_offsets(partitions)
            seek = consumer.seek_to_beginning if start == "earliest" else consumer.seek_to_end
            await seek(*partitions)
        while follow or any([await consumer.position(tp) < end for tp, end in ends.items()]):
            for tp, records in (await consumer.getmany(timeout_ms=_POLL_MS)).items():
                for found in records:
                    if follow or found.offset < ends[tp]:
                        yield from_kafka(found)
                        if group is not None:
                            await consumer.commit({tp: found.offset + 1})
    finally:
        await consumer.stop()
