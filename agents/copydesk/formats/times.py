"""Times as RFC 3339 writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from copydesk.events.article import Instant

_OFFSET = re.compile(r"([+-])([01]\d|2[0-3]):([0-5]\d)")


def utc(value: datetime) -> datetime:
    """Return an instant in UTC; one without a zone is UTC, as the contract says."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def rfc3339(value: datetime) -> str:
    """Return an instant in UTC, `2026-11-14T01:12:00Z`."""
    return utc(value).isoformat().replace("+00:00", "Z")


def printed(instant: Instant) -> str:
    """Return an instant in the offset that its source printed, `2026-11-14T08:12:00+07:00`.

    Where the offset is not known, it is UTC and ends in `Z`: RFC 9557, section 2.2, gives `Z`
    just this meaning.
    """
    found = _OFFSET.fullmatch(instant.offset or "")
    if found is None or instant.zone_from == "assumed":
        return rfc3339(instant.value)
    sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    try:
        local = utc(instant.value).astimezone(timezone(-offset if sign == "-" else offset))
    except OverflowError:  # less than a day from the ends of the calendar
        return rfc3339(instant.value)
    return local.isoformat().replace("+00:00", "Z")
