"""What headers say of when to ask again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from copydesk.http.waiting import fresh_for_s, retry_after_s

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOON, ONE_OCLOCK = "Mon, 23 Nov 2026 12:00:00 GMT", "Mon, 23 Nov 2026 13:00:00 GMT"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 23 Nov 2026 12:01:00 GMT", 60.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("\N{SUPERSCRIPT TWO}", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after_s({"retry-after": text}, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": 'public, Max-Age="600" , immutable'}, 600),
        ({"cache-control": "s-maxage=5, max-age=600"}, 600),
        ({"cache-control": "s-maxage=5"}, None),
        ({"cache-control": "max-age=600, no-cache"}, None),
        ({"cache-control": "no-store", "expires": ONE_OCLOCK}, None),
        ({"cache-control": "max-age=600", "expires": ONE_OCLOCK}, 600),
        ({"cache-control": "max-age=600, max-age=5"}, 600),
        ({"cache-control": "max-age=600", "age": "100"}, 500),
        ({"cache-control": "max-age=600", "age": "1000"}, 0),
        ({"cache-control": "max-age=-1"}, None),
        ({"expires": ONE_OCLOCK, "date": NOON}, 3600),
        ({"expires": ONE_OCLOCK}, 3600),
        ({"expires": NOON, "date": ONE_OCLOCK}, 0),
        ({"expires": "0"}, 0),
    ],
    ids=range(16),
)
def test_how_long_an_answer_is_fresh(headers: dict[str, str], seconds: float | None) -> None:
    assert fresh_for_s(headers, NOW) == seconds
