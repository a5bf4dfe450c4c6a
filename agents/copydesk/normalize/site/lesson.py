"""What a site's memory is told of a page: its article, and the blocks of its body as digests."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from copydesk.normalize.body.blocks import kind_of
from copydesk.normalize.body.segment import TextBlock
from copydesk.normalize.body.vote import is_heading
from copydesk.normalize.hygiene import fold

_SHORTEST, _LONGEST = 4.0, 150.0
"""Words of a block that may be furniture; shorter ones are part of the copy around them."""
_MOST = 64
"""Blocks of a page that are remembered."""
_WORDS = 0xFF


class Lesson(msgspec.Struct, frozen=True, array_like=True):
    """A page as the memory of its site has it."""

    article: int
    """Digest of the article's id."""
    blocks: tuple[int, ...]
    """Digests of blocks, by value."""


def digest_of(block: TextBlock) -> int | None:
    """Return the digest of a block, None of one that is never taken for furniture.

    56 bits are its letters', eight say how many words it has. Headings have one however short
    they are: they go only together with what they stand over. Quotes, tables and embeds have
    none.
    """
    kind = kind_of(block)
    if kind not in ("paragraph", "list", "heading"):
        return None
    if not is_heading(block) and not _SHORTEST <= block.words <= _LONGEST:
        return None
    known = blake2b(fold(block.text).encode(), digest_size=7).digest()
    return int.from_bytes(known) << 8 | max(1, min(_WORDS, round(block.words)))


def words_of(digest: int) -> int:
    """Return how many words the block of a digest has, at most 255."""
    return digest & _WORDS


def lesson_of(article_id: str, digests: Iterable[int]) -> Lesson:
    """Return what is to be learned of a page.

    Of a page with very many blocks the lowest digests are kept, so that what several such pages
    share is kept of each.

    Args:
        article_id: id of its article: of one that is read again, nothing is learned.
        digests: those of the blocks of its body, with what was left out as repeating.
    """
    article = int.from_bytes(blake2b(article_id.encode(), digest_size=8).digest())
    return Lesson(article, tuple(sorted(set(digests))[:_MOST]))
