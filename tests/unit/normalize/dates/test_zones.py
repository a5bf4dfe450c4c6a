"""Zones and clocks as pages and machines write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from copydesk.dates import read_stamp
from tests.unit.normalize.metadata.made import made

from .finding import find, ld, shown

EVENING = datetime(2026, 11, 25, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("25 Nov 2026 14:30 GMT+7", 420),
        ("25 Nov 2026, 14:30 (GMT +3)", 180),
        ("25 Nov 2026 14:30 UTC+08:00", 480),
        ("25 Nov 2026 14:30 (UTC+5.30)", 330),
        ("25 Nov 2026 14:30 GMT\N{MINUS SIGN}5", -300),
        ("25 Nov 2026 14:30 UTC\N{EN DASH}3", -180),
        ("25 Nov 2026 14:30:00 +0700 (WIB)", 420),
        ("Wed Nov 25 2026 14:30:00 GMT+0700 (Indochina Time)", 420),
    ],
)
def test_an_offset_is_read_however_it_is_set(text: str, minutes: int) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    assert (stamp.local.hour, stamp.local.minute, stamp.minutes) == (14, 30, minutes)


@pytest.mark.parametrize(
    ("text", "language", "country", "minutes"),
    [
        ("November 25, 2026 2:30 PM Eastern Time", "en", "US", -300),
        ("July 25, 2026 2:30 PM Eastern Daylight Time", "en", "US", -240),
        ("25 Nov 2026 14:30 Central European Time", "en", None, 60),
        ("25 Nov 2026 14:30 Australian Eastern Daylight Time", "en", "AU", 660),
        ("25 November 2026 14:30 WITA", "id", "ID", 480),
        ("25 ноября 2026 в 14:30 (мск)", "ru", "RU", 180),
        ("25 Kasım 2026 14:30 TSİ", "tr", "TR", 180),
        ("北京时间2026年11月25日14:30", "zh", None, 480),
        ("25-11-2026 | 14:30 (توقيت القاهرة)", "ar", "EG", 120),
        ("25 نوفمبر 2026 - 14:30 بتوقيت أبوظبي", "ar", "AE", 240),
        ("Nov 25, 2026 14:30 IST", "en", "IL", 120),
        ("2026-11-25 14:30 CST", "en", "CN", 480),
    ],
)
def test_a_zone_in_words_and_letters_of_many_languages(
    text: str, language: str, country: str | None, minutes: int
) -> None:
    stamp = read_stamp(text, language=language, country=country)
    assert stamp is not None
    assert (stamp.local.hour, stamp.minutes) == (14, minutes)


def test_a_city_that_ends_like_a_zone_is_none() -> None:
    stamp = read_stamp("25 ноября 2026, 14:30, Омск", language="ru")
    assert stamp is not None
    assert stamp.minutes is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2026-11-25T14:30:00[Europe/Paris]", 60),
        ("2026-07-25T14:30:00 Europe/Paris", 120),
        ("2026-11-25T14:30:00+07:00[Europe/Paris]", 420),
        ("2026-11-25 14:30:00 Asia/Calcutta", 330),
        ("2026-11-25 14:30:00 America/Argentina", None),
        ("2026-11-25 14:30:00 Nowhere/Atall", None),
    ],
    ids=["brackets", "summer", "offset-first", "old-name", "a-folder", "unknown"],
)
def test_a_name_of_the_tz_database_behind_the_time(text: str, minutes: int | None) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    assert (stamp.local.hour, stamp.minutes) == (14, minutes)


@pytest.mark.parametrize(
    ("text", "language", "clock"),
    [
        ("25 Nov 2026 at noon", "en", "12:00"),
        ("25 Nov 2026 12 noon", "en", "12:00"),
        ("25 Nov 2026 12:05 AM", "en", "00:05"),
        ("25 Nov 2026 12:05 PM", "en", "12:05"),
        ("25 Nov 2026 at 2:30 in the afternoon", "en", "14:30"),
        ("25 Nov 2026 at 2:30 in the morning", "en", "02:30"),
        ("25 de noviembre de 2026, 2:30 de la tarde", "es", "14:30"),
        ("2026年11月25日下午2:30", "zh", "14:30"),
        ("1430 GMT (2230 HKT) November 25, 2026", "en", "14:30"),
        ("25 Nov 2026 1430hrs", "en", "14:30"),
    ],
)
def test_clocks_of_twelve_hours_and_without_a_colon(text: str, language: str, clock: str) -> None:
    stamp = read_stamp(text, language=language)
    assert stamp is not None
    assert (f"{stamp.local:%Y-%m-%d %H:%M}", stamp.precision) == (f"2026-11-25 {clock}", "minute")


def test_midnight_at_the_end_of_a_day_is_the_next_day() -> None:
    stamp = read_stamp("2026-11-25T24:00:00Z")
    assert stamp is not None
    assert f"{stamp.local:%Y-%m-%d %H:%M}" == "2026-11-26 00:00"


@pytest.mark.parametrize("text", ["1795617000.0", "/Date(1795617000000)/", "1795617000"])
def test_an_epoch_as_a_machine_prints_it(text: str) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    assert (f"{stamp.local:%Y-%m-%dT%H:%M}", stamp.minutes) == ("2026-11-25T14:30", 0)


@pytest.mark.parametrize(
    "stated",
    [
        '["2026-11-24T14:42:00+07:00"]',
        '{"@type": "Date", "@value": "2026-11-24T14:42:00+07:00"}',
    ],
    ids=["list", "object"],
)
def test_json_ld_may_wrap_a_date(stated: str) -> None:
    found = find(head=ld(f'"datePublished": {stated}')).published
    assert shown(found) == "2026-11-24T07:42 +07:00 page minute"


@pytest.mark.parametrize("name", ["data-epoch", "data-unixtime", "data-ts", "data-published-at"])
def test_an_epoch_in_an_attribute(name: str) -> None:
    found = find(f'<span class="date" {name}="1795531320">x</span>').published
    assert shown(found) == "2026-11-24T14:42 +00:00 page minute"


def test_a_meta_element_under_a_services_prefix() -> None:
    at = 'content="2026-11-24T14:42:00+07:00"'
    found = find(head=f'<meta name="vr:published_time" {at}>').published
    assert shown(found) == "2026-11-24T07:42 +07:00 page minute"
    for name in ("site:published_time", "comments:published_at", "event:publish_date"):
        assert find(head=f'<meta name="{name}" {at}>').published is None


def test_one_source_has_the_zone_of_the_other_at_the_same_clock() -> None:
    meta = '<meta property="article:published_time" content="2026-11-24T14:42:00+07:00">'
    found = find(head=ld('"datePublished": "2026-11-24T14:42:00"') + meta).published
    assert shown(found) == "2026-11-24T07:42 +07:00 page minute"


def test_a_time_in_the_element_behind_its_day() -> None:
    apart = '<div class="day">24.11.2026</div><div class="time">14:42 (МСК)</div>'
    assert shown(find(apart, lang="ru").published) == "2026-11-24T11:42 +03:00 page minute"
    other = '<div class="day">24.11.2026</div><div>14:42 is when the ferry sails</div>'
    assert shown(find(other).published) == "2026-11-24T00:00 None assumed day"


def test_a_time_today_tells_the_zone_of_utc_and_is_taken_where_nothing_else_is() -> None:
    stated = ld('"datePublished": "2026-11-25T13:42:00Z"')
    beside = find('<p class="date">I dag 14.42</p>', head=stated, lang="sv", fetched_at=EVENING)
    assert shown(beside.published) == "2026-11-25T13:42 +01:00 page minute"
    alone = find('<p class="date">Hari ini, 14:42 WIB</p>', lang="id", fetched_at=EVENING)
    assert shown(alone.published) == "2026-11-25T07:42 +07:00 page minute"


def test_a_page_that_was_kept_since_another_day_is_not_of_today() -> None:
    stated = ld('"datePublished": "2026-11-20T13:42:00Z"')
    found = find('<p class="date">Today, 14:42</p>', head=stated, fetched_at=EVENING)
    assert shown(found.published) == "2026-11-20T13:42 +00:00 page minute"


def test_a_publishers_country_tells_the_zone() -> None:
    stated = ld(
        '"datePublished": "2026-05-01T14:42:00", "publisher": {"name": "P", "address": '
        '{"addressCountry": "KE"}}'
    )
    assert shown(made(stated).published) == "2026-05-01T11:42 +03:00 country minute"
