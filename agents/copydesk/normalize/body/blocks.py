"""Blocks that were kept -> typed blocks of the event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from lxml import html

from .segment import Node, TextBlock
from .vote import is_heading

Kind = Literal["paragraph", "heading", "quote", "list", "table", "embed"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as the event has it, with what its markup says."""

    text: str
    kind: Kind
    element: html.HtmlElement | None
    link_share: float
    emphasised: bool


_EMBED = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|telegram-post|fb-post"
    r"|bluesky-embed|mastodon-embed|vk-post)\b"
)
_LISTS = ("ul", "ol", "dl")
_JOINED = {"list": "\n", "embed": " "}


def typed(blocks: Sequence[TextBlock]) -> list[Passage]:
    """Return blocks as the event has them; those of one list, table or embed are one.

    Items of a list and rows of a table are lines; cells are set apart by tabs.
    """
    return list(_typed(blocks))


def _typed(blocks: Sequence[TextBlock]) -> Iterator[Passage]:
    for (kind, whole), group in groupby(blocks, key=_place):
        members = list(group)
        if whole is None:
            for block in members:
                yield _passage(block.text, kind, [block], block.node.element)
        elif kind == "table":
            yield _passage("\n".join(_rows(members)), kind, members, whole)
        else:
            yield _passage(
                _JOINED[kind].join(block.text for block in members), kind, members, whole
            )


def kind_of(block: TextBlock) -> Kind:
    """Return what a block is by its markup."""
    return _place(block)[0]


def _passage(
    text: str, kind: Kind, blocks: Sequence[TextBlock], element: html.HtmlElement
) -> Passage:
    letters = sum(len(block.text) for block in blocks)
    linked = sum(len(block.text) * block.link_share for block in blocks) / letters
    return Passage(text, kind, element, linked, all(block.emphasised for block in blocks))


def _place(block: TextBlock) -> tuple[Kind, html.HtmlElement | None]:
    """Return a block's kind, and the element that makes one block of several."""
    if is_heading(block):
        return "heading", None
    listed: html.HtmlElement | None = None
    node: Node | None = block.node
    while node is not None:
        element = node.element
        if element.tag == "blockquote" or element.tag == "q":
            if _EMBED.search(element.get("class", "")):
                return "embed", element
            return "quote", None
        if element.tag in _LISTS:
            listed = element
        if element.tag == "table" and not _is_layout(element):
            return "table", element
        node = node.parent
    return ("list", listed) if listed is not None else ("paragraph", None)


def _is_layout(table: html.HtmlElement) -> bool:
    """Return whether a table is one that old pages lay their columns out with."""
    return any(True for _ in table.iter("table", "p", "div", "h1", "h2", "ul") if _ is not table)


def _rows(blocks: Sequence[TextBlock]) -> Iterator[str]:
    for _, cells in groupby(blocks, key=_row):
        yield "\t".join(cell.text for cell in cells)


def _row(block: TextBlock) -> html.HtmlElement:
    element = block.node.element
    return next((one for one in element.iterancestors("tr")), element)
