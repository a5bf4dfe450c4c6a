"""`copydesk.subscribe`: reading published events, typed, filtered, each place kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any, Generic, Literal, Self, TypeVar, overload

from copydesk.errors import ConfigError, DecodeError
from copydesk.events import Article, Copy, Event, Fetched
from copydesk.records import Record, from_kafka
from copydesk.settings import Settings, load
from copydesk.topics import Topic, topic_named

from .filters import Filter, Predicate, Values
from .handling import Handler, Handling, Retry
from .message import Message, decode_record
from .portal import drive, on_sigterm
from .reader import Reader, Turn
from .refusals import Refusals
from .start import Start

E = TypeVar("E", bound=Event)

Isolation = Literal["read_committed", "read_uncommitted"]


class Subscription(Generic[E]):
    """A topic as a person reads it; made by `subscribe`.

    Iterate it, with `async for` or with a plain `for`; or take `batches`; or give a handler to
    `handle` or `run`. SIGTERM ends each of them after the body at hand, unless the program has
    a handler for it of its own.
    """

    def __init__(
        self,
        settings: Settings,
        topic: Topic,
        *,
        group: str | None,
        start: Start,
        wanted: Filter,
        auto_ack: bool,
        on_error: str,
        isolation: Isolation,
        follow: bool,
    ) -> None:
        self._settings = settings
        self._topic = topic
        self._group = group
        self._start = start
        self._wanted = wanted
        self._auto_ack = auto_ack
        self._isolation = isolation
        self._follow = follow
        self._at_handover: Callable[[], Awaitable[None]] | None = None
        self._refusals = Refusals(settings, on_error, group)
        self._stop = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._open: AsyncGenerator[Any] | None = None

    def stop(self) -> None:
        """End the reading after the body at hand; from any thread, and from a signal handler."""
        self._in_loop(self._stop.set)

    def at_handover(self, finish: Callable[[], Awaitable[None]]) -> None:
        """Have something called before partitions are given back, to another or at the end.

        It is for those who acknowledge by hand: to finish what is open, and acknowledge it.
        """
        self._at_handover = finish

    def __aiter__(self) -> AsyncGenerator[Message[E]]:
        self._open = self._messages()
        return self._open

    def __iter__(self) -> Iterator[Message[E]]:
        with on_sigterm(self.stop):
            yield from drive(self._messages())

    async def aclose(self) -> None:
        """End an `async for` that was left before its end."""
        if self._open is not None:
            await self._open.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def batches(self, size: int = 100, within: float = 1.0) -> Batches[E]:
        """Read several messages at a time; their places move once the body has run.

        Args:
            size: most messages of a batch.
            within: longest wait for a batch to fill, in seconds from its first message.

        Raises:
            ConfigError: a size below 1.
        """
        if size < 1:
            raise ConfigError(f"a batch has at least 1 message, not {size}")
        return Batches(self, size, within)

    async def handle(
        self, handler: Handler, *, at_once: int = 1, retry: Retry | None = None
    ) -> None:
        """Give every message to a handler, until `stop` or SIGTERM.

        The messages of one article are handled one after the other. What the handler raises is
        tried again as `retry` says, and then goes where `on_error` says.

        Args:
            handler: async, or plain: then it runs in a thread.
            at_once: most messages at a time.
            retry: how failures are tried again.

        Raises:
            Exception: what the handler raised, if `on_error` is `stop`.
            BrokerError: the broker is gone.
        """
        if at_once < 1:
            raise ConfigError(f"at least 1 message is handled at once, not {at_once}")
        async with self._reading() as reader:
            work = Handling(
                reader,
                handler,
                self._refusals,
                at_once=at_once,
                retry=retry or Retry(),
                stopping=self._stop,
            )
            try:
                await self._feed(reader, work)
            finally:
                await work.drain()
            if work.failure is not None:
                raise work.failure

    def run(self, handler: Handler, *, at_once: int = 1, retry: Retry | None = None) -> None:
        """Do as `handle` does, for those without asyncio."""
        asyncio.run(self.handle(handler, at_once=at_once, retry=retry))

    async def _feed(self, reader: Reader, work: Handling) -> None:
        async for record, generation in self._records(reader):
            await work.slot()
            message = None
            if work.failure is None:
                message = await self._read(reader, record, generation)
            if message is None:
                work.free()
            else:
                work.start(message, self._hand_out(reader, message))
            if work.failure is not None:
                return

    async def _messages(self) -> AsyncGenerator[Message[E]]:
        async with self._reading() as reader:
            async for record, generation in self._records(reader):
                message = await self._read(reader, record, generation)
                if message is not None:
                    turn = self._hand_out(reader, message)
                    yield message
                    if self._auto_ack:
                        reader.finish(turn)

    async def _batches(self, size: int, within: float) -> AsyncGenerator[list[Message[E]]]:
        async with self._reading() as reader:
            while not self._stop.is_set():
                batch = await self._gather(reader, size, within)
                turns = []
                for record, message in batch:
                    if message is None:
                        reader.skip(record)
                    else:
                        turns.append(self._hand_out(reader, message))
                if turns:
                    yield [message for _, message in batch if message is not None]
                    if self._auto_ack:
                        for turn in turns:
                            reader.finish(turn)
                if not batch and await self._is_over(reader):
                    return

    async def _gather(
        self, reader: Reader, size: int, within: float
    ) -> list[tuple[Record, Message[E] | None]]:
        """Read until a batch is full, its time is over, or nothing wanted came for a while.

        What is gathered is ours still: nothing is awaited between the last look and the return.
        """
        loop = asyncio.get_running_loop()
        batch: list[tuple[Record, Message[E] | None]] = []
        wanted, until, generation = 0, loop.time() + _WAIT_S, reader.generation
        while wanted < size and not self._stop.is_set():
            left = until - loop.time()
            if left <= 0:
                break
            found = await reader.fetch(size - wanted, min(left, _WAIT_S))
            if reader.generation != generation:
                batch, wanted, generation = [], 0, reader.generation
            for one in found:
                record = from_kafka(one)
                message = await self._decode(record)
                if message is not None:
                    if not wanted:
                        until = loop.time() + within
                    wanted += 1
                batch.append((record, message))
            if reader.generation != generation:
                # While a refusal was sent.
                return []
        return batch

    async def _records(self, reader: Reader) -> AsyncIterator[tuple[Record, int]]:
        """Yield records with the reader's generation in which they are ours."""
        while not self._stop.is_set():
            found = await reader.fetch()
            if not found and await self._is_over(reader):
                return
            generation = reader.generation
            for one in found:
                # The rest of what was fetched is no longer ours, or not wanted any more.
                if reader.generation != generation or self._stop.is_set():
                    break
                yield from_kafka(one), generation

    async def _is_over(self, reader: Reader) -> bool:
        return not self._follow and await reader.at_end()

    async def _read(self, reader: Reader, record: Record, generation: int) -> Message[E] | None:
        """Decode a record; None if nobody wants it, or if it is no longer ours."""
        message = await self._decode(record)
        if reader.generation != generation:
            return None
        if message is None:
            reader.skip(record)
        return message

    def _hand_out(self, reader: Reader, message: Message[E]) -> Turn | None:
        turn = reader.begin(message.record)
        if turn is not None:
            message._ack = partial(self._in_loop, partial(reader.finish, turn))
        return turn

    def _in_loop(self, call: Callable[[], None]) -> None:
        loop = self._loop
        if loop is None or loop.is_closed() or asyncio._get_running_loop() is loop:
            call()
        else:
            # A plain `for`, a handler in a thread, a signal.
            loop.call_soon_threadsafe(call)

    async def _decode(self, record: Record) -> Message[E] | None:
        """Return a message, or None where there is none or it is not wanted."""
        if record.value is None and self._topic.compacted:
            return None
        try:
            value: Any = decode_record(record, self._topic.model or Event)
        except DecodeError as error:
            await self._refusals.refuse(record, error)
            return None
        if self._wanted.is_empty or self._wanted.matches(value):
            return Message(value, record)
        return None

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[Reader]:
        self._loop = asyncio.get_running_loop()
        reader = Reader(
            self._settings,
            self._topic.full_name(self._settings.topics.prefix),
            group=self._group,
            start=self._start,
            isolation=self._isolation,
            waits=self._auto_ack,
        )
        async with AsyncExitStack() as stack:
            stack.enter_context(on_sigterm(self.stop))
            stack.push_async_callback(self._refusals.close)
            stack.push_async_callback(reader.close)
            reader.at_revoke = self._at_handover
            await reader.open()
            if self._at_handover is not None:
                stack.push_async_callback(self._at_handover)
            await self._refusals.open(self._settings.topics.partitions)
            yield reader


