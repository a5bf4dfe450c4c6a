"""The vote: which blocks of a page are its body (docs/extraction.md).

A logistic regression over `features`, and a second one that knows as well how the first judged
the blocks around each; weights are in `weights.json`, trained by bench/train_body.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from operator import mul

import msgspec

from .features import Context, features
from .neighbours import neighbours
from .segment import TextBlock
from .voters import Reading, Voice, shingles_of

METHOD = "vote"
_LONG, _VERY_LONG = 12.0, 100.0
"""Words of a block that may be a second copy of those before it, and that surely is."""
_SAME, _TWICE = 0.8, 0.3
"""Shares: of a block that was said before, and of the page's copy that a second copy is."""
_LITTLE, _LIKELY = 25.0, 0.25
"""With fewer words than this the next best blocks are taken, from this score on."""
_NEAR = 4
"""Blocks around the body that may be furniture of it."""


class Look(msgspec.Struct, frozen=True):
    """The weights of one look at a page's blocks."""

    bias: float
    features: dict[str, float]
    """Weights by name, in the order in which `features` and then `neighbours` give them."""

    def score(self, *known: Mapping[str, float]) -> float:
        """Return how sure it is that a block is copy, 0 to 1.

        Args:
            known: what is known of the block: all of `features`, in their order.
        """
        values = chain.from_iterable(one.values() for one in known)
        return 1 / (1 + math.exp(-self.bias - sum(map(mul, values, self.features.values()))))


class Weights(msgspec.Struct, frozen=True):
    """What a training gave."""

    version: str
    """Of the training: a change of it may change what is extracted."""
    looks: tuple[Look, ...]
    """The first look, and the second if there is one."""


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What the vote says of a block."""

    block: TextBlock
    score: float
    """How sure it is that this is copy, 0 to 1."""
    voices: Mapping[str, float]
    """How much of it each voter takes for copy, 0 to 1."""
    kept: bool
    repeats: bool = False
    """Whether it was kept, and is left out since it repeats on the site."""


@cache
def weights() -> Weights:
    """Return the weights that this version of Copydesk votes by."""
    raw = resources.files(__package__).joinpath("weights.json").read_bytes()
    return msgspec.json.decode(raw, type=Weights)


def vote(reading: Reading, voices: Mapping[str, Voice], context: Context) -> list[Verdict]:
    """Return a verdict on each block of a page, in reading order.

    Args:
        reading: the page's blocks.
        voices: of the extractors, by their names.
        context: what else is known of the page.
    """
    blocks, known = reading.blocks, features(reading, voices, context)
    scores = scored(blocks, known, weights())
    voters = {name: f"voice {name}" for name in voices} | {"densest element": "dense"}
    if context.stated:
        voters["JSON-LD"] = "stated"
    return [
        Verdict(block, round(score, 4), _said(one, voters), is_kept)
        for block, score, one, is_kept in zip(
            blocks, scores, known, keep(blocks, scores), strict=True
        )
    ]


def scored(
    blocks: Sequence[TextBlock], known: Sequence[Mapping[str, float] | None], by: Weights
) -> list[float]:
    """Return how sure it is that each block of a page is copy, 0 to 1.

    Args:
        blocks: a page's blocks.
        known: the features of each; None where nobody votes for it.
        by: the weights to judge by.
    """
    first, *more = by.looks
    scores = [None if one is None else first.score(one) for one in known]
    for look in more:
        scores = [
            None if one is None or near is None else look.score(one, near)
            for one, near in zip(known, neighbours(blocks, scores), strict=True)
        ]
    return [score or 0.0 for score in scores]


def _said(known: Mapping[str, float] | None, voters: Mapping[str, str]) -> dict[str, float]:
    return {name: float(known[feature]) if known else 0.0 for name, feature in voters.items()}


def keep(blocks: Sequence[TextBlock], scores: Sequence[float]) -> list[bool]:
    """Return which blocks are kept: those more likely copy than not, but for what their
    neighbours rule out.

    Args:
        blocks: a page's blocks.
        scores: how sure it is that each is copy, 0 to 1.
    """
    kept = [score > 0.5 for score in scores]
    if sum(block.words for block, one in zip(blocks, kept, strict=True) if one) < _LITTLE:
        kept = [score > _LIKELY for score in scores]
    for at in _repeats(blocks, kept):
        kept[at] = False
    copy_follows = False
    for at in range(len(blocks) - 1, -1, -1):
        if kept[at] and not copy_follows and is_heading(blocks[at]):
            kept[at] = False
        # A heading with nothing under it belongs to what was left out.
        copy_follows = copy_follows or kept[at]
    return kept


def _repeats(blocks: Sequence[TextBlock], kept: Sequence[bool]) -> list[int]:
    """Return which blocks say again what those before them said.

    Some pages hold their copy twice, for narrow and wide screens: in one run, or in one block. A
    text may also repeat sentences of its own, between others.
    """
    seen: set[tuple[str, ...]] = set()
    runs: list[list[int]] = [[]]
    total = 0.0
    for at, block in enumerate(blocks):
        if not kept[at] or block.words < _LONG:
            continue
        shingles = shingles_of(block.tokens)
        total += block.words
        if sum(map(seen.__contains__, shingles)) > _SAME * len(shingles):
            runs[-1].append(at)
        else:
            runs.append([])
        seen.update(shingles)

    def words(run: Sequence[int]) -> float:
        return sum(blocks[at].words for at in run)

    found = [run for run in runs if run and words(run) > _TWICE * total]
    single = [[at] for run in runs for at in run if blocks[at].words >= _VERY_LONG]
    return sorted({at for run in [*found, *single] for at in run})


def is_heading(block: TextBlock) -> bool:
    """Return whether a block is a heading by its element."""
    return block.node.element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")


def around(verdicts: Sequence[Verdict]) -> tuple[list[TextBlock], list[TextBlock]]:
    """Return the short blocks right before the body and right after it, which are no copy."""
    verdicts = [verdict for verdict in verdicts if not verdict.repeats]
    kept = [at for at, verdict in enumerate(verdicts) if verdict.kept]
    if not kept:
        return [], []
    before, after = verdicts[max(0, kept[0] - _NEAR) : kept[0]], verdicts[kept[-1] + 1 :][:_NEAR]
    return [one.block for one in before], [one.block for one in after]
