"""Genres from what a page states."""

from __future__ import annotations

import orjson
import pytest

from copydesk.normalize.genres import genres
from copydesk.normalize.page import parse_page


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("NewsArticle", ("news",)),
        (["NewsArticle", "OpinionNewsArticle"], ("news", "opinion")),
        ("LiveBlogPosting", ("live",)),
        ("AnalysisNewsArticle", ("analysis",)),
        ("BlogPosting", ()),
        (["Article", 7], ()),
        (None, ()),
    ],
)
def test_the_type_of_the_article_gives_its_genre(stated: object, expected: tuple[str, ...]) -> None:
    data = orjson.dumps({"@type": stated, "headline": "Ferry"}).decode()
    page = parse_page(
        f'<html><script type="application/ld+json">{data}</script><p>x</p></html>', max_depth=512
    )
    assert genres(page) == expected
