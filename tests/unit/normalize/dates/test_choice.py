"""Which date is believed where several disagree, and in which zone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from .finding import FETCHED, find, ld, shown


def test_the_feeds_zone_where_it_shows_the_same_clock() -> None:
    found = find("<p>14 Nov 2022 04:42</p>", feed="Mon, 14 Nov 2022 04:42:00 +0330")
    assert shown(found.published) == "2022-11-14T01:12 +03:30 feed minute"
    assert found.provenance["published"].from_ == "page text"


def test_the_feeds_instant_tells_the_pages_zone() -> None:
    found = find('<p class="date">24 Nov 2026 15:12</p>', feed="Tue, 24 Nov 2026 09:42:00 GMT")
    assert shown(found.published) == "2026-11-24T09:42 +05:30 feed minute"


def test_the_country_where_the_feed_shows_another_time() -> None:
    body = '<p class="date">24 Nov 2026 15:12</p>'
    found = find(body, lang="en-IN", feed="Tue, 24 Nov 2026 11:17:00 +0530")
    assert shown(found.published) == "2026-11-24T09:42 +05:30 country minute"


@pytest.mark.parametrize(
    ("url", "head", "lang", "zone"),
    [
        ("https://paper.co.ke/x", "", "en", "+03:00 country"),
        ("https://paper.co.uk/x", "", "en", "+00:00 country"),
        ("https://paper.tv/x", "", "en", "None assumed"),
        ("https://paper.com.co/x", "", "es", "-05:00 country"),
        ("https://paper.test/x", '<meta property="og:locale" content="fi_FI">', "fi",
         "+02:00 country"),
        ("https://paper.test/x", "", "tr-TR", "+03:00 country"),
        ("https://paper.test/x", "", "zh-Hans-CN", "+08:00 country"),
        # Six zones, and no zone.
        ("https://paper.test/x", "", "en-US", "None assumed"),
        ("https://paper.test/x", "", "ckb", "None assumed"),
    ],
)  # fmt: skip
def test_a_country_with_one_zone(url: str, head: str, lang: str, zone: str) -> None:
    found = find('<p class="date">24 November 2026 14:05</p>', url=url, head=head, lang=lang)
    assert (shown(found.published) or "").endswith(f"{zone} minute")


def test_summer_time_holds_in_summer() -> None:
    found = find('<p class="date">24. Juli 2026, 14:05</p>', lang="de-DE")
    assert shown(found.published) == "2026-07-24T12:05 +02:00 country minute"


def test_utc_that_is_local_time_by_the_printed_zone() -> None:
    found = find(
        '<time class="entry-date updated">Nov 14, 2026 2:35 PM WAT</time>',
        head=ld('"datePublished":"2026-11-14T14:35:00+00:00"'),
    )
    assert shown(found.published) == "2026-11-14T13:35 +01:00 page minute"


def test_utc_that_is_local_time_by_the_feed() -> None:
    found = find(
        head=ld('"datePublished":"2026-11-14T14:35:00Z"'), feed="Sat, 14 Nov 2026 14:35:00 +0500"
    )
    assert shown(found.published) == "2026-11-14T09:35 +05:00 feed minute"


def test_utc_that_is_local_time_since_it_would_be_in_the_future() -> None:
    found = find(head=ld('"datePublished":"2026-11-25T09:00:00Z"'), lang="fa-IR")
    assert shown(found.published) == "2026-11-25T05:30 +03:30 country minute"


def test_utc_is_shown_in_the_zone_of_the_printed_time() -> None:
    found = find(
        '<time datetime="2026-11-18T22:48:10Z">18 nov 2026, 23:48</time>',
        head=ld('"datePublished":"2026-11-18T22:48:10Z"'),
        lang="nl-NL",
    )
    assert shown(found.published) == "2026-11-18T22:48 +01:00 page second"


def test_a_time_without_zone_takes_that_of_another_date_of_the_page() -> None:
    found = find(
        '<p class="date">Stand: 14.11.2026, 16:05 Uhr</p>',
        head=ld('"datePublished":"2026-11-14T10:48:00+01:00"'),
        lang="de",
    )
    assert shown(found.modified) == "2026-11-14T15:05 +01:00 page minute"


def test_a_date_in_the_future_is_not_believed() -> None:
    found = find(
        head=ld('"datePublished":"2036-11-24T10:00:00Z"'), url="https://paper.example/2026/11/24/x"
    )
    assert shown(found.published) == "2026-11-24T00:00 None assumed day"


@pytest.mark.parametrize("epoch", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00", "0"])
def test_an_epoch_is_no_date(epoch: str) -> None:
    found = find('<p class="date">24 Nov 2026</p>', head=ld(f'"datePublished":"{epoch}"'))
    assert shown(found.published) == "2026-11-24T00:00 None assumed day"


def test_the_time_of_the_crawl_is_not_believed_against_others() -> None:
    now = (FETCHED - timedelta(seconds=5)).isoformat()
    found = find('<p class="date">12 Nov 2026</p>', head=ld(f'"datePublished":"{now}"'))
    assert shown(found.published) == "2026-11-12T00:00 None assumed day"


def test_news_of_this_minute_is_believed() -> None:
    now = (FETCHED - timedelta(seconds=60)).isoformat()
    found = find(head=ld(f'"datePublished":"{now}"'), feed=now)
    assert shown(found.published) == "2026-11-25T05:59 +00:00 page minute"


def test_two_kinds_of_sources_outvote_one() -> None:
    found = find(
        '<p class="date">12 Nov 2026 10:00 CET</p>',
        head=ld('"datePublished":"2026-11-20T10:00:00+01:00"'),
        url="https://paper.example/2026/11/12/x",
    )
    assert shown(found.published) == "2026-11-12T09:00 +01:00 page minute"


def test_the_finest_of_those_that_agree() -> None:
    found = find(
        '<span class="date">2026-11-24 16:05:22</span>',
        head='<meta name="publishdate" content="2026-11-24">',
        lang="zh-CN",
    )
    assert shown(found.published) == "2026-11-24T08:05 +08:00 country second"


def test_an_update_apart_from_the_publication_in_one_line() -> None:
    found = find(
        '<span class="aika">14.11.2026 14:05 | päivitetty 14.11.2026 18:10</span>', lang="fi-FI"
    )
    assert shown(found.published) == "2026-11-14T12:05 +02:00 country minute"
    assert shown(found.modified) == "2026-11-14T16:10 +02:00 country minute"


@pytest.mark.parametrize(
    ("label", "lang"),
    [("Updated", "en"), ("Diperbarui", "id"), ("Обновлено", "ru"), ("Bijgewerkt:", "nl"),
     ("آخر تحديث:", "ar"), ("به‌روزرسانی:", "fa"), ("更新", "zh"), ("업데이트", "ko"),
     ("Mis à jour le", "fr"), ("Aktualisiert:", "de"), ("Güncelleme:", "tr")],
)  # fmt: skip
def test_a_label_tells_an_update(label: str, lang: str) -> None:
    found = find(f'<p class="meta">{label} 2026-11-24 10:00</p>', lang=lang)
    assert found.published is None
    assert shown(found.modified) == "2026-11-24T10:00 None assumed minute"


def test_an_update_of_which_only_the_time_is_printed() -> None:
    found = find('<p class="date">24. 11. 2026 14:05, aktualizováno 15:10</p>', lang="cs-CZ")
    assert shown(found.published) == "2026-11-24T13:05 +01:00 country minute"
    assert shown(found.modified) == "2026-11-24T14:10 +01:00 country minute"


def test_an_update_before_the_publication_is_none() -> None:
    found = find(
        head=ld(
            '"datePublished":"2026-11-24T09:48:31+02:00","dateModified":"2026-11-24T07:50:02+02:00"'
        )
    )
    assert shown(found.published) == "2026-11-24T07:48 +02:00 page second"
    assert found.modified is None


def test_an_update_by_the_feed() -> None:
    found = find(feed="2026-11-24T10:00:00+01:00", updated="2026-11-24T12:30:00+01:00")
    assert shown(found.modified) == "2026-11-24T11:30 +01:00 feed minute"
    assert found.provenance["modified"].from_ == "feed"


def test_what_more_sources_say_is_surer() -> None:
    alone = find(head=ld('"datePublished":"2026-11-24T10:00:00Z"'))
    agreed = find(
        '<p class="date">24 Nov 2026 10:00</p>',
        head=ld('"datePublished":"2026-11-24T10:00:00Z"'),
        url="https://paper.example/2026/11/24/x",
    )
    low = alone.provenance["published"].confidence
    high = agreed.provenance["published"].confidence
    assert low is not None
    assert high is not None
    assert 0 < low < high < 1
