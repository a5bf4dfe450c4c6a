"""ninjs: by the IPTC's schema where it is at hand, by hand always."""

from __future__ import annotations

from itertools import chain
from typing import Any

import orjson
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

from copydesk.events import Article
from copydesk.formats.ninjs import ninjs

from .made import articles, full

_FORMATS = FormatChecker(["uri", "date-time"])
# What ninjs 3.2 allows of what is used here, put down by hand from the specification.
_TIMES = {"firstCreated", "versionCreated", "contentCreated"}
_TEXTS = {"uri", "version", "edNote", "language", "title", "by", "located"} | _TIMES
_LISTS = {
    "headlines": {"role", "contentType", "value"},
    "descriptions": {"role", "contentType", "value"},
    "bodies": {"role", "contentType", "charCount", "wordCount", "value"},
    "places": {"name", "rel"},
    "subjects": {"name", "rel", "creator", "confidence"},
    "genres": {"name"},
    "infoSources": {"name", "role", "uri", "literal", "contactInfo"},
    "altIds": {"role", "value"},
    "renditions": {"name", "href", "contentType", "width", "height"},
}
_ENUMS = {
    "type": {"text", "picture", "video", "audio"},
    "representationType": {"full", "partial"},
    "pubStatus": {"usable", "withheld", "canceled"},
}


def _check(document: dict[str, Any], extra: frozenset[str] = frozenset()) -> None:
    known = _TEXTS | _LISTS.keys() | _ENUMS.keys() | {"standard", "associations", "rightsInfo"}
    assert document.keys() <= known | extra
    assert document["uri"]
    for name in _TEXTS & document.keys():
        assert isinstance(document[name], str)
    for name in _TIMES & document.keys():
        assert _FORMATS.conforms(document[name], "date-time")
    for name in _ENUMS.keys() & document.keys():
        assert document[name] in _ENUMS[name]
    for name in _LISTS.keys() & document.keys():
        assert document[name]
        for item in document[name]:
            assert item.keys() <= _LISTS[name]
    addresses = [
        document["uri"],
        *(item.get("uri") for item in document.get("infoSources", ())),
        *(item["href"] for item in document.get("renditions", ())),
        document.get("rightsInfo", {}).get("linkedRights"),
    ]
    for address in filter(None, addresses):
        assert _FORMATS.conforms(address, "uri"), address
    for item in chain(document.get("headlines", ()), document.get("bodies", ())):
        assert item["value"]
    for item in document.get("subjects", ()):
        assert 0 <= item.get("confidence", 0) <= 100
    for associated in document.get("associations", ()):
        assert associated["name"]
        _check(associated, frozenset({"name"}))


def test_real_articles_have_only_what_ninjs_allows(real: list[Article]) -> None:
    for article in real:
        _check(ninjs(article))


@given(articles())
def test_arbitrary_articles_have_only_what_ninjs_allows(article: Article) -> None:
    _check(ninjs(article))
    orjson.dumps(ninjs(article))


def test_real_articles_are_valid_by_the_iptcs_schema(
    real: list[Article], ninjs_schema: Draft202012Validator
) -> None:
    for article in real:
        ninjs_schema.validate(ninjs(article))


def test_the_iptcs_schema_refuses_what_it_should(
    real: list[Article], ninjs_schema: Draft202012Validator
) -> None:
    document = ninjs(real[0])
    for broken in (
        {**document, "pubStatus": "usabel"},
        {**document, "keywords": ["x"]},
        {**document, "versionCreated": "yesterday"},
        {key: value for key, value in document.items() if key != "uri"},
    ):
        assert not ninjs_schema.is_valid(broken)


@given(article=articles())
def test_arbitrary_articles_are_valid_by_the_iptcs_schema(
    ninjs_schema: Draft202012Validator, article: Article
) -> None:
    ninjs_schema.validate(ninjs(article))


