"""`copydesk deliver`."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

import click

from copydesk.consumer import Start, Subscription, subscribe
from copydesk.consumer.handling import Retry
from copydesk.consumer.start import parse
from copydesk.deliver import running
from copydesk.deliver.command import Command
from copydesk.deliver.documents import Documents
from copydesk.deliver.feeds import Feeds
from copydesk.deliver.files import Files, Format
from copydesk.errors import ConfigError, MissingExtra
from copydesk.records import Record
from copydesk.settings import Settings
from copydesk.topics import ARTICLES, topic_named

from .context import Context, pass_context
from .selection import Selection, selecting

SECRET = "COPYDESK_WEBHOOK_SECRET"
_MB = 1_000_000
_TARGETS = "--exec, --webhook, --files, --ninjs, or --json-feed and --rss"


@dataclass(frozen=True)
class _Options:
    """What was typed."""

    command: str | None
    webhook: str | None
    secret_file: Path | None
    files: Path | None
    kind: Format
    every: str
    size: float
    within_s: float | None
    ninjs: Path | None
    json_feed: Path | None
    rss: Path | None
    title: str
    link: str
    items: int
    place: str | None
    group: str | None
    on_error: str
    attempts: int
    at_once: int
    timeout_s: float
    no_follow: bool

    @property
    def target(self) -> str:
        """The one target, in words.

        Raises:
            ConfigError: there is none, or more than one.
        """
        feeds = [f"--{n} {p}" for n, p in (("json-feed", self.json_feed), ("rss", self.rss)) if p]
        given = [
            *([f"--exec {self.command}"] if self.command else []),
            *([f"--webhook {self.webhook}"] if self.webhook else []),
            *([f"--files {self.files}"] if self.files else []),
            *([f"--ninjs {self.ninjs}"] if self.ninjs else []),
            *([" ".join(feeds)] if feeds else []),
        ]
        if len(given) != 1:
            said = "none was" if not given else f"{len(given)} were"
            raise ConfigError(f"say where to deliver to with one of {_TARGETS}; {said} given")
        return given[0]


def _path(**more: Any) -> click.Path:
    return click.Path(path_type=Path, **more)


@click.command()
@click.option("--exec", "command", metavar="CMD", help="Run CMD for each event, on its stdin.")
@click.option("--webhook", metavar="URL", help=f"Post each event, signed; secret in {SECRET}.")
@click.option("--secret-file", type=_path(), help="File that holds the webhook's secret.")
@click.option("--files", type=_path(), metavar="DIR", help="Write events into files in DIR.")
@click.option(
    "--format", "kind", type=click.Choice(["jsonl", "parquet"]), default="jsonl", show_default=True
)
@click.option(
    "--every",
    type=click.Choice(["hour", "day"]),
    default="hour",
    show_default=True,
    help="One file per hour or day (UTC).",
)
@click.option(
    "--size", type=float, default=64, show_default=True, help="A file ends at so many MB."
)
@click.option(
    "--within",
    "within_s",
    type=click.FloatRange(min=0.1),
    help="Longest wait for a file (60) or a feed (2), in seconds.",
)
@click.option("--ninjs", type=_path(), metavar="DIR", help="One ninjs 3 document per version.")
@click.option("--json-feed", type=_path(), metavar="FILE", help="Keep a JSON Feed of the latest.")
@click.option("--rss", type=_path(), metavar="FILE", help="Keep an RSS file of the latest.")
@click.option("--title", default="Latest articles", show_default=True, help="Of the feeds.")
@click.option("--link", default="http://localhost/", show_default=True, help="Of the feeds' page.")
@click.option("--items", type=click.IntRange(min=1), default=50, show_default=True)
@click.option(
    "--from",
    "place",
    metavar="PLACE",
    help="Where a new group begins (earliest), or how far back feeds go (2d); as for tail.",
)
@click.option("--group", help="Name under which the place is kept (by default from the target).")
@click.option(
    "--on-error",
    default="stop",
    show_default=True,
    metavar="stop|skip|TOPIC",
    help="When all attempts failed: stop, skip, or a dead-letter topic of your own.",
)
@click.option(
    "--attempts", type=click.IntRange(min=0), default=8, show_default=True, help="0: no end."
)
@click.option(
    "--at-once",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Events at a time; those of one article stay in order.",
)
@click.option(
    "--timeout", "timeout_s", type=float, default=60, show_default=True, help="For one event, in s."
)
@click.option("--no-follow", is_flag=True, help="Stop at the end instead of waiting for more.")
@selecting
@pass_context
def deliver(context: Context, /, selection: Selection, **given: Any) -> None:
    """Deliver articles to a command, a webhook, files or feeds, without writing code.

    Every article arrives, also across a crash: the place is kept in a consumer group and moves
    when an event is delivered. What was under way at a crash comes again; in files nothing is
    twice. Several processes of a group share the work.

    A webhook is signed by Standard Webhooks; its id is the event's, so that a repeat is known.

    \b
    Examples:
      copydesk deliver --exec 'jq -r .canonical_url >> urls.txt'
      copydesk deliver --webhook https://example.com/hook --language id --at-once 8
      copydesk deliver --files archive --format parquet --every day
      copydesk deliver --ninjs out --source example.org
      copydesk deliver --json-feed latest.json --rss latest.xml --title 'Harbour news'
      copydesk deliver --files today --from 24h --no-follow
    """
    options = _Options(**given)
    target = options.target
    settings = context.settings()
    topic = topic_named(ARTICLES.name)
    assert topic is not None

    def wants(record: Record) -> bool:
        return selection.wants(record, topic)

    secret = _secret(options) if options.webhook else ""
    name = options.group or _group(settings, target, selection.text)
    is_feed = bool(options.json_feed or options.rss)
    click.echo(f"delivering to {target}" + ("" if is_feed else f", group {name}"), err=True)
    try:
        count = asyncio.run(_deliver(settings, options, name, wants, secret))
    except ModuleNotFoundError as error:
        raise MissingExtra("deliver", f"delivering to {target}") from error
    click.echo(f"delivered {count}", err=True)


async def _deliver(
    settings: Settings,
    options: _Options,
    group: str,
    wants: Callable[[Record], bool],
    secret: str,
) -> int:
    is_feed = bool(options.json_feed or options.rss)
    now = datetime.now(UTC)
    start: Start = parse(options.place or ("2d" if is_feed else "earliest"), now)
    subscription = subscribe(
        settings=settings,
        group=None if is_feed else group,
        start=start,
        auto_ack=options.files is None,
        on_error=options.on_error,
        follow=not options.no_follow,
    )
    if is_feed:
        window = now - start if isinstance(start, datetime) else timedelta.max
        return await _to_feeds(subscription, options, window, wants)
    if options.files is not None:
        files = Files(
            _folder(options.files),
            kind=options.kind,
            every=options.every,
            size=int(options.size * _MB),
            within_s=options.within_s or 60.0,
            now=time.monotonic,
        )
        return await running.to_files(subscription, files, wants=wants, tell=_tell)
    async with AsyncExitStack() as stack:
        handler: Callable[[Any], Awaitable[None]]
        if options.command is not None:
            handler = Command(options.command, options.timeout_s)
        elif options.ninjs is not None:
            handler = Documents(_folder(options.ninjs))
        else:
            from copydesk.deliver.webhook import Webhook

            url = cast("str", options.webhook)
            handler = await stack.enter_async_context(Webhook(url, secret, options.timeout_s))
        retry = Retry(attempts=options.attempts)
        return await running.to_handler(
            subscription, handler, wants=wants, at_once=options.at_once, retry=retry, tell=_tell
        )


async def _to_feeds(
    subscription: Subscription[Any],
    options: _Options,
    window: timedelta,
    wants: Callable[[Record], bool],
) -> int:
    feeds = Feeds(
        options.json_feed, options.rss, options.title, options.link, options.items, window
    )
    for path in filter(None, (options.json_feed, options.rss)):
        _folder(path.parent)
    within_s = options.within_s or 2.0
    return await running.to_feeds(
        subscription, feeds, wants=wants, within_s=within_s, tell=partial(_tell, what="read")
    )


def _group(settings: Settings, target: str, selection: str) -> str:
    """Return a name that is the same for the same target and conditions, here and elsewhere."""
    digest = hashlib.sha256(f"{target}\n{selection}".encode()).hexdigest()[:10]
    kind = target.split()[0].strip("-")
    return f"{settings.topics.prefix}deliver-{kind}-{digest}"


def _secret(options: _Options) -> str:
    found = os.environ.get(SECRET, "")
    if options.secret_file is not None:
        try:
            found = options.secret_file.read_text().strip()
        except OSError as error:
            raise ConfigError(f"{options.secret_file} cannot be read: {error.strerror}") from error
    if not found:
        raise ConfigError(
            f"a webhook is signed: put its secret into {SECRET}, or into a file that "
            "--secret-file names; 'openssl rand -base64 24' makes one"
        )
    return found


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"the folder {path} cannot be made: {error.strerror}") from error
    return path


def _tell(count: int, what: str = "delivered") -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{what} {count}", nl=False, err=True)
