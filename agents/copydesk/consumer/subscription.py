"""`copydesk.subscribe`: reading published events, typed, filtered, each place kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Literal, Self, TypeVar

from copydesk.errors import ConfigError, CopydeskError, DecodeError
from copydesk.events import Event
from copydesk.records import Record, from_kafka
from copydesk.settings import Settings
from copydesk.topics import Topic

from .filters import Filter
from .handling import Handler, Handling, Retry
from .message import Message, decode_record
from .portal import drive, on_sigterm
from .reader import Reader, Turn
from .refusals import Refusals
from .start import Start

E = TypeVar("E", bound=Event)

Isolation = Literal["read_committed", "read_uncommitted"]
_WAIT_S = 0.5


@dataclass(frozen=True, slots=True)
class _Several(Generic[E]):
    """Messages that were fetched together, for a plain `for`."""

    reader: Reader
    generation: int
    """Of the reader, in which they are ours."""
    handed_out: list[tuple[Message[E], Turn | None]]


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
        self._stopped = False
        self._stop = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._open: AsyncGenerator[Any] | None = None

    def stop(self) -> None:
        """End the reading after the body at hand; from any thread, and from a signal handler."""
        # At once for a plain `for`, which is in another thread than the event.
        self._stopped = True
        self._in_loop(self._stop.set)

    @property
    def _ends(self) -> bool:
        return self._stopped or self._stop.is_set()

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
            for some in drive(self._several()):
                yield from self._each(some)

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
        async with AsyncExitStack() as stack:
            reader = await self._reader(stack)
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
        while (found := await self._fetch(reader)) is not None:
            generation = reader.generation
            for one in found:
                await work.slot()
                message = None
                if work.failure is None and not self._is_past(reader, generation):
                    message = await self._read(reader, from_kafka(one), generation)
                if message is None:
                    work.free()
                else:
                    work.start(message, self._hand_out(reader, message))
                if work.failure is not None:
                    return

    def _each(self, some: _Several[E]) -> Iterator[Message[E]]:
        reader = some.reader
        for at, (message, turn) in enumerate(some.handed_out):
            if reader.leaving.is_set() or self._is_past(reader, some.generation):
                for _, rest in some.handed_out[at:]:
                    self._in_loop(partial(reader.give_up, rest))
                return
            yield message
            if self._auto_ack:
                self._in_loop(partial(reader.finish, turn))

    # No generator within these three: one that is left by `break` is closed by the event loop,
    # which would close both at once.
    async def _messages(self) -> AsyncGenerator[Message[E]]:
        async with AsyncExitStack() as stack:
            reader = await self._reader(stack)
            while (found := await self._fetch(reader)) is not None:
                generation = reader.generation
                for one in found:
                    if self._is_past(reader, generation):
                        break
                    message = await self._read(reader, from_kafka(one), generation)
                    if message is not None:
                        turn = self._hand_out(reader, message)
                        yield message
                        if self._auto_ack:
                            reader.finish(turn)

    async def _several(self) -> AsyncGenerator[_Several[E]]:
        """Yield what was fetched at once: a step between threads costs more than a message."""
        async with AsyncExitStack() as stack:
            reader = await self._reader(stack)
            while (found := await self._fetch(reader)) is not None:
                some: _Several[E] = _Several(reader, reader.generation, [])
                failure: CopydeskError | None = None
                for one in found:
                    if self._is_past(reader, some.generation):
                        break
                    try:
                        message = await self._read(reader, from_kafka(one), some.generation)
                    except CopydeskError as error:
                        # After those before it.
                        failure = error
                        break
                    if message is not None:
                        some.handed_out.append((message, self._hand_out(reader, message)))
                if some.handed_out:
                    yield some
                if failure is not None:
                    raise failure

    async def _batches(self, size: int, within: float) -> AsyncGenerator[list[Message[E]]]:
        async with AsyncExitStack() as stack:
            reader = await self._reader(stack)
            while not self._ends:
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
        while wanted < size and not self._ends:
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

    async def _fetch(self, reader: Reader) -> list[Any] | None:
        """Return aiokafka's next records, which may be none yet; None at the end."""
        if self._ends:
            return None
        found = await reader.fetch()
        return None if not found and await self._is_over(reader) else found

    def _is_past(self, reader: Reader, generation: int) -> bool:
        """Whether the rest of what was fetched is no longer ours, or not wanted any more."""
        return self._ends or reader.generation != generation

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

    async def _reader(self, stack: AsyncExitStack) -> Reader:
        """Open a reader, which the stack closes."""
        self._loop = asyncio.get_running_loop()
        reader = Reader(
            self._settings,
            self._topic.full_name(self._settings.topics.prefix),
            group=self._group,
            start=self._start,
            isolation=self._isolation,
            waits=self._auto_ack,
        )
        stack.enter_context(on_sigterm(self.stop))
        stack.push_async_callback(self._refusals.close)
        stack.push_async_callback(reader.close)
        reader.at_revoke = self._at_handover
        await reader.open()
        if self._at_handover is not None:
            stack.push_async_callback(self._at_handover)
        await self._refusals.open(self._settings.topics.partitions)
        return reader


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
