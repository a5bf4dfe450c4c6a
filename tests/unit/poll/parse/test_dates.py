"""Dates of every kind that feeds have."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from copydesk.dates import read_date

from .reading import codes, read, rss

SEEN = datetime(2022, 11, 14, 5, tzinfo=UTC)


def check(text: str, value: str, offset: str | None, language: str | None = None) -> None:
    found = read_date(text, language=language)
    assert found is not None, text
    assert (found.value.isoformat(), found.offset) == (value, offset)


@pytest.mark.parametrize(
    ("text", "value", "offset"),
    [
        # RFC 5322 section 3.3, RFC 822 section 5, and what is made of them.
        ("Mon, 14 Nov 2022 04:42:00 GMT", "2022-11-14T04:42:00+00:00", "+00:00"),
        ("Mon, 14 Nov 2022 04:42:00 -0000", "2022-11-14T04:42:00+00:00", "+00:00"),
        ("14 Nov 22 04:42 EST", "2022-11-14T09:42:00+00:00", "-05:00"),
        ("Mon, 14 Nov 99 04:42:00 Z", "1999-11-14T04:42:00+00:00", "+00:00"),
        ("Monday, 14 November 2022 04:42:00 +0000", "2022-11-14T04:42:00+00:00", "+00:00"),
        ("Mon,14 Nov 2022 04:42:00 +01:00", "2022-11-14T03:42:00+00:00", "+01:00"),
        ("Mon, 14 Nov 2022 24:00:00 GMT", "2022-11-15T00:00:00+00:00", "+00:00"),
        ("Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59+00:00", "+00:00"),
        ("Wrongday, 14 Nov 2022 04:42:00 GMT", "2022-11-14T04:42:00+00:00", "+00:00"),
        # RFC 850, asctime (RFC 9110 section 5.6.7).
        ("Monday, 14-Nov-22 04:42:00 GMT", "2022-11-14T04:42:00+00:00", "+00:00"),
        ("Mon Nov 14 04:42:00 2022", "2022-11-14T04:42:00+00:00", None),
        ("Mon Nov  4 04:42:00 EST 2022", "2022-11-04T09:42:00+00:00", "-05:00"),
        # RFC 3339, W3C date and time formats, ISO 8601.
        ("2022-11-14T04:42:00.25-03:30", "2022-11-14T08:12:00.250000+00:00", "-03:30"),
        ("2022-11-14t04:42z", "2022-11-14T04:42:00+00:00", "+00:00"),
        ("2022-11-14 04:42:00", "2022-11-14T04:42:00+00:00", None),
        ("2022-11-14 04:42:00 +0000 UTC", "2022-11-14T04:42:00+00:00", "+00:00"),
        ("2022-11-14", "2022-11-14T00:00:00+00:00", None),
        ("2022-11", "2022-11-01T00:00:00+00:00", None),
        ("2022", "2022-01-01T00:00:00+00:00", None),
        ("2022-318", "2022-11-14T00:00:00+00:00", None),
        ("20221114T044200Z", "2022-11-14T04:42:00+00:00", "+00:00"),
        ("20221114", "2022-11-14T00:00:00+00:00", None),
        # Others.
        ("November 14, 2022 4:42 pm", "2022-11-14T16:42:00+00:00", None),
        ("Nov 14th, 2022", "2022-11-14T00:00:00+00:00", None),
        ("11/14/2022 12:42:00 AM", "2022-11-14T00:42:00+00:00", None),
        ("14/11/2022 04:42", "2022-11-14T04:42:00+00:00", None),
        ("14.11.2022 04.42", "2022-11-14T04:42:00+00:00", None),
        ("2022/11/14 04:42 EDT", "2022-11-14T08:42:00+00:00", "-04:00"),
        ("1668400920", "2022-11-14T04:42:00+00:00", "+00:00"),
    ],
)
def test_forms(text: str, value: str, offset: str | None) -> None:
    check(text, value, offset)


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("CEST", "+02:00"),
        ("CET", "+01:00"),
        ("BST", "+01:00"),
        ("EDT", "-04:00"),
        ("PST", "-08:00"),
        ("IST", "+05:30"),
        ("JST", "+09:00"),
        ("MSK", "+03:00"),
        ("NST", "-03:30"),
        ("WIB", "+07:00"),
        ("AEDT", "+11:00"),
        ("GMT+3", "+03:00"),
        ("UTC-0330", "-03:30"),
        ("A", "+00:00"),
        ("+0530 (IST)", "+05:30"),
    ],
)
def test_zones_have_their_true_offsets(zone: str, offset: str) -> None:
    found = read_date(f"Mon, 14 Nov 2022 04:42:00 {zone}")
    assert found is not None
    assert found.offset == offset


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("lun., 14 févr. 2022 04:42:00 +0000", "fr", "2022-02-14T04:42:00+00:00"),
        ("14 août 2022 à 14h30", None, "2022-08-14T14:30:00+00:00"),
        ("14. März 2022, 14:30 Uhr", "de", "2022-03-14T14:30:00+00:00"),
        ("Mo, 14 Dez 2022 04:42:00 +0000", "de-AT", "2022-12-14T04:42:00+00:00"),
        ("14 de enero de 2022", "es", "2022-01-14T00:00:00+00:00"),
        ("gio, 14 gen 2022 04:42:00 +0000", "it", "2022-01-14T04:42:00+00:00"),
        ("segunda-feira, 14 de fevereiro de 2022", "pt", "2022-02-14T00:00:00+00:00"),
        ("14 mei 2022", "nl", "2022-05-14T00:00:00+00:00"),
        ("пн, 14 ноя 2022 04:42:00 +0000", "ru", "2022-11-14T04:42:00+00:00"),
        ("14 ноября 2022 г. 04:42", None, "2022-11-14T04:42:00+00:00"),
        ("14 listopada 2022", "pl", "2022-11-14T00:00:00+00:00"),
        ("14 listopada 2022", "hr", "2022-10-14T00:00:00+00:00"),
        ("14 Kasım 2022", "tr", "2022-11-14T00:00:00+00:00"),
        ("14 Agustus 2022", "id", "2022-08-14T00:00:00+00:00"),
        ("14. ledna 2022", "cs", "2022-01-14T00:00:00+00:00"),
        ("14 maj 2022 kl. 14.30", "sv", "2022-05-14T14:30:00+00:00"),
        ("2022. július 14., csütörtök 04:42", "hu", "2022-07-14T04:42:00+00:00"),
        ("Κυρ, 14 Ιουλ 2022 04:42:00 +0000", None, "2022-07-14T04:42:00+00:00"),
        ("2022年11月14日 下午4:42", "zh", "2022-11-14T16:42:00+00:00"),
        ("2022年11月14日 04時42分", "ja", "2022-11-14T04:42:00+00:00"),
        ("2022년 11월 14일 오후 4:42", "ko", "2022-11-14T16:42:00+00:00"),
        ("١٤ نوفمبر ٢٠٢٢ ٠٤:٤٢", "ar", "2022-11-14T04:42:00+00:00"),
        ("۱۴ نوامبر ۲۰۲۲", "fa", "2022-11-14T00:00:00+00:00"),
        ("14 พฤศจิกายน 2565", "th", "2022-11-14T00:00:00+00:00"),
        ("3/4/2022 16:42", "en-US", "2022-03-04T16:42:00+00:00"),
        ("3/4/2022 16:42", "en-GB", "2022-04-03T16:42:00+00:00"),
    ],
)
def test_languages(text: str, language: str | None, value: str) -> None:
    found = read_date(text, language=language)
    assert found is not None, text
    assert found.value.isoformat() == value


@pytest.mark.parametrize(
    "text", ["", " ", "today", "30 Feb 2022", "0000-00-00", "99:99", "13", "x" * 9999]
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


def test_a_date_in_the_future_is_clamped_and_marked() -> None:
    later = read_date("Mon, 14 Nov 2022 23:00:00 +0900", seen_at=SEEN)
    earlier = read_date("Mon, 14 Nov 2022 13:59:59 +0900", seen_at=SEEN)
    assert later is not None
    assert earlier is not None
    assert (later.value, later.offset, later.clamped) == (SEEN, "+09:00", True)
    assert later.text == "Mon, 14 Nov 2022 23:00:00 +0900"
    assert (earlier.value < SEEN, earlier.clamped) == (True, False)


def test_a_feed_tells_of_its_wrong_dates() -> None:
    dates = ("soon", "Mon, 14 Nov 2035 04:42:00 GMT", "Mon, 14 Nov 2022 04:42:00 GMT")
    items = "".join(f"<item><guid>{d}</guid><pubDate>{d}</pubDate></item>" for d in dates)
    feed = read(rss(items), seen_at=SEEN)
    assert [one.published and one.published.value for one in feed.entries] == [
        None,
        SEEN,
        datetime(2022, 11, 14, 4, 42, tzinfo=UTC),
    ]
    assert codes(feed) >= {"bad-date", "date-in-future"}
