"""Who votes on the blocks: an extractor with the text that it takes for copy, and the element that
holds most running text.

A voter's voice for a block is the share of the block's 4-token shingles that its text has; of a
shorter block, whether its tokens occur in a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from resiliparse.extract.html2text import extract_plain_text

from .segment import TOKEN, Node, TextBlock

_ENOUGH = 8.0
"""Words of a block that says where the copy is."""
_MOST = 120.0
"""Words of one block that count: a page's one endless list is not its copy."""
_FADING = 0.75
_REACH = 7

Shingles = Sequence[tuple[str, ...]]


class Ballot:
    """A block in the form in which voices compare it."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.shingles: Shingles = shingles_of(tokens)
        self.line = f" {' '.join(tokens)} " if tokens and not self.shingles else ""


class Voice:
    """A text that votes."""

    def __init__(self, text: str) -> None:
        tokens = TOKEN.findall(_without_joiners(text))
        self._shingles = frozenset(shingles_of(tokens))
        self._line = f" {' '.join(tokens)} "

    def of(self, block: Ballot) -> float:
        """Return the share of a block that this text has, 0 to 1."""
        if not block.shingles:
            return float(bool(block.line) and block.line in self._line)
        return sum(map(self._shingles.__contains__, block.shingles)) / len(block.shingles)


def shingles_of(tokens: Sequence[str]) -> Shingles:
    """Return all runs of four tokens."""
    return list(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def plain_tokens(block: TextBlock) -> Sequence[str]:
    """Return a block's tokens in the form in which voices compare them."""
    text = _without_joiners(block.text)
    return block.tokens if text is block.text else TOKEN.findall(text)


def _without_joiners(text: str) -> str:
    """Return a text without joiners, which are spelling in Persian and Indic scripts.

    Extractors may drop them.
    """
    if "\u200c" in text or "\u200d" in text:
        return text.replace("\u200c", "").replace("\u200d", "")
    return text


def by_resiliparse(text: str) -> str:
    """Return the text that resiliparse takes, empty if none: much recall, little precision.

    Args:
        text: the page's HTML.
    """
    return str(
        extract_plain_text(
            text,
            main_content=True,
            alt_texts=False,
            links=False,
            list_bullets=False,
            form_fields=False,
            noscript=False,
            comments=False,
        )
    )


class Reading:
    """A page's blocks as its voters read them: what several of them ask for is worked out once."""

    def __init__(self, blocks: Sequence[TextBlock]) -> None:
        self.blocks = blocks
        container = densest(blocks)
        self.in_densest = [is_in(block.node, container) for block in blocks]
        """Whether each block stands in the element that holds most running text."""
        self._ballots: dict[int, Ballot] = {}

    def ballot(self, at: int) -> Ballot:
        """Return a block's ballot; most blocks of a page, short links, are never asked for."""
        if at not in self._ballots:
            self._ballots[at] = Ballot(plain_tokens(self.blocks[at]))
        return self._ballots[at]


def voices_of(text: str) -> dict[str, Voice]:
    """Return each extractor's voice, by its name.

    Args:
        text: the page's HTML.
    """
    return {"resiliparse": Voice(by_resiliparse(text))}


def is_in(node: Node | None, container: Node | None) -> bool:
    """Return whether an element is a container, or within it."""
    while node is not None:
        if node is container:
            return True
        node = node.parent
    return False


def densest(blocks: Sequence[TextBlock]) -> Node | None:
    """Return the element that holds most running text, near ancestors of it counting most.

    The idea is that of Arc90's Readability (2009): paragraphs give points to what holds them.
    """
    points: dict[Node, float] = defaultdict(float)
    for block in blocks:
        if block.words < _ENOUGH or block.link_share > 0.4:
            continue
        given = min(block.words, _MOST) * (1 - block.link_share)
        node: Node | None = block.node.parent or block.node
        for _ in range(_REACH):
            if node is None:
                break
            points[node] += given
            given *= _FADING
            node = node.parent
    return max(points, key=points.__getitem__) if points else None
