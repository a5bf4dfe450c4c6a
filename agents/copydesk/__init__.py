"""Copydesk: news feeds in; clean, enriched, de-duplicated news events out, on Apache Kafka.

async for article in copydesk.subscribe("127.0.0.1:9092"):
    print(article.headline)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .events import Article
    from .subscriber import subscribe

__all__ = ["Article", "__version__", "subscribe"]

_HOMES = {"Article": "copydesk.events", "subscribe": "copydesk.subscriber"}


def __getattr__(name: str) -> Any:
    # Kafka's client is loaded when it is first asked for: `import copydesk` stays quick.
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'copydesk' has no attribute {name!r}")
