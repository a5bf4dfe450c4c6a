"""Every topic, declared in one place: what it carries, its key, its settings.

Partition counts are fixed at creation. Topics that belong together (a stage's inputs, its
state and its changelogs) have the same count, so that one worker owns all of a site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .events import (
    Article,
    DeadLetter,
    Discovered,
    Enriched,
    Event,
    Feed,
    FeedHealth,
    Fetched,
    Normalized,
    Story,
)

MB = 1024 * 1024
DAY_MS = 24 * 3600 * 1000
MAX_MESSAGE_BYTES = 16 * MB
"""Limit of one record on the topics that carry pages; a page itself is capped at 10 MB."""

POLL_TABLE = "feed-state"
"""The Faust table of poll; its changelog is declared below."""
FETCH_TABLE = "pages"
"""That of fetch: pages."""
FILES_TABLE = "site-files"
"""Its other one: robots.txt and tdmrep.json of sites."""
NORMALIZE_TABLE = "sites"
"""That of normalize: what repeats on sites."""

RETRY_DELAYS_S: Mapping[str, float] = {
    "fetch-retry-1m": 60.0,
    "fetch-retry-10m": 600.0,
    "fetch-retry-2h": 7200.0,
    "fetch-retry-24h": 86400.0,
}
"""The delay topics of fetch, shortest first, and their delays in seconds."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as it must be.

    `name` is without the prefix; `internal` topics are no contract with subscribers.
    """

    name: str
    key: str
    model: type[Event] | None
    summary: str
    compacted: bool = False
    retention_ms: int = 7 * DAY_MS
    compression: str = "producer"
    max_message_bytes: int = MAX_MESSAGE_BYTES
    internal: bool = False
    experimental: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)

    def full_name(self, prefix: str) -> str:
        """Return the topic's name on the broker."""
        return prefix + self.name

    def config(self) -> dict[str, str]:
        """Return the topic's settings as Kafka names them."""
        config = {
            "cleanup.policy": "compact" if self.compacted else "delete",
            "compression.type": self.compression,
            "max.message.bytes": str(self.max_message_bytes),
        }
        if not self.compacted:
            config["retention.ms"] = str(self.retention_ms)
        return {**config, **self.extra}


FEEDS = Topic("feeds", "feed URL (partitioned by site)", Feed, "feeds to poll", compacted=True)
POLL_DUE = Topic(
    "poll-due",
    "feed URL (partitioned by site)",
    None,
    "poll's own ticks: this feed is due",
    retention_ms=DAY_MS,
    internal=True,
)
POLL_CHANGELOG = Topic(
    f"poll-{POLL_TABLE}-changelog",
    "feed URL (partitioned by site)",
    None,
    "what poll remembers of each feed (changelog of its Faust table)",
    compacted=True,
    internal=True,
)
PUSHES = Topic(
    "pushes",
    "feed URL (partitioned by site)",
    None,
    "what WebSub hubs pushed or verified, for the owner of the feed",
    internal=True,
)
DISCOVERED = Topic("discovered", "site", Discovered, "new and changed entries of feeds")
FETCH_RETRY = tuple(
    Topic(name, "site", Discovered, f"entries to fetch again after {int(delay)} s", internal=True)
    for name, delay in RETRY_DELAYS_S.items()
)
FETCH_DUE = Topic("fetch-due", "site", Discovered, "entries whose delay is over", internal=True)
FETCH_CHANGELOG = Topic(
    f"fetch-{FETCH_TABLE}-changelog",
    "digest of an address (partitioned by site)",
    None,
    "what fetch has fetched lately (changelog of its Faust table)",
    compacted=True,
    internal=True,
)
FILES_CHANGELOG = Topic(
    f"fetch-{FILES_TABLE}-changelog",
    "partition and digest of an address (partitioned by site)",
    None,
    "robots.txt and tdmrep.json of sites (changelog of fetch's other Faust table)",
    compacted=True,
    internal=True,
)
FETCHED = Topic(
    "fetched", "site", Fetched, "pages as raw bytes, facts in headers", compression="zstd"
)
SITES_CHANGELOG = Topic(
    f"normalize-{NORMALIZE_TABLE}-changelog",
    "site",
    None,
    "what repeats on each site (changelog of the Faust table of normalize)",
    compacted=True,
    internal=True,
)
NORMALIZED = Topic("normalized", "article id", Normalized, "one clean article per page")
ENRICHED = Topic("enriched", "article id", Enriched, "with language, counts, keywords")
ARTICLES = Topic(
    "articles",
    "article id",
    Article,
    "the ledger: every version of every article, exactly once",
    compression="gzip",
    retention_ms=30 * DAY_MS,
)
ARTICLES_STATE = Topic(
    "articles-state",
    "article id",
    None,
    "the gate's memory: version, order and hashes per article",
    compacted=True,
    internal=True,
)
DEAD_LETTER = Topic(
    "dead-letter",
    "key of the refused record",
    DeadLetter,
    "everything that a stage refused",
    compression="gzip",
    retention_ms=30 * DAY_MS,
)
FEED_HEALTH = Topic(
    "feed-health",
    "feed URL",
    FeedHealth,
    "state of each feed",
    compacted=True,
    compression="gzip",
    experimental=True,
)
STORIES = Topic(
    "stories",
    "story id",
    Story,
    "what depends on other articles",
    compression="gzip",
    experimental=True,
)

TOPICS: tuple[Topic, ...] = (
    FEEDS,
    POLL_DUE,
    POLL_CHANGELOG,
    PUSHES,
    DISCOVERED,
    *FETCH_RETRY,
    FETCH_DUE,
    FETCH_CHANGELOG,
    FILES_CHANGELOG,
    FETCHED,
    SITES_CHANGELOG,
    NORMALIZED,
    ENRICHED,
    ARTICLES,
    ARTICLES_STATE,
    DEAD_LETTER,
    FEED_HEALTH,
    STORIES,
)

STAGE_TOPICS: Mapping[str, tuple[Topic, ...]] = {
    "push": (FEEDS, PUSHES, DEAD_LETTER),
    "poll": (FEEDS, POLL_DUE, POLL_CHANGELOG, PUSHES, DISCOVERED, FEED_HEALTH, DEAD_LETTER),
    "fetch": (
        *(DISCOVERED, *FETCH_RETRY, FETCH_DUE),
        *(FETCH_CHANGELOG, FILES_CHANGELOG, FETCHED, DEAD_LETTER),
    ),
    "normalize": (FETCHED, SITES_CHANGELOG, NORMALIZED, DEAD_LETTER),
    "enrich": (NORMALIZED, ENRICHED, DEAD_LETTER),
    "publish": (ENRICHED, ARTICLES, ARTICLES_STATE, DEAD_LETTER),
}
"""What each stage needs to be there before it starts."""

ALL_STAGES: tuple[str, ...] = tuple(STAGE_TOPICS)
STAGES: tuple[str, ...] = tuple(stage for stage in ALL_STAGES if stage != "push")
"""Those that every desk has; `push` is for one that hubs can reach (docs/how-to/websub.md)."""


def topic_named(name: str, prefix: str = "") -> Topic | None:
    """Find a topic by its name, with or without the prefix."""
    bare = name.removeprefix(prefix)
    return next((topic for topic in TOPICS if topic.name == bare), None)
