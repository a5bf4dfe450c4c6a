"""What one transaction of the gate writes."""

from __future__ import annotations

from copydesk.codec import decode
from copydesk.events import Article, DeadLetter
from copydesk.headers import ORDER_HEADER, Order, get
from copydesk.publish.batch import prepare
from copydesk.publish.state import ArticleState
from copydesk.records import Record
from tests.samples import NOON, enriched, record


def test_versions_within_one_batch_follow_each_other() -> None:
    batch = prepare(
        [record(enriched(), Order(1, 0, 0)), record(enriched(text="two"), Order(2, 0, 1), 1)],
        3,
        lambda _: None,
        NOON,
    )
    versions = [decode(output.value, Article).version for output in batch.articles]
    assert versions == [1, 2]
    (state,) = batch.state_outputs([70, 71])
    assert state.partition == 3
    assert state.value is not None
    assert ArticleState.decode(state.value).offset == 71


def test_headers_are_deterministic_but_for_time_and_trace() -> None:
    first, again = (
        prepare([record(enriched(), Order(1, 0, 0))], 0, lambda _: None, NOON).articles[0]
        for _ in range(2)
    )
    fixed = ("ce_id", "ce_type", "ce_subject", "ce_source", ORDER_HEADER)
    assert [get(first.headers, name) for name in fixed] == [
        get(again.headers, name) for name in fixed
    ]
    assert get(first.headers, "ce_type") == b"copydesk.article.first"
    assert first.value == again.value


def test_broken_records_become_dead_letters_and_the_rest_goes_on() -> None:
    good = record(enriched(), Order(1, 0, 0))
    broken = [
        Record("news.enriched", 0, 1, b"k", b"\xff\xfe", good.headers),
        Record("news.enriched", 0, 2, b"k", b'{"article_id": 7}', good.headers),
        Record("news.enriched", 0, 3, b"k", good.value, ()),
        Record("news.enriched", 0, 4, b"k", None, good.headers),
    ]
    batch = prepare([*broken, good], 0, lambda _: None, NOON)
    assert len(batch.articles) == 1
    letters = [decode(output.value, DeadLetter) for output in batch.dead]
    assert [letter.reason for letter in letters] == [
        "undecodable",
        "schema",
        "no-order",
        "undecodable",
    ]
    assert [letter.source and letter.source.offset for letter in letters] == [1, 2, 3, 4]
