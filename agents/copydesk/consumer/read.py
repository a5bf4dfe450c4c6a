"""A topic from a place to its end or on: what the tools of the command line use."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from copydesk.records import Record, from_kafka
from copydesk.settings import Settings

from .reader import Reader
from .start import Start


async def read(
    settings: Settings, topic: str, *, start: Start = "latest", follow: bool = True
) -> AsyncGenerator[Record]:
    """Read the committed records of a topic, leaving no trace.

    Args:
        settings: broker and security.
        topic: full name.
        start: where to begin.
        follow: whether to wait for more at the end, or to stop where the end was at the start.

    Raises:
        BrokerError: no Kafka answers, or it has no such topic.
    """
    reader = Reader(settings, topic, group=None, start=start)
    await reader.open()
    try:
        ends = await reader.ends()
        while follow or any(at < ends[n] for n, at in (await reader.positions()).items()):
            for found in await reader.fetch():
                if follow or found.offset < ends[found.partition]:
                    yield from_kafka(found)
    finally:
        await reader.close()
