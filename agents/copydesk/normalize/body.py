"""The body of a page by trafilatura, as blocks (docs/decisions/0005)."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Literal

import trafilatura
from lxml import html
from lxml.etree import _Element

from copydesk.errors import PermanentError
from copydesk.events import Block

from .hygiene import clean_text

METHOD = "trafilatura"
VERSION = trafilatura.__version__

# trafilatura drops what is not printable, and with it the joiners that are spelling in Persian
# and Indic scripts. They travel as letters of a script that the page does not use.
_JOINERS = ("\u200c", "\u200d")
_STAND_INS = ("\U00016ad0", "\U00016ad1", "\U00016ad2", "\U00016ad3")

Kind = Literal["paragraph", "heading", "quote", "list", "table", "embed"]
_KINDS: dict[str, Kind] = {
    "p": "paragraph",
    "head": "heading",
    "quote": "quote",
    "list": "list",
    "table": "table",
    "code": "quote",
}


def extract_blocks(tree: html.HtmlElement, url: str) -> list[Block]:
    """Return the blocks of the article on a page, in order.

    Args:
        tree: the parsed page; it is not changed.
        url: address of the page.

    Raises:
        PermanentError: there is no article on the page (`no-article`).
    """
    text = tree.text_content()
    free = [letter for letter in _STAND_INS if letter not in text]
    pairs = dict(zip(_JOINERS, free, strict=False))
    if any(joiner in text for joiner in _JOINERS):
        tree = deepcopy(tree)
        _replace(tree, str.maketrans(pairs))
    found = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, include_tables=True, with_metadata=False
    )
    body = getattr(found, "body", None)
    if body is None:
        raise PermanentError(f"no article on the page {url}", code="no-article", url=url)
    back = str.maketrans({stand_in: joiner for joiner, stand_in in pairs.items()})
    blocks = [Block(kind=block.kind, text=block.text.translate(back)) for block in _blocks(body)]
    if not blocks:
        raise PermanentError(f"no article on the page {url}", code="no-article", url=url)
    return blocks


def _replace(tree: html.HtmlElement, table: dict[int, str]) -> None:
    for element in tree.iter():
        if element.text:
            element.text = element.text.translate(table)
        if element.tail:
            element.tail = element.tail.translate(table)


def _blocks(body: _Element) -> Iterator[Block]:
    for element in body:
        kind = _KINDS.get(str(element.tag), "paragraph")
        if kind == "list":
            text = "\n".join(filter(None, (_line(item) for item in element.iter("item"))))
        elif kind == "table":
            rows = (
                "\t".join(_line(cell) for cell in row.iter("cell")) for row in element.iter("row")
            )
            text = "\n".join(row for row in rows if row.strip())
        else:
            # A page that parts its paragraphs by line breaks has one element for all of them.
            for line in _lines(element):
                yield Block(kind=kind, text=line)
            text = ""
        if text:
            yield Block(kind=kind, text=text)
        if tail := clean_text(element.tail or ""):
            yield Block(kind="paragraph", text=tail)


def _line(element: _Element) -> str:
    return clean_text(" ".join(map(str, element.itertext())))


def _lines(element: _Element) -> list[str]:
    parts: list[list[str]] = [[]]

    def walk(node: _Element) -> None:
        if node.tag in ("lb", "p", "br") and node is not element:
            parts.append([])
        if node.text:
            parts[-1].append(node.text)
        for child in node:
            walk(child)
            if child.tag == "p":
                parts.append([])
            if child.tail:
                parts[-1].append(child.tail)

    walk(element)
    return [line for line in (clean_text("".join(part)) for part in parts) if line]
