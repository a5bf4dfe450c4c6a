"""Times by RFC 3339."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import FormatChecker

from copydesk.events.article import Instant
from copydesk.formats.times import printed

from .made import NOON


@pytest.mark.parametrize(
    ("offset", "zone_from", "expected"),
    [
        ("+07:00", "page", "2026-11-23T19:00:00+07:00"),
        ("-03:30", "feed", "2026-11-23T08:30:00-03:30"),
        ("+00:00", "page", "2026-11-23T12:00:00Z"),
        ("+07:00", "assumed", "2026-11-23T12:00:00Z"),
        ("+99:00", "page", "2026-11-23T12:00:00Z"),
        (None, None, "2026-11-23T12:00:00Z"),
    ],
)
def test_a_time_is_printed_in_its_sources_offset(
    offset: str | None, zone_from: Literal["page", "feed", "assumed"] | None, expected: str
) -> None:
    assert printed(Instant(value=NOON, offset=offset, zone_from=zone_from)) == expected


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(["+14:00", "-12:00", None]))
def test_every_instant_is_kept(value: datetime, offset: str | None) -> None:
    text = printed(Instant(value=value, offset=offset))
    assert FormatChecker(["date-time"]).conforms(text, "date-time")
    assert datetime.fromisoformat(text) == value
