"""`python -m copydesk.demo`: serve the newsroom alone until SIGTERM or SIGINT."""

import asyncio
import contextlib
import signal
import sys
from pathlib import Path

import click

from copydesk.errors import CopydeskError

from .newsroom import Newsroom


async def _serve(newsroom: Newsroom) -> None:
    ready = asyncio.Event()
    serving = asyncio.create_task(newsroom.serve(ready))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if ready.is_set():
        click.echo(f"newsroom on 127.0.0.1:{newsroom.port}")
        for feed in newsroom.feeds:
            click.echo(feed)
    with contextlib.suppress(asyncio.CancelledError):
        await serving


@click.command()
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder that keeps the newsroom's clock and port.",
)
def main(data_dir: Path) -> None:
    """Serve the demo newsroom on loopback until SIGTERM or Ctrl-C.

    Example: python -m copydesk.demo --data-dir /tmp/newsroom
    """
    try:
        asyncio.run(_serve(Newsroom.open(data_dir)))
    except CopydeskError as error:
        click.echo(f"error: {error.message}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main(prog_name="python -m copydesk.demo")