class Batches(Generic[E]):
    """Batches of a subscription, for `async for` and for a plain `for`."""

    def __init__(self, subscription: Subscription[E], size: int, within: float) -> None:
        self._subscription = subscription
        self._size = size
        self._within = within

    def __aiter__(self) -> AsyncGenerator[list[Message[E]]]:
        found = self._subscription._batches(self._size, self._within)
        self._subscription._open = found
        return found

    def __iter__(self) -> Iterator[list[Message[E]]]:
        with on_sigterm(self._subscription.stop):
            yield from drive(self._subscription._batches(self._size, self._within))


@overload
def subscribe(
    bootstrap: str | None = None,
    *,
    topic: Literal["articles"] = "articles",
    settings: Settings | None = None,
    group: str | None = None,
    start: Start = "earliest",
    language: Values | None = None,
    source: Values | None = None,
    country: Values | None = None,
    section: Values | None = None,
    words: Values | None = None,
    type: Values | None = None,
    where: Predicate | None = None,
    auto_ack: bool = True,
    on_error: str = "stop",
    isolation: Isolation = "read_committed",
    follow: bool = True,
) -> Subscription[Article]: ...


@overload
def subscribe(
    bootstrap: str | None = None,
    *,
    topic: str,
    settings: Settings | None = None,
    group: str | None = None,
    start: Start = "earliest",
    language: Values | None = None,
    source: Values | None = None,
    country: Values | None = None,
    section: Values | None = None,
    words: Values | None = None,
    type: Values | None = None,
    where: Any = None,
    auto_ack: bool = True,
    on_error: str = "stop",
    isolation: Isolation = "read_committed",
    follow: bool = True,
) -> Subscription[Any]: ...


