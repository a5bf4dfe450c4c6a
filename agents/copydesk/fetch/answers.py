"""What an HTTP answer means for the entry that led to it."""

from __future__ import annotations

from datetime import datetime

from copydesk.charsets import media_type
from copydesk.errors import PermanentError, TransientError
from copydesk.http.answer import Answer
from copydesk.http.waiting import retry_after_s

from .sniff import no_page

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
    "content-signal",
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
            another media type, by its name or by its first bytes (`not-a-page`).
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
    if found := no_page(answer.body, kind):
        said = f"says {kind} and is" if kind else "says no type and is"
        raise PermanentError(f"{url} {said} {found}", code="not-a-page", url=url)
