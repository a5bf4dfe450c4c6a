"""JSON-LD: all of it, broken or not, and the right object."""

from __future__ import annotations

import pytest

from copydesk.normalize.metadata.jsonld import read_script
from copydesk.normalize.page import Page, parse_page

GOOD = '{"@type": "NewsArticle", "headline": "Ferry"}'


def page(*scripts: str, rest: str = "<h1>Ferry</h1>") -> Page:
    written = "".join(f'<script type="application/ld+json">{one}</script>' for one in scripts)
    return parse_page(f"<html><head>{written}</head><body>{rest}</body></html>", max_depth=100)


@pytest.mark.parametrize(
    "script",
    [
        GOOD,
        f"<!-- {GOOD} -->",
        f"//<![CDATA[\n{GOOD}\n//]]>",
        f"/*<![CDATA[*/ {GOOD} /*]]>*/",
        f"{GOOD};",
        '{"@type": "NewsArticle", "headline": "Ferry",}',
        '{"@type": "NewsArticle" "headline": "Ferry"}',
        '{"@type": "NewsArticle", "headline": "Ferry"',
        '{"@type": "NewsArticle", "headline": "Ferry", "description": "a\nline\tand another"}',
        '{"@type": "NewsArticle", "headline": "Ferry", "description": "he said "no" twice"}',
        '{"@type": "NewsArticle", /* kept by hand */ "headline": "Ferry"}',
    ],
    ids=[
        *("plain", "html-comment", "cdata", "cdata-in-comment", "semicolon", "trailing-comma"),
        *("missing-comma", "cut", "raw-newline", "inner-quotes", "js-comment"),
    ],
)
def test_a_script_is_read_however_it_is_broken(script: str) -> None:
    assert page(script).json_ld["headline"] == "Ferry"


@pytest.mark.parametrize("script", ["", "var a = 1", "undefined", "[" * 5000])
def test_what_is_no_json_is_nothing(script: str) -> None:
    assert not read_script(script)
    assert page(script).json_ld == {}


@pytest.mark.parametrize(
    "script",
    [
        f'{{"@graph": [{{"@type": "WebSite"}}, {GOOD}]}}',
        f'[{{"@type": "WebSite"}}, {GOOD}]',
        f'{{"@type": "WebPage", "mainEntity": {GOOD}}}',
        '{"@type": ["Article", "NewsArticle"], "headline": "Ferry"}',
        '{"@type": "http://schema.org/NewsArticle", "headline": "Ferry"}',
    ],
    ids=["graph", "array", "main-entity", "two-types", "type-as-address"],
)
def test_the_article_is_found_wherever_it_stands(script: str) -> None:
    assert page(script).json_ld["headline"] == "Ferry"


def test_of_several_articles_the_one_of_the_page_is_taken() -> None:
    other = '{"@type": "NewsArticle", "headline": "Harbour"}'
    assert page(other, GOOD).json_ld["headline"] == "Ferry"
    by_address = page(
        other,
        '{"@type": "NewsArticle", "headline": "A boat", "url": "https://a.example/ferry"}',
        rest='<link rel="canonical" href="https://a.example/ferry"><h1>x</h1>',
    )
    assert by_address.json_ld["headline"] == "A boat"


def test_a_video_is_the_article_only_where_there_is_no_text() -> None:
    video = '{"@type": "VideoObject", "name": "Ferry"}'
    assert page(video).json_ld["name"] == "Ferry"
    assert page(video, GOOD).json_ld["headline"] == "Ferry"


def test_references_within_the_graph_are_followed() -> None:
    graph = (
        '{"@graph": [{"@type": "NewsArticle", "headline": "Ferry", "author": {"@id": "#p"}},'
        '{"@type": "Person", "@id": "#p", "name": "Ada Berg"}]}'
    )
    assert page(graph).json_ld["author"]["name"] == "Ada Berg"


def test_white_space_without_end_is_passed_at_once() -> None:
    assert read_script("{" + " \n" * 300_000 + "x") is None
