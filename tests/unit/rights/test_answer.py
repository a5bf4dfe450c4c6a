"""The answer that signals give together."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from copydesk.events import RightsSignal
from copydesk.rights.answer import ai_use, answer

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def signals(*pairs: tuple[str, str]) -> list[RightsSignal]:
    return [RightsSignal(kind=k, value=v, url="https://a.example/", read_at=AT) for k, v in pairs]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("tdmrep-file", "tdm-reservation=1")], "reserved"),
        ([("tdmrep-file", "tdm-reservation=0")], "allowed"),
        ([("tdm-header", "tdm-reservation=2")], "unknown"),
        # The page's own word counts before its header's, and that before the site's.
        ([("tdmrep-file", "tdm-reservation=1"), ("tdm-header", "tdm-reservation=0")], "allowed"),
        ([("tdm-header", "tdm-reservation=0"), ("tdm-meta", "tdm-reservation=1")], "reserved"),
        ([("tdm-meta", "tdm-reservation=x"), ("tdmrep-file", "tdm-reservation=1")], "reserved"),
        ([("content-signal", "search=yes, ai-train=no")], "reserved"),
        ([("content-signal", "ai-input=no")], "reserved"),
        ([("content-signal", "AI-Train = Yes")], "allowed"),
        ([("content-signal", "search=yes")], "unknown"),
        ([("content-usage", "train-ai=n")], "reserved"),
        ([("content-usage", "train-ai=y")], "allowed"),
        ([("content-usage", "train-ai=y, train-genai=n")], "reserved"),
        ([("content-usage", "bots=y;x=1, search=n")], "allowed"),
        ([("content-usage", "search=n")], "unknown"),
        ([("content-usage", "train-ai=y, train-ai=n")], "reserved"),
        ([("content-usage", "Train-AI=n")], "unknown"),
        ([("content-usage", 'train-ai="n"')], "unknown"),
        ([("content-usage", "")], "unknown"),
        ([("robots-train", "GPTBot")], "reserved"),
        ([("robots-input", "ChatGPT-User")], "unknown"),
        ([("noai-meta", "noai, noimageai")], "reserved"),
        ([("noai-header", "noimageai")], "unknown"),
        ([("rsl-robots", "https://a.example/l.xml")], "reserved"),
        ([("content-signal", "ai-train=yes"), ("content-usage", "train-ai=n")], "reserved"),
        ([("content-signal", "ai-train=yes"), ("noai-header", "noimageai")], "allowed"),
        ([("a-later-kind", "no")], "unknown"),
    ],
)
def test_the_most_restrictive_counts_in_any_order(
    pairs: list[tuple[str, str]], expected: str
) -> None:
    for order in permutations(pairs):
        assert answer(signals(*order)) == expected


def test_nothing_said_is_no_field() -> None:
    assert ai_use([]) is None


def test_floods_are_cut() -> None:
    found = ai_use(signals(*[("content-usage", "train-ai=n" + "," * 5000)] * 100))
    assert found is not None
    assert len(found.signals) == 40
    assert len(found.signals[0].value) == 1000
