"""Parsing real feeds: what is found, against feedparser; speed, against it and fastfeedparser.

Entries: in each file the multiset of (id or link, title) is compared with that of feedparser
without sanitising, and each difference is printed. Speed: CPU time in one run. 'killable' is the
way that poll takes, through a process with limits, whose CPU time is counted as well.
fastfeedparser is measured where it is installed.

Example: python -m bench.feeds_parse --feeds ../shared/bench/feeds --rounds 3
"""

from __future__ import annotations

import asyncio
import gzip
import importlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import feedparser
import psutil

from bench.measure import arguments
from copydesk.errors import PermanentError
from copydesk.poll import ParsedFeed, parse_feed
from copydesk.poll.parse.packed import parse_packed, unpack
from copydesk.processes import Processes

Bodies = dict[str, bytes]
_FOLDER = Path("../shared/bench/feeds")
_FAST_MS, _TOLERANT_MS = 100.0, 2000.0


def ours(name: str, body: bytes) -> ParsedFeed | None:
    """Parse with `parse_feed`; None for what it refuses."""
    try:
        return parse_feed(body, url=_url(name))
    except PermanentError:
        return None


def _url(name: str) -> str:
    return f"https://{name}.example/feed"


def plain(body: bytes) -> Any:
    """Parse with feedparser as the entries are compared: without sanitising."""
    return feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)


def differences(bodies: Bodies) -> Iterator[str]:
    """Yield a line for each entry that only one of the two parsers has."""
    for name, body in bodies.items():
        feed, other = ours(name, body), plain(body)
        found = Counter((e.id or e.link, e.title) for e in (feed.entries if feed else ()))
        theirs = Counter(
            (e.get("id") or e.get("link") or None, e.get("title") or None) for e in other.entries
        )
        for (where, title), count in sorted((found - theirs).items(), key=repr):
            yield f"{name} only ours        {count} x {where!r:.70} {title!r:.90}"
        for (where, title), count in sorted((theirs - found).items(), key=repr):
            yield f"{name} only feedparser  {count} x {where!r:.70} {title!r:.90}"


def seconds(run: Callable[[], object], clock: Callable[[], float]) -> float:
    """Return how long a call takes."""
    begin = clock()
    run()
    return clock() - begin


def rounds(contestants: dict[str, Callable[[], object]], count: int) -> dict[str, float]:
    """Run all in turn, round by round; return the median of each in seconds of CPU."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(count):
        for name, run in contestants.items():
            taken[name].append(seconds(run, time.process_time))
    return {name: median(values) for name, values in taken.items()}


async def killable(bodies: Bodies, count: int) -> float:
    """Return the median of CPU seconds for all files through a process with limits."""
    processes = Processes(size=1, timeout_s=30.0, memory_mb=1024)

    async def all_of_them() -> None:
        for name, body in bodies.items():
            try:
                unpack(
                    await processes.run(parse_packed, body, _url(name), {}, None, None, what=name)
                )
            except PermanentError:
                continue

    try:
        await all_of_them()
        taken = []
        for _ in range(count):
            begin = _with_children()
            await all_of_them()
            taken.append(_with_children() - begin)
    finally:
        await processes.close()
    return median(taken)


def _with_children() -> float:
    """Return the CPU seconds of this process and of those that it started."""
    me = psutil.Process()
    times = [one.cpu_times() for one in (me, *me.children(recursive=True))]
    return float(sum(one.user + one.system for one in times))


def worst(bodies: Bodies, count: int) -> list[tuple[float, str, bool]]:
    """Return for each file its best milliseconds, its name, and if it was read tolerantly."""
    found = []
    for name, body in bodies.items():
        best = min(seconds(partial(ours, name, body), time.process_time) for _ in range(count))
        feed = ours(name, body)
        broken = feed is None or any(flaw.code == "not-well-formed" for flaw in feed.warnings)
        found.append((best * 1000, name, broken))
    return sorted(found, reverse=True)


def fast_peer(bodies: Bodies) -> Callable[[], object] | None:
    """Return fastfeedparser over all files, if it is installed."""
    try:
        parse = importlib.import_module("fastfeedparser").parse
    except ImportError:
        return None

    def run() -> None:
        for body in bodies.values():
            try:
                parse(body)
            except Exception:  # it raises many kinds, and all mean that it read nothing
                continue

    return run


def compare(bodies: Bodies) -> None:
    """Print what differs from feedparser."""
    lines = list(differences(bodies))
    files = {line.split()[0] for line in lines}
    print(f"entries: equal to feedparser's in {len(bodies) - len(files)} of {len(bodies)} files")
    for line in lines:
        print(f"  {line}")


def race_all(bodies: Bodies, count: int) -> None:
    """Print speed as ratios, and the worst files."""
    contestants: dict[str, Callable[[], object]] = {
        "parse_feed": lambda: [ours(*one) for one in bodies.items()],
        "feedparser": lambda: [feedparser.parse(body) for body in bodies.values()],
        "feedparser, not sanitising": lambda: [plain(body) for body in bodies.values()],
    }
    if fast := fast_peer(bodies):
        contestants["fastfeedparser"] = fast
    else:
        print("fastfeedparser is not installed, and is left out")
    taken = rounds(contestants, count)
    taken["parse_feed, killable"] = asyncio.run(killable(bodies, count))
    peer = taken["feedparser"]
    print(f"\n{'':28}{'seconds':>9}{'feeds/s':>9}{'speed':>9}")
    for name, value in sorted(taken.items(), key=lambda one: one[1]):
        print(f"{name:28}{value:9.3f}{len(bodies) / value:9.1f}{peer / value:8.1f}x")
    times = worst(bodies, count)
    for broken, limit in ((False, _FAST_MS), (True, _TOLERANT_MS)):
        of_kind = [(ms, name) for ms, name, was_broken in times if was_broken is broken]
        ms, name = of_kind[0] if of_kind else (0.0, "none")
        print(
            f"worst of {len(of_kind)} on the {'tolerant' if broken else 'fast'} path: "
            f"{ms:.1f} ms ({name}), limit {limit:.0f} ms"
        )


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--feeds", type=Path, default=_FOLDER, help="folder of *.gz files")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    files = sorted(given.feeds.glob("*.gz"))
    if not files:
        print(f"{given.feeds} has no feeds (*.gz, bytes as served): nothing is measured")
        return
    bodies = {file.stem: gzip.decompress(file.read_bytes()) for file in files}
    size = sum(map(len, bodies.values())) / len(bodies) / 1024
    print(f"{len(bodies)} feeds, mean {size:.0f} KiB")
    compare(bodies)
    race_all(bodies, given.rounds)


if __name__ == "__main__":
    main()
