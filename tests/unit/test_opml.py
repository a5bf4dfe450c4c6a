"""OPML 2.0 in and out."""

from __future__ import annotations

import pytest

from copydesk.errors import ConfigError
from copydesk.events import Feed
from copydesk.opml import read_opml, write_opml


def test_folders_are_tags_however_deep() -> None:
    found = read_opml(
        b'<opml version="2.0"><body><outline text="World"><outline text="Asia">'
        b'<outline type="rss" text="A" xmlUrl="https://a.example/rss" category="/x,y"/></outline>'
        b'</outline><outline text="B" xmlUrl="https://b.example/rss"/></body></opml>',
        "feeds.opml",
    )
    assert set(found["https://a.example/rss"].tags) == {"World", "Asia", "x", "y"}
    assert found["https://b.example/rss"] == Feed(url="https://b.example/rss", title="B")


def test_what_is_exported_is_imported_again() -> None:
    feeds = {
        url: Feed(url=url, title=title, tags=tags)
        for url, title, tags in (
            ("https://a.example/rss?a=1&b=2", "A & <B>", ("World", "Asia")),
            ("https://b.example/rss", "Новости", ()),
            ("https://c.example/rss", "C", ("World",)),
        )
    }
    found = read_opml(write_opml(feeds), "feeds.opml")
    assert {url: (f.title, sorted(f.tags)) for url, f in found.items()} == {
        url: (f.title, sorted(f.tags)) for url, f in feeds.items()
    }


def test_what_lists_no_feeds_is_refused() -> None:
    with pytest.raises(ConfigError, match="lists no feeds"):
        read_opml(b"<opml/>", "list.opml")
