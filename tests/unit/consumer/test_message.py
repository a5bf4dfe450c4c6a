"""A message: typed event, Kafka facts, and what later versions of the contract may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import orjson
import pytest
from tests.samples import NOON, enriched, record

from copydesk.consumer.message import Message, decode_record
from copydesk.errors import DecodeError
from copydesk.events import Enriched
from copydesk.headers import Order
from copydesk.records import Record

FOUND = replace(record(enriched(1), Order(5, 0, 0), offset=7), timestamp_ms=1_764_000_000_000)


def changed(found: Record, **fields: object) -> Record:
    return replace(found, value=orjson.dumps(orjson.loads(found.value or b"") | fields))


def in_version(found: Record, version: str) -> Record:
    schema = f"urn:copydesk:schema:enriched:{version}".encode()
    kept = tuple(pair for pair in found.headers if pair[0] != "ce_dataschema")
    return replace(found, headers=(*kept, ("ce_dataschema", schema)))


def test_a_message_has_the_event_and_the_facts_of_its_record() -> None:
    message = Message(decode_record(FOUND, Enriched), FOUND)
    assert message.value.published is not None
    assert message.value.published.value == NOON
    assert (message.topic, message.partition, message.offset) == ("news.enriched", 0, 7)
    assert message.key == message.value.article_id
    assert message.headers["copydesk-order"] == b"5.0.0"
    assert message.id == message.headers["ce_id"].decode()
    assert message.timestamp == datetime.fromtimestamp(1_764_000_000, UTC)
    message.ack()  # harmless


def test_fields_of_later_versions_are_carried_and_break_nothing() -> None:
    later = in_version(changed(FOUND, mood={"tone": "calm"}), "1.9")
    message = Message(decode_record(later, Enriched), later)
    assert message.value == decode_record(FOUND, Enriched)
    assert message.data["mood"] == {"tone": "calm"}


def test_a_newer_major_version_is_a_clear_error() -> None:
    with pytest.raises(DecodeError, match=r"version 2 of the contract.*pip install -U") as raised:
        decode_record(in_version(FOUND, "2.0"), Enriched)
    assert raised.value.code == "newer-schema"


def test_an_event_of_nobody_s_version_is_judged_by_its_content() -> None:
    bare = replace(FOUND, headers=())
    assert decode_record(bare, Enriched) == decode_record(FOUND, Enriched)


def test_the_error_says_where_the_record_lies() -> None:
    with pytest.raises(DecodeError, match=r"news.enriched\[0\] at 7: not JSON"):
        decode_record(replace(FOUND, value=b"{"), Enriched)
