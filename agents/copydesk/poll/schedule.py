"""When a feed is due next."""

from __future__ import annotations

from copydesk.settings import PollSettings

from .state import FeedState


def interval_s(state: FeedState, settings: PollSettings, asked_s: float | None = None) -> float:
    """Return the seconds until the next poll.

    The interval doubles with each failure in a row. What the server asks for (Retry-After) is
    honoured, up to the longest interval.

    Args:
        state: the feed after the poll.
        settings: shortest and longest interval.
        asked_s: what the server asked for, in seconds.
    """
    shortest = state.feed.min_interval_s or settings.min_interval_s
    backed_off = shortest * 2.0 ** min(state.failures, 20)
    return min(max(backed_off, asked_s or 0.0), max(settings.max_interval_s, shortest))
