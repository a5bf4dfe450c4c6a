"""Copydesk: news feeds in; clean, enriched, de-duplicated news events out, on Apache Kafka.

for message in copydesk.subscribe("127.0.0.1:9092"):
    print(message.value.headline)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .consumer.factory import subscribe
    from .consumer.handling import Retry
    from .consumer.message import Message
    from .consumer.subscription import Subscription
    from .events import Article
    from .settings import Settings

__all__ = [
    "Article",
    "Message",
    "Retry",
    "Settings",
    "Subscription",
    "__version__",
    "subscribe",
]

_HOMES = {
    "Article": "copydesk.events",
    "Message": "copydesk.consumer.message",
    "Retry": "copydesk.consumer.handling",
    "Settings": "copydesk.settings",
    "Subscription": "copydesk.consumer.subscription",
    "subscribe": "copydesk.consumer.factory",
}


def __getattr__(name: str) -> Any:
    # Kafka's client is loaded when it is first asked for: `import copydesk` stays quick.
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'copydesk' has no attribute {name!r}")
