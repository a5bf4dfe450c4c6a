"""Codec, failpoints, limits: small things that much rests on."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from copydesk.codec import decode, encode
from copydesk.errors import DecodeError
from copydesk.events import Feed, Instant
from copydesk.records import plain_headers
from tests.samples import enriched


def test_equal_events_are_equal_bytes() -> None:
    assert encode(enriched()) == encode(enriched())
    assert encode(Feed(url="u", title=None)) == b'{"url":"u"}'


def test_times_are_rfc_3339_in_utc() -> None:
    instant = Instant(value=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert encode(instant) == b'{"value":"2026-01-02T03:04:05Z"}'


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "undecodable"),
        (b"", "undecodable"),
        (b"\xff\xfe", "undecodable"),
        (b"{", "undecodable"),
        (b"[]", "schema"),
        (b"{}", "schema"),
        (b'{"url":7}', "schema"),
        (b'{"url":"u","tags":"t"}', "schema"),
    ],
)
def test_what_is_no_event_is_refused_with_a_reason(value: bytes | None, code: str) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(value, Feed)
    assert caught.value.code == code


@pytest.mark.parametrize(("plan", "printed"), [("a=kill@3", 2), ("a=kill", 0), ("b=kill", 5)])
def test_a_failpoint_kills_when_it_says(plan: str, printed: int) -> None:
    program = (
        "from copydesk.failpoints import hit\nfor n in range(5):\n hit('a'); print(n, flush=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"COPYDESK_FAILPOINTS": plan},
        capture_output=True,
        check=False,
    )
    assert len(done.stdout.splitlines()) == printed
    assert done.returncode == (0 if printed == 5 else -9)


def test_without_the_variable_a_failpoint_is_nothing() -> None:
    program = "from copydesk import failpoints as f; assert f.hit is f._nothing"
    subprocess.run([sys.executable, "-c", program], env={}, check=True)


def test_null_headers_are_empty() -> None:
    assert plain_headers([("a", None), ("a", b"1")]) == (("a", b""), ("a", b"1"))
