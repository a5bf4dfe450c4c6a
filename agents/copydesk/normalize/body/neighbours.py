"""What a second look knows of each block: how sure the first was of it and of what is around it.

A line is copy where what stands beside it, in the same element and in the same kind of element is.
The idea is stacked generalization (D. H. Wolpert, Neural Networks 5, 1992).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import accumulate

from .segment import TextBlock

_NEAR, _FAR = 3, 8
"""Blocks on each side that are looked at one by one, and as a whole."""
_MOST = 40.0
"""Words of one block that count."""
_UNKNOWN = 0.5
"""The score of a kind of element or a parent that has this one block."""
_BAR = 0.5


def neighbours(
    blocks: Sequence[TextBlock], scores: Sequence[float | None]
) -> list[dict[str, float] | None]:
    """Return what the second look knows of each block; None where the first did not look.

    Args:
        blocks: a page's blocks.
        scores: how sure the first look is that each is copy, 0 to 1.
    """
    page = _Page(blocks, scores)
    return [None if one is None else page.around(at) for at, one in enumerate(scores)]


class _Page:
    def __init__(self, blocks: Sequence[TextBlock], scores: Sequence[float | None]) -> None:
        self._scores = [score or 0.0 for score in scores]
        self._best_before = list(accumulate(self._scores, max, initial=0.0))
        self._best_after = list(accumulate(reversed(self._scores), max, initial=0.0))[::-1]
        self._weights = [min(block.words, _MOST) + 1 for block in blocks]
        self._kinds = [block.kind for block in blocks]
        self._parents = [block.node.parent for block in blocks]
        self._held: dict[Hashable, float] = defaultdict(float)
        self._copy: dict[Hashable, float] = defaultdict(float)
        for at, score in enumerate(scores):
            if score is not None:
                weight = self._weights[at]
                for group in (self._kinds[at], self._parents[at]):
                    self._held[group] += weight
                    self._copy[group] += weight * score

    def _score(self, at: int) -> float:
        return self._scores[at] if 0 <= at < len(self._scores) else 0.0

    def _others(self, at: int, group: Hashable) -> float:
        """Return the mean score of a group's other blocks."""
        weight = self._weights[at]
        rest = self._held[group] - weight
        if rest <= 0:
            return _UNKNOWN
        return (self._copy[group] - weight * self._scores[at]) / rest

    def around(self, at: int) -> dict[str, float]:
        score = self._scores[at]
        found = {"score": math.log((score + 0.01) / (1.01 - score))}
        for reach in range(1, _NEAR + 1):
            found[f"score {reach} before"] = self._score(at - reach)
            found[f"score {reach} after"] = self._score(at + reach)
        found["score of its kind"] = self._others(at, self._kinds[at])
        found["score beside it"] = self._others(at, self._parents[at])
        found["score before"] = _mean(self._scores[max(0, at - _FAR) : at])
        found["score after"] = _mean(self._scores[at + 1 : at + 1 + _FAR])
        found["best before"] = self._best_before[at]
        found["best after"] = self._best_after[at + 1]
        found["none before"] = float(found["best before"] <= _BAR)
        found["none after"] = float(found["best after"] <= _BAR)
        found["between"] = self._score(at - 1) * self._score(at + 1)
        return found


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores) if scores else 0.0
