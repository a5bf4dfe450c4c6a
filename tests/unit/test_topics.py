"""Topics as declared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.fetch.agent import build as build_fetch
from copydesk.normalize.agent import build as build_normalize
from copydesk.partitions import partition_for
from copydesk.poll.agent import build as build_poll
from copydesk.runner import Runner
from copydesk.settings import Settings, load
from copydesk.topics import (
    FETCH_CHANGELOG,
    FETCH_RETRY,
    FILES_CHANGELOG,
    POLL_CHANGELOG,
    RETRY_DELAYS_S,
    SITES_CHANGELOG,
    STAGE_TOPICS,
    TOPICS,
    Topic,
    topic_named,
)


def test_names_are_unique_and_found_with_and_without_prefix() -> None:
    assert len({topic.name for topic in TOPICS}) == len(TOPICS)
    for topic in TOPICS:
        assert topic_named(topic.name, "news.") is topic
        assert topic_named(topic.full_name("news."), "news.") is topic
    assert topic_named("nothing", "news.") is None


def test_every_stage_topic_is_declared() -> None:
    for topics in STAGE_TOPICS.values():
        assert all(topic in TOPICS for topic in topics)


def test_delays_rise_and_each_has_a_topic() -> None:
    delays = list(RETRY_DELAYS_S.values())
    assert delays == sorted(delays)
    assert [topic.name for topic in FETCH_RETRY] == list(RETRY_DELAYS_S)


@pytest.mark.parametrize(
    ("build", "changelogs"),
    [
        (build_poll, [POLL_CHANGELOG]),
        (build_fetch, [FETCH_CHANGELOG, FILES_CHANGELOG]),
        (build_normalize, [SITES_CHANGELOG]),
    ],
    ids=["poll", "fetch", "normalize"],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_the_changelog_of_a_table_is_the_declared_one(
    tmp_path: Path, build: Callable[[Settings], Runner], changelogs: list[Topic]
) -> None:
    runner = build(load({"data_dir": tmp_path, "topics.prefix": "news."}))
    found = {table.changelog_topic.get_topic_name() for table in runner.app.tables.values()}
    assert found == {changelog.full_name("news.") for changelog in changelogs}


# Values of murmur2 that the Java client's own tests hold.
MURMUR2 = [
    (b"21", -973932308),
    (b"foobar", -790332482),
    (b"a-little-bit-long-string", -985981536),
    (b"a-little-bit-longer-string", -1486304829),
    (b"abc", 479470107),
]


@pytest.mark.parametrize(("key", "hashed"), MURMUR2)
def test_partitions_are_those_of_the_java_client(key: bytes, hashed: int) -> None:
    for count in (1, 4, 12, 997):
        assert partition_for(key, count) == (hashed & 0x7FFFFFFF) % count
