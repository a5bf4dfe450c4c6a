"""Lines of a body with what their markup says of them: what furniture is told by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from lxml import html

from copydesk.events import Author, Block
from copydesk.normalize.page import Page, text_of

Kind = Literal["paragraph", "heading", "quote", "list", "table", "embed"]
_SHORTEST_LINK = 8
_LONGEST_LINKED = 400


class Marked(Protocol):
    """A block of text; an extractor that knows no markup leaves the defaults of `Line`."""

    @property
    def text(self) -> str:
        """Plain text; the items of a list are lines."""

    @property
    def kind(self) -> Kind:
        """As `events.Block.kind`."""

    @property
    def element(self) -> html.HtmlElement | None:
        """The element that holds it."""

    @property
    def link_share(self) -> float:
        """Part of its letters that are a link's, 0 to 1."""

    @property
    def emphasised(self) -> bool:
        """Whether all of it is in italics, bold or small."""


@dataclass(frozen=True, slots=True)
class Line:
    """A block, as `Marked` says."""

    text: str
    kind: Kind = "paragraph"
    element: html.HtmlElement | None = None
    link_share: float = 0.0
    emphasised: bool = False


@dataclass(slots=True)
class Desk:
    """What is found while lines are gone through."""

    removed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    by: list[Author] = field(default_factory=list)
    signed: list[Author] = field(default_factory=list)
    """Who signs the copy by name, whatever stands above it."""
    codes: list[str] = field(default_factory=list)


def lines_of(page: Page, blocks: Sequence[Block | Marked]) -> list[Line]:
    """Return blocks as lines; for one without markup the page's links are looked through."""
    links: tuple[str, ...] | None = None
    lines = []
    for block in blocks:
        if not isinstance(block, Block):
            lines.append(
                Line(block.text, block.kind, block.element, block.link_share, block.emphasised)
            )
            continue
        if links is None:
            texts = (text_of(link) for link in page.tree.iter("a"))
            links = tuple(sorted({text for text in texts if len(text) >= _SHORTEST_LINK}))
        lines.append(Line(block.text, block.kind, link_share=_link_share(block.text, links)))
    return lines


def _link_share(text: str, links: tuple[str, ...]) -> float:
    """Return how much of a text's end is a link's, line by line."""
    if len(text) > _LONGEST_LINKED or not text.endswith(links):
        return 0.0
    linked = 0
    for line in text.split("\n"):
        linked += max((len(link) for link in links if line.endswith(link)), default=0)
    return linked / len(text)
