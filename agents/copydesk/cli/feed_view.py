"""How `copydesk feeds inspect` shows a feed, or a page that may lead to one."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import orjson

from copydesk.events import FeedDate
from copydesk.poll.look import Look, next_poll
from copydesk.poll.parse.discovery import Candidate
from copydesk.poll.parse.model import Entry, Hints, ParsedFeed
from copydesk.poll.schedule import Next
from copydesk.poll.sitemaps import was_read
from copydesk.settings import PollSettings

_TITLE_CHARS = 60


def as_json(look: Look, settings: PollSettings) -> bytes:
    """Return a look as one JSON object."""
    found: dict[str, object] = {"url": look.url}
    if look.feed is None:
        found["candidates"] = look.candidates
    else:
        found["feed"] = look.feed
        upcoming = next_poll(look, look.feed, settings)
        found["next_poll_s"] = _wait_s(look, upcoming)
        found["why"] = upcoming.why
        if look.index is not None:
            found["sitemaps_read"] = _read_sitemaps(look, look.feed)
    return orjson.dumps(msgspec.to_builtins(found), option=orjson.OPT_SORT_KEYS)


def as_text(look: Look, settings: PollSettings, most: int) -> Iterator[str]:
    """Yield lines for a person.

    Args:
        look: what was found.
        settings: for the schedule.
        most: how many entries are shown.
    """
    if look.feed is None:
        yield f"{look.url} is no feed."
        yield from candidate_lines(look.candidates)
        return
    feed = look.feed
    yield from _facts(look, feed, settings)
    for flaw in feed.warnings:
        yield f"warning   {flaw.code}: {flaw.text}"
    read = _read_sitemaps(look, feed)
    others = [one.url for one in feed.sitemaps if one.url not in read]
    for url in [*read, *others][: max(most, len(read))]:
        yield f"sitemap   {url}{' (read)' if url in read else ''}"
    yield f"entries   {len(feed.entries)}"
    for entry in feed.entries[:most]:
        yield _entry(entry)


def candidate_lines(candidates: tuple[Candidate, ...]) -> Iterator[str]:
    """Yield a line for each address where a feed may be."""
    if candidates:
        yield "Its site may have feeds here:"
    for one in candidates:
        yield "  " + "  ".join(filter(None, [f"{one.how:<8}", one.url, one.title]))


def _read_sitemaps(look: Look, feed: ParsedFeed) -> list[str]:
    index = look.index
    return [one.url for one in feed.sitemaps if index and was_read(one, index)]


def _wait_s(look: Look, upcoming: Next) -> int:
    return round((upcoming.at - look.seen_at).total_seconds())


def _facts(look: Look, feed: ParsedFeed, settings: PollSettings) -> Iterator[str]:
    upcoming = next_poll(look, feed, settings)
    facts = {
        "title": feed.title,
        "format": f"{feed.format}, {feed.charset}",
        "language": feed.language,
        "site": feed.link,
        "says": ", ".join(_hints(feed.hints)) or "nothing of when it changes",
        "hub": " ".join(feed.links.hubs),
        "next poll": f"{_wait_s(look, upcoming)} s after a first one ({upcoming.why})",
    }
    for name, value in facts.items():
        if value:
            yield f"{name:<9} {value}"


def _hints(hints: Hints) -> Iterator[str]:
    if hints.ttl is not None:
        yield f"ttl {hints.ttl} min"
    if hints.update_period is not None:
        yield f"{hints.update_frequency or 1} x {hints.update_period}"
    if hints.skip_hours:
        yield f"not in the hours {' '.join(map(str, hints.skip_hours))} (UTC)"
    if hints.skip_days:
        yield f"not on {' '.join(hints.skip_days)}"


def _entry(entry: Entry) -> str:
    title = " ".join((entry.title or "").split())
    short = title if len(title) <= _TITLE_CHARS else title[: _TITLE_CHARS - 1] + "…"
    return f"  {_date(entry.published or entry.updated):<17} {short}  {entry.link or '(no link)'}"


def _date(date: FeedDate | None) -> str:
    if date is None:
        return "no date"
    return f"{date.value:%Y-%m-%d %H:%M}{'!' if date.clamped else ''}"
