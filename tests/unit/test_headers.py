"""Orders, traces, CloudEvents."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from copydesk.errors import DecodeError
from copydesk.headers import ORDER_HEADER, Order, child_trace, cloud_event, event_id, get

TRACE = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"


def test_orders_compare_by_time_then_place() -> None:
    assert Order(1, 9, 9) < Order(2, 0, 0) < Order(2, 0, 1) < Order(2, 1, 0)
    assert Order.decode(Order(1, 2, 3).encode()) == Order(1, 2, 3)


@pytest.mark.parametrize(
    "value",
    [None, b"", b"1.2", b"a.b.c", b"1.2.3.4", b"-1.2.3", b"9999999999999999999.1.1", b"\xff"],
)
def test_a_broken_order_is_refused(value: bytes | None) -> None:
    with pytest.raises(DecodeError) as caught:
        Order.decode(value)
    assert caught.value.code == "no-order"


def test_a_trace_goes_on_with_a_new_span() -> None:
    child = child_trace(TRACE)
    assert child.split(b"-")[1] == TRACE.split(b"-")[1]
    assert child.split(b"-")[2] != TRACE.split(b"-")[2]
    assert child.endswith(b"-00")


@pytest.mark.parametrize("parent", [None, b"", b"garbage", b"01-" + TRACE[3:], TRACE.upper()])
def test_a_broken_trace_begins_anew(parent: bytes | None) -> None:
    version, trace, span, flags = child_trace(parent).split(b"-")
    assert (version, len(trace), len(span), flags) == (b"00", 32, 16, b"01")


def test_event_ids_are_deterministic_and_parts_do_not_run_together() -> None:
    assert event_id("a", 1) == event_id("a", 1)
    assert event_id("a", "bc") != event_id("ab", "c")


def test_cloud_events_have_what_the_binding_asks_for() -> None:
    headers = cloud_event(
        id="1",
        type="copydesk.article.first",
        source="/copydesk/publish",
        subject="urn:x",
        schema="article",
        partition_key="urn:x",
        time=datetime(2026, 11, 23, 12, tzinfo=UTC),
        parent=(("traceparent", TRACE),),
        order=Order(1, 2, 3),
        extra=(("http", b"{}"),),
    )
    assert get(headers, "ce_specversion") == b"1.0"
    assert get(headers, "ce_time") == b"2026-11-23T12:00:00.000Z"
    assert get(headers, "ce_dataschema") == b"urn:copydesk:schema:article:1.0"
    assert get(headers, "content-type") == b"application/json"
    assert get(headers, ORDER_HEADER) == b"1.2.3"
    assert headers[-1] == ("http", b"{}")
    assert get(headers, "absent") is None
