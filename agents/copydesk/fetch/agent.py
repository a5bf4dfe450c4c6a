"""The fetch stage on Faust: `discovered` and `fetch-due` -> `fetched`, `fetch-retry-*`."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from copydesk.app import create_app
from copydesk.http.client import HttpClient
from copydesk.http.robots import Robots
from copydesk.runner import Runner
from copydesk.settings import Settings
from copydesk.topics import DISCOVERED, FETCH_DUE

from .relay import RetryRelay
from .stage import FetchStage


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
    )
    robots = Robots(
        client,
        user_agent=settings.http.user_agent,
        ttl_s=own.robots_ttl_s,
        max_crawl_delay_s=own.max_crawl_delay_s,
        now=time.monotonic,
    )
    stage = FetchStage(own, client, robots, lambda: datetime.now(UTC))
    # Pages of different addresses need no order among them; one that hangs stops no other.
    runner.agent([DISCOVERED, FETCH_DUE], stage.handle, concurrency=own.concurrency, ordered=False)
    runner.at_revoke(stage.recent.forget)
    runner.at_start(client.start)
    runner.at_stop(client.close)
    runner.background(RetryRelay(settings, runner.producer).run, "the retry relay")
    return runner
