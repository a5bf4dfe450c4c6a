"""Text -> a tree, by lxml, if it is XML or nearly so.

What is wrong with single characters and namespaces is mended, since that moves no element. What
is wrong with tags is left to the tolerant parser: a recovering XML parser puts elements in the
wrong places there, silently.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from lxml import etree

from .model import Flaw

_DECLARATION = re.compile(rb"<\?xml\b[^>]{0,500}>")
_DOCTYPE = re.compile(rb"<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(
    rb"<!ENTITY\s+([a-zA-Z_]\w{0,50})\s+(?:\"([^\"&<%]{0,100})\"|'([^'&<%]{0,100})')\s*>"
)
_HEAD_BYTES = 20_000
_MOST_ENTITIES = 500
_MOST_REFERENCES = 500_000
# No character of XML 1.0 (section 2.2).
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_VERBATIM = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.DOTALL)
# But for those that XML knows.
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6});|(\w{1,50});)?"
)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree."""

    root: etree._Element
    whole: bool
    """Whether it is sure to hold all elements of its text, each in its place."""
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, slots=True)
class Prolog:
    """What comes before the root, taken off."""

    data: bytes
    """UTF-8, without declaration and document type."""
    entities: dict[str, str]
    """Plain texts that the document type gives names to."""
    flaws: tuple[Flaw, ...]

    @property
    def text(self) -> str:
        """The data as text, made when it is asked for."""
        return self.data.decode("utf-8", "replace")


def take_prolog(data: bytes) -> Prolog:
    """Take off what a parser must not see: it is decoded already, and entities can be bombs.

    Args:
        data: a document in UTF-8.
    """
    flaws: list[Flaw] = []
    head = data[:_HEAD_BYTES]
    declaration = _DECLARATION.search(head)
    begin = declaration.start() if declaration else max(data.find(b"<"), 0)
    if data[:begin].strip(b"\xef\xbb\xbf \t\r\n"):
        flaws.append(Flaw("junk-before-xml", "There is something before the XML begins"))
    data = data[declaration.end() if declaration else begin :]
    entities: dict[str, str] = {}
    at = data[:_HEAD_BYTES].lower().find(b"<!doctype")
    if at >= 0 and (found := _DOCTYPE.match(data, at)):
        for name, one, other in _ENTITY.findall(found[0])[:_MOST_ENTITIES]:
            entities[name.decode()] = (one or other).decode("utf-8", "replace")
        data = data[:at] + data[found.end() :]
    return Prolog(data, entities, tuple(flaws))


def parse_xml(prolog: Prolog, url: str) -> Tree | None:
    """Return the tree of a text, mended where that is safe; None if it has no element at all."""
    root, whole = _parse(prolog.data, url)
    if root is not None and whole:
        return Tree(root, True, prolog.flaws)
    if prolog.data.count(b"&") > _MOST_REFERENCES:
        return None if root is None else Tree(root, False, prolog.flaws)
    mended = _mend(prolog).encode("utf-8", "ignore")
    root, whole = _parse(mended, url)
    if root is None:
        return None
    flaw = Flaw("characters-mended", "It has characters or entities that are not allowed in XML")
    return Tree(root, whole, (*prolog.flaws, *([flaw] if mended != prolog.data else [])))


def _parse(data: bytes, url: str) -> tuple[etree._Element | None, bool]:
    parser = etree.XMLParser(
        recover=True,
        huge_tree=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=False,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser, base_url=_plain(url))
    except etree.XMLSyntaxError:
        return None, False
    # An undeclared prefix stays in the element's name, and is understood there.
    clean = all(one.domain_name == "NAMESPACE" for one in parser.error_log)
    return root, clean


def _plain(url: str) -> str:
    return url if url.isascii() and url.isprintable() else ""


def _mend(prolog: Prolog) -> str:
    """Return the text with legal characters only, HTML's entities decoded, lone `&` escaped."""
    text = _ILLEGAL.sub("", prolog.text)
    parts = _VERBATIM.split(text)
    parts[::2] = [_REFERENCE.sub(lambda m: _reference(m, prolog.entities), p) for p in parts[::2]]
    text = "".join(parts)
    ends = _END.findall(text)
    if len(ends) == 1 or (ends and len(set(ends)) == len(ends)):
        last = list(_END.finditer(text))[-1]
        text = text[: last.end()]
    return text


def _reference(match: re.Match[str], entities: dict[str, str]) -> str:
    number, name = match[1], match[2]
    if number is not None:
        # By HTML's rules: 128 to 159 are Windows' characters, illegal ones are dropped.
        return html.escape(_ILLEGAL.sub("", html.unescape(match[0])), quote=False)
    if name is None:
        return "&amp;"
    if name in entities:
        return html.escape(entities[name])
    decoded = html.unescape(match[0])
    return html.escape(decoded) if decoded != match[0] else f"&amp;{name};"
