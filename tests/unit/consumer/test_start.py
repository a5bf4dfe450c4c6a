"""Places in a topic, as a person types them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from copydesk.consumer.start import check, parse
from copydesk.errors import ConfigError

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("earliest", "earliest"),
        ("latest", "latest"),
        ("90s", NOW - timedelta(seconds=90)),
        ("7d", NOW - timedelta(days=7)),
        ("2026-11-24T06:00Z", NOW.replace(hour=6)),
        ("2026-11-24T06:00+03:30", NOW.replace(hour=2, minute=30)),
        ("2026-11-24", NOW.replace(hour=0)),
        ("0:1200,3:77", {0: 1200, 3: 77}),
    ],
)
def test_a_place_is_read(text: str, place: object) -> None:
    assert parse(text, NOW) == place


@pytest.mark.parametrize("text", ["", "now", "12", "0:x", "1:2:3", "2026-13-40", "h"])
def test_what_is_no_place_is_refused_with_examples(text: str) -> None:
    with pytest.raises(ConfigError, match="must be earliest, latest, a time"):
        parse(text, NOW)


@pytest.mark.parametrize("start", ["newest", datetime(2026, 1, 1), {0: -1}])  # noqa: DTZ001
def test_a_wrong_place_in_code_is_refused(start: object) -> None:
    with pytest.raises(ConfigError):
        check(start)  # type: ignore[arg-type]
