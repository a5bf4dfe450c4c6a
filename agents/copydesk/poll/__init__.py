"""Poll: decide when each feed is due, get it, and find what is new in it.

feed = copydesk.poll.parse_feed(body, url="https://example.com/rss.xml")
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .parse.discovery import discover
    from .parse.feed import parse_feed
    from .parse.model import Entry, ParsedFeed

__all__ = ["Entry", "ParsedFeed", "discover", "parse_feed"]

_HOMES = {
    "Entry": "model",
    "ParsedFeed": "model",
    "discover": "discovery",
    "parse_feed": "feed",
}


def __getattr__(name: str) -> Any:
    # The parsers are loaded when they are first asked for.
    if name in _HOMES:
        return getattr(importlib.import_module(f".parse.{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
