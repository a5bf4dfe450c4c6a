"""JSON Feed: by a JSON Schema of version 1.1 where it can be had, by hand always."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

from copydesk.events import Article, Change
from copydesk.formats.jsonfeed import json_feed

from .made import articles, full, texts

_FORMATS = FormatChecker(["uri", "date-time"])


def _feed(*shown: Article, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = orjson.loads(json_feed(shown, **{"title": "Desk", **fields}))
    return made


def _check(feed: dict[str, Any]) -> None:
    assert next(iter(feed)) == "version"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids))
    for item in feed["items"]:
        assert "content_text" in item
        for name in ("url", "external_url", "image"):
            assert name not in item or _FORMATS.conforms(item[name], "uri")
        for name in ("date_published", "date_modified"):
            assert name not in item or _FORMATS.conforms(item[name], "date-time")
        for author in item.get("authors", ()):
            assert author["name"]
        for attachment in item.get("attachments", ()):
            assert {"url", "mime_type"} <= attachment.keys()


def test_real_articles_make_a_feed(real: list[Article]) -> None:
    feed = _feed(*real)
    _check(feed)
    assert [item["id"] for item in feed["items"]] == [a.article_id for a in real]


def test_real_articles_are_valid_by_schema(
    real: list[Article], jsonfeed_schema: Draft7Validator
) -> None:
    feed = _feed(*real, home_page_url="https://desk.example/", feed_url="https://desk.example/f")
    jsonfeed_schema.validate(feed)
    assert not jsonfeed_schema.is_valid({**feed, "items": [{}]})


@given(st.lists(articles(), max_size=4), texts, texts)
def test_arbitrary_articles_make_a_feed(some: list[Article], title: str, link: str) -> None:
    _check(_feed(*some, title=title, home_page_url=link))


@given(some=st.lists(articles(), max_size=4), title=texts, link=texts)
def test_arbitrary_articles_are_valid_by_schema(
    jsonfeed_schema: Draft7Validator, some: list[Article], title: str, link: str
) -> None:
    jsonfeed_schema.validate(_feed(*some, title=title, feed_url=link))


def test_an_item_says_what_the_article_knows() -> None:
    feed = _feed(full())
    assert feed["language"] == "en"
    assert feed["items"] == [
        {
            "id": "urn:copydesk:article:1:full",
            "url": "https://news.example/s%C3%B6der",
            "external_url": "https://news.example/s%C3%B6der?a=1%202#top",
            "title": "Ferry & <b>boat</b>",
            "content_text": full().body.text,
            "content_html": "<p>First &lt; &amp; second.</p>\n<h2>A heading</h2>\n"
            "<ul><li>one</li><li>two</li></ul>\n<blockquote><p>So it is.</p></blockquote>\n"
            "<pre>a\tb\nc\td</pre>\n<p>]]&gt;</p>",
            "summary": "It sails < again.",
            "image": "https://news.example/bilder/b%C3%A5%20t.JPG",
            "date_published": "2026-11-23T15:30:00+03:30",
            "date_modified": "2026-11-23T12:00:00Z",
            "authors": [{"name": "Ana Ruiz"}, {"name": "Bo"}],
            "tags": ["Sea", "ferry", "boat"],
            "language": "en",
            "attachments": [{"url": "https://news.example/film", "mime_type": "video/mp4"}],
            "_copydesk": {
                "about": "Version, change and source of the article, as Copydesk's events name "
                "them.",
                "version": 3,
                "change": "correction",
                "source": "news.example",
            },
        }
    ]


def test_only_the_newest_version_of_an_article_is_shown() -> None:
    older = full(version=1, change=Change(kind="first"), article_id="urn:a")
    newer = full(version=2, article_id="urn:a")
    feed = _feed(newer, full(), older)
    assert [(item["id"], item["_copydesk"]["version"]) for item in feed["items"]] == [
        ("urn:a", 2),
        ("urn:copydesk:article:1:full", 3),
    ]


def test_a_withdrawn_article_leaves_no_trace_of_its_older_versions() -> None:
    withdrawn = full(version=4, status="canceled", change=Change(kind="withdrawal"))
    assert _feed(withdrawn, full())["items"] == []


def test_a_feed_of_several_languages_names_none() -> None:
    assert "language" not in _feed(full(), full(article_id="urn:b", language=None))


def test_an_empty_feed_has_items() -> None:
    assert _feed()["items"] == []
