"""The enrich stage on Faust: `normalized` -> `enriched`."""

from __future__ import annotations

import asyncio
from functools import partial

from copydesk.app import SMALL_RECORDS, create_app
from copydesk.runner import Runner
from copydesk.settings import Settings
from copydesk.topics import NORMALIZED

from .language import load
from .stage import TIMEOUT_S, handle

_AT_ONCE = 2


def build(settings: Settings) -> Runner:
    """Build the stage, ready to start."""
    runner = Runner(create_app(settings, "enrich", **SMALL_RECORDS), settings, "enrich")
    runner.at_start(partial(asyncio.to_thread, load))
    runner.agent([NORMALIZED], handle, concurrency=_AT_ONCE, timeout_s=TIMEOUT_S)
    return runner