def subscribe(
    bootstrap: str | None = None,
    *,
    topic: str = "articles",
    settings: Settings | None = None,
    group: str | None = None,
    start: Start = "earliest",
    language: Values | None = None,
    source: Values | None = None,
    country: Values | None = None,
    section: Values | None = None,
    words: Values | None = None,
    type: Values | None = None,  # noqa: A002 - the name of the thing
    where: Any = None,
    auto_ack: bool = True,
    on_error: str = "stop",
    isolation: Isolation = "read_committed",
    follow: bool = True,
) -> Subscription[Any]:
    """Subscribe to published articles, or to another topic.

    Args:
        bootstrap: Kafka to read from, HOST:PORT; else what the settings say.
        topic: `articles`, or another topic by its name without prefix.
        settings: all settings, TLS and SASL among them; by default those of the environment
            and the configuration files.
        group: name under which the place is kept, and under which several consumers share the
            partitions. Without one the reader leaves no trace.
        start: where to begin without a place of its own: `earliest`, `latest`, a time (with
            zone), or offsets by partition.
        language: only articles in these languages (BCP 47; `pt` is also `pt-BR`).
        source: only from these publishers (domains).
        country: only from publishers of these countries (ISO 3166-1 alpha-2).
        section: only from these sections.
        words: only with one of these words or phrases; `harbour*` for a beginning.
        type: only of these genres: news, opinion, analysis, live, gallery.
        where: only those for which this function is true.
        auto_ack: whether a message counts as handled once the body has run; else each needs
            its `ack()`.
        on_error: what becomes of a message that is no event, or that a handler cannot take:
            `stop` (raise), `skip` (log it), or the name of a dead-letter topic of your own.
        isolation: `read_uncommitted` shows events of open and of aborted transactions too.
        follow: whether to wait for more at the end, or to stop where the end was at the start.

    Raises:
        ConfigError: a wrong setting or argument.
    """
    chosen = settings or load({"broker.bootstrap": bootstrap})
    if settings is not None and bootstrap is not None:
        chosen = replace(chosen, broker=replace(chosen.broker, bootstrap=bootstrap))
    declared = topic_named(topic, chosen.topics.prefix)
    if declared is None or declared.model in (None, Fetched):
        raise ConfigError(f"there is no topic {topic!r} of events to subscribe to")
    wanted = Filter.of(
        where,
        language=language,
        source=source,
        country=country,
        section=section,
        words=words,
        type=type,
    )
    assert declared.model is not None
    if not issubclass(declared.model, Copy) and not replace(wanted, where=None).is_empty:
        raise ConfigError(f"{topic} carries no articles: of the filters it knows only 'where'")
    return Subscription(
        chosen,
        declared,
        group=group,
        start=start,
        wanted=wanted,
        auto_ack=auto_ack,
        on_error=on_error,
        isolation=isolation,
        follow=follow,
    )


_WAIT_S = 0.5
