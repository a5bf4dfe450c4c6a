"""The pace of a replay, and the order that a page carries on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from copydesk.demo.fetched import fetched
from copydesk.errors import DecodeError
from copydesk.headers import ORDER_HEADER, Order, get
from copydesk.recording import FORMAT, Manifest, Recording, write
from copydesk.recording.manifest import TopicFacts
from copydesk.recording.replay import Pace, batches, with_order
from copydesk.records import Record, page_order


def _recording(path: Path, times_ms: list[int], size: int = 1) -> Recording:
    records = [Record("articles", 0, n, b"k", b"x" * size, (), ms) for n, ms in enumerate(times_ms)]
    write(path, Manifest(FORMAT, {"articles": TopicFacts(1)}), records)
    return Recording(path)


def _replayed(recording: Recording, pace: Pace, skip: int = 0) -> list[tuple[list[int], float]]:
    """Return the offsets of each transaction, and when it began on a clock that only waits."""
    waits: list[float] = []
    found = []
    for batch, wait_s in batches(recording, skip, pace, lambda: sum(waits)):
        waits.append(wait_s)
        found.append(([one.offset for one in batch], round(sum(waits), 3)))
    return found


def test_at_full_speed_nothing_waits(tmp_path: Path) -> None:
    recording = _recording(tmp_path / "a", [0, 60_000] * 400)
    found = _replayed(recording, Pace())
    assert [len(offsets) for offsets, _ in found] == [500, 300]
    assert {at for _, at in found} == {0.0}
    assert [one for offsets, _ in found for one in offsets] == list(range(800))


def test_at_a_pace_records_come_as_far_apart_as_they_did(tmp_path: Path) -> None:
    recording = _recording(tmp_path / "a", [1000, 1010, 3000, 3000, 9000])
    assert _replayed(recording, Pace(1)) == [([0, 1], 0.0), ([2, 3], 2.0), ([4], 8.0)]
    assert _replayed(recording, Pace(4)) == [([0, 1], 0.0), ([2, 3], 0.5), ([4], 2.0)]


def test_a_resumed_replay_begins_at_once(tmp_path: Path) -> None:
    recording = _recording(tmp_path / "a", [1000, 3000, 3000, 9000])
    assert _replayed(recording, Pace(1), skip=2) == [([2], 0.0), ([3], 6.0)]


def test_a_time_that_goes_back_is_due_at_once(tmp_path: Path) -> None:
    recording = _recording(tmp_path / "a", [5000, 1000, 6000])
    assert _replayed(recording, Pace(1)) == [([0, 1], 0.0), ([2], 1.0)]


def test_a_transaction_is_not_larger_than_a_broker_takes(tmp_path: Path) -> None:
    recording = _recording(tmp_path / "a", [0] * 5, size=9_000_000)
    assert [offsets for offsets, _ in _replayed(recording, Pace())] == [[0, 1], [2, 3], [4]]


def test_a_page_keeps_the_order_that_it_had() -> None:
    page = fetched([0.0])[3]
    order = Order(page.timestamp_ms, page.partition, page.offset)
    headers = with_order(page)
    assert Order.decode(get(headers, ORDER_HEADER)) == order
    moved = Record("fetched", 7, 99, page.key, page.value, headers)
    assert with_order(moved) == headers
    assert page_order(moved, _fetched_at(page)) == order
    assert page_order(page, _fetched_at(page)) == order


def test_an_order_that_is_none_is_refused() -> None:
    page = Record("fetched", 0, 0, None, b"", ((ORDER_HEADER, b"x"),))
    with pytest.raises(DecodeError):
        page_order(page, _fetched_at(fetched([0.0])[0]))


def test_what_is_no_page_is_left_as_it_is() -> None:
    assert with_order(Record("fetched", 0, 0, None, b"?")) == ()


def _fetched_at(page: Record) -> datetime:
    return datetime.fromtimestamp(page.timestamp_ms / 1000, UTC)
