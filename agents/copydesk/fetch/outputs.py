"""What fetch writes to `fetched`: pages, and that one is there no longer."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from copydesk import headers as h
from copydesk.charsets import declarations, media_type
from copydesk.codec import encode
from copydesk.events import Discovered, Fetched, Removed, RightsSignal
from copydesk.http.answer import Answer
from copydesk.records import Output, Record
from copydesk.topics import FETCHED

from . import answers


def page_output(
    answer: Answer, entry: Discovered, record: Record, rights: tuple[RightsSignal, ...] = ()
) -> Output:
    """Make the `fetched` record of a page: raw bytes, the facts in the header `http`."""
    served = answer.headers.get("content-type")
    kind, http_charset = media_type(answer.headers)
    declared = next(iter(declarations(answer.body, http_charset)), None)
    facts = Fetched(
        url=answer.url,
        final_url=answer.final_url,
        status=answer.status,
        redirects=answer.redirects,
        headers={
            name: answer.headers[name] for name in answers.KEPT_HEADERS if name in answer.headers
        },
        remote_address=answer.remote_address,
        fetched_at=answer.started,
        elapsed_ms=answer.elapsed_ms,
        first_byte_ms=answer.first_byte_ms,
        tls=answer.tls,
        charset=declared.label if declared else None,
        charset_from=declared.source if declared else None,
        truncated=answer.truncated,
        rights=rights,
        entry=entry,
    )
    return _output(record, answer.body, facts, answer.started, served or kind)


def removal_output(last: Record, facts: Fetched, removed: Removed, record: Record) -> Output:
    """Make the `fetched` record that says that a page is gone.

    It is the page as it was last read, once more, so that all stages make of it the article
    that they made before, by the same id, and know that it is withdrawn.

    Args:
        last: the record of its last reading.
        facts: the facts of that.
        removed: what came instead now.
        record: what led to it.
    """
    kind = (h.get(last.headers, "content-type") or b"").decode("utf-8", "replace")
    gone = replace(facts, removed=removed)
    return _output(record, last.value or b"", gone, removed.at, kind)


def _output(record: Record, body: bytes, facts: Fetched, time: datetime, kind: str) -> Output:
    key = record.key or b""
    return Output(
        FETCHED,
        record.key,
        body,
        h.cloud_event(
            id=h.event_id("fetched", facts.url, time.isoformat(), record.offset),
            type="copydesk.fetched",
            source="/copydesk/fetch",
            subject=facts.url,
            schema="fetched",
            partition_key=key.decode("utf-8", "replace"),
            time=time,
            content_type=kind or "application/octet-stream",
            parent=record.headers,
            extra=((h.HTTP_HEADER, encode(facts)),),
        ),
    )
