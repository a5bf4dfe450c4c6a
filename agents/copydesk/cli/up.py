"""`copydesk up`."""

from __future__ import annotations

import click

from copydesk.settings import explain
from copydesk.up import Desk

from .broker import make_broker
from .context import Context, pass_context


@click.command()
@click.option("--demo", is_flag=True, help="Add a small newsroom on this machine: no internet.")
@click.option("--port", type=int, help="Port of the embedded broker (default: 9092); 0 for any.")
@pass_context
def up(context: Context, demo: bool, port: int | None) -> None:
    """Run everything on this machine: Kafka, its topics, one worker process per stage.

    Without --broker an embedded Apache Kafka is started (fetched at first use). Ctrl-C drains
    the stages and stops everything in order; started again it goes on where it was.

    \b
    Examples:
      copydesk up --demo
      copydesk feeds add https://example.com/rss.xml && copydesk up
      copydesk --broker kafka:9092 up
    """
    settings = context.settings()
    origins = {
        row.path: row.source
        for row in explain(settings, context.flags, config_file=context.config_file)
    }
    embedded = origins["broker.bootstrap"] == "default"
    broker = make_broker(settings, port) if embedded else None
    Desk(settings, broker, demo=demo).run()
