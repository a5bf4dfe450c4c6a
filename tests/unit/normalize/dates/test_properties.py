"""Any date in any of CLDR's forms is read back; no input raises anything or grows the work."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from copydesk.dates import read_stamp
from copydesk.dates.cldr import LANGUAGES
from copydesk.dates.localized import _of_language
from copydesk.dates.reader import dates_in
from copydesk.normalize.dates import find_dates
from copydesk.normalize.page import parse_page
from tests.pages import entry

from .finding import find

DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))
CLOCKS = st.times().map(lambda t: time(t.hour, t.minute))
# Their full form has another calendar, an order or a particle that no newspaper page uses.
ODD = {"mn", "fil", "lv", "eu", "ja", "ko", "zh"}
SCRIPTS = "0٠۰०০๐០၀０"


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one not in ODD])
def test_a_long_date_of_a_language_is_read_back(language: str) -> None:
    for month in range(1, 13):
        day = date(2026, month, 24)
        text = format_date(day, "d MMMM y", locale=language)
        found = read_stamp(text, language=language)
        assert found is not None, text
        assert found.local.date() == day, text


@given(day=DAYS, clock=CLOCKS, zero=st.sampled_from(SCRIPTS))
def test_numbers_in_the_digits_of_any_script(day: date, clock: time, zero: str) -> None:
    digits = str.maketrans("0123456789", "".join(chr(ord(zero) + at) for at in range(10)))
    found = read_stamp(f"{day:%Y-%m-%d} {clock:%H:%M}".translate(digits))
    assert found is not None
    assert found.local == datetime.combine(day, clock)


@given(day=DAYS)
def test_jalali_dates(day: date) -> None:
    jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
    found = read_stamp(f"{jalali.year}/{jalali.month:02}/{jalali.day:02}", language="fa")
    assert found is not None
    assert found.local.date() == day


@given(day=st.dates(date(2019, 5, 1), date(2035, 12, 31)))
def test_reiwa_dates(day: date) -> None:
    found = read_stamp(f"令和{day.year - 2018}年{day.month}月{day.day}日", language="ja")
    assert found is not None
    assert found.local.date() == day


@settings(deadline=None)
@given(text=st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    dates_in(text, "en", None)
    find(f"<p class='date'>{text.replace('<', ' ')}</p>")


@settings(deadline=None)
@given(text=st.text(alphabet="0123456789-/:.,+ TZ年月日apm٣۳", max_size=100))
def test_no_digits_raise(text: str) -> None:
    find(f"<p class='date'>{text}</p>", head=f'<meta name="date" content="{text}">')


@pytest.mark.parametrize("text", ["9" * 5000, "9" * 14, "99999999999-99-99", "1e400", "²⁴/¹¹/²⁰²⁶"])
def test_huge_and_odd_numbers(text: str) -> None:
    find(f'<span class="date" data-timestamp="{text}">{text}</span>')


def test_ten_thousand_dates_in_a_page() -> None:
    body = "".join(
        f'<div class="date">{1 + at % 28} March {2000 + at % 20} 10:00</div>'
        for at in range(10_000)
    )
    found = find('<div class="date">24 Nov 2026 10:00 CET</div>' + body)
    assert found.published is not None


def test_what_makes_patterns_go_back_and_forth() -> None:
    for text in ("1" + " ./-," * 3000, "jan" * 3000, "12:" * 3000, " " * 9000, "2026年" * 2000):
        dates_in(text[:300])
        find(f'<div class="date">{text}</div>')


def test_a_deep_page_is_no_deeper_work() -> None:
    deep = "<div>" * 150 + "24 Nov 2026" + "</div>" * 150
    page = parse_page(f"<html><body>{deep}</body></html>", max_depth=500)
    known = entry("https://a.example/x")
    found = find_dates(page, known, fetched_at=datetime(2026, 11, 25, tzinfo=UTC))
    assert found.published is not None


def test_the_table_of_words_is_what_babel_has() -> None:
    # In a process of its own: what Babel says depends on what it said before.
    script = Path(__file__).parents[4] / "scripts" / "date_words.py"
    subprocess.run([sys.executable, str(script), "--check"], check=True)


def test_what_a_date_means_does_not_depend_on_dates_before() -> None:
    text = "24 בapr 2026"
    assert read_stamp(text, language="he") is None
    read_stamp("24 aprel 2026", language="az")
    _of_language.cache_clear()
    assert read_stamp(text, language="he") is None
