"""One poll of one feed: conditional GET, parse, compare; what it found and what to remember."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from copydesk.errors import TransientError
from copydesk.events import HealthError
from copydesk.http.answer import Answer
from copydesk.http.client import HttpClient
from copydesk.http.conditional import conditions
from copydesk.http.waiting import fresh_for_s
from copydesk.instants import to_ms
from copydesk.records import Output
from copydesk.settings import PollSettings, WebSubSettings
from copydesk.websub.discovery import offer_of
from copydesk.websub.subscription import offered, polled

from . import schedule
from .identity import Comparison
from .intake import Parse, digest_of, refuse, seen_at_of, take_in
from .learning import date_of, learned, read
from .moves import address_of, fallen_back, followed
from .outputs import health_output
from .parse.model import ParsedFeed
from .rules import check, code_of
from .sitemaps import FORMAT, Followed, follow
from .state import Facts, FeedState

ACCEPT = (
    "application/rss+xml,application/atom+xml,application/rdf+xml;q=0.9,"
    "application/xml;q=0.8,text/xml;q=0.8,*/*;q=0.1"
)
_FULL_EACH = 100
"""One poll of so many is without validators, against servers that say 304 falsely."""


@dataclass(frozen=True, slots=True)
class PollResult:
    """What a poll leads to."""

    discovered: tuple[Output, ...]
    """New and changed entries, oldest first."""
    refused: tuple[Output, ...]
    """Dead letters: entries without a usable link, a feed that is none."""
    state: FeedState
    """What to remember once those are delivered."""
    health: Output
    """How the feed is doing."""


async def poll(
    state: FeedState,
    client: HttpClient,
    parse: Parse,
    settings: PollSettings,
    now: datetime,
    extra_suffixes: Sequence[str] = (),
    grace_s: float = WebSubSettings.grace_s,
) -> PollResult:
    """Poll a feed. Nothing that a server sends makes this raise.

    Args:
        state: what is known of the feed.
        client: the guarded HTTP client.
        parse: calls `parse_feed`, in this process or another.
        settings: limits and intervals.
        now: when the poll begins, UTC.
        extra_suffixes: as for `sites.site_of`.
        grace_s: how long the push of an entry may take.
    """
    state = replace(state, polls=state.polls + 1)
    answer: Answer | None = None
    try:
        answer = await client.get(address_of(state), headers=_request_headers(state))
        if answer.status == 304:
            return _same(state, answer, now, settings, grace_s)
        check(answer)
        digest = digest_of(answer.body)
        if digest == state.digest and (state.index is None or state.index.is_settled):
            return _same(state, answer, now, settings, grace_s)
        seen_at = seen_at_of(answer)
        found = await parse(answer, seen_at)
        sitemaps = await _follow(state, found, answer, client, parse, settings, now, extra_suffixes)
    except Exception as error:
        # Also what a parser's own fault raises: a feed that fails must wait like any other.
        return _failed(state, error, answer, now, settings)
    fresh_s = fresh_for_s(answer.headers, now)
    if sitemaps is not None:
        state, found = replace(state, index=sitemaps.index), sitemaps.feed
        seen_at = sitemaps.seen_at
        fresh_s = max(fresh_s or 0.0, sitemaps.retry_after_s)
    elif state.index:
        state = replace(state, index=None)
    intake = take_in(
        state,
        found,
        seen_at,
        now,
        settings,
        extra_suffixes,
        partial=sitemaps is not None,
        past=sitemaps.past if sitemaps else None,
    )
    compared = intake.compared
    offer = offer_of(
        found.links.hubs,
        found.links.self,
        answer.headers,
        answer.final_url,
        address_of(state),
        extra_suffixes,
    )
    succeeded = _succeeded(state, answer, now, grace_s, compared)
    after = replace(
        succeeded,
        push=offered(succeeded.push, offer, address_of(state)),
        digest=digest,
        seen=compared.seen,
        told=schedule.told(found.hints),
        facts=_facts(state, found, compared, sitemaps),
        history=learned(state, compared, now),
        last_entry=now if compared.new else state.last_entry,
        false_304=state.false_304 + _hidden(state, answer, compared),
    )
    upcoming = schedule.after_success(after, settings, now, fresh_s)
    health = health_output(
        after, upcoming, now, size=len(answer.body), duplicates=intake.known_share
    )
    return PollResult(intake.discovered, intake.refused, _due(after, upcoming), health)


async def _follow(
    state: FeedState,
    found: ParsedFeed,
    answer: Answer,
    client: HttpClient,
    parse: Parse,
    settings: PollSettings,
    now: datetime,
    extra_suffixes: Sequence[str],
) -> Followed | None:
    """Ask the sitemaps of an index; None for a feed that is none."""
    if found.format != FORMAT:
        return None
    in_full = _asks_in_full(state)
    return await follow(
        found, answer, state.index, client, parse, settings, now, extra_suffixes,
        in_full=in_full,
    )  # fmt: skip


def _facts(
    state: FeedState, found: ParsedFeed, compared: Comparison, sitemaps: Followed | None
) -> Facts:
    """Return what a feed has; of an index whose sitemaps did not change, what it had."""
    facts = read(found, compared.listed)
    if sitemaps is None or sitemaps.answered:
        return facts
    return replace(state.facts, warnings=facts.warnings)


def _asks_in_full(state: FeedState) -> bool:
    """Return whether this poll is one of the few without validators, by address and count."""
    phase = int.from_bytes(hashlib.sha256(state.feed.url.encode()).digest()[:4], "big")
    return (phase + state.polls) % _FULL_EACH == 0


def _request_headers(state: FeedState) -> dict[str, str]:
    # A server that was found to say 304 falsely is never asked that way again.
    # And sitemaps may have changed though their index did not.
    unsettled = state.index is not None and not state.index.is_settled
    if state.false_304 or unsettled or _asks_in_full(state):
        return {"Accept": ACCEPT}
    return {"Accept": ACCEPT, **conditions(state.etag, state.last_modified)}


def _hidden(state: FeedState, answer: Answer, compared: Comparison) -> int:
    """Return how many findings the same validators as before would have hidden.

    Of an index nobody knows: its sitemaps change without it.
    """
    if state.index or not _asks_in_full(state) or not (state.etag or state.last_modified):
        return 0
    headers = answer.headers
    same = (headers.get("etag"), headers.get("last-modified")) == (state.etag, state.last_modified)
    return len(compared.findings) if same else 0


def _succeeded(
    state: FeedState,
    answer: Answer,
    now: datetime,
    grace_s: float,
    compared: Comparison | None = None,
) -> FeedState:
    # Validators are echoed verbatim, and a 304 may bring new ones.
    kept = state if answer.status == 304 else None
    headers = answer.headers
    return replace(
        followed(state, answer, now),
        etag=headers.get("etag") or (kept.etag if kept else None),
        last_modified=headers.get("last-modified") or (kept.last_modified if kept else None),
        failures=0,
        last_success=now,
        pace=schedule.paced(state.pace, overflowed=compared is not None and compared.overflowed),
        push=state.push and polled(state.push, _found_since(state, compared), to_ms(now), grace_s),
    )


def _found_since(state: FeedState, compared: Comparison | None) -> int | None:
    """Return since when the oldest new entry must have been there, in milliseconds.

    Not before the last good poll, whatever its date: that poll would have found it.
    """
    if compared is None or not compared.new or state.last_success is None:
        return None
    new = [one.entry for one in compared.findings if not one.changed_fields]
    dates = [date.value if (date := date_of(one)) else state.last_success for one in new]
    return to_ms(max(min(dates), state.last_success))


def _same(
    state: FeedState, answer: Answer, now: datetime, settings: PollSettings, grace_s: float
) -> PollResult:
    after = _succeeded(state, answer, now, grace_s)
    upcoming = schedule.after_success(after, settings, now, fresh_for_s(answer.headers, now))
    health = health_output(after, upcoming, now, size=len(answer.body))
    return PollResult((), (), _due(after, upcoming), health)


def _failed(
    state: FeedState,
    error: Exception,
    answer: Answer | None,
    now: datetime,
    settings: PollSettings,
) -> PollResult:
    code = code_of(error)
    refused: tuple[Output, ...] = ()
    refused_digest = state.refused_digest
    if not isinstance(error, TransientError):
        body = answer.body if answer is not None else None
        refused_digest, refused = refuse(state, error, body, now)
    after = fallen_back(replace(state, failures=state.failures + 1, refused_digest=refused_digest))
    asked = error.retry_after_s if isinstance(error, TransientError) else None
    upcoming = schedule.after_failure(after, settings, now, code, asked)
    text = HealthError(reason=code, text=str(error) or type(error).__name__)
    health = health_output(after, upcoming, now, error=text)
    return PollResult((), refused, _due(after, upcoming), health)


def _due(state: FeedState, upcoming: schedule.Next) -> FeedState:
    return replace(state, next_due_ms=to_ms(upcoming.at))
