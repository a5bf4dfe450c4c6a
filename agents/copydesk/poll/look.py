"""A look at an address: is there a feed, and if not, where is the site's?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from msgspec import structs

from copydesk.errors import CopydeskError, PermanentError
from copydesk.events import Feed
from copydesk.http.answer import Answer
from copydesk.http.client import HttpClient
from copydesk.http.waiting import fresh_for_s
from copydesk.settings import PollSettings

from .identity import compare
from .intake import seen_at_of
from .learning import learned, read
from .parse.discovery import Candidate, discover
from .parse.feed import parse_feed
from .parse.model import ParsedFeed
from .poll import ACCEPT
from .rules import check
from .schedule import Next, after_success, told
from .sitemaps import FORMAT, follow
from .state import FeedState, Index

_MOST_TRIES = 12


@dataclass(frozen=True, slots=True)
class Look:
    """What an address has."""

    url: str
    """The address that was looked at."""
    seen_at: datetime
    """When it had come, UTC."""
    feed: ParsedFeed | None
    """The feed there."""
    candidates: tuple[Candidate, ...] = ()
    """Where else its site may have feeds, if there is none there."""
    fresh_s: float | None = None
    """How long the answer stays fresh, in seconds, if it says so."""
    index: Index | None = None
    """Which sitemaps were read, where the feed is an index of them and was followed."""


async def look_at(client: HttpClient, url: str) -> Look:
    """Get an address and read what is there.

    Raises:
        CopydeskError: it cannot be fetched; as `HttpClient.get`, or any status but 2xx
            (`http-404`), or `challenge`.
    """
    return _read_answer(url, await _get(client, url))


async def look_into(
    client: HttpClient, url: str, settings: PollSettings, extra_suffixes: Sequence[str] = ()
) -> Look:
    """Get an address as `look_at` does; of an index of sitemaps, those that a first poll asks.

    Args:
        client: the guarded HTTP client.
        url: the address.
        settings: limits.
        extra_suffixes: as for `sites.site_of`.

    Raises:
        CopydeskError: as `look_at`, or no sitemap that was asked answered.
    """
    answer = await _get(client, url)
    look = _read_answer(url, answer)
    if look.feed is None or look.feed.format != FORMAT:
        return look
    found = await follow(
        look.feed, answer, None, client, _parse, settings, look.seen_at, extra_suffixes
    )
    return replace(
        look,
        feed=found.feed,
        index=found.index,
        seen_at=found.seen_at,
        fresh_s=max(look.fresh_s or 0.0, found.retry_after_s),
    )


async def _get(client: HttpClient, url: str) -> Answer:
    answer = await client.get(url, headers={"Accept": f"{ACCEPT},text/html;q=0.5"})
    check(answer)
    return answer


async def _parse(answer: Answer, seen_at: datetime) -> ParsedFeed:
    return parse_feed(answer.body, url=answer.final_url, headers=answer.headers, seen_at=seen_at)


def _read_answer(url: str, answer: Answer) -> Look:
    return _read(url, answer.body, answer.final_url, answer.headers, seen_at_of(answer))


def read_file(url: str, body: bytes) -> Look:
    """Read a file as if it had come from an address now.

    Raises:
        PermanentError: too large after decompression (`too-large`).
    """
    return _read(url, body, url, {}, datetime.now(UTC))


def _read(
    url: str, body: bytes, final_url: str, headers: Mapping[str, str], seen_at: datetime
) -> Look:
    try:
        feed = parse_feed(body, url=final_url, headers=headers, seen_at=seen_at)
        return Look(url, seen_at, feed, fresh_s=fresh_for_s(headers, seen_at))
    except PermanentError as error:
        if error.code != "not-a-feed":
            raise
        return Look(url, seen_at, None, discover(body, url=final_url, headers=headers))


async def first_feed(client: HttpClient, look: Look) -> Look | None:
    """Try the candidates of a look in their order; return the first that is a feed."""
    for candidate in look.candidates[:_MOST_TRIES]:
        try:
            found = await look_at(client, candidate.url)
        except CopydeskError:
            continue
        if found.feed is not None:
            return found
    return None


def next_poll(look: Look, feed: ParsedFeed, settings: PollSettings) -> Next:
    """Return when a feed would be polled again, were this its first poll."""
    compared = compare(b"", feed.entries)
    facts = read(feed, compared.listed)
    state = FeedState(feed=Feed(url=look.url), partition=0, told=told(feed.hints), facts=facts)
    state = structs.replace(state, history=learned(state, compared, look.seen_at))
    return after_success(state, settings, look.seen_at, look.fresh_s)
