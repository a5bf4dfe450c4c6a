"""`copydesk topics apply|list|describe`."""

from __future__ import annotations

import asyncio

import click

from copydesk import admin
from copydesk.errors import ConfigError
from copydesk.topics import TOPICS, topic_named

from .context import Context, pass_context


@click.group()
def topics() -> None:
    """Create and correct topics; show what they carry.

    \b
    Examples:
      copydesk topics apply --dry-run
      copydesk topics list
      copydesk topics describe articles
    """


@topics.command()
@click.option("--dry-run", is_flag=True, help="Print the plan and do nothing.")
@pass_context
def apply(context: Context, dry_run: bool) -> None:
    """Create what is missing and correct settings that differ.

    The plan is printed first. Nothing is ever deleted or shrunk, and partitions are never
    grown, because that would move keys away from their state.

    \b
    Examples:
      copydesk topics apply
      copydesk --broker kafka:9092 topics apply --dry-run
    """
    settings = context.settings()
    plan = asyncio.run(admin.plan(settings))
    prefix = settings.topics.prefix
    for topic in plan.create:
        click.echo(f"create  {topic.full_name(prefix)}  {settings.topics.partitions} partitions")
    for wrong in plan.correct:
        name = wrong.topic.full_name(prefix)
        click.echo(f"correct {name}  {wrong.name}: {wrong.found} -> {wrong.wanted}")
    for refusal in plan.refused:
        click.echo(f"refuse  {refusal}")
    if plan.is_empty:
        click.echo(f"all {len(TOPICS)} topics are as declared")
    if not dry_run and not plan.is_empty:
        asyncio.run(admin.apply(settings, plan))
        click.echo("done")


@topics.command("list")
@pass_context
def list_topics(context: Context) -> None:
    """List the declared topics: name, key, what they carry.

    \b
    Examples:
      copydesk topics list
    """
    prefix = context.settings().topics.prefix
    for topic in TOPICS:
        marks = "".join(
            f" ({mark})"
            for mark, holds in (
                ("internal", topic.internal),
                ("experimental", topic.experimental),
                ("compacted", topic.compacted),
            )
            if holds
        )
        click.echo(f"{topic.full_name(prefix):<32} {topic.summary}{marks}; key: {topic.key}")


@topics.command()
@click.argument("name")
@pass_context
def describe(context: Context, name: str) -> None:
    """Show one topic as declared and as the broker has it.

    \b
    Examples:
      copydesk topics describe articles
    """
    settings = context.settings()
    topic = topic_named(name, settings.topics.prefix)
    if topic is None:
        raise ConfigError(f"there is no topic {name!r}; 'copydesk topics list' names them")
    full = topic.full_name(settings.topics.prefix)
    found, partitions = asyncio.run(_describe(context, full))
    click.echo(f"{full}: {topic.summary}")
    click.echo(f"  key         {topic.key}")
    click.echo(f"  event       {topic.model.__name__ if topic.model else 'internal'}")
    click.echo(f"  partitions  {partitions or 'does not exist yet: copydesk topics apply'}")
    for key, wanted in topic.config().items():
        note = "" if found.get(key, wanted) == wanted else f"  (broker: {found[key]})"
        click.echo(f"  {key:<20} {wanted}{note}")


async def _describe(context: Context, full: str) -> tuple[dict[str, str | None], int | None]:
    async with admin.admin_client(context.settings()) as client:
        partitions = (await admin.existing_topics(client)).get(full)
        configs = await admin.topic_configs(client, [full] if partitions else [])
    return configs.get(full, {}), partitions
