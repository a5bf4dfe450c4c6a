"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from copydesk.events import Enclosure
from copydesk.poll import ParsedFeed

from .reading import read

VERSION = "https://jsonfeed.org/version/1.1"


def feed(items: list[Any], **more: Any) -> ParsedFeed:
    return read(orjson.dumps({"version": VERSION, "title": "Desk", "items": items, **more}))


def test_all_of_it() -> None:
    found = feed(
        [
            {
                "id": 7,
                "url": "/1",
                "title": "A &amp; B",
                "content_html": '<img src="p.png">',
                "summary": "S",
                "date_published": "2022-11-14T04:42:00+03:30",
                "date_modified": "2022-11-15T04:42:00Z",
                "tags": ["World", 3],
                "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}],
                "language": "id",
            }
        ],
        home_page_url="https://a.example/",
        feed_url="https://a.example/feed.json",
        next_url="?page=2",
        language="en",
        authors=[{"name": "Ann"}],
        hubs=[{"type": "WebSub", "url": "https://hub.example/"}],
    )
    [one] = found.entries
    assert (found.format, found.title, found.language) == ("JSON Feed 1.1", "Desk", "en")
    assert found.links.hubs == ("https://hub.example/",)
    assert found.links.next == "https://a.example/feeds/all.xml?page=2"
    # JSON has decoded all there is to decode.
    assert (one.id, one.link, one.title) == ("7", "https://a.example/1", "A &amp; B")
    assert one.content == '<img src="https://a.example/feeds/p.png">'
    assert one.published is not None
    assert one.published.offset == "+03:30"
    assert (one.authors, one.categories, one.language) == (("Ann",), ("World", "3"), "id")
    assert one.enclosures == (
        Enclosure(href="https://a.example/feeds/a.mp3", type="audio/mpeg", length=9),
    )


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ({"external_url": "https://b.example/"}, "https://b.example/"),
        ({"id": "https://a.example/1"}, "https://a.example/1"),
        ({"id": "1"}, None),
    ],
)
def test_links(item: dict[str, str], link: str | None) -> None:
    assert feed([item]).entries[0].link == link


def test_version_1_0_has_one_author() -> None:
    assert feed([{"author": {"name": "Ann"}, "content_text": "x"}]).entries[0].authors == ("Ann",)


def test_what_is_of_the_wrong_kind_is_left_out() -> None:
    found = feed(
        [None, "x", {"title": {}, "tags": "x", "attachments": [1, {}], "authors": {}}], hubs=1
    )
    [one] = found.entries
    assert (one.title, one.categories, one.enclosures) == (None, (), ())
