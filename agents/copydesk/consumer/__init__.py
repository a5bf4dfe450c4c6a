"""The subscriber's side: typed messages, filters, places in a topic, handling in order.

`message` and `filters` are pure; `reader` speaks Kafka; `subscription` is what a person uses,
made by `factory`.
"""

from .factory import subscribe
from .filters import Filter
from .message import Message
from .read import read
from .start import Start
from .subscription import Subscription

__all__ = ["Filter", "Message", "Start", "Subscription", "read", "subscribe"]
