"""The states of a worker's feeds, as far as they need no Kafka."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from copydesk.app import create_app
from copydesk.events import Feed
from copydesk.poll.state import FeedState, encode_state
from copydesk.poll.table import FeedStates
from copydesk.settings import load

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
URL = "https://a.example/rss.xml"


@pytest.fixture
def table(tmp_path: Path) -> tuple[FeedStates, Any]:
    """The states, and what the changelog fills."""
    settings = load({"data_dir": tmp_path})
    app = create_app(settings, "poll")
    states = FeedStates(app, 1.0, settings.poll)
    [table] = app.tables.values()
    return states, table.data


def value(url: str = URL, due_ms: int = 7) -> bytes:
    return encode_state(FeedState(feed=Feed(url=url), partition=3, next_due_ms=due_ms))


async def test_a_feed_is_due_once_until_it_is_released(table: tuple[FeedStates, Any]) -> None:
    states, data = table
    data[URL.encode()] = value()
    assert [(due.url, due.partition) for due in states.take_due(7, 9, 9)] == [(URL, 3)]
    assert states.take_due(7, 9, 9) == []
    states.release(URL)
    states.release(URL)
    assert len(states.take_due(7, 9, 9)) == 1


async def test_partitions_that_come_are_looked_at(table: tuple[FeedStates, Any]) -> None:
    states, data = table
    assert states.take_due(7, 9, 9) == []
    data[URL.encode()] = value()
    assert states.take_due(7, 9, 9) == []
    states.forget_due()
    assert len(states.take_due(7, 9, 9)) == 1


async def test_another_versions_state_stops_no_other_feed(table: tuple[FeedStates, Any]) -> None:
    states, data = table
    data[b"https://old.example/"] = b'{"feed":{"url":"https://old.example/"},"partition":0}'
    data[URL.encode()] = value()
    assert [due.url for due in states.take_due(7, 9, 9)] == [URL]
    assert states.get("https://old.example/") is None
    states.release("https://old.example/")
    assert states.take_due(7, 9, 9) == []
