"""A hundred kills, stops, freezes and rebalances of two subscribers in a group.

pytest -n0 -m soak -s tests/soak/test_consumer_chaos.py
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from copydesk.settings import Settings
from tests.consumers import Chaos, Event, Style

pytestmark = [pytest.mark.soak, pytest.mark.kafka, pytest.mark.timeout(5400)]

_SEED = 20261124
_EVENTS = 100


@pytest.mark.parametrize("style", ["for", "handle"])
async def test_a_hundred_events_lose_nothing(
    settings: Settings, tmp_path: Path, style: Style
) -> None:
    kinds: list[Event] = ["kill", "term", "third", "freeze"]
    events = random.Random(_SEED).choices(kinds, weights=[4, 3, 2, 1], k=_EVENTS)
    chaos = Chaos(settings, tmp_path, style)
    try:
        await chaos.run(events, _SEED)
        repeats = chaos.judge()
    finally:
        chaos.close()
    lost = len(chaos.killed | chaos.frozen)
    print(
        f"\n{style}: {dict(Counter(events))}; {chaos.sent} articles, none missing; "
        f"{repeats.total()} handled twice, of {len(repeats)} of {lost} lost processes, "
        f"at most {max(repeats.values(), default=0)} each"
    )
