"""One answer -> the WARC records that hold it."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from io import BytesIO
from urllib.parse import urlsplit

from warcio.recordbuilder import RecordBuilder
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders

from copydesk._version import __version__
from copydesk.http.answer import Answer

_VERSION = "WARC/1.1"
_MOVED = ("content-encoding", "transfer-encoding", "content-length")
"""Headers that are not true of a body whose encodings are undone: kept under another name, as
other archiving tools do, with the true length in their place."""
_PREFIX = "X-Archive-Orig-"

Pairs = Sequence[tuple[str, str]]


def warcinfo(filename: str, user_agent: str) -> ArcWarcRecord:
    """Return the record that begins a file."""
    facts = {
        "software": f"Copydesk/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "classic",
        "http-header-user-agent": user_agent,
    }
    return RecordBuilder(warc_version=_VERSION).create_warcinfo_record(filename, facts)


def records(answer: Answer) -> list[ArcWarcRecord]:
    """Return response, request and metadata of an answer; they name one another."""
    builder = RecordBuilder(warc_version=_VERSION)
    date = answer.started.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    facts = {"WARC-Date": date}
    if answer.remote_address:
        facts["WARC-IP-Address"] = answer.remote_address
    response = builder.create_warc_record(
        answer.final_url,
        "response",
        payload=BytesIO(answer.body),
        length=len(answer.body),
        warc_headers_dict=dict(facts),
        http_headers=StatusAndHeaders(_status(answer.status), _headers(answer), "HTTP/1.1"),
    )
    together = {**facts, "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
    request = builder.create_warc_record(
        answer.final_url,
        "request",
        warc_headers_dict=dict(together),
        http_headers=StatusAndHeaders(_request_line(answer), _asked(answer), is_http_request=True),
    )
    fields = _metadata(answer).encode()
    metadata = builder.create_warc_record(
        answer.final_url,
        "metadata",
        payload=BytesIO(fields),
        length=len(fields),
        warc_content_type="application/warc-fields",
        warc_headers_dict=dict(together),
    )
    return [response, request, metadata]


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _headers(answer: Answer) -> list[tuple[str, str]]:
    """Return the headers in their order, corrected for the body as it is stored."""
    kept = [
        (f"{_PREFIX}{name}" if name.lower() in _MOVED else name, value)
        for name, value in answer.raw_headers
    ]
    return [*kept, ("Content-Length", str(len(answer.body)))]


def _request_line(answer: Answer) -> str:
    parts = urlsplit(answer.final_url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return f"GET {target} HTTP/1.1"


def _asked(answer: Answer) -> list[tuple[str, str]]:
    return [("Host", urlsplit(answer.final_url).netloc), *answer.sent_headers]


def _metadata(answer: Answer) -> str:
    """Return WARC fields: how long it took, and the way that led there."""
    lines = [f"fetchTimeMs: {answer.elapsed_ms}"]
    lines += [f"redirect: {hop.status} {hop.url}" for hop in answer.redirects]
    return "".join(f"{line}\r\n" for line in lines)
