"""The normalize stage on Faust: `fetched` -> `normalized`, pages parsed in other processes."""

from __future__ import annotations

from copydesk.app import create_app
from copydesk.runner import Runner
from copydesk.settings import Settings, names
from copydesk.topics import FETCHED

from .site.course import SiteMemories
from .stage import stage
from .table import SiteTable
from .workers import in_processes


def build(settings: Settings) -> Runner:
    """Build the stage, ready to start."""
    own = settings.normalize
    processes, extract = in_processes(settings)
    runner = Runner(create_app(settings, "normalize"), settings, "normalize")
    memories = None
    if own.site_memory:
        table = SiteTable(runner.app, timeout_s=settings.broker.request_timeout_s)
        memories = SiteMemories(table, names(settings.http.extra_suffixes))
        runner.at_revoke(memories.forget)
    runner.agent(
        [FETCHED],
        stage(own, extract, memories),
        # One more than there are processes, so that none waits for its next page.
        concurrency=processes.size + 1,
        after=memories.settle if memories else None,
    )
    runner.at_stop(processes.close)
    return runner
