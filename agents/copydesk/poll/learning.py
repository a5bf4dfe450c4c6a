"""What an answer teaches of a feed, beside its entries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from copydesk.events import FeedDate
from copydesk.settings import PollSettings

from .history import History, learn
from .identity import Comparison, Finding
from .parse.model import Entry, ParsedFeed
from .state import Facts, FeedState

_BAD_DATES = ("bad-date", "date-in-future")


def date_of(entry: Entry) -> FeedDate | None:
    """Return when an entry says it was published, else when it was changed."""
    return entry.published or entry.updated


def first_findings(
    findings: Sequence[Finding], now: datetime, settings: PollSettings
) -> tuple[Finding, ...]:
    """Return what a first poll discovers: not a feed's whole past.

    Entries dated before the window are left out; those without a date are recent. Of the rest
    the first in the feed's order are taken.

    Args:
        findings: all entries, oldest first.
        now: when the feed is polled, UTC.
        settings: window and number.
    """
    since = now - timedelta(seconds=settings.first_window_s)
    recent = [
        finding
        for finding in findings
        if (date := date_of(finding.entry)) is None or date.value >= since
    ]
    return tuple(recent[max(0, len(recent) - settings.first_most) :])


def current_findings(
    findings: Sequence[Finding], past: Collection[str], now: datetime, settings: PollSettings
) -> tuple[Finding, ...]:
    """Return what the sitemaps of an index tell that is news: they list a site's whole past.

    Args:
        findings: new and changed entries.
        past: keys of entries that are taken for old.
        now: when the feed is polled, UTC.
        settings: the window of a first poll, which holds for each new entry here.
    """
    since = now - timedelta(seconds=settings.first_window_s)

    def is_current(entry: Entry) -> bool:
        date = date_of(entry)
        return entry.key not in past if date is None else date.value >= since

    return tuple(one for one in findings if one.changed_fields or is_current(one.entry))


def learned(state: FeedState, compared: Comparison, now: datetime) -> History:
    """Return the feed's history with the new entries of an answer."""
    new = [finding.entry for finding in compared.findings if not finding.changed_fields]
    # A date in the future was put to the time it was seen: it is none.
    dates = [date.value.timestamp() for one in new if (date := date_of(one)) and not date.clamped]
    before = state.last_success.timestamp() if state.last_success else None
    return learn(state.history, dates, len(new) - len(dates), now.timestamp(), before)


def read(found: ParsedFeed, listed: int) -> Facts:
    """Return what is remembered of a feed that was read, for its health.

    Args:
        found: the feed.
        listed: its entries, each counted once.
    """
    return Facts(
        title=found.title,
        entries=listed,
        bad_dates=sum(flaw.count for flaw in found.warnings if flaw.code in _BAD_DATES),
        warnings=tuple(dict.fromkeys(flaw.code for flaw in found.warnings)),
    )
