"""A page's text as blocks: what stands between two boundaries of a paragraph's kind.

Boundaries are those of block-level elements and line breaks, as a reader sees them. Nothing is
judged here but what is never text (scripts, styles, forms' fields).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import html

from copydesk.normalize.hygiene import clean_text

from .hints import hints_of

_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s"),
        *("samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
        "wbr",
    )
)
_NO_TEXT = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "svg", "math", "canvas"),
        *("audio", "video", "map", "select", "option", "button", "input", "textarea"),
        *("title", "meta", "link", "rt", "rp"),
    )
)
_FLAGS = {
    "article": 1,
    "main": 1,
    "aside": 2,
    "nav": 4,
    "footer": 8,
    "header": 16,
    "figure": 32,
    "figcaption": 32,
    "form": 64,
    "ul": 128,
    "ol": 128,
    "dl": 128,
    "table": 256,
    "blockquote": 512,
}
HIDDEN, ARTICLE_BODY = 1024, 2048
FLAGS = {
    "article": 1,
    "aside": 2,
    "nav": 4,
    "footer": 8,
    "header": 16,
    "figure": 32,
    "form": 64,
    "in-list": 128,
    "in-table": 256,
    "in-quote": 512,
    "hidden": HIDDEN,
    "article-body": ARTICLE_BODY,
}
"""Bits of `Node.flags` by name."""
_EMPHASIS = frozenset(("em", "i", "strong", "b", "small", "cite"))
# Thai, Lao, Burmese, Khmer, Japanese and Chinese have no spaces between words: they are counted by
# letter.
_BY_LETTER = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Vowel signs and points are no letters to `re`; without them a word would be several.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u0900-\u0963\u0966-\u0df3\u135d-\u135f"
)
TOKEN = re.compile(rf"[{_BY_LETTER}]|[^\W{_BY_LETTER}]+(?:[{_MARKS}]+[^\W{_BY_LETTER}]*)*")
"""A word; a letter of scripts that set none apart."""
_ONE_LETTER = re.compile(rf"[{_BY_LETTER}]")
_LETTERS_A_WORD = 2.5


@dataclass(slots=True, eq=False)
class Node:
    """A block-level element, with what it inherits."""

    element: html.HtmlElement
    parent: Node | None
    depth: int
    hints: int
    """Sum of `hints_of` from the root on."""
    flags: int


@dataclass(slots=True, eq=False)
class TextBlock:
    """A block of text."""

    text: str
    node: Node
    link_share: float
    """Part of its letters that are a link's, 0 to 1."""
    emphasised: bool
    """Whether all of it is in italics, bold or small."""
    own_hints: int
    """Hints of the inline element that holds all of it."""
    tokens: list[str]
    words: float
    """How many words it is long."""
    kind: tuple[object, ...]
    """Tag and class of its element, and those of the parent."""


@dataclass(slots=True)
class _Text:
    """What is read of a block so far."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    letters: int = 0
    plain: int = 0
    wrapper: tuple[html.HtmlElement, ...] | None = None


def segment(tree: html.HtmlElement) -> list[TextBlock]:
    """Return the blocks of a page in reading order.

    Args:
        tree: the parsed page; its depth must be bounded (`page.parse_page`).
    """
    # Not from `body` on: libxml2 takes an article that follows a title for a part of the head.
    root = Node(tree, None, 0, hints_of(tree), 0)
    reader = _Reader()
    reader.walk(tree, root, (), False, False)
    reader.end(root)
    return reader.blocks


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self._text = _Text()

    def walk(
        self,
        element: html.HtmlElement,
        node: Node,
        inline: tuple[html.HtmlElement, ...],
        linked: bool,
        emphasised: bool,
    ) -> None:
        """Read an element whose nearest block-level one is `node`."""
        if element.text:
            self._add(element.text, inline, linked, emphasised)
        for child in element:
            tag = child.tag
            if tag in _NO_TEXT or not isinstance(tag, str):
                pass
            elif tag == "br" or tag == "hr":
                self.end(node)
            elif tag in _INLINE:
                self.walk(
                    child,
                    node,
                    (*inline, child),
                    linked or tag == "a",
                    emphasised or tag in _EMPHASIS,
                )
            else:
                self.end(node)
                below = Node(
                    child,
                    node,
                    node.depth + 1,
                    node.hints + hints_of(child),
                    node.flags | _flags(child),
                )
                self.walk(child, below, (), linked, emphasised)
                self.end(below)
            if child.tail:
                self._add(child.tail, inline, linked, emphasised)

    def _add(
        self, text: str, inline: tuple[html.HtmlElement, ...], linked: bool, emphasised: bool
    ) -> None:
        read = self._text
        read.parts.append(text)
        letters = len(text.strip())
        if not letters:
            return
        read.letters += letters
        read.linked += letters if linked else 0
        read.plain += 0 if emphasised else letters
        if read.wrapper is None:
            read.wrapper = inline
        elif read.wrapper != inline:
            shared = 0
            for one, other in zip(read.wrapper, inline, strict=False):
                if one is not other:
                    break
                shared += 1
            read.wrapper = read.wrapper[:shared]

    def end(self, node: Node) -> None:
        """End the block that is being read, if there is one."""
        read = self._text
        if not read.parts:
            return
        self._text = _Text()
        text = clean_text("".join(read.parts)) if read.letters else ""
        if not text:
            return
        own = 0
        for element in read.wrapper or ():
            own |= hints_of(element)
        tokens = TOKEN.findall(text)
        single = 0 if text.isascii() else len(_ONE_LETTER.findall(text))
        self.blocks.append(
            TextBlock(
                text,
                node,
                read.linked / read.letters,
                read.plain == 0,
                own,
                tokens,
                len(tokens) - single + single / _LETTERS_A_WORD,
                _kind(node),
            )
        )


def _kind(node: Node) -> tuple[object, ...]:
    element, above = node.element, node.parent.element if node.parent else None
    return (
        element.tag,
        element.get("class"),
        above.tag if above is not None else None,
        above.get("class") if above is not None else None,
    )


def _flags(element: html.HtmlElement) -> int:
    flags = _FLAGS.get(element.tag, 0)
    if not element.attrib:
        return flags
    if element.get("itemprop") == "articleBody":
        flags |= ARTICLE_BODY
    return flags | HIDDEN if _is_hidden(element) or element.get("aria-hidden") == "true" else flags


def _is_hidden(element: html.HtmlElement) -> bool:
    """Return whether an element's own marks hide it."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()
