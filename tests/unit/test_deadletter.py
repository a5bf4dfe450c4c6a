"""The dead-letter envelope."""

from __future__ import annotations

import base64

import pytest

from copydesk.codec import decode
from copydesk.deadletter import LAST_RESORT_BYTES, as_bytes, as_text, dead_letter, last_resort
from copydesk.errors import PermanentError
from copydesk.events import DeadLetter
from copydesk.headers import ATTEMPT_HEADER, FIRST_FAILED_HEADER
from copydesk.records import Record
from tests.samples import NOON


def letter_of(record: Record, error: Exception) -> DeadLetter:
    return decode(dead_letter("fetch", error, now=NOON, record=record).value, DeadLetter)


def test_letter_says_what_where_and_why() -> None:
    headers = ((ATTEMPT_HEADER, b"3"), (FIRST_FAILED_HEADER, b"1000"), ("x", b"\xff"))
    record = Record("news.discovered", 2, 77, b"harbour.example", b'{"a": 1}', headers, 5)
    error = PermanentError("no such page", code="http-404", url="https://harbour.example/1")
    letter = letter_of(record, error)
    assert (letter.stage, letter.reason, letter.message) == ("fetch", "http-404", "no such page")
    assert letter.source is not None
    assert (letter.source.topic, letter.source.partition, letter.source.offset) == (
        "news.discovered",
        2,
        77,
    )
    assert as_bytes(dict(letter.source.headers)["x"]) == b"\xff"
    assert letter.payload is not None
    assert letter.payload.text == '{"a": 1}'
    assert letter.url == "https://harbour.example/1"
    assert letter.attempts == 3
    assert letter.first_failed_at.timestamp() == 1.0


def test_unexpected_exception_keeps_its_trace() -> None:
    def explode() -> None:
        raise ZeroDivisionError("by nought")

    with pytest.raises(ZeroDivisionError) as caught:
        explode()
    letter = letter_of(Record("t", 0, 0, None, b"x"), caught.value)
    assert letter.reason == "exception"
    assert letter.exception is not None
    assert letter.exception.type == "builtins.ZeroDivisionError"
    assert "explode" in (letter.exception.trace or "")


def test_binary_payload_is_base64_and_large_one_is_by_digest() -> None:
    binary = letter_of(Record("t", 0, 0, None, b"\xff\x00"), ValueError("x")).payload
    assert binary is not None
    assert base64.b64decode(binary.base64 or "") == b"\xff\x00"
    large = letter_of(Record("t", 0, 0, None, b"a" * 2_000_000), ValueError("x")).payload
    assert large is not None
    assert (large.text, large.base64, large.size) == (None, None, 2_000_000)
    assert len(large.sha256) == 64


def test_last_resort_is_small_whatever_comes() -> None:
    record = Record(
        "t" * 200,
        0,
        0,
        b"k" * 100_000,
        b"v" * 900_000,
        tuple((f"h{i}", b"x" * 999) for i in range(99)),
    )
    error = PermanentError("m" * 100_000, url="https://x.example/" + "p" * 100_000)
    output = last_resort("fetch", error, now=NOON, record=record)
    size = len(output.value or b"") + sum(len(k) + len(v) for k, v in output.headers)
    assert size + len(output.key or b"") < LAST_RESORT_BYTES
    assert decode(output.value, DeadLetter).truncated


@pytest.mark.parametrize("value", [b"", b"plain", "آب".encode(), b"\xff\xfe", b"base64"])
def test_text_form_of_bytes_can_be_undone(value: bytes) -> None:
    assert as_bytes(as_text(value)) == value


@pytest.mark.parametrize("value", [b"", b"-1", b"9" * 40, b"soon", b"\xff"])
def test_headers_of_others_break_no_letter(value: bytes) -> None:
    headers = ((ATTEMPT_HEADER, value), (FIRST_FAILED_HEADER, value), ("x", value))
    record = Record("news.discovered", 0, 1, b"\xff", b"{", headers)
    made = letter_of(record, ValueError("\ud800"))
    assert (made.attempts, made.first_failed_at) == (1, NOON)
    assert made.exception is not None
