"""Feeds as they are: three formats, broken ones, dates with and without a zone."""

from __future__ import annotations

import pytest

from copydesk.demo.archive import feed_entries
from copydesk.demo.feeds import CONTENT_TYPES
from copydesk.demo.server import site_feed
from copydesk.demo.sites import SITES, Site
from copydesk.demo.state import State
from copydesk.errors import PermanentError
from copydesk.poll import ParsedFeed, parse_feed

URL = "https://a.example/feeds/rss.xml"


def rss(items: str, head: str = "<title>Desk</title><language>id</language>") -> bytes:
    return f"<rss version='2.0'><channel>{head}{items}</channel></rss>".encode()


def parse(body: bytes, content_type: str = "application/xml") -> ParsedFeed:
    return parse_feed(body, url=URL, headers={"content-type": content_type})


def test_rss_with_everything() -> None:
    feed = parse(
        rss(
            "<item><guid isPermaLink='false'>7</guid><title>A &amp; B</title><link>/story</link>"
            "<description>&lt;b&gt;S&lt;/b&gt;</description><category>World</category>"
            "<pubDate>Mon, 14 Nov 2022 04:42:00 +0330</pubDate>"
            "<author>ann@example.com (Ann)</author>"
            "<enclosure url='https://a.example/1.jpg' type='image/jpeg' length='12'/></item>"
        )
    )
    assert (feed.title, feed.language) == ("Desk", "id")
    [entry] = feed.entries
    assert (entry.key, entry.id, entry.title) == ("7", "7", "A & B")
    assert entry.link == "https://a.example/story"
    assert entry.summary == "<b>S</b>"
    assert entry.published is not None
    assert entry.published.value.isoformat() == "2022-11-14T01:12:00+00:00"
    assert entry.published.offset == "+03:30"
    assert entry.updated is None
    assert entry.categories == ("World",)
    assert entry.authors == ("Ann",)
    assert [(e.href, e.type, e.length) for e in entry.enclosures] == [
        ("https://a.example/1.jpg", "image/jpeg", 12)
    ]


@pytest.mark.parametrize(
    ("text", "value", "offset"),
    [
        ("Mon, 14 Nov 2022 04:42:00 GMT", "2022-11-14T04:42:00+00:00", "+00:00"),
        ("Mon, 14 Nov 2022 04:42:00 -0500", "2022-11-14T09:42:00+00:00", "-05:00"),
        ("2022-11-14T04:42:00+07:00", "2022-11-13T21:42:00+00:00", "+07:00"),
        ("2022-11-14T04:42:00Z", "2022-11-14T04:42:00+00:00", "+00:00"),
        ("2022-11-14T04:42:00", "2022-11-14T04:42:00+00:00", None),
        ("Mon, 14 Nov 2022 04:42:00", "2022-11-14T04:42:00+00:00", None),
    ],
)
def test_dates_keep_the_offset_they_are_written_with(
    text: str, value: str, offset: str | None
) -> None:
    [entry] = parse(
        rss(f"<item><link>https://a.example/1</link><pubDate>{text}</pubDate></item>")
    ).entries
    assert entry.published is not None
    assert (entry.published.value.isoformat(), entry.published.offset) == (value, offset)


def test_a_date_that_is_none_is_left_out() -> None:
    [entry] = parse(
        rss("<item><link>https://a.example/1</link><pubDate>today</pubDate></item>")
    ).entries
    assert entry.published is None


def test_what_breaks_off_is_read_as_far_as_it_goes() -> None:
    whole = rss("<item><link>https://a.example/1</link><title>One</title></item>" * 1)
    broken = whole.replace(b"</channel></rss>", b"<item><title>Two &nbsp; <broken")
    assert [entry.title for entry in parse(broken).entries][:1] == ["One"]


@pytest.mark.parametrize(
    "body", [b"", b"<html><body><p>Not a feed</p></body></html>", b"\x00\x01", b"{}", b"<x/>"]
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(PermanentError) as caught:
        parse(body)
    assert caught.value.code == "not-a-feed"


def test_an_empty_feed_is_a_feed() -> None:
    assert parse(rss("")).entries == ()


def test_the_charset_of_the_header_is_believed() -> None:
    body = rss("<item><link>https://a.example/1</link><title>Новости</title></item>").decode()
    feed = parse(body.encode("windows-1251"), "text/xml; charset=windows-1251")
    assert feed.entries[0].title == "Новости"


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_the_newsrooms_feeds_lose_nothing(site: Site) -> None:
    text, _ = site_feed(site, State(start=1_790_000_000, port=80), 100.0)
    headers = {"content-type": CONTENT_TYPES[site.feed_format]}
    feed = parse_feed(text.encode(site.encoding), url=site.feed_url(80), headers=headers)
    listed = feed_entries(site, 100.0)
    assert [entry.title for entry in feed.entries] == [
        version.headline for one in listed if (version := one.version(100.0))
    ]
    assert all(entry.published and entry.published.offset for entry in feed.entries)
