"""`copydesk record`."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from copydesk.consumer.start import parse
from copydesk.errors import ConfigError
from copydesk.recording.record import Span
from copydesk.recording.record import record as make
from copydesk.settings import Settings
from copydesk.topics import Topic, topic_named

from .bar import Bar
from .context import Context, pass_context
from .selection import Selection, selecting


@click.command()
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="File to write."
)
@click.option(
    "--since",
    default="earliest",
    show_default=True,
    metavar="PLACE",
    help="earliest, latest, a time (ISO 8601), an age (30m, 6h, 7d), or offsets (0:1200,3:77).",
)
@click.option("--until", metavar="TIME", help="Leave out what is as late as this time, or later.")
@click.option("--follow", is_flag=True, help="Go on past the end, to --until or Ctrl-C.")
@selecting
@pass_context
def record(
    context: Context,
    topics: tuple[str, ...],
    output: Path,
    since: str,
    until: str | None,
    follow: bool,
    selection: Selection,
) -> None:
    """Write TOPICs into a recording: one file, to replay, to compare, to test with.

    It holds key, headers, timestamp, partition, offset and value of each record as they are:
    JSON Lines, compressed with zstd ('zstdcat FILE | jq' shows it). The file appears when it is
    whole.

    \b
    Examples:
      copydesk record articles -o today.jsonl.zst --since 24h
      copydesk record fetched articles -o night.jsonl.zst --since 2026-11-24T00:00Z --until 6h
      copydesk record fetched -o one-site.jsonl.zst --where "kafka.key == 'example.com'"
      copydesk record articles -o live.jsonl.zst --since latest --follow
    """
    settings = context.settings()
    wanted = [_topic(name, settings) for name in dict.fromkeys(topics)]
    for topic in wanted:
        selection.check(topic)
    now = datetime.now(UTC)
    limit = None if until is None else parse(until, now)
    if limit is not None and not isinstance(limit, datetime):
        raise ConfigError(f"--until is a time (ISO 8601) or an age (6h), not {until!r}")
    if not output.parent.is_dir():
        raise ConfigError(f"there is no folder {output.parent} to write {output.name} to")
    span = Span(parse(since, now), limit, follow)
    counts = asyncio.run(_record(settings, wanted, output, span, selection))
    size = output.stat().st_size
    for name, count in counts.items():
        click.echo(f"{name}: {count} records", err=True)
    click.echo(f"wrote {output} ({size / 1e6:.1f} MB)", err=True)


def _topic(name: str, settings: Settings) -> Topic:
    topic = topic_named(name, settings.topics.prefix)
    if topic is None or topic.internal:
        raise ConfigError(
            f"there is no topic {name!r} to record; 'copydesk topics list' names them (internal "
            "ones cannot be replayed)"
        )
    return topic


async def _record(
    settings: Settings, topics: list[Topic], output: Path, span: Span, selection: Selection
) -> dict[str, int]:
    stop = asyncio.Event()
    if span.follow:
        # The way to end it: what was read so far becomes a whole file.
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        click.echo("recording; Ctrl-C ends it and keeps the file", err=True)
    with Bar("recording", sys.stderr) as bar:
        return await make(
            settings,
            topics,
            output,
            span=span,
            wants=selection.wants,
            selection=selection.text,
            stop=stop,
            progress=bar.show,
        )
