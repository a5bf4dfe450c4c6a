"""Agencies that a page names as its author in the line that has the date."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import regex
from lxml import html

from copydesk.normalize.agencies import is_source
from copydesk.normalize.page import text_of

_LONGEST = 200
_LINE = regex.compile(r"(?P<name>[^|•·/\n]{2,40}?)\s*[|•·/]\s*(?=[^|]*\p{Nd})")


def house_above(lines: Iterable[html.HtmlElement], site_names: Collection[str]) -> list[str]:
    """Return the agency that a line with the date begins with: 'PTI | Updated: 9 December'.

    Args:
        lines: elements between headline and body.
        site_names: names of the site, folded by `hygiene.fold`.
    """
    known = frozenset(site_names)
    for element in lines:
        text = text_of(element)
        found = _LINE.match(text) if len(text) <= _LONGEST else None
        if found is not None and is_source(found["name"], known):
            return [found["name"]]
    return []
