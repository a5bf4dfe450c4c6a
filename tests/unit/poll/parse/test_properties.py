"""Whatever comes, the parser gives a feed or its one error, and the same each time."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.dates import read_date
from copydesk.errors import PermanentError
from copydesk.poll import ParsedFeed, discover, parse_feed

from .reading import URL, atom, rss

SEEN = datetime(2026, 1, 1, tzinfo=UTC)
_PIECES = st.sampled_from(
    ["<item>", "</item>", "<title>", "</title>", "<link>", "<link href='/1'/>", "<guid>", "</guid>",
     "<pubDate>Mon, 14 Nov 2022 04:42:00 GMT</pubDate>", "<entry>", "</entry>", "<![CDATA[", "]]>",
     "<!--", "-->", "&amp;", "&", "&#8217;", "&eacute;", "<content type='xhtml'>", "</content>",
     "<rss>", "</rss>", "<channel>", "</channel>", "<feed xmlns='http://www.w3.org/2005/Atom'>",
     "<dc:creator>", "<media:group>", "<?xml version='1.0' encoding='koi8-r'?>", "<!DOCTYPE r [",
     "xml:base='a/'", "<p>", "\0", "\ud800", "<georss:point>1 2</georss:point>", "ёж", "<"]
)  # fmt: skip
_DOCUMENTS = st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=40).map("".join)
_WORDS = st.text(
    st.characters(codec="koi8-r", categories=["L", "N", "Zs"]), min_size=1, max_size=30
)
_DATE_PIECES = st.sampled_from(
    ["14", "Nov", "2022", "04:42", ":00", "GMT", "+0330", "-", "/", ".", ",", " ", "T", "Z", "pm",
     "ноября", "年", "de", "20221114", "99", "mars", "오후"]
)  # fmt: skip
_DATES = st.one_of(st.text(max_size=40), st.lists(_DATE_PIECES, max_size=12).map("".join))


def outcome(body: bytes) -> ParsedFeed | str:
    """Return the feed, or the code of the only error that may come."""
    try:
        return parse_feed(body, url=URL, seen_at=SEEN)
    except PermanentError as error:
        return error.code


def check_any(text: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    first = outcome(body)
    assert outcome(body) == first
    assert first == "not-a-feed" or isinstance(first, ParsedFeed)
    discover(body, url=URL)


def check_bytes(body: bytes) -> None:
    assert outcome(body) in ("not-a-feed", "too-large") or isinstance(outcome(body), ParsedFeed)


def check_date(text: str) -> None:
    found = read_date(text, seen_at=SEEN)
    if found is not None:
        assert found.value <= SEEN
        assert found.value.tzinfo is UTC
        assert read_date(text, seen_at=SEEN) == found


@given(_DOCUMENTS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_pieces_of_feeds(text: str) -> None:
    check_any(text)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes(body: bytes) -> None:
    check_bytes(body)


@given(_DATES)
@settings(deadline=None)
def test_any_date(text: str) -> None:
    check_date(text)


@given(st.integers(10**5, 1_767_000_000), st.integers(-720, 840))
def test_a_date_is_read_as_it_was_written(seconds: int, minutes: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    sign, east = "-" if minutes < 0 else "+", abs(minutes)
    zone = f"{sign}{east // 60:02}{east % 60:02}"
    for form in ("%a, %d %b %Y %H:%M:%S ", "%Y-%m-%dT%H:%M:%S"):
        found = read_date(moment.strftime(form) + zone)
        assert found is not None
        expected = datetime.fromisoformat(moment.strftime("%Y-%m-%dT%H:%M:%S") + zone)
        assert found.value == expected
        assert found.offset == f"{zone[:3]}:{zone[3:]}"


@given(st.lists(_WORDS, min_size=1, max_size=4), st.sampled_from([rss, atom]))
@settings(deadline=None)
def test_the_charset_makes_no_difference(titles: list[str], document: Callable[[str], str]) -> None:
    name = "item" if document is rss else "entry"
    inner = "".join(
        f"<{name}><id>{n}</id><title>{t}</title></{name}>" for n, t in enumerate(titles)
    )
    expected = parse_feed(document(inner).encode(), url=URL).entries
    for charset in ("utf-16", "koi8-r", "utf-8"):
        text = f'<?xml version="1.0" encoding="{charset}"?>{document(inner)}'
        # One or two letters of KOI8-R can be UTF-8 by chance, and count as that.
        with contextlib.suppress(UnicodeDecodeError):
            if charset == "koi8-r" and text.encode(charset).decode() != text:
                continue
        assert parse_feed(text.encode(charset), url=URL).entries == expected


@pytest.mark.soak
@pytest.mark.timeout(1000)
@pytest.mark.parametrize("check", [check_any, check_date, check_bytes])
def test_for_ten_minutes(check: Callable[[object], None]) -> None:
    made = {check_any: _DOCUMENTS, check_date: _DATES, check_bytes: st.binary(max_size=2000)}[check]
    end = time.monotonic() + 600

    @given(made)
    @settings(max_examples=2000, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    def run(value: object) -> None:
        check(value)

    while time.monotonic() < end:
        run()
