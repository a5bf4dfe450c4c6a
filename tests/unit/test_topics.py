"""Topics as declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.partitions import partition_for
from copydesk.poll.agent import build
from copydesk.settings import load
from copydesk.topics import (
    FETCH_RETRY,
    POLL_CHANGELOG,
    RETRY_DELAYS_S,
    STAGE_TOPICS,
    TOPICS,
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


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_the_changelog_of_the_poll_table_is_the_declared_one(tmp_path: Path) -> None:
    settings = load({"data_dir": tmp_path, "topics.prefix": "news."})
    runner = build(settings)
    [table] = runner.app.tables.values()
    assert table.changelog_topic.get_topic_name() == POLL_CHANGELOG.full_name("news.")


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
