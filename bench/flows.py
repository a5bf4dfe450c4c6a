"""Workers that empty the same backlog in turn, round by round, and the table of it."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.desk import Desk, Flow, empty_backlog
from copydesk.records import Output
from copydesk.topics import Topic

_WARM_UP = 1500


@dataclass(frozen=True, slots=True)
class Contestant:
    """A worker: what follows `python -m`, and more environment variables."""

    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


async def race_flows(
    on: Desk,
    contestants: Mapping[str, Contestant],
    stage: str,
    backlog: Sequence[Output],
    target: Topic,
    *,
    partitions: int,
    rounds: int,
) -> dict[str, list[Flow]]:
    """Let each empty the backlog, in turn, on topics of its own each time.

    One run goes before, unmeasured: the broker's JVM is slow until it has compiled its code.
    """
    first = next(iter(contestants.values()))
    await empty_backlog(
        on, first.command, stage, backlog[:_WARM_UP], target, partitions=partitions, env=first.env
    )
    flows: dict[str, list[Flow]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, one in contestants.items():
            flow = await empty_backlog(
                on, one.command, stage, backlog, target, partitions=partitions, env=one.env
            )
            flows[name].append(flow)
    return flows


def median_rate(flows: Sequence[Flow]) -> float:
    """Return the median of the rates."""
    return statistics.median(flow.events_per_s for flow in flows)


def show_flows(flows: Mapping[str, Sequence[Flow]], unit: str, against: str) -> None:
    """Print a line for each: events a second, CPU for one, and the rate against one of them."""
    width = max(map(len, flows))
    peer = median_rate(flows[against])
    print(
        f"{'':{width}} {unit + '/s':>12} {'worst':>8} {'best':>8} {'CPU ms':>8} "
        f"{'broker ms':>10} {'rate':>7}"
    )
    for name, found in flows.items():
        rates = [flow.events_per_s for flow in found]
        own = statistics.median(flow.worker_ms for flow in found)
        broker = statistics.median(flow.broker_ms for flow in found)
        print(
            f"{name:{width}} {median_rate(found):12.0f} {min(rates):8.0f} {max(rates):8.0f} "
            f"{own:8.2f} {broker:10.2f} {median_rate(found) / peer:6.2f}x",
            flush=True,
        )
    print(f"rate: against '{against}', medians of {len(flows[against])} rounds; CPU for one event")
