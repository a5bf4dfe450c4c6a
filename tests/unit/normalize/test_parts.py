"""Charset, dates, headline, furniture: one by one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from copydesk.errors import DecodeError
from copydesk.events import Block, FeedDate
from copydesk.normalize.charset import decode_page
from copydesk.normalize.dates import Dates, find_dates
from copydesk.normalize.furniture import separate
from copydesk.normalize.headline import main_headline
from copydesk.normalize.hygiene import clean_text
from copydesk.normalize.page import Page, declared_language, parse_page
from tests.pages import entry

RUSSIAN = "Набережную открыли после ремонта на месяц раньше обещанного срока"


def page(html: str) -> Page:
    return parse_page(f"<html>{html}</html>", max_depth=100)


def test_a_class_that_a_missing_quote_made_of_half_a_page_is_cut() -> None:
    tree = page(
        f"<p class='lead' id='{'x' * 5000}'><b class='y\x01\t{'y ' * 5000}'>Boat</b></p>"
    ).tree
    [paragraph], [bold] = tree.iter("p"), tree.iter("b")
    assert (paragraph.get("class"), len(paragraph.get("id", ""))) == ("lead", 1000)
    assert len(bold.get("class", "")) == 1000


@pytest.mark.parametrize(
    ("body", "http", "text"),
    [
        (RUSSIAN.encode(), "windows-1251", RUSSIAN),
        (RUSSIAN.encode("windows-1251"), "windows-1251", RUSSIAN),
        (RUSSIAN.encode("windows-1251"), "no-such-charset", RUSSIAN),
        (b'<meta charset="koi8-r">' + RUSSIAN.encode("koi8-r"), None, RUSSIAN),
        (b"\xef\xbb\xbf" + RUSSIAN.encode(), "koi8-r", RUSSIAN),
        (b"\xff\xfe" + RUSSIAN.encode("utf-16-le"), None, RUSSIAN),
        ("百年石桥".encode("gb18030"), "gb2312", "百年石桥"),
        ("“quoted”".encode("windows-1252"), "iso-8859-1", "“quoted”"),
    ],
)
def test_the_charset_is_found(body: bytes, http: str | None, text: str) -> None:
    assert decode_page(body, http)[0].endswith(text)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(DecodeError):
        decode_page(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "utf-8")


def test_text_is_cleaned_of_what_deceives_and_keeps_what_spells() -> None:
    assert clean_text("a\u202eb\u200b\u00ad\x00 \n\t c") == "ab c"
    assert clean_text("می\u200cماند") == "می\u200cماند"
    assert clean_text("e\u0301") == "é"


FEED = FeedDate(value=datetime(2022, 11, 14, 1, 12, tzinfo=UTC), offset="+03:30", text="x")


@pytest.mark.parametrize(
    ("html", "from_feed", "value", "offset", "zone_from"),
    [
        (
            '<meta property="article:published_time" content="2022-11-14T05:00:00+07:00">',
            FEED,
            "2022-11-13T22:00:00+00:00",
            "+07:00",
            "page",
        ),
        ("<p>14 Nov 2022 04:42</p>", FEED, "2022-11-14T01:12:00+00:00", "+03:30", "feed"),
        (
            '<meta name="date" content="2022-11-14T04:42:00">',
            FEED,
            "2022-11-14T01:12:00+00:00",
            "+03:30",
            "feed",
        ),
        (
            '<meta name="date" content="2022-11-14T04:42:00">',
            None,
            "2022-11-14T04:42:00+00:00",
            None,
            "assumed",
        ),
        (
            '<time datetime="2022-11-14T04:42-05:30">x</time>',
            None,
            "2022-11-14T10:12:00+00:00",
            "-05:30",
            "page",
        ),
    ],
)
def test_the_instant_and_its_zone(
    html: str, from_feed: FeedDate | None, value: str, offset: str | None, zone_from: str
) -> None:
    found = find_dates(page(html), entry("https://a.example/", published=from_feed)).published
    assert found is not None
    assert (found.value.isoformat(), found.offset, found.zone_from) == (value, offset, zone_from)


def test_no_date_is_no_date() -> None:
    assert find_dates(page("<p>x</p>"), entry("https://a.example/")) == Dates()


@pytest.mark.parametrize(
    ("html", "feed_title", "headline", "source"),
    [
        (
            "<title>A ferry is back - The Post</title><h1>The Post</h1><h1>A ferry is back</h1>",
            None,
            "A ferry is back",
            "page text",
        ),
        ("<title>A ferry is back | The Post</title>", None, "A ferry is back", "title"),
        ("<title>The Post</title>", "A ferry is back", "A ferry is back", "feed"),
        (
            '<meta property="og:title" content="A ferry is back"><h1>Weather today</h1>',
            None,
            "A ferry is back",
            "opengraph",
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle",'
            '"headline":"Ferry &amp; boat"}</script>',
            None,
            "Ferry & boat",
            "json-ld",
        ),
        ("<header><h1>The Post</h1></header>", None, "The Post", "page text"),
        (
            "<title>Town Herald : The ferry is back</title>"
            '<meta property="og:title" content="Town Herald - news of the town">'
            "<h1>Town Herald Online</h1><h2>The ferry is back</h2>",
            None,
            "The ferry is back",
            "page text",
        ),
        (
            "<title>WM | Kivuko kimerejea baada ya miaka</title><h1>Wizara ya Meli</h1>"
            "<h2>Kivuko kimerejea baada ya miaka</h2><h2>Habari nyingine za wiki</h2>",
            None,
            "Kivuko kimerejea baada ya miaka",
            "page text",
        ),
        ("<p>nothing</p>", None, None, ""),
    ],
)
def test_the_headline_is_the_articles_and_not_the_sites(
    html: str, feed_title: str | None, headline: str | None, source: str
) -> None:
    assert main_headline(page(html), feed_title, {"thepost"}) == (headline, source)


def blocks(*texts: str) -> list[Block]:
    return [Block(kind="paragraph", text=text) for text in texts]


def test_a_dash_is_a_dateline_only_after_the_sites_name() -> None:
    for lead, source in (("The Post - It rained.", "The Post"), ("Rain - it fell.", None)):
        parts = separate(
            page("<p>x</p>"), blocks(lead), headline=None, above=None, site_names={"thepost"}
        )
        assert (parts.dateline and parts.dateline.source) == source


def test_a_sign_off_glued_to_the_last_word_is_taken_off() -> None:
    parts = separate(
        page("<p>x</p>"), blocks("It rained.[TP/r]"), headline=None, above=None, site_names=set()
    )
    assert (parts.sign_off, parts.blocks[-1].text) == ("[TP/r]", "It rained.")


def test_a_standfirst_without_a_mark_is_known_by_its_missing_stop() -> None:
    standfirst = "Fares will not change until the end of March"
    texts = ["One.", standfirst, "Two.", "Three.", "Four."]
    parts = separate(page("<p>x</p>"), blocks(*texts), headline=None, above=None, site_names=set())
    assert parts.standfirst == standfirst
    assert [block.text for block in parts.blocks] == ["One.", "Two.", "Three.", "Four."]


@pytest.mark.parametrize(
    ("markup", "tag"),
    [
        ("<html lang='en_us'>", "en-US"),
        ("<html lang='zh-hans-cn'>", "zh-Hans-CN"),
        ("<html lang=''><meta property='og:locale' content='fr_CA'>", "fr-CA"),
        ("<html lang='{{lang}}'><meta http-equiv='Content-Language' content='sw'>", "sw"),
        ("<html xml:lang='pt-br'>", "pt-BR"),
        ("<html><body lang='iw'>", "he"),
        (
            '<html><script type="application/ld+json">{"@type": "Article", "inLanguage": "am"}'
            "</script>",
            "am",
        ),
        ("<html lang='english'>", None),
        ("<html lang='en-US'><meta property='og:locale' content='el_GR'>", "el-GR"),
        ("<html lang='fil-PH'><meta property='og:locale' content='en_US'>", "fil-PH"),
        ("<html lang='en-GB'><meta property='og:locale' content='en_US'>", "en-GB"),
    ],
    ids=[
        *("locale", "script", "empty", "template", "xml", "body", "json-ld", "no-tag"),
        *("templates-english", "plugins-english", "english"),
    ],
)
def test_the_first_declared_language_that_is_one_counts(markup: str, tag: str | None) -> None:
    assert declared_language(parse_page(f"{markup}<p>x</p>", max_depth=100)) == tag
