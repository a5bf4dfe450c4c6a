"""Text and blocks as markup that nothing of a page's own markup can get into."""

from __future__ import annotations

import re
from html import escape

from copydesk.events.article import Block, Body

# All but the production Char of XML 1.0, section 2.2.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return text without the characters that XML 1.0 forbids even as references."""
    return _FORBIDDEN.sub("", text)


def html_text(text: str) -> str:
    """Return plain text as HTML that is well-formed XML too."""
    return escape(xml_text(text), quote=False)


def html(body: Body) -> str:
    """Return the blocks as HTML, one element per block.

    Every text is escaped, so the elements are only those that are made here: `p`, `h2`,
    `blockquote`, `ul`, `li`, `pre` and `br`. A body without blocks becomes one paragraph.
    """
    if body.blocks:
        return "\n".join(map(_element, body.blocks))
    return f"<p>{_lines(body.text)}</p>" if body.text else ""


def _lines(text: str) -> str:
    return html_text(text).replace("\n", "<br/>")


def _element(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"<h2>{_lines(block.text)}</h2>"
        case "quote":
            return f"<blockquote><p>{_lines(block.text)}</p></blockquote>"
        case "list":
            # Its text has one item per line.
            items = (f"<li>{html_text(item)}</li>" for item in block.text.split("\n"))
            return f"<ul>{''.join(items)}</ul>"
        case "table":
            return f"<pre>{html_text(block.text)}</pre>"
        case _:
            return f"<p>{_lines(block.text)}</p>"
