"""A site's template applied to a page: what repeats is taken out of its body."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from copydesk.normalize import furniture
from copydesk.normalize.body.vote import Verdict, is_heading

from .lesson import Lesson, digest_of, lesson_of
from .memory import Template

_MOST = 0.5
"""Share of a body's words that may go; where it is more, the template is not for this page."""


@dataclass(frozen=True, slots=True)
class Swept:
    """The verdicts on a page, after its site's memory was asked."""

    verdicts: list[Verdict]
    digests: list[int | None]
    """Of each block that the vote kept; None of all others."""

    @property
    def removed(self) -> tuple[str, ...]:
        """What was taken out, in reading order."""
        return tuple(one.block.text for one in self.verdicts if one.repeats)

    def lesson(self, article_id: str, lines: Collection[str]) -> Lesson:
        """Return what the page teaches: what the vote kept and no field took.

        Args:
            article_id: id of the page's article.
            lines: those of the body, after furniture was separated.
        """
        known = zip(self.verdicts, self.digests, strict=True)
        found = [d for one, d in known if d and (one.repeats or one.block.text in lines)]
        return lesson_of(article_id, found)


def sweep(verdicts: Sequence[Verdict], template: Template | None) -> Swept:
    """Take what repeats on a site out of the blocks that the vote kept.

    Args:
        verdicts: those of the vote, in reading order.
        template: what repeats; None if nothing is known.
    """
    digests = [digest_of(one.block) if one.kept else None for one in verdicts]
    gone = _gone(verdicts, digests, template.blocks) if template is not None else frozenset[int]()
    found = [
        replace(one, kept=False, repeats=True) if at in gone else one
        for at, one in enumerate(verdicts)
    ]
    return Swept(found, digests)


def _gone(
    verdicts: Sequence[Verdict], digests: Sequence[int | None], repeating: frozenset[int]
) -> frozenset[int]:
    gone: set[int] = set()
    copy, taken = 0.0, 0.0
    below = False
    """Whether what stands right below is taken out."""
    for at in range(len(verdicts) - 1, -1, -1):
        block = verdicts[at].block
        if not verdicts[at].kept:
            continue
        copy += block.words
        is_known = digests[at] in repeating and not furniture.has_field(block.text)
        # A heading that many stories have, as 'Background', goes only with what it stands over.
        below = is_known and (below or not is_heading(block))
        if below:
            gone.add(at)
            taken += block.words
    return frozenset(gone) if taken <= _MOST * copy else frozenset()
