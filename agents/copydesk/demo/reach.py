"""What `--demo` changes: the newsroom's names, and a pace that a person can watch."""

from __future__ import annotations

from dataclasses import replace

from copydesk.events import Feed
from copydesk.feeds import write_feeds
from copydesk.settings import Settings, names

from .newsroom import Newsroom
from .sites import DOMAIN

POLL_EVERY_S = 5.0
RETRY_SCALE = 0.1
"""A retry after 'one minute' comes after six seconds; 'ten minutes', after which a page that is
gone is asked for again, are one."""
REFETCH_AFTER = "2m,5m,10m,20m"
"""So that a person sees what changes or goes without a word of its feed."""


def demo_settings(settings: Settings) -> Settings:
    """Return settings under which the newsroom is reachable and quick."""
    http = settings.http
    return replace(
        settings,
        http=replace(
            http,
            allow_hosts=_add(http.allow_hosts, f"*.{DOMAIN}"),
            resolve=_add(http.resolve, f"*.{DOMAIN}=127.0.0.1"),
            extra_suffixes=_add(http.extra_suffixes, DOMAIN),
        ),
        # The longest too: between its articles is more than a person waits.
        poll=replace(settings.poll, min_interval_s=POLL_EVERY_S, max_interval_s=POLL_EVERY_S),
        fetch=replace(settings.fetch, retry_scale=RETRY_SCALE, refetch_after=REFETCH_AFTER),
    )


async def subscribe_demo(settings: Settings, newsroom: Newsroom) -> None:
    """Add the newsroom's feeds; adding them again changes nothing.

    Raises:
        BrokerError: no Kafka answers.
    """
    feeds = [(url, Feed(url=url, tags=("demo",))) for url in newsroom.feeds]
    await write_feeds(settings, feeds)


def _add(setting: str, more: str) -> str:
    if more in names(setting):
        return setting
    return f"{setting},{more}" if setting else more
