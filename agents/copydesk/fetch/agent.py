"""The fetch stage on Faust: `discovered` and `fetch-due` -> `fetched`, `fetch-retry-*`."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from copydesk.app import create_app
from copydesk.http.client import HttpClient
from copydesk.http.robots import Robots
from copydesk.lookup import read_one
from copydesk.runner import Runner
from copydesk.settings import Settings
from copydesk.topics import DISCOVERED, FETCH_DUE, FETCHED
from copydesk.warc.writer import Archive

from .files import SiteFileTable
from .relay import RetryRelay
from .stage import FetchStage
from .table import FetchTable


def build(settings: Settings) -> Runner:
    """Build the stage, ready to start."""
    own = settings.fetch
    runner = Runner(create_app(settings, "fetch"), settings, "fetch")
    client = HttpClient(
        settings.http,
        timeout_s=own.timeout_s,
        connect_timeout_s=own.connect_timeout_s,
        max_body_bytes=own.max_body_bytes,
        limit=own.concurrency,
        min_bytes_per_s=own.min_bytes_per_s,
    )
    files = SiteFileTable(runner.app, timeout_s=settings.broker.request_timeout_s)
    robots = Robots(
        client,
        user_agent=settings.http.user_agent,
        ttl_s=own.robots_ttl_s,
        max_crawl_delay_s=own.max_crawl_delay_s,
        now=time.time,
        kept=files,
    )
    archive = _archive(settings)
    table = FetchTable(
        runner.app, remember_s=own.remember_s, timeout_s=settings.broker.request_timeout_s
    )
    last_page = partial(read_one, settings, FETCHED.full_name(settings.topics.prefix))
    stage = FetchStage(own, client, robots, lambda: datetime.now(UTC), archive, table, last_page)
    # Pages of different addresses need no order among them; one that hangs stops no other.
    runner.agent(
        [DISCOVERED, FETCH_DUE],
        stage.handle,
        concurrency=own.concurrency,
        ordered=False,
        after=stage.settle,
    )
    for forget in (stage.forget, robots.forget, files.forget):
        runner.at_revoke(forget)
    runner.at_start(client.start)
    runner.at_stop(client.close)
    if archive is not None:
        runner.at_stop(archive.close)
    runner.background(RetryRelay(settings, runner.producer).run, "the retry relay")
    return runner


def _archive(settings: Settings) -> Archive | None:
    own = settings.fetch
    if not own.warc_dir:
        return None
    return Archive(
        Path(own.warc_dir),
        user_agent=settings.http.user_agent,
        max_bytes=own.warc_max_bytes,
    )
