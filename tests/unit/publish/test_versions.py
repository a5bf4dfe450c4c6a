"""The gate's decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.events import AiUse, Change, Headline, Medium, Removed, RightsSignal
from copydesk.headers import Order
from copydesk.publish.state import COUNTED_FIELDS, ArticleState, changed_fields, hash_fields
from copydesk.publish.versions import decide
from tests.samples import NOON, enriched

ONE, TWO, THREE = Order(1000, 0, 0), Order(2000, 0, 1), Order(3000, 0, 2)


def test_first_reading_is_version_one() -> None:
    article, state = decide(None, enriched(), ONE)
    assert article is not None
    assert state is not None
    assert (article.version, article.change.kind, article.change.fields) == (1, "first", ())
    assert (state.version, state.highest) == (1, ONE)


def test_changed_text_is_an_update_that_names_the_field() -> None:
    _, state = decide(None, enriched(), ONE)
    article, after = decide(state, enriched(text="The ferry is late."), TWO)
    assert article is not None
    assert after is not None
    assert (article.version, article.change.kind) == (2, "update")
    assert article.change.fields == ("body",)
    assert after.highest == TWO


def test_changed_note_is_a_correction() -> None:
    _, state = decide(None, enriched(), ONE)
    article, _ = decide(state, enriched(ed_note="An earlier version was wrong."), TWO)
    assert article is not None
    assert article.change.kind == "correction"


@pytest.mark.parametrize("order", [ONE, Order(999, 9, 9)])
def test_repeat_or_older_reading_is_dropped(order: Order) -> None:
    _, state = decide(None, enriched(), ONE)
    assert decide(state, enriched(text="another"), order) == (None, None)


def test_reading_without_a_counted_change_publishes_nothing_but_moves_the_order() -> None:
    _, state = decide(None, enriched(), ONE)
    same = enriched(keywords=("ferry",), fingerprint="00ff")
    article, after = decide(state, same, TWO)
    assert article is None
    assert after is not None
    assert after.highest == TWO
    assert decide(after, enriched(text="older, late"), Order(1500, 0, 7)) == (None, None)


def test_going_back_to_the_first_text_is_a_third_version() -> None:
    _, state = decide(None, enriched(), ONE)
    _, state = decide(state, enriched(text="two"), TWO)
    article, _ = decide(state, enriched(), THREE)
    assert article is not None
    assert article.version == 3


def test_first_seen_stays_that_of_the_first_version() -> None:
    _, state = decide(None, enriched(), ONE)
    later = enriched(text="two", first_seen=NOON + timedelta(hours=1))
    article, _ = decide(state, later, TWO)
    assert article is not None
    assert article.first_seen == NOON


def test_feed_headline_does_not_count() -> None:
    with_feed = enriched(
        headlines=(
            Headline(role="main", value="Ferry 1 returns"),
            Headline(role="feed", value="Ferry!"),
        )
    )
    assert hash_fields(with_feed) == hash_fields(enriched())


def test_caption_counts_and_alt_text_does_not() -> None:
    plain = enriched(media=(Medium(href="https://h.example/1.jpg", caption="a"),))
    alt = enriched(media=(Medium(href="https://h.example/1.jpg", caption="a", alt="x"),))
    caption = enriched(media=(Medium(href="https://h.example/1.jpg", caption="b"),))
    assert hash_fields(plain) == hash_fields(alt)
    assert changed_fields(hash_fields(plain), hash_fields(caption)) == ("media",)


def test_field_that_counts_since_a_later_version_is_no_change() -> None:
    after = hash_fields(enriched(media=(Medium(href="https://h.example/1.jpg"),)))
    before = after[: -8 * (len(COUNTED_FIELDS) - COUNTED_FIELDS.index("media"))]
    assert changed_fields(before, after) == ()


def test_state_is_small_and_survives_its_encoding() -> None:
    _, state = decide(None, enriched(), Order(1_800_000_000_000, 11, 10**12))
    assert state is not None
    state = msgspec.structs.replace(state, version=10**6, offset=10**12)
    assert len(state.encode()) <= 300
    assert ArticleState.decode(state.encode()) == state


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 2), st.booleans()), max_size=30))
def test_versions_rise_by_one_and_orders_never_fall(
    readings: list[tuple[int, int, bool]],
) -> None:
    state: ArticleState | None = None
    published = []
    for fetched, text, is_gone in readings:
        before = state.highest if state else Order(0, 0, 0)
        reading = enriched(text=f"text {text}", removed=GONE if is_gone else None)
        article, after = decide(state, reading, Order(fetched, 0, fetched))
        if article is not None:
            assert article.status == ("canceled" if is_gone else "usable")
            published.append(article.version)
        state = after or state
        assert state is not None or is_gone
        assert state is None or state.highest >= before
    assert published == list(range(1, len(published) + 1))


def test_another_answer_about_ai_use_is_a_change_another_reading_of_it_is_none() -> None:
    def use(answer: Literal["allowed", "reserved"], minutes: int) -> AiUse:
        read_at = NOON + timedelta(minutes=minutes)
        signal = RightsSignal(kind="content-usage", value="x", url="u", read_at=read_at)
        return AiUse(answer=answer, signals=(signal,))

    _, state = decide(None, enriched(ai_use=use("allowed", 0)), ONE)
    article, state = decide(state, enriched(ai_use=use("allowed", 1)), TWO)
    assert article is None
    article, _ = decide(state, enriched(ai_use=use("reserved", 2)), THREE)
    assert article is not None
    assert article.change.fields == ("ai_use",)


GONE = Removed(at=NOON, status=410, final_url="https://harbour.example/1", note="410 Gone")


def test_a_page_that_is_gone_withdraws_its_article_once() -> None:
    _, state = decide(None, enriched(), ONE)
    article, state = decide(state, enriched(removed=GONE), TWO)
    assert article is not None
    assert state is not None
    assert (article.version, article.status) == (2, "canceled")
    assert article.change == Change(kind="withdrawal", fields=("status",), note="410 Gone")
    assert article.body == enriched().body
    assert ArticleState.decode(state.encode()).status == "canceled"
    # Said again, by another address of it or after a kill.
    assert decide(state, enriched(removed=GONE), TWO) == (None, None)
    article, state = decide(state, enriched(removed=GONE), THREE)
    assert article is None
    assert state is not None
    assert (state.version, state.highest, state.status) == (2, THREE, "canceled")


def test_a_withdrawal_names_what_else_its_copy_has_changed() -> None:
    _, state = decide(None, enriched(), ONE)
    article, _ = decide(state, enriched(text="The ferry is late.", removed=GONE), TWO)
    assert article is not None
    assert article.change.kind == "withdrawal"
    assert article.change.fields == ("body", "status")


@pytest.mark.parametrize(
    ("text", "fields"),
    [("The ferry is back.", ("status",)), ("The ferry is late.", ("body", "status"))],
)
def test_a_page_that_is_there_again_brings_its_article_back(
    text: str, fields: tuple[str, ...]
) -> None:
    _, state = decide(None, enriched(), ONE)
    _, state = decide(state, enriched(removed=GONE), TWO)
    # A reading from before it was gone changes nothing.
    assert decide(state, enriched(), Order(1500, 0, 9)) == (None, None)
    article, state = decide(state, enriched(text=text), THREE)
    assert article is not None
    assert state is not None
    assert (article.version, article.status) == (3, "usable")
    assert article.change == Change(kind="update", fields=fields)
    assert state.status == "usable"


def test_what_was_never_published_is_not_withdrawn() -> None:
    assert decide(None, enriched(removed=GONE), ONE) == (None, None)
