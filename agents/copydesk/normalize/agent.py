"""The normalize stage on Faust: `fetched` -> `normalized`."""

from __future__ import annotations

from functools import partial

from copydesk.app import create_app
from copydesk.events import Fetched, Normalized
from copydesk.processes import Processes
from copydesk.runner import Runner
from copydesk.settings import Settings, names
from copydesk.topics import FETCHED

from .extract import normalize_page
from .stage import stage


def build(settings: Settings) -> Runner:
    """Build the stage, ready to start."""
    own = settings.normalize
    processes = Processes(size=own.processes, timeout_s=own.timeout_s, memory_mb=own.memory_mb)
    extra_suffixes = tuple(names(settings.http.extra_suffixes))
    extract = partial(_extract, processes, settings, extra_suffixes)
    runner = Runner(create_app(settings, "normalize"), settings, "normalize")
    # One more than there are processes, so that none waits for its next page.
    runner.agent([FETCHED], stage(own, extract), concurrency=processes.size + 1)
    runner.at_stop(processes.close)
    return runner


async def _extract(
    processes: Processes,
    settings: Settings,
    extra_suffixes: tuple[str, ...],
    body: bytes,
    facts: Fetched,
) -> Normalized:
    return await processes.run(
        normalize_page, body, facts, settings.normalize, extra_suffixes, what=facts.final_url
    )
