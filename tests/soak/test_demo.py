"""The demo for ten minutes: memory stays, nothing dies, a restart repeats nothing.

By hand: pytest -m soak -s tests/soak/test_demo.py
"""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from copydesk.demo import Newsroom
from tests.desk import Up, caught_up
from tests.support import articles, eventually

pytestmark = [pytest.mark.soak, pytest.mark.kafka, pytest.mark.timeout(1200)]

EARLY_S, LATE_S = 180.0, 600.0
MOST_GROWTH = 1.1


def resident_mb(up: Up) -> dict[str, float]:
    """Return resident memory by process: what it runs, and in which order it was started."""
    found: dict[str, float] = {}
    root = psutil.Process(up.process.pid)
    for process in (root, *root.children(recursive=True)):
        words = process.cmdline()
        name = next((w for w in ("java", "keeper") if any(w in part for part in words[:4])), "")
        if "worker" in words:
            name = words[words.index("worker") + 1]
        elif process.pid == root.pid:
            name = "up"
        elif not name:
            name = "parser" if "spawn_main" in " ".join(words) else "other"
        number = sum(key.split("#")[0] == name for key in found)
        found[f"{name}#{number}" if number else name] = process.memory_info().rss / 1e6
    return found


async def test_ten_minutes_of_the_demo(data_dir: Path) -> None:
    up = Up(data_dir, "--demo")
    settings = await up.settings()

    async def opened() -> bool:
        return (data_dir / "demo.json").is_file()

    await eventually(opened, "the newsroom opens")
    newsroom = Newsroom.open(data_dir)
    early: dict[str, float] = {}

    async def is_early() -> bool:
        return newsroom.elapsed_s >= EARLY_S

    async def is_late() -> bool:
        return newsroom.elapsed_s >= LATE_S

    await eventually(is_early, "minute three", EARLY_S + 60)
    early = resident_mb(up)
    await eventually(is_late, "minute ten", LATE_S + 60)
    late = resident_mb(up)
    for name in sorted(set(early) | set(late)):
        print(f"{name:<12} {early.get(name, 0):8.1f} MB {late.get(name, 0):8.1f} MB")
    print(f"{'sum':<12} {sum(early.values()):8.1f} MB {sum(late.values()):8.1f} MB")
    before = await caught_up(settings, newsroom, LATE_S - 15)
    assert up.interrupt() == 0, up.screen()
    print(up.screen()[-800:])

    again = Up(data_dir, "--demo")
    settings = await again.settings()
    after = await caught_up(settings, newsroom, newsroom.elapsed_s)
    assert set(before) <= set(after)
    seen = [(one.article_id, one.version) for one in await articles(settings)]
    assert len(seen) == len(set(seen))
    assert again.interrupt() == 0, again.screen()
    for screen in (up.screen(), again.screen()):
        assert "starting it again" not in screen
    assert sum(late.values()) <= MOST_GROWTH * sum(early.values())
