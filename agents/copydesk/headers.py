"""Kafka headers: CloudEvents 1.0 (Kafka binding, binary mode), W3C trace context, our order.

The order of an event says which page it was made from: fetch time, partition and offset of
the `fetched` record. It never falls for one article, and a replay gives the same one.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from .errors import DecodeError
from .events import SCHEMA_VERSION

Headers = tuple[tuple[str, bytes], ...]

ORDER_HEADER = "copydesk-order"
HTTP_HEADER = "http"
ATTEMPT_HEADER = "copydesk-attempt"
FIRST_FAILED_HEADER = "copydesk-first-failed-ms"
REFETCH_HEADER = "copydesk-refetch"
JSON_TYPE = "application/json"

# What fits 64 bits: larger numbers would break the JSON of who keeps them.
_ORDER = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})\.([0-9]{1,18})")
_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")


class Order(NamedTuple):
    """Where an event stands among all readings of its page; compares as a tuple."""

    fetched_ms: int
    """Fetch time in milliseconds since the epoch."""
    partition: int
    """Partition of the `fetched` record."""
    offset: int
    """Offset of the `fetched` record."""

    def encode(self) -> bytes:
        """Return the header's value."""
        return f"{self.fetched_ms}.{self.partition}.{self.offset}".encode()

    @classmethod
    def decode(cls, value: bytes | None) -> Order:
        """Read the header's value.

        Raises:
            DecodeError: the header is absent or malformed.
        """
        found = _ORDER.fullmatch((value or b"").decode("ascii", "replace"))
        if found is None:
            raise DecodeError(
                f"header {ORDER_HEADER} is missing or malformed: {value!r}", code="no-order"
            )
        return cls(int(found[1]), int(found[2]), int(found[3]))


def get(headers: Iterable[tuple[str, bytes]], name: str) -> bytes | None:
    """Return the last value of a header, or None."""
    found = None
    for key, value in headers:
        if key == name:
            found = value
    return found


def event_id(*parts: object) -> str:
    """Return a deterministic CloudEvents id: the first 128 bits of SHA-256 over the parts."""
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def child_trace(parent: bytes | None) -> bytes:
    """Continue a W3C `traceparent` with a new span, or start a sampled trace without one."""
    match = _TRACEPARENT.fullmatch((parent or b"").decode("ascii", "replace"))
    trace, flags = (match[1], match[3]) if match else (secrets.token_hex(16), "01")
    return f"00-{trace}-{secrets.token_hex(8)}-{flags}".encode()


def cloud_event(
    *,
    id: str,  # noqa: A002 - the attribute's name in the specification
    type: str,  # noqa: A002 - the same
    source: str,
    subject: str,
    schema: str,
    partition_key: str,
    time: datetime | None = None,
    content_type: str = JSON_TYPE,
    parent: Iterable[tuple[str, bytes]] = (),
    order: Order | None = None,
    extra: Headers = (),
) -> Headers:
    """Build the headers of an event.

    Args:
        id: deterministic id of the event (`event_id`).
        type: what happened, e.g. `copydesk.article.first`.
        source: the stage, e.g. `/copydesk/publish`.
        subject: what it is about: an article id, an address.
        schema: name of its schema, e.g. `article`.
        partition_key: the record's key as text.
        time: when it was made; now, if not given.
        content_type: media type of the value.
        parent: headers of the record that led to it, whose trace goes on.
        order: the article's order; events from `normalized` on carry it.
        extra: further headers, put last.
    """
    made = (time or datetime.now(UTC)).astimezone(UTC)
    stamp = made.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    headers = [
        ("ce_specversion", b"1.0"),
        ("ce_id", id.encode()),
        ("ce_type", type.encode()),
        ("ce_source", source.encode()),
        ("ce_subject", subject.encode()),
        ("ce_time", stamp.encode()),
        ("ce_dataschema", f"urn:copydesk:schema:{schema}:{SCHEMA_VERSION}".encode()),
        ("ce_partitionkey", partition_key.encode()),
        ("content-type", content_type.encode()),
        ("traceparent", child_trace(get(parent, "traceparent"))),
    ]
    if order is not None:
        headers.append((ORDER_HEADER, order.encode()))
    return (*headers, *extra)


def article_event(
    stage: str, kind: str, article_id: str, order: Order, parent: Iterable[tuple[str, bytes]]
) -> Headers:
    """Build the headers of an article on its way between two stages.

    Args:
        stage: who sends it.
        kind: what it is now, which is also its schema: normalized, enriched.
        article_id: subject and key.
        order: the article's order.
        parent: headers of the record that led to it.
    """
    return cloud_event(
        id=event_id(kind, article_id, *order),
        type=f"copydesk.{kind}",
        source=f"/copydesk/{stage}",
        subject=article_id,
        schema=kind,
        partition_key=article_id,
        parent=parent,
        order=order,
    )
