"""A feed that is an index of sitemaps: its sitemaps are asked, and their pages are its entries.

The protocol (sitemaps.org) knows no order and no paging: an index may list 50,000 sitemaps of
50,000 pages, most of them the site's past. So a poll asks few, those first in which news must be:
named as news, then changed last by `lastmod`, then asked longest ago. One whose `lastmod` is that
of before, or from before the window of a first poll, is not asked; others are with validators. An
index within an index is not followed: the protocol does not have it.

Nor is a sitemap of another site: by the protocol an index lists its own site's, and what it says of
others would need their word (in their robots.txt). A redirect is the word of the site it is from.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from copydesk.errors import CopydeskError, PermanentError, TransientError
from copydesk.http.answer import Answer
from copydesk.http.client import HttpClient
from copydesk.http.conditional import conditions
from copydesk.settings import PollSettings
from copydesk.sites import site_of

from .intake import Parse, seen_at_of
from .parse.model import Entry, Flaw, ParsedFeed, Sitemap
from .rules import check, code_of
from .state import Index, ReadSitemap

FORMAT = "sitemap index"
MOST_ASKED = 4
"""Sitemaps that one poll asks: news, the latest pages, and two more that changed."""
MOST_REMEMBERED = 16
"""Sitemaps whose `lastmod` and validators are remembered, 100 to 200 bytes each."""
_ACCEPT = "application/xml,text/xml;q=0.9,application/gzip;q=0.9,*/*;q=0.1"
_NEWS = re.compile(r"(?:^|[^a-z])news(?:[^a-z]|$)|google-?news|newssitemap", re.IGNORECASE)
_KEY_BYTES = 8
_DAY_LENGTH = len("2026-11-27")


@dataclass(frozen=True, slots=True)
class Followed:
    """What the sitemaps of an index have."""

    feed: ParsedFeed
    """The index with their entries, and with what went wrong as warnings."""
    index: Index
    """What to remember."""
    past: frozenset[str]
    """Keys of entries without a date in sitemaps that were read for the first time: nobody knows
    how old they are."""
    answered: int
    """How many were read; the others did not change."""
    retry_after_s: float
    """How long the server asked to be left alone; 0 if it did not."""
    seen_at: datetime
    """When the last of them had come, UTC."""


@dataclass(slots=True)
class _Round:
    """What one poll finds."""

    feeds: list[ParsedFeed]
    flaws: list[Flaw]
    read: list[ReadSitemap]
    """Those that answered well."""
    past: set[str]
    errors: list[CopydeskError]
    seen_at: datetime


async def follow(
    found: ParsedFeed,
    answer: Answer,
    before: Index | None,
    client: HttpClient,
    parse: Parse,
    settings: PollSettings,
    now: datetime,
    extra_suffixes: Sequence[str] = (),
    *,
    in_full: bool = False,
) -> Followed:
    """Ask the sitemaps of an index in which there may be news.

    Args:
        found: the index.
        answer: how it came.
        before: what was remembered of it.
        client: the guarded HTTP client.
        parse: as for `poll`.
        settings: limits; all sitemaps together have the time of one poll.
        now: when the poll began, UTC.
        extra_suffixes: as for `sites.site_of`.
        in_full: ask without validators, and whatever `lastmod` says.

    Raises:
        CopydeskError: the first error, where none that was asked answered.
    """
    remembered = before or Index()
    known = {one.key: one for one in remembered.read}
    own, flaws = _own(found.sitemaps, answer, extra_suffixes)
    wanted = ranked(own, known)
    if not in_full:
        since = now - timedelta(seconds=settings.first_window_s)
        # Where all are old, the latest all the same: some sites never write a new `lastmod`.
        wanted = [one for one in wanted if _may_have_news(one, since)] or wanted[:1]
        wanted = [one for one in wanted if not _is_same(one, known, now)]
    work = _Round([], flaws, [], set(), [], seen_at_of(answer))
    deadline = asyncio.get_running_loop().time() + settings.timeout_s
    asked = 0
    for sitemap in wanted[:MOST_ASKED]:
        asked += 1
        before_it = None if in_full else known.get(_key(sitemap.url))
        is_first = _key(sitemap.url) not in known
        try:
            async with asyncio.timeout_at(deadline):
                page = await client.get(sitemap.url, headers=_request_headers(before_it))
            await _take(page, sitemap, before_it, parse, work, is_first)
        except TimeoutError:
            work.errors.append(TransientError(f"{sitemap.url} came too late", code="timed-out"))
            break
        except CopydeskError as error:
            work.errors.append(error)
            if _asks_for_peace(error):
                break
    if work.errors and not work.read:
        raise work.errors[0]
    work.flaws += (
        Flaw("sitemap-failed", f"A sitemap failed ({code_of(one)}): {one}") for one in work.errors
    )
    told = len(wanted) <= asked and all(_tells_all(one, now) for one in own)
    entries = tuple(entry for feed in work.feeds for entry in feed.entries)
    flaws_of_all = (flaw for feed in work.feeds for flaw in feed.warnings)
    named = next((one for one in work.feeds if one.title), None)
    return Followed(
        feed=replace(
            found,
            title=named.title if named else None,
            language=named.language if named else None,
            entries=entries[: settings.max_entries],
            warnings=(*found.warnings, *work.flaws, *flaws_of_all),
        ),
        index=Index(_remembered(remembered.read, work.read), told and not work.errors),
        past=frozenset(work.past),
        answered=len(work.feeds),
        retry_after_s=max(map(_retry_after_s, work.errors), default=0.0),
        seen_at=work.seen_at,
    )


def was_read(sitemap: Sitemap, index: Index) -> bool:
    """Tell if a sitemap is one of those that answered well."""
    key = _key(sitemap.url)
    return any(one.key == key for one in index.read)


def ranked(sitemaps: Sequence[Sitemap], known: Mapping[bytes, ReadSitemap]) -> list[Sitemap]:
    """Return sitemaps in the order in which they are asked.

    Args:
        sitemaps: in the order of the index.
        known: those that were read, by key, the last one last.
    """
    asked = {key: at for at, key in enumerate(known, 1)}

    def rank(one: Sitemap) -> tuple[bool, float, int]:
        latest = one.updated.value.timestamp() if one.updated else 0.0
        return not _NEWS.search(urlsplit(one.url).path), -latest, asked.get(_key(one.url), 0)

    return sorted(sitemaps, key=rank)


async def _take(
    answer: Answer,
    sitemap: Sitemap,
    before: ReadSitemap | None,
    parse: Parse,
    work: _Round,
    is_first: bool,
) -> None:
    updated = sitemap.updated.text if sitemap.updated else None
    headers = answer.headers
    etag, last_modified = headers.get("etag"), headers.get("last-modified")
    if answer.status == 304 and before is not None:
        etag, last_modified = etag or before.etag, last_modified or before.last_modified
    else:
        check(answer)
        seen_at = seen_at_of(answer)
        feed = await parse(answer, seen_at)
        if feed.format == FORMAT:
            raise PermanentError(
                f"{sitemap.url} is an index in an index, and is not followed", code="nested-index"
            )
        work.feeds.append(feed)
        work.seen_at = seen_at
        if is_first:
            work.past.update(one.key for one in feed.entries if not _is_dated(one))
    work.read.append(ReadSitemap(_key(sitemap.url), updated, etag, last_modified))


def _own(
    sitemaps: Sequence[Sitemap], answer: Answer, extra_suffixes: Sequence[str]
) -> tuple[list[Sitemap], list[Flaw]]:
    """Return the sitemaps of the index's own site, itself left out.

    Where its address leads to another site, say to a store of files, both are its own.
    """
    homes = {site_of(one, extra_suffixes) for one in (answer.url, answer.final_url)}
    own, elsewhere = [], 0
    sites: dict[str, str | None] = {}
    for one in sitemaps:
        origin = "/".join(one.url.split("/", 3)[:3])
        if origin not in sites:
            sites[origin] = _site_of(origin, extra_suffixes)
        same = sites[origin] in homes
        elsewhere += not same
        if same and one.url not in (answer.url, answer.final_url):
            own.append(one)
    text = f"{elsewhere} sitemaps are of other sites, and are not asked"
    return own, [Flaw("sitemap-elsewhere", text, elsewhere)] if elsewhere else []


def _site_of(url: str, extra_suffixes: Sequence[str]) -> str | None:
    try:
        return site_of(url, extra_suffixes)
    except PermanentError:
        return None


def _may_have_news(one: Sitemap, since: datetime) -> bool:
    return one.updated is None or one.updated.value >= since


def _is_same(one: Sitemap, known: Mapping[bytes, ReadSitemap], now: datetime) -> bool:
    """Tell if a sitemap cannot have changed since it was read."""
    before = known.get(_key(one.url))
    if before is None or one.updated is None or before.updated != one.updated.text:
        return False
    return _tells_all(one, now)


def _tells_all(one: Sitemap, now: datetime) -> bool:
    """Tell if a sitemap changes only with its `lastmod`: a day that is still going on is too rough.

    Of two days ago no day is, in no time zone.
    """
    if one.updated is None:
        return False
    return len(one.updated.text) > _DAY_LENGTH or one.updated.value < now - timedelta(days=2)


def _is_dated(entry: Entry) -> bool:
    return bool(entry.published or entry.updated)


def _request_headers(before: ReadSitemap | None) -> dict[str, str]:
    known = conditions(before.etag, before.last_modified) if before else {}
    return {"Accept": _ACCEPT, **known}


def _asks_for_peace(error: CopydeskError) -> bool:
    """Tell if more requests would make it worse."""
    return code_of(error) == "http-429" or bool(_retry_after_s(error))


def _retry_after_s(error: CopydeskError) -> float:
    return (error.retry_after_s or 0.0) if isinstance(error, TransientError) else 0.0


def _remembered(
    before: Sequence[ReadSitemap], now: Sequence[ReadSitemap]
) -> tuple[ReadSitemap, ...]:
    again = {one.key for one in now}
    return tuple([*(one for one in before if one.key not in again), *now][-MOST_REMEMBERED:])


def _key(url: str) -> bytes:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[:_KEY_BYTES]
