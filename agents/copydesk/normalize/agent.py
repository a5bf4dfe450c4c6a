"""The normalize stage on Faust: `fetched` -> `normalized`, pages parsed in other processes."""

from __future__ import annotations

from copydesk.app import create_app
from copydesk.runner import Runner
from copydesk.settings import Settings
from copydesk.topics import FETCHED

from .stage import stage
from .workers import in_processes


def build(settings: Settings) -> Runner:
    """Build the stage, ready to start."""
    processes, extract = in_processes(settings)
    runner = Runner(create_app(settings, "normalize"), settings, "normalize")
    # One more than there are processes, so that none waits for its next page.
    runner.agent([FETCHED], stage(settings.normalize, extract), concurrency=processes.size + 1)
    runner.at_stop(processes.close)
    return runner
