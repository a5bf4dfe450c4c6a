"""The second look knows how the first judged what is around a block."""

from __future__ import annotations

import pytest

from copydesk.normalize.body.neighbours import neighbours
from copydesk.normalize.body.segment import TextBlock, segment
from copydesk.normalize.page import parse_page

BODY = (
    "<div class='a'><p>one of it</p><p>two of it</p><p>three of it</p></div>"
    "<div class='b'><p>four of it</p></div>"
)


def blocks() -> list[TextBlock]:
    return segment(parse_page(f"<html><body>{BODY}</body></html>", max_depth=512).tree)


def around(scores: list[float | None], at: int) -> dict[str, float]:
    found = neighbours(blocks(), scores)[at]
    assert found is not None
    return found


def test_a_block_knows_the_scores_beside_it_and_none_beyond_the_ends() -> None:
    found = around([0.9, 0.2, 0.8, 0.1], 1)
    assert [found[f"score {n} before"] for n in (1, 2, 3)] == [0.9, 0.0, 0.0]
    assert [found[f"score {n} after"] for n in (1, 2, 3)] == [0.8, 0.1, 0.0]
    assert found["between"] == pytest.approx(0.72)


def test_a_block_knows_the_others_of_its_kind_and_of_its_element_without_itself() -> None:
    found = around([0.9, 0.2, 0.7, 0.1], 1)
    assert found["score of its kind"] == pytest.approx(0.8)
    assert found["score beside it"] == pytest.approx(0.8)
    alone = around([0.9, 0.2, 0.7, 0.1], 3)
    assert alone["score of its kind"] == alone["score beside it"] == 0.5


def test_a_block_knows_whether_copy_comes_before_and_after() -> None:
    first, last = around([0.9, 0.2, 0.8, 0.1], 0), around([0.9, 0.2, 0.8, 0.1], 3)
    assert (first["none before"], first["none after"]) == (1.0, 0.0)
    assert (last["none before"], last["none after"]) == (0.0, 1.0)
    assert (last["best before"], first["best after"]) == (0.9, 0.8)


def test_a_block_that_the_first_look_passed_over_counts_for_no_group() -> None:
    scores: list[float | None] = [0.9, None, 0.7, 0.1]
    assert neighbours(blocks(), scores)[1] is None
    assert around(scores, 0)["score of its kind"] == pytest.approx(0.7)
