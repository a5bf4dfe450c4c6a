"""Texts and addresses of elements."""

from __future__ import annotations

import base64
import binascii
import contextlib
import copy
import html
import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from copydesk.events import Enclosure

from .names import XML_BASE

LONGEST_TEXT = 1_000_000
"""Code points of one field of an entry that are kept."""
# HTML Living Standard section 13.1.2: the elements that have no end tag.
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_WINDOWS = {
    code: bytes([code]).decode("windows-1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_DEEPEST = 10
_ADDRESSES = ("href", "src")
_ABSOLUTE = ('="http:', '="https:', "='http:", "='https:", '="#', '="mailto:', '="data:')
_VALUE = re.compile(r"\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')")
_SCHEME = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|#|$)")
# An absolute address that needs no resolving: nearly all are.
_PLAIN = re.compile(r"[^\s\[\]\\]{8,2000}")
_EMAIL = re.compile(r"(?:mailto:)?([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)")


def clean(value: object) -> str | None:
    """Return a text without spaces around it, cut to what is kept; None if nothing is left."""
    if not isinstance(value, str):
        return None
    # Lone surrogates (a feed's numeric entities) are no text and no JSON.
    return kept(value if value.isascii() else value.encode("utf-8", "ignore").decode())


def kept(text: str | None) -> str | None:
    """Do what `clean` does for a text of a tree, which has no surrogates."""
    return text.strip()[:LONGEST_TEXT] or None if text else None


def without_controls(text: str | None) -> str | None:
    """Return a short text with Windows' characters where it has controls: `&#146;` is `’`.

    HTML reads 128 to 159 so (WHATWG HTML section 13.2.5.80), and feeds are made from HTML.
    """
    return text if text is None or text.isascii() else text.translate(_WINDOWS)


def plain(element: etree._Element) -> str | None:
    """Return the text of an element; markup in it is left out."""
    text = element.text if not len(element) else "".join(map(str, element.itertext()))
    return without_controls(kept(text))


def absolute(base: str, address: str | None) -> str | None:
    """Resolve an address against a base; None if it is none."""
    if address is None or not (address := address.strip()):
        return None
    if address.startswith(("http://", "https://")) and _PLAIN.fullmatch(address):
        return address
    try:
        return clean(urljoin(base, address))
    except ValueError:
        return None


def base_of(element: etree._Element, url: str) -> str:
    """Return what addresses in an element are relative to (XML Base section 4)."""
    # No part of an entry lies deeper; entries that are nested by thousands must not cost squares.
    above = islice(element.iterancestors(), _DEEPEST)
    bases = [one for up in (element, *above) if (one := up.get(XML_BASE))]
    for one in reversed(bases):
        url = absolute(url, one) or url
    return url


def text_of_html(markup: str) -> str | None:
    """Return the text that a short piece of HTML shows."""
    if "<" not in markup:
        return clean(html.unescape(markup))
    try:
        found = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return clean(markup)
    return clean(str(found.text_content()))


def with_addresses(markup: str, base: str) -> str:
    """Make the relative links and sources of a piece of HTML absolute; all else stays as it is."""
    for name in _ADDRESSES:
        if name in markup:
            markup = _with_address(markup, name, base)
    return markup


def _with_address(markup: str, name: str, base: str) -> str:
    # Splitting is several times faster than a pattern that walks through all tags, and this is
    # half of the work on a feed that carries whole articles.
    head, *parts = markup.split(name)
    if all(part.startswith(_ABSOLUTE) for part in parts):
        return markup
    in_tag = _is_open(head, False)
    for at, part in enumerate(parts):
        # Only in a tag, not in a text that shows HTML.
        if in_tag and not part.startswith(_ABSOLUTE) and (value := _VALUE.match(part)):
            address = html.unescape(value[1] if value[1] is not None else value[2])
            found = None if _SCHEME.match(address) else absolute(base, address)
            if found:
                parts[at] = f'="{html.escape(found)}"{part[value.end() :]}'
        in_tag = _is_open(part, in_tag)
    return name.join([head, *parts])


def _is_open(text: str, before: bool) -> bool:
    """Tell if a tag is open after a text, by what it was before it."""
    opened, closed = text.rfind("<"), text.rfind(">")
    return before if opened == closed else opened > closed


def inner_markup(element: etree._Element, base: str) -> str:
    """Return the children of an element as HTML: XHTML that stands in a feed as it is.

    The one `div` that Atom asks for (RFC 4287 section 3.1.1.3) is taken off.
    """
    only = element[0] if len(element) == 1 and not (element.text or "").strip() else None
    if only is not None and not (only.tail or "").strip() and _local(only).lower() == "div":
        element, base = only, absolute(base, only.get(XML_BASE)) or base
    found = copy.deepcopy(element)
    found.tail = None
    bases = {found: base}
    for node in found.iter(etree.Element):
        parent = node.getparent()
        if parent is not None:
            bases[node] = absolute(bases[parent], node.get(XML_BASE)) or bases[parent]
        _as_html(node, bases[node])
    etree.cleanup_namespaces(found)
    parts = [html.escape(found.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode") for child in found]
    return "".join(parts).strip()


def _local(element: etree._Element) -> str:
    """Return an element's name, without a prefix that is not declared too."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _as_html(node: etree._Element, base: str) -> None:
    # A recovered tree may have names that lxml would not let anybody set.
    with contextlib.suppress(ValueError):
        node.tag = _local(node)
    for name in list(node.keys()):
        if str(name).startswith("{"):
            del node.attrib[name]
    for name in _ADDRESSES:
        if (value := node.get(name)) and not _SCHEME.match(value):
            node.set(name, absolute(base, value) or value)
    if node.text is None and not len(node) and node.tag not in _VOID:
        # `<p/>` opens a paragraph in HTML.
        node.text = ""


def from_base64(text: str) -> str | None:
    """Decode text in base64 (Atom 0.3 `mode`, RFC 4287 section 4.1.3.3); None if it is no text."""
    try:
        return clean(base64.b64decode(text, validate=False).decode())
    except (binascii.Error, ValueError):
        return None


def person(text: str | None) -> str | None:
    """Return the name in `ann@example.com (Ann)` or `Ann <ann@example.com>`, else the address.

    RSS 2.0 has an e-mail address as author.
    """
    if text is None or "@" not in text or not (found := _EMAIL.search(text)):
        return text
    rest = (text[: found.start()] + text[found.end() :]).strip(" \t\r\n()<>,;:\"'")
    return rest or found[1]


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """Return the texts that there are, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, values)))


def enclosure(href: str | None, kind: object, length: object) -> Enclosure | None:
    """Make an enclosure of what a feed says; None without an address."""
    if href is None:
        return None
    size = str(length or "").strip()
    return Enclosure(
        href=href,
        type=clean(kind),
        length=int(size) if size.isascii() and size.isdigit() and len(size) < 16 else None,
    )
