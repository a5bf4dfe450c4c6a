"""Parts of a page by what their id or class is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import html

_MOST = 50
"""Boxes within boxes would be read over and over."""


def boxes(tree: html.HtmlElement, name: re.Pattern[str]) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield the first elements of a body whose id or class has a name, and both of these."""
    return islice(_boxes(tree, name), _MOST)


def _boxes(tree: html.HtmlElement, name: re.Pattern[str]) -> Iterator[tuple[html.HtmlElement, str]]:
    for element in tree.xpath("//body//*[@id or @class]"):
        marks = f"{element.get('id', '')} {element.get('class', '')}".strip()
        if name.search(marks):
            yield element, marks
