"""Conditions and fields in JMESPath over records."""

from __future__ import annotations

import pytest

from copydesk.consumer.query import Query
from copydesk.errors import ConfigError
from copydesk.records import Record

ARTICLE = Record(
    "news.articles",
    3,
    17,
    b"urn:x",
    b'{"url":"https://a.example/1","counts":{"words":300},"language":{"tag":"id"}}',
    (("ce_type", b"copydesk.article.first"), ("odd", b"\xff")),
    1_700_000_000_000,
)
PAGE = Record("news.fetched", 0, 1, b"a.example", b"<html>\xff", (("http", b'{"status":200}'),), 5)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("counts.words > `299`", True),
        ("counts.words > `300`", False),
        ("language.tag == 'id' && kafka.partition == `3`", True),
        ("kafka.headers.ce_type == 'copydesk.article.update'", False),
        ("nothing.there", False),
        ("counts.words - `0`", None),
        ("length(keys(@)) > `1`", True),
    ],
)
def test_a_condition_sees_fields_and_kafkas_facts(text: str, holds: bool | None) -> None:
    if holds is None:
        with pytest.raises(ConfigError, match="no JMESPath"):
            Query(text)
    else:
        assert Query(text).holds(ARTICLE) is holds


def test_a_page_is_asked_by_its_facts() -> None:
    assert Query("status").find(PAGE) == 200
    assert Query("kafka.key").find(PAGE) == "a.example"
    assert Query("kafka.headers.odd").find(ARTICLE) == "base64:/w=="


def test_zero_is_true_and_empty_is_not_as_jmespath_has_it() -> None:
    assert Query("`0`").holds(ARTICLE)
    assert not any(Query(text).holds(ARTICLE) for text in ("''", "`[]`", "`{}`", "`false`"))


def test_what_is_no_json_has_only_kafkas_facts() -> None:
    odd = Record("t", 0, 0, None, b"[1]")
    assert Query("keys(@)").find(odd) == ["kafka"]
    assert Query("kafka.key").find(odd) is None


def test_a_wrong_call_names_the_record() -> None:
    with pytest.raises(ConfigError, match=r"news\.articles\[3\] at 17"):
        Query("length(counts.words)").find(ARTICLE)
