"""The table's value."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from msgspec.structs import replace

from copydesk.errors import DecodeError
from copydesk.events import Feed
from copydesk.poll.history import History
from copydesk.poll.state import (
    Facts,
    FeedState,
    Index,
    Moving,
    ReadSitemap,
    Told,
    decode_head,
    decode_state,
    encode_state,
)
from copydesk.websub.subscription import Subscription

STATE = FeedState(
    feed=Feed(url="https://a.example/rss.xml", tags=("world",)),
    partition=3,
    next_due_ms=1_700_000_000_123,
    seen=b"\x00\xff" * 9,
    etag='"1"',
    last_success=datetime(2026, 1, 1, 0, 0, 0, 5, tzinfo=UTC),
    history=History(1.5, 60.0, b"\x01" * 48, 20_000),
    told=Told(3600.0, None, 5, 96),
    facts=Facts("Desk", 20, 1, ("bad-date",)),
    moving=Moving("https://b.example/", 2, 3),
    push=Subscription(
        "https://hub.example/", "https://a.example/", b"mark", 1, 2, 3, 4, 5, 6, b"other", 7
    ),
    index=Index((ReadSitemap(b"12345678", "2026-11-27", '"e"'),), is_settled=False),
)


@pytest.mark.parametrize(
    "state", [STATE, FeedState(feed=STATE.feed, partition=0)], ids=["full", "fresh"]
)
def test_the_state_survives_the_changelog(state: FeedState) -> None:
    value = encode_state(state)
    assert decode_state(value) == state
    head = decode_head(value)
    assert (head.partition, head.next_due_ms) == (state.partition, state.next_due_ms)


def test_a_state_from_before_a_field_was_added_is_read() -> None:
    value = encode_state(STATE)
    fields = msgspec.msgpack.decode(value[1:])
    older = value[:1] + msgspec.msgpack.encode(fields[:-1])
    assert decode_state(older) == replace(STATE, index=None)


@pytest.mark.parametrize(
    "value", [b"", b'{"feed":{}}', b"\x01", b"\x01\x90", encode_state(STATE)[:-3], b"\x02\x90"]
)
def test_another_versions_state_is_refused(value: bytes) -> None:
    with pytest.raises(DecodeError):
        decode_state(value)
