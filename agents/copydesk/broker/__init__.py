"""The embedded broker: Apache Kafka itself, run from Python.

>>> with EmbeddedBroker(Path("data")) as broker:  # doctest: +SKIP
...     print(broker.bootstrap)
127.0.0.1:9092
"""

from .detached import BrokerStatus, start_detached, status, stop
from .embedded import EmbeddedBroker
from .jars import install, load_lock
from .java import JavaRuntime, find_java
from .progress import Progress, ProgressBar, Silent

__all__ = [
    "BrokerStatus",
    "EmbeddedBroker",
    "JavaRuntime",
    "Progress",
    "ProgressBar",
    "Silent",
    "find_java",
    "install",
    "load_lock",
    "start_detached",
    "status",
    "stop",
]
