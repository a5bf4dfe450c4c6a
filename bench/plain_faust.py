"""The enrich stage as a plain Faust agent: no ledger, no wait for delivery. A peer for stage.py.

It loses what was sent and not acknowledged when it is killed, and commits past it.
"""

from __future__ import annotations

import asyncio

import faust

from copydesk.app import SMALL_RECORDS, create_app, raw_topic
from copydesk.enrich.stage import handle
from copydesk.runner import record_of
from copydesk.settings import load
from copydesk.topics import ENRICHED, NORMALIZED


async def main() -> None:
    """Run until killed."""
    settings = load()
    app = create_app(settings, "enrich", **SMALL_RECORDS)
    sink = raw_topic(app, settings, ENRICHED)

    async def plain(stream: faust.StreamT) -> None:
        async for event in stream.events():
            for output in await handle(record_of(event.message)):
                await sink.send(key=output.key, value=output.value, headers=list(output.headers))

    app.agent(raw_topic(app, settings, NORMALIZED), name="plain")(plain)
    await app.start()
    await app.wait_until_stopped()


if __name__ == "__main__":
    asyncio.run(main())
