"""The `feeds` topic as a list: who is polled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from .codec import decode, encode
from .consumer import read
from .errors import ConfigError, DecodeError, PermanentError
from .events import Feed, FeedHealth
from .headers import cloud_event, event_id
from .partitions import partition_for
from .producer import Producer
from .records import Output
from .settings import Settings, names
from .sites import site_of
from .topics import FEED_HEALTH, FEEDS, Topic

T = TypeVar("T")


def feed_output(settings: Settings, url: str, feed: Feed | None) -> Output:
    """Make the record that adds a feed, or removes it where `feed` is None.

    Raises:
        ConfigError: no http(s) address.
    """
    try:
        partition = feed_partition(settings, url)
    except PermanentError as error:
        raise ConfigError(f"{error.message}; a feed is like https://example.com/rss.xml") from error
    headers = cloud_event(
        id=event_id("feed", url, "" if feed is None else encode(feed).decode()),
        type="copydesk.feed.removed" if feed is None else "copydesk.feed",
        source="/copydesk/feeds",
        subject=url,
        schema="feed",
        partition_key=url,
    )
    return Output(
        FEEDS,
        url.encode(),
        None if feed is None else encode(feed),
        headers,
        partition,
    )


def feed_partition(settings: Settings, url: str) -> int:
    """Return the partition of a feed: that of its site, so that one worker polls the site.

    Raises:
        PermanentError: no http(s) address (`bad-url`).
    """
    site = site_of(url, names(settings.http.extra_suffixes))
    return partition_for(site.encode(), settings.topics.partitions)


async def write_feeds(settings: Settings, changes: Iterable[tuple[str, Feed | None]]) -> int:
    """Add (a feed) and remove (None) feeds; return how many records the broker acknowledged.

    Raises:
        ConfigError: an address is none; nothing is written then.
        BrokerError: no Kafka answers.
    """
    outputs = [feed_output(settings, url, feed) for url, feed in changes]
    producer = Producer(settings)
    await producer.start()
    try:
        return len(await producer.deliver(outputs))
    finally:
        await producer.stop()


async def list_feeds(settings: Settings) -> dict[str, Feed]:
    """Return all feeds by address.

    Raises:
        BrokerError: no Kafka answers, or its topics do not exist.
    """

    def readable(value: bytes) -> Feed | None:
        try:
            return decode(value, Feed)
        except DecodeError:
            # poll has dead-lettered it, and goes on with what it had.
            return None

    return await _by_feed(settings, FEEDS, readable)


async def read_health(settings: Settings) -> dict[str, FeedHealth]:
    """Return how each feed was doing at its last poll, by address.

    Raises:
        BrokerError: no Kafka answers, or its topics do not exist.
    """
    return await _by_feed(settings, FEED_HEALTH, lambda value: decode(value, FeedHealth))


async def _by_feed(
    settings: Settings, topic: Topic, readable: Callable[[bytes], T | None]
) -> dict[str, T]:
    """Return what a compacted topic holds of each feed: the last record that says something."""
    found: dict[str, T] = {}
    name = topic.full_name(settings.topics.prefix)
    async for record in read(settings, name, start="earliest", follow=False):
        url = (record.key or b"").decode("utf-8", "replace")
        if record.value is None:
            found.pop(url, None)
        elif (value := readable(record.value)) is not None:
            found[url] = value
    return dict(sorted(found.items()))
