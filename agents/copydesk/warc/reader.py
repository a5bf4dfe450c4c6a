"""WARC files -> `fetched` records, as if the pages had been fetched when they were archived."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from copydesk import headers as h
from copydesk.errors import ConfigError, CopydeskError, PermanentError
from copydesk.events import Discovered, FeedRef
from copydesk.events.discovered import WARC_FEED
from copydesk.fetch import answers
from copydesk.fetch.outputs import page_output
from copydesk.http.addresses import parse_url
from copydesk.http.answer import Answer
from copydesk.http.body import check_encoding, read_body
from copydesk.instants import to_ms
from copydesk.records import Output, Record
from copydesk.sites import site_of

_CHUNK = 256 * 1024
_DROPPED = ("set-cookie",)


@dataclass(slots=True)
class Counts:
    """What was found in WARC files."""

    pages: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    """Responses that are no pages, by the code of the reason."""
    broken: dict[str, str] = field(default_factory=dict)
    """Files that could not be read to their end, and why."""


def in_order(paths: Sequence[Path]) -> list[Path]:
    """Sort files by the date of their first record: later readings of an article come later.

    Raises:
        ConfigError: one cannot be read, or is no WARC file.
    """
    return sorted(paths, key=lambda path: (_first_date(path), path.name))


def _first_date(path: Path) -> datetime:
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                return _date(record)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
    except (ArchiveLoadFailed, PermanentError) as error:
        raise ConfigError(f"{path} is no WARC file: {error}") from error
    raise ConfigError(f"{path} is no WARC file: there is no record in it")


async def pages(
    file: BinaryIO, name: str, counts: Counts, *, max_body_bytes: int, extra_suffixes: Sequence[str]
) -> AsyncIterator[Output]:
    """Yield the pages of a WARC file as records for `fetched`, in the order of the file.

    The same file gives the same keys, values, ids and orders, whoever reads it.

    Args:
        file: the file.
        name: its name, for the entry that stands for a feed's, and for `counts`.
        counts: what was found is added to it.
        max_body_bytes: larger pages are passed over.
        extra_suffixes: as for `sites.site_of`.
    """
    try:
        # Digests are the archive's affair: a wrong one is no reason to lose a page.
        for record in ArchiveIterator(file):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            try:
                answer = await _answer(record, max_body_bytes)
                answers.check(answer, answer.started)
                yield _output(answer, record, name, extra_suffixes)
            except CopydeskError as error:
                counts.skipped[error.code] += 1
            else:
                counts.pages += 1
    except (ArchiveLoadFailed, OSError, EOFError, AttributeError) as error:
        # The last is what warcio makes of a response that has lost its address.
        counts.broken[name] = " ".join(str(error).split())


async def _answer(record: ArcWarcRecord, limit: int) -> Answer:
    url = str(parse_url(record.rec_headers.get_header("WARC-Target-URI") or ""))
    headers: dict[str, str] = {}
    for key, value in record.http_headers.headers:
        lower = key.lower()
        if lower not in _DROPPED:
            headers[lower] = f"{headers[lower]}, {value}" if lower in headers else value
    status = record.http_headers.get_statuscode()
    encoding = check_encoding(headers.get("content-encoding", ""), url)
    body, _ = await read_body(_chunks(record, headers), encoding, limit, url, cut=False)
    return Answer(
        url=url,
        final_url=url,
        status=int(status) if status.isdigit() else 0,
        headers=headers,
        body=body,
        redirects=(),
        remote_address=record.rec_headers.get_header("WARC-IP-Address"),
        started=_date(record),
        elapsed_ms=0,
        truncated=record.rec_headers.get_header("WARC-Truncated") is not None,
    )


async def _chunks(record: ArcWarcRecord, headers: dict[str, str]) -> AsyncIterator[bytes]:
    chunked = headers.get("transfer-encoding", "").lower() == "chunked"
    # A body that says so and is not is passed through as it is.
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    while chunk := stream.read(_CHUNK):
        yield chunk


def _date(record: ArcWarcRecord) -> datetime:
    text = record.rec_headers.get_header("WARC-Date") or ""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise PermanentError(f"{text!r} is no WARC-Date", code="bad-date") from error
    when = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return when.replace(microsecond=when.microsecond // 1000 * 1000)


def _output(
    answer: Answer, record: ArcWarcRecord, name: str, extra_suffixes: Sequence[str]
) -> Output:
    """Make the record of a page, with an entry in place of a feed's."""
    record_id = str(record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>") or None
    entry = Discovered(
        feed=FeedRef(url=f"{WARC_FEED}{name}", entry_id=record_id),
        link=answer.url,
        change="new",
        seen_at=answer.started,
    )
    key = site_of(answer.url, extra_suffixes).encode()
    # Two readings within one millisecond have an order of their own, the same in every run.
    number = int(h.event_id(answer.url, record_id, len(answer.body))[:14], 16)
    order = h.Order(to_ms(answer.started), 0, number)
    made = page_output(answer, entry, Record("", 0, 0, key, None))
    headers = (*made.headers, (h.ORDER_HEADER, order.encode()))
    return Output(made.topic, key, made.value, headers)
