"""What is remembered of a site, as pure functions over the sequence of its pages.

Nothing here knows of time or of other sites: the same pages in the same order give the same
memory, wherever and by however many they are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from .lesson import Lesson, words_of

LAG = 8
"""What a page teaches holds from the eighth page after it on: so many may be worked on at once."""
_PAGES = 16
"""Pages that are remembered, and after how many new ones the template is looked at again."""
_FIRST = (4, 8)
"""Pages after which it is looked at in the beginning."""
_AT_LEAST = 3
_MOST_BLOCKS = 64
_VERSIONS = 8
"""Templates that are kept for pages that are read again."""
_TWIN = 0.5
"""Share of a page's words that another has, from which both are one story."""


@dataclass(frozen=True, slots=True)
class Template:
    """What repeats on a site."""

    blocks: frozenset[int]
    """Digests of blocks (`lesson.digest_of`)."""


class Version(msgspec.Struct, frozen=True, array_like=True):
    """A template, and the pages for which it holds."""

    made_at: int
    """Number of the page after which it was made, counted from 1 on the site."""
    from_offset: int
    """Offset on `fetched` of the page from which it holds; -1 until that was read."""
    blocks: tuple[int, ...]


class SiteMemory(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a site."""

    seen: int = 0
    """Pages so far, those counted in that taught nothing."""
    last_offset: int = -1
    """Offset on `fetched` of the last one."""
    learned: int = 0
    """Different articles among them."""
    pages: tuple[Lesson, ...] = ()
    """The last ones of those."""
    versions: tuple[Version, ...] = ()
    """Templates, oldest first."""


def learn(memory: SiteMemory, offset: int, lesson: Lesson | None) -> SiteMemory:
    """Return the memory after a page; the same one if it has that page already.

    Args:
        memory: before it.
        offset: of the page on `fetched`; pages of a site come in its order.
        lesson: what it teaches; None of a page that was refused.
    """
    if offset <= memory.last_offset:
        return memory
    seen = memory.seen + 1
    versions = tuple(
        replace(one, from_offset=offset) if one.made_at + LAG == seen else one
        for one in memory.versions
    )
    memory = replace(memory, seen=seen, last_offset=offset, versions=versions)
    newest = frozenset(versions[-1].blocks) if versions else frozenset()
    if lesson is None or not _is_new(lesson, memory.pages, newest):
        return memory
    pages = (*memory.pages, lesson)[-_PAGES:]
    memory = replace(memory, learned=memory.learned + 1, pages=pages)
    if memory.learned not in _FIRST and memory.learned % _PAGES:
        return memory
    blocks = repeated(pages)
    if newest == frozenset(blocks):
        return memory
    made = Version(made_at=seen, from_offset=-1, blocks=blocks)
    return replace(memory, versions=(*versions, made)[-_VERSIONS:])


def template_of_page(memory: SiteMemory, number: int) -> Template | None:
    """Return the template for a page that is new to the memory.

    Args:
        memory: it has learned at least of the page `LAG` before this one, and may know more.
        number: of the page on its site, from 1 on.
    """
    return _newest(one for one in memory.versions if one.made_at + LAG <= number)


def template_at(memory: SiteMemory, offset: int) -> Template | None:
    """Return the template that a page had which the memory has learned already.

    Args:
        memory: it has learned of the page.
        offset: of the page on `fetched`.
    """
    return _newest(one for one in memory.versions if 0 <= one.from_offset <= offset)


def repeated(pages: Sequence[Lesson]) -> tuple[int, ...]:
    """Return the blocks that at least half of some pages have, and three of them, by digest."""
    counts = Counter(block for page in pages for block in page.blocks)
    enough = max(_AT_LEAST, -(-len(pages) // 2))
    found = [block for block, count in counts.items() if count >= enough]
    found.sort(key=lambda block: (-counts[block], block))
    return tuple(sorted(found[:_MOST_BLOCKS]))


def template_of(lessons: Iterable[Lesson]) -> Template | None:
    """Return what repeats on some pages of one site; None if nothing does, or they are too few."""
    pages: list[Lesson] = []
    for lesson in lessons:
        if _is_new(lesson, pages, frozenset()):
            pages.append(lesson)
    blocks = repeated(pages)
    return Template(frozenset(blocks)) if blocks else None


def _newest(versions: Iterable[Version]) -> Template | None:
    *_, last = (None, *versions)
    return None if last is None or not last.blocks else Template(frozenset(last.blocks))


def _is_new(lesson: Lesson, pages: Sequence[Lesson], furniture: frozenset[int]) -> bool:
    """Return whether a page is a story of its own, and none that the memory has.

    A story that is read again, its print version and the same copy of an agency repeat
    themselves; they must not teach that their text is furniture.
    """
    own = set(lesson.blocks) - furniture
    words = _words(own)
    if not words:
        return False
    for page in pages:
        others = set(page.blocks) - furniture
        shared = _words(own & others)
        if page.article == lesson.article or shared > _TWIN * min(words, _words(others)):
            return False
    return True


def _words(blocks: Iterable[int]) -> int:
    return sum(map(words_of, blocks))
