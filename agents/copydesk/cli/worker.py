"""`copydesk worker STAGE`."""

from __future__ import annotations

from pathlib import Path

import click

from copydesk.errors import ConfigError
from copydesk.topics import ALL_STAGES

from .context import Context, pass_context


@click.command()
@click.argument("stage", type=click.Choice(ALL_STAGES))
@click.option(
    "--warc",
    "warc_dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Of fetch: also write WARC files of all that is fetched there (fetch.warc_dir).",
)
@pass_context
def worker(context: Context, stage: str, warc_dir: Path | None) -> None:
    """Run one stage until SIGTERM or Ctrl-C, then drain and stop.

    Start as many workers of a stage as you like: Kafka shares the partitions among them.

    \b
    Examples:
      copydesk worker fetch
      copydesk worker fetch --warc /archive
      copydesk --broker kafka:9092 worker publish
      copydesk worker push
    """
    from copydesk.worker import run

    if warc_dir is not None and stage != "fetch":
        raise ConfigError("--warc goes with the stage fetch, which alone gets pages")
    chosen = None if warc_dir is None else str(warc_dir)
    run(context.settings(fetch__warc_dir=chosen), stage)
