"""Dates as pages of many languages print them under the headline."""

from __future__ import annotations

import pytest

from .finding import find, shown


def printed(text: str, lang: str) -> str | None:
    return shown(find(f'<div class="date">{text}</div>', lang=lang).published)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("24. November 2026, 14:05 Uhr", "de-DE", "2026-11-24T13:05 +01:00 country minute"),
        ("Publié le 24/11/2026 à 14h05", "fr-FR", "2026-11-24T13:05 +01:00 country minute"),
        ("24 de noviembre de 2026 14:05 h", "es-CO", "2026-11-24T19:05 -05:00 country minute"),
        ("24 novembre 2026 alle 14:05", "it-IT", "2026-11-24T13:05 +01:00 country minute"),
        ("24 listopada 2026, 14:05", "pl-PL", "2026-11-24T13:05 +01:00 country minute"),
        ("24. studenoga 2026. u 14:05", "hr-HR", "2026-11-24T13:05 +01:00 country minute"),
        ("2026. november 24. 14:05", "hu-HU", "2026-11-24T13:05 +01:00 country minute"),
        ("2026 m. lapkričio 24 d. 14:05", "lt-LT", "2026-11-24T12:05 +02:00 country minute"),
        ("2026. gada 24. novembrī, 14:05", "lv-LV", "2026-11-24T12:05 +02:00 country minute"),
        ("24 Νοεμβρίου 2026, 2:05 μ.μ.", "el-GR", "2026-11-24T12:05 +02:00 country minute"),
        ("24 ноября 2026, 14:05", "ru-BY", "2026-11-24T11:05 +03:00 country minute"),
        ("24 Kasım 2026 - 14:05", "tr-TR", "2026-11-24T11:05 +03:00 country minute"),
        ("24 בנובמבר 2026, 14:05", "he-IL", "2026-11-24T12:05 +02:00 country minute"),
        ("الثلاثاء 24 نوفمبر 2026 - 2:05 م", "ar-EG", "2026-11-24T12:05 +02:00 country minute"),
        ("24 نوفمبر/تشرين الثاني 2026", "ar-QA", "2026-11-23T21:00 +03:00 country day"),
        ("٢٤ تشرين الثاني ٢٠٢٦ ٠٨:٠٥ صباحا", "ar-LB", "2026-11-24T06:05 +02:00 country minute"),
        ("۲۲ نومبر ۲۰۲۶، صبح ۱۱:۰۰ بجے", "ur-PK", "2026-11-22T06:00 +05:00 country minute"),
        ("24 नवंबर 2026, 2:05 PM IST", "hi-IN", "2026-11-24T08:35 +05:30 page minute"),
        ("২৪ নভেম্বর ২০২৬, ১৪:০৫", "bn-BD", "2026-11-24T08:05 +06:00 country minute"),
        ("24 พ.ย. 2569 เวลา 14:05 น.", "th-TH", "2026-11-24T07:05 +07:00 country minute"),
        ("២៤ វិច្ឆិកា ២០២៦ ១៤:០៥", "km-KH", "2026-11-24T07:05 +07:00 country minute"),
        ("Ngày 24 tháng 11 năm 2026 14:05", "vi-VN", "2026-11-24T07:05 +07:00 country minute"),
        ("Selasa, 24 November 2026 14:05 WIB", "id-ID", "2026-11-24T07:05 +07:00 page minute"),
        ("24 Nov 2026 14:05 WITA", "id-ID", "2026-11-24T06:05 +08:00 page minute"),
        ("2026年11月24日 下午2:05", "zh-TW", "2026-11-24T06:05 +08:00 country minute"),
        ("2026年11月24日 14時05分", "ja-JP", "2026-11-24T05:05 +09:00 country minute"),
        ("입력 2026.11.24 오후 2:05", "ko-KR", "2026-11-24T05:05 +09:00 country minute"),
        ("2026-11-24 14:05 北京时间", "zh-SG", "2026-11-24T06:05 +08:00 page minute"),
        ("24 листопада 2026, 14:05", "uk-UA", "2026-11-24T12:05 +02:00 country minute"),
        ("24 қараша 2026 14:05", "kk-KZ", "2026-11-24T09:05 +05:00 country minute"),
        ("24 ნოემბერი 2026, 14:05", "ka-GE", "2026-11-24T10:05 +04:00 country minute"),
        ("14:05 | 24 նոյեմբերի, 2026", "hy-AM", "2026-11-24T10:05 +04:00 country minute"),
        ("24 Novemba 2026 14:05", "sw-KE", "2026-11-24T11:05 +03:00 country minute"),
    ],
)  # fmt: skip
def test_months_digits_and_clocks_of_a_language(text: str, lang: str, expected: str) -> None:
    assert printed(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("24. 11. 2026 14:05", "sl-SI", "2026-11-24T13:05 +01:00 country minute"),
        ("2026 оны 11-р сарын 24", "mn", "2026-11-24T00:00 None assumed day"),
        ("2026-жыл, 24-ноябрь 14:05", "ky-KG", "2026-11-24T08:05 +06:00 country minute"),
        ("၂၀၂၆ ခုနှစ် နိုဝင်ဘာ ၂၄ ရက်", "my-MM", "2026-11-23T17:30 +06:30 country day"),
        ("午前9時5分 2026年11月24日", "ja-JP", "2026-11-24T00:05 +09:00 country minute"),
        ("Nov. 24, 2026, 4:05 p.m. ET", "en-US", "2026-11-24T21:05 -05:00 page minute"),
        ("July 24, 2026, 4:05 p.m. ET", "en-US", "2026-07-24T20:05 -04:00 page minute"),
        ("24 Jul 2026 | 2:05 pm IST", "en-IE", "2026-07-24T13:05 +01:00 page minute"),
    ],
)
def test_other_orders_words_and_zones(text: str, lang: str, expected: str) -> None:
    assert printed(text, lang) == expected


