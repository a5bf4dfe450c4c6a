"""Feeds that move for good: a permanent redirect is believed once it has proved itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from copydesk.http.answer import Answer
from copydesk.instants import to_ms

from .state import FeedState, Moving

_PERMANENT = (301, 308)
_POLLS = 5
_AFTER = timedelta(days=1)
_FAILURES = 3


def address_of(state: FeedState) -> str:
    """Return where a feed is polled."""
    return state.address or state.feed.url


def followed(state: FeedState, answer: Answer, now: datetime) -> FeedState:
    """Note where a good answer came from (RFC 9110 sections 15.4.2 and 15.4.9).

    The feed moves after five polls in a row, and a day at least, with the same target: a mistake
    or a captive portal does not last that long. Its key and its owner stay.
    """
    target = _target(answer)
    if target is None or target == address_of(state):
        return replace(state, moving=None) if state.moving else state
    moving = state.moving
    if moving is None or moving.target != target:
        moving = Moving(target, 0, to_ms(now))
    moving = replace(moving, polls=moving.polls + 1)
    since = now.timestamp() - moving.since_ms / 1000
    if moving.polls >= _POLLS and since >= _AFTER.total_seconds():
        back = target == state.feed.url
        return replace(state, address=None if back else target, moving=None)
    return replace(state, moving=moving)


def fallen_back(state: FeedState) -> FeedState:
    """Go back to the first address where the new one has failed three times in a row.

    What was counted begins anew, and validators of the one are none of the other.
    """
    if state.address is None or state.failures < _FAILURES:
        return replace(state, moving=None) if state.moving else state
    return replace(state, address=None, moving=None, etag=None, last_modified=None, failures=1)


def _target(answer: Answer) -> str | None:
    """Return where the permanent redirects at the beginning of the way lead; None for nowhere."""
    hops = answer.redirects
    permanent = 0
    while permanent < len(hops) and hops[permanent].status in _PERMANENT:
        permanent += 1
    if permanent == 0:
        return None
    return answer.final_url if permanent == len(hops) else hops[permanent].url
