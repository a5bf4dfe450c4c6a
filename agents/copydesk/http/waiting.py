"""How long a server asks us to wait, and how long its answer holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"[0-9]{1,18}")
_MAX_AGE = re.compile(r'(?:^|,)\s*max-age\s*=\s*"?([0-9]{1,18})"?\s*(?=,|$)', re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|,)\s*no-(?:cache|store)\s*(?=,|=|$)", re.IGNORECASE)


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return what Retry-After asks for, in seconds (RFC 9110 section 10.2.3)."""
    text = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    when = _date(text)
    return None if when is None else max(0.0, (when - now).total_seconds())


def fresh_for_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return how many seconds an answer stays fresh; None where it says nothing.

    RFC 9111 section 4.2.1: max-age before Expires, less its Age; `s-maxage` is for shared caches.

    Args:
        headers: of the answer, names in lower case.
        now: when it came, for an answer without Date.
    """
    control = headers.get("cache-control", "")
    if _NOT_KEPT.search(control):
        return None
    if found := _MAX_AGE.search(control):
        lifetime = float(found[1])
    elif "expires" in headers:
        until = _date(headers["expires"])
        made = _date(headers.get("date", "")) or now
        # Section 5.3: what is no date, such as 0, is over.
        lifetime = (until - made).total_seconds() if until else 0.0
    else:
        return None
    age = headers.get("age", "").strip()
    return max(0.0, lifetime - (float(age) if _SECONDS.fullmatch(age) else 0.0))


def _date(text: str) -> datetime | None:
    """Read an HTTP date (RFC 9110 section 5.6.7)."""
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)
