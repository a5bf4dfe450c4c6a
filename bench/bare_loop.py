"""A bare consume-produce loop on aiokafka: nothing decided, no transaction. A peer for gate.py.

It copies `enriched` to `articles` batch by batch, waits for the acknowledgements, and commits.
"""

from __future__ import annotations

import asyncio

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from copydesk.kafka import client_options, group_id
from copydesk.settings import load
from copydesk.topics import ARTICLES, ENRICHED


async def main() -> None:
    """Run until killed."""
    settings = load()
    prefix, publish = settings.topics.prefix, settings.publish
    consumer = AIOKafkaConsumer(
        ENRICHED.full_name(prefix),
        **client_options(settings),
        group_id=group_id(settings, "publish"),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    producer = AIOKafkaProducer(**client_options(settings), acks="all", enable_idempotence=True)
    await producer.start()
    await consumer.start()
    target = ARTICLES.full_name(prefix)
    while True:
        found = await consumer.getmany(
            timeout_ms=publish.batch_ms, max_records=publish.batch_events
        )
        sent = [
            await producer.send(
                target, one.value, key=one.key, headers=list(one.headers), partition=tp.partition
            )
            for tp, records in found.items()
            for one in records
        ]
        await asyncio.gather(*sent)
        if sent:
            await consumer.commit({tp: records[-1].offset + 1 for tp, records in found.items()})


if __name__ == "__main__":
    asyncio.run(main())
