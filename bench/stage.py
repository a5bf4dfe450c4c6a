"""Events a second of the enrich stage through real Kafka: what the runner's promise costs.

A worker process empties a backlog on an embedded broker. Its peers do the same: Faust's own
plain agent, which waits for no delivery and may lose what was in flight; and the stage function
called in a loop without Kafka, which is the limit of one core.

Example: python -m bench.stage --count 3000 --rounds 3 --partitions 12
"""

from __future__ import annotations

import asyncio
import statistics
import time

from bench.desk import desk
from bench.flows import Contestant, median_rate, race_flows, show_flows
from bench.measure import arguments
from bench.newsroom import normalized_outputs
from copydesk.enrich.stage import handle
from copydesk.records import Output, Record
from copydesk.topics import ENRICHED


async def loop(backlog: list[Output]) -> float:
    """Return events a second of the stage function by itself."""
    records = [
        Record(one.topic.name, 0, n, one.key, one.value, one.headers)
        for n, one in enumerate(backlog)
    ]
    await handle(records[0])
    begin = time.perf_counter()
    for record in records:
        await handle(record)
    return len(records) / (time.perf_counter() - begin)


async def run(count: int, rounds: int, partitions: int) -> None:
    """Measure."""
    backlog = normalized_outputs(count)
    contestants = {
        "enrich stage": Contestant(("copydesk", "worker", "enrich")),
        "plain Faust agent": Contestant(("bench.plain_faust",)),
    }
    with desk() as on:
        flows = await race_flows(
            on,
            contestants,
            "enrich",
            backlog,
            ENRICHED,
            partitions=partitions,
            rounds=rounds,
        )
    alone = statistics.median([await loop(backlog) for _ in range(rounds)])
    show_flows(flows, "events", "plain Faust agent")
    ours = median_rate(flows["enrich stage"])
    print(f"without Kafka, in a loop: {alone:.0f} events/s; the stage has {ours / alone:.2f} of it")


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=3000, help="events")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--partitions", type=int, default=12)
    given = parser.parse_args()
    asyncio.run(run(given.count, given.rounds, given.partitions))


if __name__ == "__main__":
    main()
