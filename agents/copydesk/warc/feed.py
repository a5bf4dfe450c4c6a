"""Pages of WARC files onto the topic `fetched`: the pipeline without a request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from copydesk import failpoints
from copydesk.admin import missing_topics
from copydesk.errors import ConfigError
from copydesk.producer import Producer
from copydesk.records import Output
from copydesk.settings import Settings, names

from .reader import Counts, in_order, pages

_BATCH = 200
_BATCH_BYTES = 16 * 1024 * 1024

Progress = Callable[[int, int], None]
"""Called with bytes of the files read, and how many there are."""


async def feed(settings: Settings, paths: Sequence[Path], progress: Progress) -> Counts:
    """Send the pages of WARC files to `fetched`, each batch acknowledged before the next.

    Sending a file again does no harm: each page has the order of its archiving, and the gate
    drops what it has seen.

    Raises:
        ConfigError: a file is no WARC file, or topics are missing.
        BrokerError: no Kafka answers.
    """
    files = in_order(paths)
    if missing := await missing_topics(settings, "normalize"):
        raise ConfigError(f"there is no topic {missing[0]}: run 'copydesk topics apply' first")
    total, before, counts = sum(path.stat().st_size for path in files), 0, Counts()
    producer = Producer(settings)
    await producer.start()
    try:
        for path in files:
            batch: list[Output] = []
            size = 0
            with path.open("rb") as file:
                async for page in pages(
                    file,
                    path.name,
                    counts,
                    max_body_bytes=settings.fetch.max_body_bytes,
                    extra_suffixes=names(settings.http.extra_suffixes),
                ):
                    batch.append(page)
                    size += len(page.value or b"")
                    if len(batch) >= _BATCH or size >= _BATCH_BYTES:
                        await producer.deliver(batch)
                        failpoints.hit("warc.delivered")
                        batch, size = [], 0
                        progress(before + file.tell(), total)
            await producer.deliver(batch)
            before += path.stat().st_size
            progress(before, total)
    finally:
        await producer.stop()
    return counts
