"""`dead-letter`: everything that a stage refused, with all that is needed to mend it."""

from __future__ import annotations

from datetime import datetime

from .base import Event, Part


class ExceptionInfo(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The exception behind a refusal."""

    type: str
    """Qualified class name."""
    text: str
    """Its message."""
    trace: str | None = None
    """Traceback, newest call last."""


class SourceRecord(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The Kafka record that was refused."""

    topic: str
    """Topic with its prefix."""
    partition: int
    """Partition."""
    offset: int
    """Offset."""
    timestamp: int | None = None
    """The record's timestamp in milliseconds since the epoch."""
    key: str | None = None
    """Key, as text where it is UTF-8, else base64 after `base64:`."""
    headers: tuple[tuple[str, str], ...] = ()
    """Headers in order, values encoded as the key's."""


class Payload(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The refused value: inline up to 1 MB, else by digest and the source's offset."""

    text: str | None = None
    """The value where it is UTF-8."""
    base64: str | None = None
    """The value where it is not."""
    sha256: str
    """Digest of the value, hexadecimal."""
    size: int
    """Bytes."""


class DeadLetter(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A refusal."""

    stage: str
    """The stage that refused."""
    reason: str
    """Stable code: undecodable, schema, exception, too-large, timed-out, robots-disallowed…"""
    message: str
    """One sentence for a person."""
    exception: ExceptionInfo | None = None
    """The exception, where one led to it."""
    source: SourceRecord | None = None
    """The record; unset where the refusal came from no record (a feed poll)."""
    payload: Payload | None = None
    """Its value."""
    url: str | None = None
    """The address at fault, where there is one."""
    attempts: int = 1
    """How often it was tried."""
    first_failed_at: datetime
    """When it first failed (UTC)."""
    truncated: bool = False
    """Whether parts were left out to keep the envelope small (the last resort)."""
