"""Which articles pass."""

from __future__ import annotations

from typing import Any

import pytest
from tests.samples import enriched

from copydesk.consumer import Filter
from copydesk.events import Article, Change, Headline, Language, Publisher


def article(text: str = "The ferry is back.", **fields: Any) -> Article:
    known = enriched(1, text).copy_fields()
    made = {**known, "version": 1, "status": "usable", "change": Change(kind="first"), **fields}
    return Article(**made)


FERRY = article(
    headlines=(Headline(role="main", value="Fähre kehrt zurück"),),
    standfirst="Nach zwölf Tagen",
    language=Language(tag="de-AT"),
    section="Kultur",
    genres=("analysis",),
    publisher=Publisher(id="x", domain="news.example.org", country="AT"),
)


@pytest.mark.parametrize(
    ("conditions", "passes"),
    [
        ({}, True),
        ({"language": "de"}, True),
        ({"language": "DE-at"}, True),
        ({"language": ["fr", "de"]}, True),
        ({"language": "d"}, False),
        ({"language": "de-CH"}, False),
        ({"source": "example.org"}, True),
        ({"source": "news.example.org"}, True),
        ({"source": "ample.org"}, False),
        ({"country": "at"}, True),
        ({"country": "DE"}, False),
        ({"section": "kultur"}, True),
        ({"section": "sport"}, False),
        ({"type": "analysis"}, True),
        ({"type": ["news", "live"]}, False),
        ({"words": "fähre"}, True),
        ({"words": "FÄHRE KEHRT"}, True),
        ({"words": "kehr"}, False),
        ({"words": "kehr*"}, True),
        ({"words": "zwölf tagen"}, True),
        ({"words": ["harbour", "ferry"]}, True),
        ({"language": "de", "words": "harbour"}, False),
        ({"where": lambda found: found.version > 1}, False),
        ({"language": "de", "where": lambda found: found.version == 1}, True),
    ],
)
def test_all_conditions_must_hold(conditions: dict[str, Any], passes: bool) -> None:
    assert Filter.of(**conditions).matches(FERRY) is passes


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("東京都は渋谷区に", "渋谷", True),
        ("กรุงเทพมหานคร", "เทพ", True),
        ("Ｆｅｒｒｙ 12", "ferry 12", True),
        ("Straße", "STRASSE", True),
        ("паром вернулся", "пар", False),
        ("العبّارة عادت", "عادت", True),
        ("C++ is back", "c++", True),
        ("the 東京 ferry", "東京 ferry", True),
    ],
)
def test_words_are_found_in_any_script(text: str, word: str, found: bool) -> None:
    assert Filter.of(words=word).matches(article(text)) is found


def test_an_article_without_the_fact_does_not_pass() -> None:
    bare = article(language=None, publisher=None)
    for condition in ("language", "source", "country", "section", "type"):
        assert not Filter.of(None, **{condition: "en"}).matches(bare)
    assert Filter.of(language="und").matches(bare)
