"""`copydesk tail`."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from functools import partial
from typing import Any

import click
import orjson

from copydesk.cards import card, plain
from copydesk.consumer import Start, read
from copydesk.consumer.query import Query
from copydesk.consumer.start import parse
from copydesk.errors import ConfigError
from copydesk.headers import HTTP_HEADER, get
from copydesk.records import Record
from copydesk.settings import Settings
from copydesk.topics import FETCHED, Topic, topic_named

from .context import Context, pass_context
from .selection import Selection, selecting


@click.command()
@click.argument("topic", default="articles")
@click.option("--json", "as_json", is_flag=True, help="One JSON event per line, for pipes.")
@click.option(
    "--fields",
    metavar="A,B.C",
    help="Only these (JMESPath each): a line of tabs, or with --json an object.",
)
@click.option(
    "--from",
    "place",
    default="latest",
    show_default=True,
    metavar="PLACE",
    help="earliest, latest, a time (ISO 8601), an age (30m, 6h, 7d), or offsets (0:1200,3:77).",
)
@click.option("--no-follow", is_flag=True, help="Stop at the end instead of waiting for more.")
@click.option("-n", "--count", type=click.IntRange(min=1), help="Stop after so many events.")
@selecting
@pass_context
def tail(
    context: Context,
    topic: str,
    as_json: bool,
    fields: str | None,
    place: str,
    no_follow: bool,
    count: int | None,
    selection: Selection,
) -> None:
    """Watch a TOPIC (default: articles): readable cards, or JSON for pipes.

    It belongs to no consumer group and leaves no trace.

    \b
    Examples:
      copydesk tail
      copydesk tail --from earliest --no-follow --json | jq -r .canonical_url
      copydesk tail --from 6h --language id --language ms --words 'banjir*'
      copydesk tail --where "counts.words > `600`" --fields url,language.tag
      copydesk tail dead-letter --from earliest --where "stage == 'fetch'"
      copydesk --broker kafka:9092 tail -n 10
    """
    settings = context.settings()
    declared = topic_named(topic, settings.topics.prefix)
    if declared is None:
        raise ConfigError(f"there is no topic {topic!r}; 'copydesk topics list' names them")
    selection.check(declared)
    start = parse(place, datetime.now(UTC))
    show: Callable[[Record], Any]
    if fields is not None:
        show = partial(_fields, [Query(one) for one in fields.split(",")], as_json)
    elif as_json:
        show = partial(_json, declared)
    else:
        width = min(shutil.get_terminal_size().columns, 100)

        def show(record: Record) -> str:
            return card(declared, record, width) + "\n"

    asyncio.run(_watch(settings, declared, start, not no_follow, count, selection, show))


async def _watch(
    settings: Settings,
    topic: Topic,
    start: Start,
    follow: bool,
    count: int | None,
    selection: Selection,
    show: Callable[[Record], Any],
) -> None:
    shown = 0
    found = read(settings, topic.full_name(settings.topics.prefix), start=start, follow=follow)
    async with aclosing(found) as records:
        async for record in records:
            if not selection.wants(record, topic):
                continue
            click.echo(show(record))
            shown += 1
            if shown == count:
                return


def _json(topic: Topic, record: Record) -> bytes:
    if topic is FETCHED:
        # A page is raw bytes; its facts are JSON.
        return get(record.headers, HTTP_HEADER) or b"{}"
    if record.value is None:
        return orjson.dumps({"removed": (record.key or b"").decode("utf-8", "replace")})
    return record.value


def _fields(queries: Sequence[Query], as_json: bool, record: Record) -> str | bytes:
    found = {query.text: query.find(record) for query in queries}
    if as_json:
        return orjson.dumps(found)
    return "\t".join(map(_cell, found.values()))


def _cell(value: Any) -> str:
    """Return a value for a line of tabs: text as it is, nothing as nothing, the rest as JSON."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return plain(" ".join(text.split()))
