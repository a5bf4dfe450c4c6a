"""`copydesk worker STAGE`."""

from __future__ import annotations

import click

from copydesk.topics import STAGES

from .context import Context, pass_context


@click.command()
@click.argument("stage", type=click.Choice(STAGES))
@pass_context
def worker(context: Context, stage: str) -> None:
    """Run one stage until SIGTERM or Ctrl-C, then drain and stop.

    Start as many workers of a stage as you like: Kafka shares the partitions among them.

    \b
    Examples:
      copydesk worker fetch
      copydesk --broker kafka:9092 worker publish
    """
    from copydesk.worker import run

    run(context.settings(), stage)
