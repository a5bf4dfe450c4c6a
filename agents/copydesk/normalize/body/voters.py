"""Who votes on the blocks: extractors that disagree, each with the text that it takes for copy.

A voter's voice for a block is the share of the block's 4-token shingles that its text has; of a
shorter block, whether its tokens occur in a row.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from html import unescape

from lxml import html
from readability import Document
from readability.readability import Unparseable
from resiliparse.extract.html2text import extract_plain_text

from .segment import TOKEN, Node, TextBlock, is_hidden

_ENOUGH = 8.0
"""Words of a block that says where the copy is."""
_MOST = 120.0
"""Words of one block that count: a page's one endless list is not its copy."""
_DOUBT = 0.1
"""Share of the copy about which two disagree, from which a third is asked."""
_FADING = 0.75
_REACH = 7
_BOUNDARY = re.compile(
    r"</?(?:p|div|section|article|h\d|li|ul|ol|t[drh]|blockquote|br|figure)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_NEVER_COPY = (
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "link", "svg"),
    *("nav", "footer", "button", "select", "input", "meta"),
)
_UNWANTED = "|".join(f"//{tag}" for tag in _NEVER_COPY) + "|//*[@hidden or @style]"


# It logs each page that it cannot read with a traceback; here that is one voice less.
logging.getLogger("readability.readability").setLevel(logging.CRITICAL + 1)

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


class _Readability(Document):  # type: ignore[misc]  # it publishes no types
    """readability-lxml on a tree that is parsed already.

    Its own cleaning rewrites each link to guard a browser; only text is wanted here.
    """

    def _parse(self, tree: html.HtmlElement) -> html.HtmlElement:
        tree = deepcopy(tree)
        for element in tree.xpath(_UNWANTED):
            unwanted = element.tag in _NEVER_COPY or is_hidden(element)
            # Within another that is dropped, it is gone already.
            if unwanted and element.getparent() is not None:
                element.drop_tree()
        self.encoding = "utf-8"
        return tree


def by_readability(tree: html.HtmlElement) -> str:
    """Return the text that readability-lxml takes; empty if none.

    Args:
        tree: the parsed page; it is not changed.
    """
    try:
        kept = str(_Readability(tree).summary(html_partial=True) or "")
    except (Unparseable, ValueError):
        return ""
    return unescape(_TAG.sub("", _BOUNDARY.sub(" ", kept)))


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


def voices_of(tree: html.HtmlElement, text: str, reading: Reading) -> dict[str, Voice]:
    """Return each extractor's voice, by its name.

    resiliparse costs little; readability-lxml, which costs as much as all else together, is asked
    where resiliparse and the densest container disagree. Elsewhere its voice is resiliparse's.

    Args:
        tree: the parsed page; it is not changed.
        text: its HTML.
        reading: its blocks.
    """
    first = Voice(by_resiliparse(text))
    doubtful = _disagreement(reading, first) > _DOUBT
    return {"readability": Voice(by_readability(tree)) if doubtful else first, "resiliparse": first}


def _disagreement(reading: Reading, voice: Voice) -> float:
    """Return the share of a page's copy, as one or the other sees it, that only one sees."""
    differ = either = 0.0
    for at, (block, is_inside) in enumerate(zip(reading.blocks, reading.in_densest, strict=True)):
        weight = min(block.words, _MOST) * (1 - block.link_share)
        if weight >= 1:
            inside, said = float(is_inside), voice.of(reading.ballot(at))
            differ += weight * abs(said - inside)
            either += weight * max(said, inside)
    return differ / either if either else 1.0


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
