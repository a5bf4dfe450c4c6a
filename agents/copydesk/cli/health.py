"""`copydesk health`."""

from __future__ import annotations

import time

import click

from copydesk import health as status
from copydesk.errors import CopydeskError

from .context import Context, pass_context


@click.command()
@click.argument("stage", required=False)
@pass_context
def health(context: Context, stage: str | None) -> None:
    """Say whether the workers here are well: the health check of a container.

    Here is this machine, this user and this data folder. A worker is well when its event loop
    turns, Kafka answers it, it has partitions or others have them all, no record hangs, and
    commits move while records wait. Exit code 1 if a worker is not, or there is none.

    \b
    Examples:
      copydesk health
      copydesk health fetch
      docker compose exec fetch copydesk health
    """
    settings = context.settings()
    found = list(status.read(status.folder(settings), stage))
    if not found:
        raise CopydeskError(
            f"no worker{f' of {stage}' if stage else ''} runs here with the data folder "
            f"{settings.data_dir}: 'copydesk worker STAGE' starts one"
        )
    now = time.monotonic()
    verdicts = [
        status.judge(one, now, alive=status.is_alive(one.pid), limits=settings.health)
        for one in found
    ]
    for verdict in verdicts:
        click.echo(verdict.sentence)
    if not all(verdict.healthy for verdict in verdicts):
        raise SystemExit(1)
