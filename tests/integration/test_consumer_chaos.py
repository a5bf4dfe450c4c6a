"""A group of subscribers loses nothing, and repeats only what was in flight at a kill.

A hundred events of the same kind: tests/soak/test_consumer_chaos.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.settings import Settings
from tests.consumers import Chaos

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]


async def test_kills_rebalances_and_a_freeze_lose_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    chaos = Chaos(settings, tmp_path, "for")
    try:
        await chaos.run(["third", "kill", "term", "freeze"], seed=1)
        chaos.judge()
    finally:
        chaos.close()
