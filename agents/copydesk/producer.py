"""Delivery: a send is done when the broker has acknowledged it, and not before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import (
    KafkaError,
    MessageSizeTooLargeError,
    ProducerFenced,
    RecordListTooLargeError,
)

from .errors import BrokerError, PermanentError
from .kafka import MAX_RECORD_BYTES, client_options, unreachable
from .records import Output
from .settings import Settings

UNDELIVERED_BYTES = 48 * 1024 * 1024
"""Most bytes that wait for their acknowledgement. The client puts one batch of each partition
into a request, and a broker drops the connection over 100 MB (socket.request.max.bytes)."""
TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)


class Producer:
    """An idempotent producer of `Output`s that waits for every acknowledgement (acks=all)."""

    def __init__(self, settings: Settings, **options: Any) -> None:
        self.prefix = settings.topics.prefix
        self._settings = settings
        self._options = {
            **client_options(settings),
            "acks": "all",
            "enable_idempotence": True,
            # Ours is above the topic's limit, which decides.
            "max_request_size": MAX_RECORD_BYTES,
            **options,
        }
        self._producer: AIOKafkaProducer | None = None
        self._undelivered = 0
        self._freed = asyncio.Event()

    async def start(self) -> None:
        """Connect.

        Raises:
            BrokerError: nothing answers at the broker's address.
        """
        producer = AIOKafkaProducer(**self._options)
        try:
            await producer.start()
        except KafkaError as error:
            await producer.stop()
            raise await unreachable(self._settings) from error
        self._producer = producer

    @property
    def connected(self) -> AIOKafkaProducer:
        """The producer underneath.

        Raises:
            BrokerError: it is not started.
        """
        if self._producer is None:
            raise BrokerError("the producer is not started")
        return self._producer

    async def stop(self) -> None:
        """Flush and disconnect."""
        if self._producer is not None:
            await self._producer.stop()

    async def send(self, outputs: Sequence[Output]) -> list[Awaitable[Any]]:
        """Hand outputs over, in order; each returned awaitable is one acknowledgement.

        Raises:
            PermanentError: a record is larger than any topic takes (`too-large`).
            BrokerError: the broker is gone.
        """
        producer = self.connected
        pending: list[Awaitable[Any]] = []
        for output in outputs:
            size = len(output.value or b"")
            while self._undelivered and self._undelivered + size > UNDELIVERED_BYTES:
                self._freed.clear()
                await self._freed.wait()
            try:
                sent = await producer.send(
                    output.topic.full_name(self.prefix),
                    key=output.key,
                    value=output.value,
                    headers=list(output.headers),
                    partition=output.partition,
                    timestamp_ms=output.timestamp_ms,
                )
            except TOO_LARGE as error:
                raise _too_large(output) from error
            except KafkaError as error:
                raise _undelivered(output, error) from error
            self._undelivered += size
            sent.add_done_callback(partial(self._settle, size))
            pending.append(sent)
        return pending

    def _settle(self, size: int, _: object) -> None:
        self._undelivered -= size
        self._freed.set()

    async def deliver(self, outputs: Sequence[Output]) -> list[Any]:
        """Send and wait for every acknowledgement; return the records' metadata.

        Raises:
            PermanentError: the broker refuses a record as too large (`too-large`).
            BrokerError: not acknowledged within the request time-out.
        """
        return await self.confirm(outputs, await self.send(outputs))

    async def confirm(
        self, outputs: Sequence[Output], pending: Sequence[Awaitable[Any]]
    ) -> list[Any]:
        """Wait for the acknowledgements of `send`; raises as `deliver` does."""
        results = await asyncio.gather(*pending, return_exceptions=True)
        for output, result in zip(outputs, results, strict=True):
            if isinstance(result, TOO_LARGE):
                raise _too_large(output) from result
            if isinstance(result, KafkaError):
                raise _undelivered(output, result) from result
            if isinstance(result, BaseException):
                raise result
        return results


class TransactionalProducer(Producer):
    """A producer that keeps the place in one input partition with what it writes.

    Starting it fences whoever used its transactional id before and ends their transaction.

    Args:
        settings: broker and prefix.
        group: the group whose place is kept; with the partition it is the transactional id.
        tp: the input.
    """

    def __init__(self, settings: Settings, group: str, tp: TopicPartition) -> None:
        super().__init__(
            settings,
            transactional_id=f"{group}-{tp.partition}",
            transaction_timeout_ms=int(settings.publish.transaction_timeout_s * 1000),
        )
        self._group = group
        self._tp = tp

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """Begin; commit at the end; abort on an error.

        Raises:
            BrokerError: a twin took over (`fenced`).
        """
        producer = self.connected
        try:
            await producer.begin_transaction()
            yield
            await producer.commit_transaction()
        except BaseException as error:
            fenced = ProducerFenced in (type(error), type(error.__cause__))
            if not fenced:
                try:
                    await producer.abort_transaction()
                except ProducerFenced:
                    fenced = True
            if fenced:
                raise BrokerError(
                    f"fenced: another process has taken over {self._group} at partition "
                    f"{self._tp.partition}; this one ends without a commit",
                    code="fenced",
                ) from error
            raise

    async def commit_input(self, offset: int) -> None:
        """Put the input's offset into the transaction."""
        await self.connected.send_offsets_to_transaction({self._tp: offset}, self._group)


def _too_large(output: Output) -> PermanentError:
    size = len(output.value or b"")
    return PermanentError(
        f"the output for {output.topic.name} has {size} bytes and the broker refuses it: "
        f"limit is {output.topic.max_message_bytes}",
        code="too-large",
    )


def _undelivered(output: Output, error: BaseException) -> BrokerError:
    return BrokerError(
        f"the broker did not acknowledge a record for {output.topic.name}: "
        f"{type(error).__name__}: {error}"
    )