def test_a_jalali_date_in_persian_digits() -> None:
    assert printed("۰۳ آذر ۱۴۰۵ - ۱۴:۳۵", "fa-IR") == "2026-11-24T11:05 +03:30 country minute"


def test_a_jalali_date_in_numbers() -> None:
    assert printed("۱۴۰۵/۰۹/۰۳ - ۱۴:۳۵", "fa-IR") == "2026-11-24T11:05 +03:30 country minute"


def test_a_jalali_date_with_afghan_months() -> None:
    assert printed("سه‌شنبه، ۳ قوس ۱۴۰۵", "fa-AF") == "2026-11-23T19:30 +04:30 country day"


@pytest.mark.parametrize("text", ["令和8年11月24日 16時30分", "令和8年11月24日16:30"])
def test_a_year_of_a_japanese_era(text: str) -> None:
    assert printed(text, "ja-JP") == "2026-11-24T07:30 +09:00 country minute"


def test_the_first_year_of_an_era() -> None:
    assert printed("令和元年5月1日", "ja-JP") == "2019-04-30T15:00 +09:00 country day"


def test_a_year_of_the_republic_of_china() -> None:
    assert printed("民國115年11月24日 14:05", "zh-TW") == "2026-11-24T06:05 +08:00 country minute"


def test_a_buddhist_year_in_an_iso_date() -> None:
    found = find('<time datetime="2569-11-24T15:42:00+07:00">x</time>', lang="th")
    assert shown(found.published) == "2026-11-24T08:42 +07:00 page minute"


def test_bikram_sambat_beside_gregorian() -> None:
    text = "८ मङ्सिर २०८३, मङ्गलबार <span>(24 November 2026)</span>"
    assert printed(text, "ne-NP") == "2026-11-23T18:15 +05:45 country day"


def test_hijri_beside_gregorian() -> None:
    text = "الثلاثاء 14 جمادى الآخرة 1448هـ - 24 نوفمبر 2026م"
    assert printed(text, "ar-SA") == "2026-11-23T21:00 +03:00 country day"


def test_ethiopic_beside_gregorian() -> None:
    text = "ኅዳር 15 ቀን 2019 ዓ.ም. (24 ኖቬምበር 2026)"
    assert printed(text, "am-ET") == "2026-11-23T21:00 +03:00 country day"


def test_day_or_month_first_by_country() -> None:
    assert printed("11/03/2026 10:00 EST", "en-US") == "2026-11-03T15:00 -05:00 page minute"
    assert printed("03/11/2026 10:00", "en-GB") == "2026-11-03T10:00 +00:00 country minute"


def test_day_or_month_first_by_what_others_say() -> None:
    found = find('<div class="date">11/03/2026</div>', lang="en-GB",
                 url="https://paper.example/2026/11/03/x")  # fmt: skip
    assert shown(found.published) == "2026-11-03T00:00 +00:00 country day"


def test_a_word_that_is_also_a_zone() -> None:
    text = "24 november 2026 14:05 met video"
    assert printed(text, "nl-NL") == "2026-11-24T13:05 +01:00 country minute"
