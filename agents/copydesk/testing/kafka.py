"""A test's own corner of Kafka: a prefix, its topics, and what one does with them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from copydesk.admin import apply, plan
from copydesk.consumer import Message, Subscription, read, subscribe
from copydesk.consumer.message import decode_record
from copydesk.consumer.portal import Portal
from copydesk.producer import Producer
from copydesk.records import Output
from copydesk.settings import Settings
from copydesk.topics import topic_named

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, in a plain test and in an async one."""
    with Portal() as portal:
        return portal.run(work)


@dataclass(frozen=True)
class Kafka:
    """Real Apache Kafka, under a prefix that no other test has.

    Attributes:
        settings: for whatever takes settings: `copydesk.subscribe(settings=kafka.settings)`.
    """

    settings: Settings

    @property
    def bootstrap(self) -> str:
        """Address, HOST:PORT."""
        return self.settings.broker.bootstrap

    @property
    def prefix(self) -> str:
        """Prefix of the test's topics and groups."""
        return self.settings.topics.prefix

    def create_topics(self) -> None:
        """Create all of Copydesk's topics; the stages wait for them."""

        async def create() -> None:
            await apply(self.settings, await plan(self.settings))

        run(create())

    def subscribe(self, **options: Any) -> Subscription[Any]:
        """Do as `copydesk.subscribe` does, on the test's topics."""
        return subscribe(settings=self.settings, **options)

    def read(self, topic: str = "articles") -> list[Message[Any]]:
        """Return what a topic holds now: each committed event, in order per partition.

        Raises:
            BrokerError: there is no such topic (yet).
            DecodeError: a record is no event of that topic.
        """
        declared = topic_named(topic, self.prefix)
        if declared is None or declared.model is None:
            raise ValueError(f"there is no topic {topic!r} of events")
        model = declared.model

        async def found() -> AsyncIterator[Message[Any]]:
            name = declared.full_name(self.prefix)
            async for record in read(self.settings, name, start="earliest", follow=False):
                if record.value is not None:
                    yield Message(decode_record(record, model), record)

        async def collect() -> list[Message[Any]]:
            return [message async for message in found()]

        return run(collect())

    def write(self, outputs: Sequence[Output]) -> None:
        """Put records on topics, and wait until the broker has them."""

        async def send() -> None:
            producer = Producer(self.settings)
            await producer.start()
            try:
                await producer.deliver(outputs)
            finally:
                await producer.stop()

        run(send())
