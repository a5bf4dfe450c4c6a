"""Texts of RSS and Atom: plain, HTML, XHTML.

RSS: plain text, but for `description` and `content:encoded`, which are HTML (RSS Advisory Board,
Best Practices Profile, "Character Data"). Atom says which by `type` (RFC 4287 section 3.1, 4.1.3),
Atom 0.3 by `type` and `mode`.
"""

from __future__ import annotations

import html

from lxml import etree

from .context import Context
from .texts import (
    clean,
    from_base64,
    inner_markup,
    kept,
    plain,
    text_of_html,
    with_addresses,
    without_controls,
)

_HTML = {"html", "text/html"}
_TEXT = {"text", "text/plain"}


def title_of(element: etree._Element) -> str | None:
    """Return a title as plain text, its entities decoded once.

    What is escaped for XML alone is not decoded again: `AT&amp;amp;T` is `AT&amp;T`. In Atom's HTML
    and in CDATA, where XML has decoded nothing, HTML's entities are.
    """
    kind, mode = _kind(element)
    if len(element):
        return plain(element)
    text = without_controls(_text(element, mode))
    if text is None or ("&" not in text and "<" not in text):
        return text
    if kind in _HTML:
        return text_of_html(text)
    if "&" in text and not kind and not _is_atom(element) and _is_cdata(element):
        return clean(html.unescape(text))
    return text


def markup_of(element: etree._Element, context: Context) -> str | None:
    """Return a summary or a content as it stands, markup included, links in it absolute."""
    kind, mode = _kind(element)
    if len(element):
        return kept(inner_markup(element, context.base(element)))
    if "/" in kind and not kind.startswith("text/") and not kind.endswith(("/xml", "+xml")):
        # RFC 4287 section 4.1.3.3: other media types are in base64.
        mode = "base64"
    text = _text(element, mode)
    if text is None or kind in _TEXT:
        return text
    return with_addresses(text, context.base(element))


def _kind(element: etree._Element) -> tuple[str, str]:
    attributes = element.attrib
    if not attributes:
        return "", ""
    return element.get("type", "").strip().lower(), element.get("mode", "").strip().lower()


def _text(element: etree._Element, mode: str) -> str | None:
    text = kept(element.text)
    return from_base64(text) or text if text and mode == "base64" else text


def _is_atom(element: etree._Element) -> bool:
    # There a text without a type is plain (RFC 4287 section 3.1.1).
    return str(element.tag).lower().startswith("{http://www.w3.org/2005/atom}")


def _is_cdata(element: etree._Element) -> bool:
    return "<![CDATA[" in etree.tostring(element, encoding="unicode", with_tail=False)
