"""Topics as earlier and later versions of the contract publish them, read by this one.

`recordings/contract-VERSION.jsonl.zst` is the newsroom as that version published it: made when
the version is released, and never again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest

from copydesk.contract.jsonschema import schema_of
from copydesk.errors import DecodeError
from copydesk.records import Output
from copydesk.testing.kafka import Kafka
from copydesk.topics import ARTICLES

pytestmark = pytest.mark.kafka

RECORDINGS = Path(__file__).parent / "recordings"
OLDER = sorted(path.name.removesuffix(".jsonl.zst") for path in RECORDINGS.glob("contract-*"))
SCHEMAS = {"articles": "article", "dead-letter": "dead-letter"}
Replay = Callable[..., list[Any]]


@pytest.mark.parametrize("name", OLDER)
def test_a_subscriber_reads_what_an_earlier_version_published(
    name: str, replay: Replay, kafka: Kafka
) -> None:
    replay(name, onto=kafka)
    for topic in SCHEMAS:
        found = kafka.subscribe(topic=topic, follow=False)
        facts = sorted((one.key, one.id, one.raw) for one in found)
        assert facts == sorted((one.key, one.id, one.raw) for one in replay(name, topic=topic))
        assert facts


@pytest.mark.parametrize("name", OLDER)
def test_what_an_earlier_version_published_is_valid_today(name: str, replay: Replay) -> None:
    for topic, schema in SCHEMAS.items():
        validator = jsonschema.Draft202012Validator(schema_of(schema))
        for message in replay(name, topic=topic):
            validator.validate(message.data)


def later(message: Any, version: str, **fields: object) -> Output:
    """The record of a message as a later version of the contract would write it."""
    record = message.record
    named = {"ce_dataschema": f"urn:copydesk:schema:article:{version}".encode()}
    headers = tuple((name, named.get(name, value)) for name, value in record.headers)
    return Output(ARTICLES, record.key, orjson.dumps(message.data | fields), headers)


def test_fields_of_a_later_version_break_no_subscriber(replay: Replay, kafka: Kafka) -> None:
    kafka.create_topics()
    [first, *_] = replay("newsroom")
    kafka.write([later(first, "1.9", mood={"tone": "calm"})])
    [found] = kafka.subscribe(follow=False)
    assert found.value == first.value
    assert found.data["mood"] == {"tone": "calm"}


def test_a_later_major_version_is_a_clear_error_or_passed_over(
    replay: Replay, kafka: Kafka
) -> None:
    kafka.create_topics()
    [first, second, *_] = replay("newsroom")
    kafka.write([later(first, "2.0"), later(second, "1.0")])
    with pytest.raises(DecodeError, match=r"version 2 of the contract.*pip install -U copydesk"):
        list(kafka.subscribe(follow=False))
    assert [one.key for one in kafka.subscribe(follow=False, on_error="skip")] == [second.key]
