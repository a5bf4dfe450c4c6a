"""What the benchmarks share: fair rounds, medians, a table with a ratio in each line."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Timing:
    """One contestant: how long it took for the same number of items, round by round."""

    name: str
    items: int
    seconds: list[float] = field(default_factory=list)

    @property
    def median_ms(self) -> float:
        """Milliseconds for one item, the median of the rounds."""
        return statistics.median(self.seconds) / self.items * 1000

    @property
    def best_ms(self) -> float:
        """Milliseconds for one item in the best round."""
        return min(self.seconds) / self.items * 1000


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """Return a parser that shows a module's text, its example included, as help."""
    return argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def race(
    contestants: Mapping[str, Callable[[], object]],
    items: int,
    rounds: int,
    clock: Clock = time.process_time,
) -> list[Timing]:
    """Run each once unmeasured, then all of them in turn, round by round.

    In turn, so that what else the machine does meets all alike. The clock is CPU time of this
    process unless told, which other processes touch least.
    """
    timings = [Timing(name, items) for name in contestants]
    for run in contestants.values():
        run()
    for _ in range(rounds):
        for timing, run in zip(timings, contestants.values(), strict=True):
            begin = clock()
            run()
            timing.seconds.append(clock() - begin)
    return timings


def show(timings: Sequence[Timing], unit: str, against: str) -> None:
    """Print a line for each: items a second, milliseconds, and time against one of them."""
    peer = next(timing for timing in timings if timing.name == against)
    width = max(len(timing.name) for timing in timings)
    print(f"{'':{width}} {unit + '/s':>12} {'median ms':>10} {'best ms':>10} {'time':>7}")
    for one in timings:
        print(
            f"{one.name:{width}} {1000 / one.median_ms:12.1f} {one.median_ms:10.3f} "
            f"{one.best_ms:10.3f} {one.median_ms / peer.median_ms:6.2f}x",
            flush=True,
        )
    print(f"time: against '{against}', medians of {len(peer.seconds)} rounds")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
