"""The dead-letter envelope: every refusal as an event that can always be sent."""

from __future__ import annotations

import base64
import hashlib
import traceback
from datetime import datetime

import msgspec

from . import headers as h
from .codec import encode
from .errors import CopydeskError
from .events import DeadLetter, ExceptionInfo, Payload, SourceRecord
from .instants import from_ms
from .records import Output, Record
from .topics import DEAD_LETTER

INLINE_PAYLOAD_BYTES = 1_000_000
LAST_RESORT_BYTES = 10_000
_TEXT_LIMIT = 2000
_TRACE_LIMIT = 20_000
_DIGITS = 13
"""Of a time in milliseconds until the year 2286."""


def as_text(value: bytes) -> str:
    """Return bytes as text: as they are where they are UTF-8, else base64 after `base64:`."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return "base64:" + base64.b64encode(value).decode()


def as_bytes(text: str) -> bytes:
    """Undo `as_text`."""
    if text.startswith("base64:"):
        return base64.b64decode(text.removeprefix("base64:"))
    return text.encode()


def payload_of(value: bytes, most: int = INLINE_PAYLOAD_BYTES) -> Payload:
    """Describe a refused value: inline up to a size (1 MB), else by digest and size."""
    digest = hashlib.sha256(value).hexdigest()
    if len(value) > most:
        return Payload(sha256=digest, size=len(value))
    try:
        return Payload(text=value.decode(), sha256=digest, size=len(value))
    except UnicodeDecodeError:
        coded = base64.b64encode(value).decode()
        return Payload(base64=coded, sha256=digest, size=len(value))


def _exception_info(error: BaseException) -> ExceptionInfo | None:
    if isinstance(error, CopydeskError):
        # Raised on purpose: its code and sentence say all; the cause is what is worth a trace.
        if error.__cause__ is None:
            return None
        error = error.__cause__
    trace = "".join(traceback.format_exception(error))
    kind = type(error)
    return ExceptionInfo(
        type=f"{kind.__module__}.{kind.__qualname__}",
        text=_valid(str(error))[:_TEXT_LIMIT],
        trace=_valid(trace)[-_TRACE_LIMIT:],
    )


def _valid(text: str) -> str:
    """Return text that is Unicode: what came from a page may hold halves of characters."""
    return text.encode("utf-8", "replace").decode()


def _number(record: Record | None, name: str) -> int | None:
    """Read a header of ours; one that someone else wrote may hold anything."""
    value = h.get(record.headers, name) if record else None
    return int(value) if value and value.isdigit() and len(value) <= _DIGITS else None


def _first_failed(record: Record | None) -> datetime | None:
    milliseconds = _number(record, h.FIRST_FAILED_HEADER)
    return None if milliseconds is None else from_ms(milliseconds)


def letter(
    stage: str,
    error: BaseException,
    *,
    now: datetime,
    record: Record | None = None,
    payload: bytes | None = None,
    url: str | None = None,
    most_inline: int = INLINE_PAYLOAD_BYTES,
) -> DeadLetter:
    """Describe a refusal.

    Args:
        stage: who refuses.
        error: why; a `CopydeskError` gives reason and sentence, anything else is `exception`.
        now: the time of the refusal.
        record: the refused record, if it is one.
        payload: the refused value where it is not the record's.
        url: the address at fault.
        most_inline: a larger value is left out, but for digest and size.
    """
    known = isinstance(error, CopydeskError)
    value = payload if payload is not None else (record.value if record else None)
    context = error.context if isinstance(error, CopydeskError) else {}
    address = url or context.get("url")
    return DeadLetter(
        stage=stage,
        reason=error.code if isinstance(error, CopydeskError) else "exception",
        message=_valid(str(error) if known else f"{type(error).__name__}: {error}")[:_TEXT_LIMIT],
        exception=_exception_info(error),
        source=None
        if record is None
        else SourceRecord(
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            timestamp=record.timestamp_ms,
            key=None if record.key is None else as_text(record.key),
            headers=tuple((name, as_text(value)) for name, value in record.headers),
        ),
        payload=None if value is None else payload_of(value, most_inline),
        url=None if address is None else _valid(str(address)),
        attempts=_number(record, h.ATTEMPT_HEADER) or 1,
        first_failed_at=_first_failed(record) or now,
    )


def _output(event: DeadLetter, record: Record | None) -> Output:
    key = record.key if record and record.key is not None else (event.url or event.stage).encode()
    where = (
        f"{event.source.topic}/{event.source.partition}/{event.source.offset}"
        if event.source
        else event.url
    )
    return Output(
        DEAD_LETTER,
        key,
        encode(event),
        h.cloud_event(
            id=h.event_id("dead-letter", event.stage, event.reason, where),
            type="copydesk.dead-letter",
            source=f"/copydesk/{event.stage}",
            subject=str(where),
            schema="dead-letter",
            partition_key=as_text(key),
            parent=record.headers if record else (),
        ),
    )


def dead_letter(
    stage: str,
    error: BaseException,
    *,
    now: datetime,
    record: Record | None = None,
    payload: bytes | None = None,
    url: str | None = None,
    most_inline: int = INLINE_PAYLOAD_BYTES,
) -> Output:
    """Make the record for the dead-letter topic; arguments as for `letter`."""
    event = letter(
        stage, error, now=now, record=record, payload=payload, url=url, most_inline=most_inline
    )
    return _output(event, record)


def last_resort(
    stage: str, error: BaseException, *, now: datetime, record: Record | None = None
) -> Output:
    """Make an envelope under 10 kB: what is sent when the broker refuses the full one.

    The payload stays by digest, size and source offset; the key is cut, headers are dropped.
    """
    full = letter(stage, error, now=now, record=record)
    source = full.source and msgspec.structs.replace(
        full.source, headers=(), key=full.source.key and full.source.key[:500]
    )
    payload = full.payload and msgspec.structs.replace(full.payload, text=None, base64=None)
    exception = full.exception and msgspec.structs.replace(
        full.exception, text=full.exception.text[:500], trace=None
    )
    small = msgspec.structs.replace(
        full,
        message=full.message[:500],
        url=full.url and full.url[:1000],
        source=source,
        payload=payload,
        exception=exception,
        truncated=True,
    )
    bare = (
        None
        if record is None
        else Record(record.topic, record.partition, record.offset, (record.key or b"")[:500], None)
    )
    return _output(small, bare)
