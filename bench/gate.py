"""Articles a second of the gate through real Kafka: what exactly-once costs.

A worker process empties a backlog of `enriched` on an embedded broker. Its peers: the same gate
without transactions (COPYDESK_TEST_NO_TXN=1), and a bare loop that only copies.

Example: python -m bench.gate --count 6000 --rounds 3 --partitions 12
"""

from __future__ import annotations

import asyncio

from bench.desk import desk
from bench.flows import Contestant, race_flows, show_flows
from bench.measure import arguments
from bench.newsroom import enriched_outputs
from copydesk.publish.writer import NO_TRANSACTION
from copydesk.topics import ARTICLES


async def run(count: int, rounds: int, partitions: int) -> None:
    """Measure."""
    backlog = enriched_outputs(count)
    gate = ("copydesk", "worker", "publish")
    contestants = {
        "gate": Contestant(gate),
        "gate, no transaction": Contestant(gate, {NO_TRANSACTION: "1"}),
        "bare aiokafka loop": Contestant(("bench.bare_loop",)),
    }
    with desk() as on:
        flows = await race_flows(
            on,
            contestants,
            "publish",
            backlog,
            ARTICLES,
            partitions=partitions,
            rounds=rounds,
        )
    show_flows(flows, "articles", "bare aiokafka loop")


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=6000, help="articles")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--partitions", type=int, default=12)
    given = parser.parse_args()
    asyncio.run(run(given.count, given.rounds, given.partitions))


if __name__ == "__main__":
    main()
