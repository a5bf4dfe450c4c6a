"""What became of each block of text on a page, and why: what `copydesk inspect` shows.

The vote says which blocks are copy (`body.judge`); furniture is taken out of them after it. So a
block is traced by its verdict, and by where its text is in the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as of
from typing import Any, Literal

import msgspec

from copydesk.events import Normalized
from copydesk.normalize.hygiene import fold

from .body.blocks import typed
from .body.vote import Verdict

Fate = Literal["kept", "furniture", "removed"]
"""kept: in the body; furniture: in a field of its own; removed: in neither."""

_BODY = "body"
_NOT_PRINTED = frozenset(
    (
        *(_BODY, "provenance", "article_id", "alt_ids", "url", "canonical_url", "first_seen"),
        *("fetched", "published", "modified", "language", "ai_use", "counts", "keywords"),
        *("fingerprint", "feed", "access", "completeness", "genres"),
    )
)
"""Fields whose values are not looked for on the page."""
_NO_VALUE = frozenset(("role", "kind", "method", "version", "score", "href", "uri", "type", "id"))
_REPEATS = "repeats on this site"
_ENOUGH = 20
"""Letters from which a part of a line says which line it is of."""
_SHARE = 0.3
"""Part of a line that a value is at least if the line is its place, as in 'By Ann Lee'."""


@dataclass(frozen=True, slots=True)
class BlockTrace:
    """A block of text of a page."""

    text: str
    kind: str
    """paragraph, heading, quote, list, table or embed."""
    fate: Fate
    field: str | None = None
    """Field of the article that has it, as `headlines.main`; unset where it was removed."""
    score: float | None = None
    """How sure the vote is that it is copy, 0 to 1."""
    votes: Mapping[str, float] = of(default_factory=dict)
    """How much of it each voter takes for copy, 0 to 1."""
    reason: str | None = None
    """Why it was taken out although the vote would keep it, if that is so."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no article was made of a page."""

    code: str
    """Stable: soft-404, consent-wall, login-wall, script-shell, section-front, no-article."""
    message: str
    """One sentence for a person."""
    evidence: str | None = None
    """What on the page says so."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The blocks of a page in reading order."""

    blocks: tuple[BlockTrace, ...]
    refusal: Refusal | None = None
    """Set where the page is no article; its blocks are removed then, all of them."""

    def count(self, fate: Fate) -> int:
        """Return how many blocks met a fate."""
        return sum(block.fate == fate for block in self.blocks)


def trace(verdicts: Sequence[Verdict], article: Normalized) -> Trace:
    """Say what became of each block.

    Args:
        verdicts: those of the vote on the page's blocks, in reading order.
        article: what was made of the page.
    """
    values = [(name, fold(text)) for name, text in printed(article)]
    found = []
    for verdict, in_body in zip(verdicts, _in_body(verdicts, article), strict=True):
        block = verdict.block
        place = _BODY if in_body else _field_of(fold(block.text), values)
        fate: Fate = "kept" if in_body else "furniture" if place else "removed"
        kind = typed([block])[0].kind
        voices = dict(verdict.voices)
        reason = _REPEATS if verdict.repeats else None
        found.append(BlockTrace(block.text, kind, fate, place, verdict.score, voices, reason))
    return Trace(tuple(found))


def trace_refused(verdicts: Sequence[Verdict], refusal: Refusal) -> Trace:
    """Say what the vote thought of the blocks of a page that was refused.

    Args:
        verdicts: those of the vote on the page's blocks, in reading order.
        refusal: why it was refused.
    """
    return Trace(
        tuple(
            BlockTrace(
                one.block.text,
                typed([one.block])[0].kind,
                "removed",
                score=one.score,
                votes=dict(one.voices),
            )
            for one in verdicts
        ),
        refusal,
    )


def _in_body(verdicts: Sequence[Verdict], article: Normalized) -> list[bool]:
    copy = article.body.blocks
    lines = [line for block in copy for line in block.text.split("\n")]
    cells = [cell for line in lines if "\t" in line for cell in line.split("\t")]
    left = Counter(filter(None, map(fold, (*lines, *cells))))
    texts = [fold(verdict.block.text) if verdict.kept else "" for verdict in verdicts]
    found = []
    for text in texts:
        found.append(left[text] > 0)
        left[text] -= 1
    # What is left has lost a dateline or a sign-off, so that no block says just that.
    others = [line for line, count in left.items() if count > 0 and len(line) >= _ENOUGH]
    return [
        exact or any(line in text for line in others)
        for text, exact in zip(texts, found, strict=True)
    ]


def _field_of(text: str, values: list[tuple[str, str]]) -> str | None:
    """Return the field whose value a line is, else holds, else is a part of."""
    if not text:
        return None
    tests = (
        lambda value: value == text,
        lambda value: value in text and len(value) >= _SHARE * len(text),
        lambda value: len(text) >= _ENOUGH and text in value,
    )
    for holds in tests:
        for name, value in values:
            if value and holds(value):
                return name
    return None


def printed(article: Normalized) -> Iterator[tuple[str, str]]:
    """Yield what an article has in its fields beside the body: each text, with its field."""
    for name, value in msgspec.to_builtins(article).items():
        if name not in _NOT_PRINTED:
            yield from _texts(name, value)


def _texts(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(name, one)
    elif isinstance(value, dict) and "value" in value and "role" in value:
        yield f"{name}.{value['role']}", str(value["value"])
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in _NO_VALUE:
                yield from _texts(f"{name}.{key}", one)
