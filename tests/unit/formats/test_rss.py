"""RSS: feedparser and expat read whatever an article says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.events import Article, Change
from copydesk.events.article import Medium
from copydesk.formats.rss import rss

from .made import NOON, articles, full, texts


def _rss(*shown: Article, **fields: Any) -> bytes:
    known = {
        "title": "Desk",
        "link": "https://desk.example/",
        "description": "The latest",
        "updated": NOON,
    }
    return rss(shown, **{**known, **fields})


def _read(document: bytes) -> Any:
    ElementTree.fromstring(document)
    feed = feedparser.parse(document)
    assert feed.bozo is False, feed.get("bozo_exception")
    assert feed.version == "rss20"
    return feed


def test_real_articles_are_read_without_complaint(real: list[Article]) -> None:
    feed = _read(_rss(*real))
    assert [entry.id for entry in feed.entries] == [a.article_id for a in real]
    assert all(entry.content[0].value for entry in feed.entries)


@given(st.lists(articles(), max_size=3), texts, texts, texts)
def test_arbitrary_articles_are_read_without_complaint(
    some: list[Article], title: str, link: str, description: str
) -> None:
    feed = _read(_rss(*some, title=title, link=link, description=description, feed_url=link))
    assert len(feed.entries) == sum(a.status == "usable" for a in some)


def test_an_item_says_what_the_article_knows() -> None:
    document = _rss(full(), feed_url="https://desk.example/rss.xml")
    feed = _read(document)
    assert feed.feed.title == "Desk"
    assert feed.feed.link == "https://desk.example/"
    assert feed.feed.language == "en"
    assert {"rel": "self", "href": "https://desk.example/rss.xml"}.items() <= (
        feed.feed.links[-1].items()
    )
    (entry,) = feed.entries
    assert entry.id == "urn:copydesk:article:1:full"
    assert entry.guidislink is False
    assert entry.link == "https://news.example/s%C3%B6der"
    assert entry.published == "Mon, 23 Nov 2026 12:00:00 +0000"
    assert entry.summary == "It sails &lt; again."
    assert [tag.term for tag in entry.tags] == ["Sea", "ferry", "boat"]
    assert [author.name for author in entry.authors] == ["Ana Ruiz", "Bo"]
    assert entry.source == {"href": "https://news.example/rss", "title": "News"}
    assert entry.media_content[0] == {
        "url": "https://news.example/bilder/b%C3%A5%20t.JPG",
        "type": "image/jpeg",
        "medium": "image",
        "width": "640",
        "height": "480",
    }
    item = ElementTree.fromstring(document).find("channel/item")
    assert item is not None
    assert item.findtext("title") == "Ferry & <b>boat</b>"
    encoded = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert encoded is not None
    assert encoded.startswith("<p>First &lt; &amp; second.</p>")
    assert encoded.endswith("<p>]]&gt;</p>")


def test_an_address_that_would_run_as_a_script_is_left_out() -> None:
    script = "javascript:alert(1)"
    document = _rss(full(canonical_url=script, url=script, media=(Medium(href=script),)))
    assert b"javascript" not in document
    _read(document)


def test_what_xml_forbids_is_left_out_and_nothing_else() -> None:
    text = "a\x00b\x08c\x0bd\x1fe\ufffef\uffffg\th\ud7ff\ue000\U0010ffff"
    item = ElementTree.fromstring(_rss(full(section=text))).find("channel/item")
    assert item is not None
    assert item.findtext("category") == "abcdefg\th\ud7ff\ue000\U0010ffff"


def test_a_withdrawn_article_is_not_shown() -> None:
    withdrawn = full(version=4, status="canceled", change=Change(kind="withdrawal"))
    assert _read(_rss(withdrawn, full())).entries == []


@pytest.mark.parametrize("updated", [NOON, NOON.astimezone(timezone(timedelta(hours=5)))])
def test_the_build_date_is_the_one_given(updated: datetime) -> None:
    for document in (_rss(updated=updated), _rss(full(), updated=updated)):
        built = ElementTree.fromstring(document).findtext("channel/lastBuildDate")
        assert built == "Mon, 23 Nov 2026 12:00:00 +0000"


def test_a_source_without_a_date_gets_none() -> None:
    document = _rss(full(published=None))
    assert ElementTree.fromstring(document).find("channel/item/pubDate") is None


def test_the_oldest_and_newest_dates_are_written() -> None:
    for updated in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        _read(_rss(full(), updated=updated))
