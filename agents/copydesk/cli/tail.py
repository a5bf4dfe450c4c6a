"""`copydesk tail`."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import aclosing

import click
import orjson

from copydesk.cards import card
from copydesk.consumer import Start, read
from copydesk.errors import ConfigError
from copydesk.records import Record
from copydesk.topics import topic_named

from .context import Context, pass_context


@click.command()
@click.argument("topic", default="articles")
@click.option("--json", "as_json", is_flag=True, help="One JSON event per line, for pipes.")
@click.option(
    "--from",
    "start",
    type=click.Choice(["earliest", "latest"]),
    default="latest",
    show_default=True,
    help="Where to begin.",
)
@click.option("--no-follow", is_flag=True, help="Stop at the end instead of waiting for more.")
@click.option("-n", "--count", type=click.IntRange(min=1), help="Stop after so many events.")
@pass_context
def tail(
    context: Context, topic: str, as_json: bool, start: Start, no_follow: bool, count: int | None
) -> None:
    """Watch a TOPIC (default: articles): readable cards, or JSON for pipes.

    \b
    Examples:
      copydesk tail
      copydesk tail --from earliest --no-follow --json | jq -r .canonical_url
      copydesk tail dead-letter --from earliest
      copydesk --broker kafka:9092 tail -n 10
    """
    settings = context.settings()
    declared = topic_named(topic, settings.topics.prefix)
    if declared is None:
        raise ConfigError(f"there is no topic {topic!r}; 'copydesk topics list' names them")
    name = declared.full_name(settings.topics.prefix)
    width = min(shutil.get_terminal_size().columns, 100)

    def show(record: Record) -> None:
        if not as_json:
            click.echo(card(declared, record, width) + "\n")
        elif declared.name == "fetched":
            # A page is raw bytes; its facts are JSON.
            facts = dict(record.headers).get("http", b"{}")
            click.echo(facts)
        elif record.value is not None:
            click.echo(record.value)
        else:
            key = (record.key or b"").decode("utf-8", "replace")
            click.echo(orjson.dumps({"removed": key}))

    async def run() -> None:
        shown = 0
        found = read(settings, name, start=start, follow=not no_follow)
        async with aclosing(found) as records:
            async for record in records:
                show(record)
                shown += 1
                if shown == count:
                    return

    asyncio.run(run())
