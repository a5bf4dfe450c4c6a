"""Dates of feeds -> an instant, the offset that was written, the text."""

from __future__ import annotations

from datetime import UTC, datetime

from copydesk.events import FeedDate

from .reader import LONGEST_DATE, read_stamp
from .zones import written


def read_date(
    text: str | None, *, language: str | None = None, seen_at: datetime | None = None
) -> FeedDate | None:
    """Read a date of a feed.

    Args:
        text: as served.
        language: what the feed is written in, for names of months that languages share.
        seen_at: no date is later than this: one that is, becomes this and is marked `clamped`.

    Returns:
        The date, its instant in UTC with what is written without an offset taken for UTC; None
        if it is none.
    """
    found = read_stamp(text, language=language)
    if found is None or text is None:
        return None
    try:
        value = found.utc
    except OverflowError:
        return None
    text = " ".join(text.split())[:LONGEST_DATE]
    offset = None if found.minutes is None else written(found.minutes)
    if seen_at is not None and value > seen_at:
        return FeedDate(value=seen_at.astimezone(UTC), offset=offset, text=text, clamped=True)
    return FeedDate(value=value, offset=offset, text=text)
