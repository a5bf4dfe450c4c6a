"""Instants as Kafka and our own records have them: milliseconds since the epoch."""

from __future__ import annotations

from datetime import UTC, datetime


def to_ms(instant: datetime) -> int:
    """Return an instant in milliseconds since the epoch, rounded."""
    return round(instant.timestamp() * 1000)


def from_ms(milliseconds: float) -> datetime:
    """Return the instant (UTC) so many milliseconds after the epoch."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
