"""`copydesk broker start|status|stop`."""

from __future__ import annotations

from pathlib import Path

import click

from copydesk import broker as embedded
from copydesk.settings import Settings

from .context import Context, pass_context


def make_broker(settings: Settings, port: int | None = None) -> embedded.EmbeddedBroker:
    """Build the embedded broker from the settings."""
    options = settings.broker
    return embedded.EmbeddedBroker(
        settings.data_dir,
        port=options.port if port is None else port,
        cache_dir=settings.cache_dir,
        mirror=options.mirror or None,
        heap_mb=options.heap_mb,
        java=Path(options.java) if options.java else None,
        progress=embedded.ProgressBar("Kafka"),
    )


@click.group()
def broker() -> None:
    """Start and stop the embedded Apache Kafka by itself.

    \b
    Examples:
      copydesk broker start
      copydesk broker status
      copydesk broker stop
    """


@broker.command()
@click.option("--port", type=int, help="Port on 127.0.0.1; 0 for any (default: 9092).")
@pass_context
def start(context: Context, port: int | None) -> None:
    """Start it in the background, and return when it serves.

    \b
    Examples:
      copydesk broker start --port 0
    """
    running = make_broker(context.settings(), port)
    embedded.start_detached(running)
    click.echo(f"Kafka serves at {running.bootstrap} with {running.java.origin}")


@broker.command()
@pass_context
def status(context: Context) -> None:
    """Say whether it runs, where, and with what. Exit code 1 if it does not.

    \b
    Examples:
      copydesk broker status
    """
    found = embedded.status(context.settings().data_dir)
    if not found.running:
        click.echo(f"not running; data: {found.data_bytes / 1e6:.1f} MB, log: {found.log_path}")
        raise SystemExit(1)
    serving = "serves" if found.serving else "is not (yet) serving"
    click.echo(f"Kafka {found.kafka} {serving} at {found.bootstrap}")
    click.echo(f"  java  {found.java}")
    click.echo(f"  pid   {found.pid}" + ("" if found.detached else f", owned by {found.owner_pid}"))
    click.echo(f"  data  {found.data_bytes / 1e6:.1f} MB")
    click.echo(f"  log   {found.log_path}")


@broker.command()
@pass_context
def stop(context: Context) -> None:
    """Stop the broker that runs in the background.

    \b
    Examples:
      copydesk broker stop
    """
    embedded.stop(context.settings().data_dir)
    click.echo("stopped")
