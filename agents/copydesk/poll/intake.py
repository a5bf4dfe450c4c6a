"""What is taken from a feed that was read, whether we polled it or a hub pushed it."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from copydesk.deadletter import dead_letter
from copydesk.http.answer import Answer
from copydesk.records import Output
from copydesk.settings import PollSettings

from .identity import Comparison, compare
from .learning import current_findings, first_findings
from .outputs import STAGE, discovered_output, refused_output
from .parse.model import ParsedFeed
from .rules import code_of
from .state import FeedState

_DIGEST_BYTES = 12

Parse = Callable[[Answer, datetime], Awaitable[ParsedFeed]]
"""Parses an answer that was seen at a time."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What the entries of an answer lead to."""

    compared: Comparison
    discovered: tuple[Output, ...]
    """New and changed entries, oldest first."""
    refused: tuple[Output, ...]
    """Dead letters of entries without a usable link."""

    @property
    def known_share(self) -> float | None:
        """Share of the entries that were known, 0 to 1; None where there are none."""
        listed = self.compared.listed
        return self.compared.known / listed if listed else None


def take_in(
    state: FeedState,
    found: ParsedFeed,
    seen_at: datetime,
    now: datetime,
    settings: PollSettings,
    extra_suffixes: Sequence[str],
    *,
    partial: bool = False,
    past: frozenset[str] | None = None,
) -> Intake:
    """Find what is new or changed in a feed.

    Args:
        state: what is known of it.
        found: what was read.
        seen_at: when it had come, UTC.
        now: when it is taken in, UTC.
        settings: of a first poll.
        extra_suffixes: as for `sites.site_of`.
        partial: as for `identity.compare`.
        past: of an index of sitemaps, as for `current_findings`; None for any other feed.
    """
    compared = compare(state.seen, found.entries, partial=partial)
    if past is not None and state.last_success is not None:
        compared = _without_past(compared, past, now, settings)
    findings = compared.findings
    if state.last_success is None:
        findings = first_findings(findings, now, settings)
    discovered, refused = [], []
    for finding in findings:
        try:
            discovered.append(discovered_output(finding, found, state, seen_at, extra_suffixes))
        except Exception as error:
            refused.append(refused_output(finding, error, state.feed.url, now))
    return Intake(compared, tuple(discovered), tuple(refused))


def seen_at_of(answer: Answer) -> datetime:
    """Return when an answer was made at the latest, UTC; until then its pages could change."""
    return answer.started + timedelta(milliseconds=answer.elapsed_ms + 1)


def _without_past(
    compared: Comparison, past: frozenset[str], now: datetime, settings: PollSettings
) -> Comparison:
    """Return a comparison in which old pages count as known."""
    findings = current_findings(compared.findings, past, now, settings)
    return replace(
        compared,
        findings=findings,
        known=compared.known + len(compared.findings) - len(findings),
    )


def digest_of(body: bytes) -> bytes:
    """Return what is remembered of a body that was read."""
    return hashlib.sha256(body).digest()[:_DIGEST_BYTES]


def refuse(
    state: FeedState, error: Exception, body: bytes | None, now: datetime
) -> tuple[bytes, tuple[Output, ...]]:
    """Return what to remember of a bad answer, and its dead letter: one, not one at each time.

    Args:
        state: what is known of the feed.
        error: why it is bad.
        body: the answer, if there was one.
        now: UTC.
    """
    digest = digest_of(code_of(error).encode() + (body or b""))
    if digest == state.refused_digest:
        return digest, ()
    return digest, (dead_letter(STAGE, error, now=now, payload=body, url=state.feed.url),)