def test_every_field_with_a_home_gets_there() -> None:
    assert ninjs(full()) == {
        "uri": "urn:copydesk:article:1:full",
        "standard": {
            "name": "ninjs",
            "version": "3.2",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#",
        },
        "type": "text",
        "representationType": "partial",
        "version": "3",
        "firstCreated": "2026-11-23T12:00:00Z",
        "versionCreated": "2026-11-23T12:00:00.481000Z",
        "contentCreated": "2026-11-23T15:30:00+03:30",
        "pubStatus": "usable",
        "edNote": "An earlier version was wrong.\n\nName mended.",
        "language": "en",
        "title": "Ferry & <b>boat</b>",
        "headlines": [
            {"role": "kicker", "contentType": "text/plain", "value": "Harbour"},
            {"role": "main", "contentType": "text/plain", "value": "Ferry & <b>boat</b>"},
            {"role": "social", "contentType": "text/plain", "value": "Ferry!"},
        ],
        "by": "Ana Ruiz, Bo",
        "located": "Tromsø",
        "places": [{"name": "Tromsø", "rel": "dateline"}],
        "descriptions": [
            {"role": "standfirst", "contentType": "text/plain", "value": "It sails < again."},
            {"role": "change", "contentType": "text/plain", "value": "correction: body, ed_note"},
        ],
        "bodies": [
            {
                "role": "main",
                "contentType": "text/plain",
                "charCount": 62,
                "wordCount": 14,
                "value": full().body.text,
            },
            {
                "role": "main",
                "contentType": "text/html",
                "value": "<p>First &lt; &amp; second.</p>\n<h2>A heading</h2>\n"
                "<ul><li>one</li><li>two</li></ul>\n"
                "<blockquote><p>So it is.</p></blockquote>\n"
                "<pre>a\tb\nc\td</pre>\n<p>]]&gt;</p>",
            },
        ],
        "subjects": [
            {"name": "Sea", "rel": "section"},
            {"name": "ferry", "rel": "keyword", "creator": "term frequency", "confidence": 50},
            {"name": "boat", "rel": "keyword", "creator": "term frequency", "confidence": 50},
        ],
        "genres": [{"name": "opinion"}],
        "infoSources": [
            {
                "name": "News",
                "role": "publisher",
                "literal": "news.example",
                "contactInfo": [{"role": "office", "address": {"country": "NO"}}],
            },
            {"name": "Ana Ruiz", "role": "reporter"},
            {"name": "Bo", "role": "author"},
            {"name": "NTB", "role": "dateline"},
            {"name": "News feed", "role": "feed", "uri": "https://news.example/rss"},
        ],
        "altIds": [{"role": "guid", "value": "42"}],
        "renditions": [
            {
                "name": "canonical",
                "href": "https://news.example/s%C3%B6der",
                "contentType": "text/html",
            },
            {
                "name": "web",
                "href": "https://news.example/s%C3%B6der?a=1%202#top",
                "contentType": "text/html",
            },
        ],
        "associations": [
            {
                "name": "picture 1",
                "uri": "https://news.example/bilder/b%C3%A5%20t.JPG",
                "type": "picture",
                "by": "Photo: Bo",
                "descriptions": [
                    {"role": "caption", "contentType": "text/plain", "value": "The ferry"},
                    {"role": "alt", "contentType": "text/plain", "value": "A ferry"},
                ],
                "rightsInfo": {"linkedRights": "https://licence.example/by"},
                "renditions": [
                    {
                        "name": "main",
                        "href": "https://news.example/bilder/b%C3%A5%20t.JPG",
                        "contentType": "image/jpeg",
                        "width": 640,
                        "height": 480,
                    }
                ],
            },
            {
                "name": "video 2",
                "uri": "https://news.example/film",
                "type": "video",
                "renditions": [
                    {
                        "name": "main",
                        "href": "https://news.example/film",
                        "contentType": "video/mp4",
                    }
                ],
            },
            {
                "name": "medium 3",
                "uri": "https://news.example/what",
                "renditions": [{"name": "main", "href": "https://news.example/what"}],
            },
        ],
    }


@pytest.mark.parametrize("status", ["usable", "withheld", "canceled"])
def test_the_status_is_told(status: str) -> None:
    assert ninjs(full(status=status))["pubStatus"] == status


def test_the_same_article_gives_the_same_bytes(real: list[Article]) -> None:
    for article in real:
        assert orjson.dumps(ninjs(article)) == orjson.dumps(ninjs(article))
