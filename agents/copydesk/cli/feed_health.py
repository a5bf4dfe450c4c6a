"""`copydesk feeds show`, and `feeds list --failing`: how feeds do, by their health events."""

from __future__ import annotations

import asyncio
from collections.abc import Container, Iterator
from datetime import UTC, datetime, timedelta

import click

from copydesk.cards import plain
from copydesk.codec import encode
from copydesk.errors import ConfigError
from copydesk.events import Feed, FeedHealth, PushHealth
from copydesk.feeds import list_feeds, read_health
from copydesk.settings import Settings

from .context import Context, pass_context


def list_failing(settings: Settings, known: Container[str], as_json: bool) -> None:
    """Print the feeds, of those that are known, whose last poll failed."""
    health = asyncio.run(read_health(settings))
    found = [one for url, one in health.items() if url in known and one.error is not None]
    for one in found:
        click.echo(encode(one) if as_json else failing_line(one))
    if not as_json:
        click.echo(f"{len(found)} failing feed{'s' if len(found) != 1 else ''}", err=True)


@click.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="The feed-health event, as JSON.")
@pass_context
def show(context: Context, url: str, as_json: bool) -> None:
    """Show how a feed was doing at its last poll, and when the next one is.

    \b
    Examples:
      copydesk feeds show https://example.com/rss.xml
      copydesk feeds show https://example.com/rss.xml --json | jq .next_poll
    """
    settings = context.settings()
    feed = asyncio.run(list_feeds(settings)).get(url)
    if feed is None:
        raise ConfigError(f"not among the feeds: {url}; 'copydesk feeds list' shows them")
    health = asyncio.run(read_health(settings)).get(url)
    if health is None:
        raise ConfigError(f"{url} was not polled yet; 'copydesk worker poll' does it")
    if as_json:
        click.echo(encode(health))
        return
    for line in health_lines(feed, health, datetime.now(UTC)):
        click.echo(line)


def failing_line(health: FeedHealth) -> str:
    """Return one line for a feed whose last poll failed."""
    error = health.error
    what = f"{error.reason:<14} {plain(error.text)}" if error else ""
    return f"{health.state:<8} {plain(health.feed)}  {what}"


def health_lines(feed: Feed, health: FeedHealth, now: datetime) -> Iterator[str]:
    """Yield lines on a feed.

    Args:
        feed: as someone added it.
        health: after its last poll.
        now: for how long ago something was, UTC.
    """
    error = health.error
    facts = {
        "title": health.title,
        "tags": " ".join(feed.tags),
        "state": health.state,
        "error": error and f"{error.reason}: {error.text}",
        "success": _when(health.last_success, now),
        "entry": _when(health.last_entry, now),
        "next poll": health.next_poll and _next_poll(health, now),
        "gap": health.gap and f"an entry each {_span(health.gap)}",
        "entries": health.entries and str(health.entries),
        "known": None if health.duplicates is None else f"{health.duplicates:.0%} of them",
        "bytes": None if health.bytes is None else str(health.bytes),
        "bad dates": health.bad_dates and str(health.bad_dates),
        "warnings": " ".join(health.warnings),
        "moved to": health.moved_to,
        "pushed": health.push and _pushed(health.push, now),
        "false 304": health.false_304 and f"hid {health.false_304} entries",
    }
    yield plain(health.feed)
    for name, value in facts.items():
        if value:
            yield f"{name:<9} {plain(value)}"


def _next_poll(health: FeedHealth, now: datetime) -> str:
    # A push leaves the next poll as it is, and its reason is not remembered.
    return f"{_when(health.next_poll, now)}" + (f" ({health.why})" if health.why else "")


def _pushed(push: PushHealth, now: datetime) -> str:
    trust = "trusted" if push.trusted else "not yet trusted"
    last = f", last {_when(push.last_push, now)}" if push.last_push else ""
    return f"by {push.hub} until {_when(push.until, now)}, {trust}{last}"


def _when(moment: datetime | None, now: datetime) -> str | None:
    if moment is None:
        return None
    away = (moment - now).total_seconds()
    span = _span(abs(away))
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC, {f'in {span}' if away > 0 else f'{span} ago'}"


def _span(seconds: float) -> str:
    """Return a length of time in its largest unit."""
    whole = timedelta(seconds=round(seconds))
    for name, unit in (("d", 86400), ("h", 3600), ("min", 60)):
        if whole.total_seconds() >= 2 * unit:
            return f"{whole.total_seconds() / unit:.0f} {name}"
    return f"{whole.total_seconds():.0f} s"
