"""When to try again, and as which record: waiting is a topic, not a sleep."""

from __future__ import annotations

from datetime import datetime

from copydesk import headers as h
from copydesk.errors import TransientError
from copydesk.instants import to_ms
from copydesk.records import Output, Record
from copydesk.topics import FETCH_DUE, FETCH_RETRY, RETRY_DELAYS_S, Topic

MOST_ATTEMPTS = len(FETCH_RETRY) + 1
"""The first try and one after each delay topic."""


def attempt_of(record: Record) -> int:
    """Return which attempt a record is, from 1."""
    value = h.get(record.headers, h.ATTEMPT_HEADER)
    return int(value) if value and value.isdigit() else 1


def delay_topic(attempt: int, asked_s: float | None) -> Topic:
    """Return the delay topic after a failed attempt.

    Args:
        attempt: the attempt that failed, from 1; each has a longer delay than the one before.
        asked_s: what the server asked for (Retry-After), in seconds; the shortest delay that
            honours it is taken, the longest one if none does.
    """
    index = min(attempt, len(FETCH_RETRY)) - 1
    for topic in FETCH_RETRY[index:]:
        if RETRY_DELAYS_S[topic.name] >= (asked_s or 0):
            return topic
    return FETCH_RETRY[-1]


def try_again(record: Record, error: TransientError, now: datetime, scale: float) -> Output | None:
    """Return the record for a delay topic, or None after the last attempt.

    Args:
        record: the record that failed.
        error: why.
        now: time of the failure.
        scale: factor on the delays, by which a Retry-After is measured too.
    """
    attempt = attempt_of(record)
    if attempt >= MOST_ATTEMPTS:
        return None
    asked = None if error.retry_after_s is None else error.retry_after_s / scale
    first = h.get(record.headers, h.FIRST_FAILED_HEADER) or str(to_ms(now)).encode()
    return _resent(record, delay_topic(attempt, asked), attempt + 1, first)


def postpone(record: Record, wait_s: float) -> Output:
    """Return the record for a delay topic; its attempts stay as they were.

    Args:
        record: the record.
        wait_s: how long its host wants nothing, in seconds. The longest delay within that is
            taken: it may wait once more, but not for hours where a minute is over.
    """
    within = [topic for topic in FETCH_RETRY if RETRY_DELAYS_S[topic.name] <= wait_s]
    topic = within[-1] if within else FETCH_RETRY[0]
    return Output(topic, record.key, record.value, record.headers)


def due(record: Record) -> Output:
    """Return a delayed record whose time has come, for fetch."""
    return Output(FETCH_DUE, record.key, record.value, record.headers)


def _resent(record: Record, topic: Topic, attempt: int, first_failed: bytes) -> Output:
    ours = (h.ATTEMPT_HEADER, h.FIRST_FAILED_HEADER)
    headers = (
        *(pair for pair in record.headers if pair[0] not in ours),
        (h.ATTEMPT_HEADER, str(attempt).encode()),
        (h.FIRST_FAILED_HEADER, first_failed),
    )
    return Output(topic, record.key, record.value, headers)
