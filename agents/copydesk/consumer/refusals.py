"""What becomes of a message that cannot be handled: stop, skip, or a dead-letter topic."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from aiokafka.admin import NewTopic

from copydesk import log
from copydesk.admin import admin_client, existing_topics
from copydesk.deadletter import dead_letter, last_resort
from copydesk.errors import ConfigError, PermanentError
from copydesk.producer import Producer
from copydesk.records import Output, Record
from copydesk.settings import Settings
from copydesk.topics import DEAD_LETTER, Topic, topic_named

STOP, SKIP = "stop", "skip"
_STAGE = "consumer"


class Refusals:
    """The consumer's choice for what it cannot handle.

    Args:
        settings: broker and security.
        on_error: `stop`, `skip`, or the full name of a dead-letter topic of the consumer's own,
            which is created if it is not there.
        group: the consumer's group, for the log.

    Raises:
        ConfigError: the topic is one of the stages'.
    """

    def __init__(self, settings: Settings, on_error: str, group: str | None) -> None:
        self.on_error = on_error
        if on_error not in (STOP, SKIP) and topic_named(on_error, settings.topics.prefix):
            raise ConfigError(
                f"on_error names {on_error}, which belongs to the stages: choose a topic of your "
                "own, such as my-team.dead-letter"
            )
        self._settings = settings
        self._group = group
        self._log = log.get(__name__)
        self._producer: Producer | None = None

    async def open(self, partitions: int) -> None:
        """Connect, and create the topic if need be; nothing to do for `stop` and `skip`.

        Args:
            partitions: how many a new topic gets.

        Raises:
            BrokerError: no Kafka answers.
        """
        if self.on_error in (STOP, SKIP):
            return
        async with admin_client(self._settings) as client:
            if self.on_error not in await existing_topics(client):
                replication = self._settings.topics.replication
                new = NewTopic(
                    self.on_error, partitions, replication, topic_configs=DEAD_LETTER.config()
                )
                await client.create_topics([new])
        bare = replace(self._settings, topics=replace(self._settings.topics, prefix=""))
        self._producer = Producer(bare)
        await self._producer.start()

    async def refuse(self, record: Record, error: Exception) -> None:
        """Do as the consumer said; on return the message counts as handled.

        Raises:
            Exception: `error` itself, with where it happened, if the consumer said `stop`.
            BrokerError: the dead letter was not acknowledged.
        """
        where = f"{record.topic}[{record.partition}] at {record.offset}"
        if self.on_error == STOP:
            error.add_note(f"while handling {where}; its place is kept, it comes again")
            raise error
        self._log.error(
            "a message was refused",
            group=self._group,
            where=where,
            error=f"{type(error).__name__}: {error}",
            gone_to=None if self.on_error == SKIP else self.on_error,
        )
        if self._producer is not None:
            now = datetime.now(UTC)
            try:
                await self._send(dead_letter(_STAGE, error, now=now, record=record))
            except PermanentError as too_large:
                await self._send(last_resort(_STAGE, too_large, now=now, record=record))

    async def _send(self, output: Output) -> None:
        assert self._producer is not None
        own = Topic(self.on_error, DEAD_LETTER.key, DEAD_LETTER.model, DEAD_LETTER.summary)
        await self._producer.deliver([replace(output, topic=own)])

    async def close(self) -> None:
        """Disconnect."""
        if self._producer is not None:
            await self._producer.stop()
