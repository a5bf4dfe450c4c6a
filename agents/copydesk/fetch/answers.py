"""What an HTTP answer means for the entry that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.message import Message

from copydesk.errors import PermanentError, TransientError
from copydesk.http.client import Answer
from copydesk.http.waiting import retry_after_s

KEPT_HEADERS = (
    "content-type",
    "content-language",
    "content-location",
    "date",
    "last-modified",
    "etag",
    "cache-control",
    "expires",
    "age",
    "link",
    "server",
    "x-robots-tag",
    "content-usage",
    "tdm-reservation",
    "tdm-policy",
)
"""Response headers that later stages may ask for; the rest is not kept."""

_PAGE_TYPES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")
_TRY_LATER = {408, 425, 429, 500, 502, 503, 504}


def check(answer: Answer, now: datetime) -> None:
    """Return if the answer holds a page.

    Raises:
        TransientError: it may come later (`http-503`…), with what Retry-After asks for.
        PermanentError: it never will (`http-404`…), nothing came (`no-content`), or it is of
            another media type (`not-a-page`).
    """
    status, url = answer.status, answer.final_url
    if status in _TRY_LATER or status >= 500:
        raise TransientError(
            f"{url} answered {status}",
            code=f"http-{status}",
            retry_after_s=retry_after_s(answer.headers, now),
            url=url,
        )
    if not 200 <= status < 300:
        raise PermanentError(f"{url} answered {status}", code=f"http-{status}", url=url)
    if not answer.body:
        raise PermanentError(f"{url} answered {status} with nothing", code="no-content", url=url)
    kind, _ = media_type(answer.headers)
    if kind and kind not in _PAGE_TYPES:
        raise PermanentError(f"{url} is no page but {kind}", code="not-a-page", url=url)


def media_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """Return media type and charset of the Content-Type header (RFC 9110 section 8.3)."""
    parsed = Message()
    parsed["content-type"] = headers.get("content-type", "")
    if not headers.get("content-type"):
        return "", None
    charset = parsed.get_param("charset")
    return parsed.get_content_type(), charset if isinstance(charset, str) else None
