"""Pages are parsed in processes of their own, since they may be hostile."""

from __future__ import annotations

from copydesk.events import Fetched
from copydesk.processes import Processes
from copydesk.settings import Settings, names

from .article import PageRead, read_page
from .site.memory import Template
from .stage import Extract


def in_processes(settings: Settings) -> tuple[Processes, Extract]:
    """Return the processes, and what has them extract an article."""
    own = settings.normalize
    processes = Processes(size=own.processes, timeout_s=own.timeout_s, memory_mb=own.memory_mb)
    extra_suffixes = tuple(names(settings.http.extra_suffixes))

    async def extract(body: bytes, facts: Fetched, template: Template | None) -> PageRead:
        return await processes.run(
            read_page, body, facts, own, extra_suffixes, template, what=facts.final_url
        )

    return processes, extract
