"""A typed event together with the Kafka record that carried it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

import orjson

from copydesk import headers as h
from copydesk.codec import decode
from copydesk.errors import DecodeError
from copydesk.events import SCHEMA_VERSION, Event
from copydesk.instants import from_ms
from copydesk.records import Record

E = TypeVar("E", bound=Event, covariant=True)

_SCHEMA = re.compile(rb"urn:copydesk:schema:[a-z-]+:([0-9]{1,6})\.[0-9]+")
_MAJOR = int(SCHEMA_VERSION.split(".")[0])


class Message(Generic[E]):
    """An event, and its facts on Kafka."""

    __slots__ = ("_ack", "record", "value")

    def __init__(self, value: E, record: Record, ack: Callable[[], None] | None = None) -> None:
        self.value = value
        """The typed event. Fields that this version does not know are in `data`."""
        self.record = record
        """The record as it was read."""
        self._ack = ack

    @property
    def topic(self) -> str:
        """Topic with its prefix."""
        return self.record.topic

    @property
    def partition(self) -> int:
        """Partition."""
        return self.record.partition

    @property
    def offset(self) -> int:
        """Offset in the partition; a transaction's marker takes one too, so there are gaps."""
        return self.record.offset

    @property
    def key(self) -> str:
        """The key as text: of `articles` the article's id."""
        return (self.record.key or b"").decode("utf-8", "replace")

    @property
    def headers(self) -> dict[str, bytes]:
        """Headers by name; of a name that is there twice the last."""
        return dict(self.record.headers)

    @property
    def timestamp(self) -> datetime:
        """The record's timestamp (UTC)."""
        return from_ms(self.record.timestamp_ms)

    @property
    def id(self) -> str:
        """The event's CloudEvents id: the same for a repeat, so that a consumer knows it."""
        return (h.get(self.record.headers, "ce_id") or b"").decode("utf-8", "replace")

    @property
    def raw(self) -> bytes:
        """The event's bytes as they lie on the topic."""
        return self.record.value or b""

    @property
    def data(self) -> dict[str, Any]:
        """The event as plain data, with the fields of later versions too."""
        found: dict[str, Any] = orjson.loads(self.raw)
        return found

    def ack(self) -> None:
        """Say that this message is handled; its place moves once all before it are, too.

        Needed only with `auto_ack=False`; elsewhere it is harmless.
        """
        if self._ack is not None:
            self._ack()

    def __repr__(self) -> str:
        return f"<Message {self.topic}[{self.partition}] at {self.offset}: {self.key}>"


def decode_record(record: Record, model: type[E]) -> E:
    """Read the event of a record.

    Raises:
        DecodeError: no event of this type (`undecodable`, `schema`), or one of a newer major
            version of the contract (`newer-schema`); the text says where it lies.
    """
    try:
        _check_version(h.get(record.headers, "ce_dataschema"))
        return decode(record.value, model)
    except DecodeError as error:
        raise DecodeError(
            f"{record.topic}[{record.partition}] at {record.offset}: {error.message}",
            code=error.code,
        ) from error


@lru_cache(maxsize=64)
def _check_version(schema: bytes | None) -> None:
    # Without the header it is someone else's event: whether it fits is seen by decoding it.
    found = _SCHEMA.fullmatch(schema or b"")
    if found and int(found[1]) > _MAJOR:
        raise DecodeError(
            f"the event has version {int(found[1])} of the contract and this Copydesk reads "
            f"version {_MAJOR}: upgrade with 'pip install -U copydesk'",
            code="newer-schema",
        )
