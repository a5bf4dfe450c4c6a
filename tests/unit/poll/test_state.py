"""What is new, what changed, when a feed is due again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace as with_

from copydesk.events import Feed, FeedDate
from copydesk.poll.feeds import Entry
from copydesk.poll.schedule import interval_s
from copydesk.poll.state import FeedState, compare, decode_state, encode_state
from copydesk.settings import PollSettings

ONE = Entry(key="1", link="https://a.example/1", title="One")
TWO = Entry(key="2", link="https://a.example/2", title="Two")
THREE = Entry(key="3", link="https://a.example/3", title="Three")


def at(hour: int) -> FeedDate:
    return FeedDate(value=datetime(2026, 1, 1, hour, tzinfo=UTC), text=f"hour {hour}")


def test_new_entries_come_oldest_first() -> None:
    findings, seen = compare({}, [TWO, ONE])
    assert [finding.entry.key for finding in findings] == ["1", "2"]
    assert all(not finding.changed_fields for finding in findings)
    assert compare(seen, [TWO, ONE])[0] == []


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        (replace(ONE, title="One more"), ("title",)),
        (replace(ONE, summary="s", content="c"), ("summary", "content")),
        (replace(ONE, link="https://a.example/moved"), ("link",)),
        (replace(ONE, updated=at(2)), ("updated",)),
    ],
)
def test_a_change_says_what_changed(changed: Entry, fields: tuple[str, ...]) -> None:
    _, seen = compare({}, [TWO, ONE])
    findings, _ = compare(seen, [TWO, changed])
    assert [(f.entry.key, f.changed_fields) for f in findings] == [("1", fields)]


def test_a_feed_that_stamps_everything_with_now_changes_nothing() -> None:
    first = [replace(one, updated=at(1)) for one in (TWO, ONE)]
    later = [replace(one, updated=at(2)) for one in (THREE, TWO, ONE)]
    _, seen = compare({}, first)
    findings, _ = compare(seen, later)
    assert [(f.entry.key, f.changed_fields) for f in findings] == [("3", ())]


def test_an_entry_that_left_and_came_back_is_not_new() -> None:
    _, seen = compare({}, [ONE])
    _, seen = compare(seen, [TWO])
    assert compare(seen, [TWO, ONE])[0] == []


def test_what_is_remembered_is_bounded() -> None:
    seen: dict[str, str] = {}
    for n in range(0, 6000, 100):
        entries = [
            Entry(key=str(k), link="https://a.example/", title="t") for k in range(n, n + 100)
        ]
        _, seen = compare(seen, entries)
    assert len(seen) <= 2100


STATE = FeedState(feed=Feed(url="https://a.example/rss.xml"), partition=3)
SETTINGS = PollSettings(min_interval_s=60, max_interval_s=600)


@pytest.mark.parametrize(
    ("failures", "asked", "own", "interval"),
    [
        (0, None, None, 60),
        (0, 120.0, None, 120),
        (1, None, None, 120),
        (3, None, None, 480),
        (9, None, None, 600),
        (0, 1e9, None, 600),
        (0, None, 5.0, 5),
        (0, None, 900.0, 900),
    ],
)
def test_failures_back_off_and_servers_are_obeyed(
    failures: int, asked: float | None, own: float | None, interval: float
) -> None:
    feed = Feed(url="https://a.example/rss.xml", min_interval_s=own)
    state = with_(STATE, failures=failures, feed=feed)
    assert interval_s(state, SETTINGS, asked) == interval


def test_the_state_survives_the_changelog() -> None:
    state = with_(STATE, etag='"1"', seen={"a": "b"}, last_success=datetime(2026, 1, 1, tzinfo=UTC))
    assert decode_state(encode_state(state)) == state
