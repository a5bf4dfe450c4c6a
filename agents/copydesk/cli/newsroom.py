"""`copydesk newsroom`."""

from __future__ import annotations

import asyncio
import contextlib
import signal

import click

from copydesk.demo import Newsroom
from copydesk.demo.reach import subscribe_demo
from copydesk.settings import Settings

from .context import Context, pass_context


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen on; 0.0.0.0 for other containers.",
)
@click.option("--subscribe", is_flag=True, help="Add its feeds, as 'copydesk feeds add' does.")
@pass_context
def newsroom(context: Context, host: str, subscribe: bool) -> None:
    """Serve the demo's newsroom alone, until SIGTERM or Ctrl-C.

    Its clock and its port are kept in the data folder. Stages reach it by its names if they may
    (COPYDESK_HTTP_ALLOW_HOSTS=*.newsroom.test) and if these lead to it: by the network's own
    names, or by COPYDESK_HTTP_RESOLVE=*.newsroom.test=ADDRESS.

    \b
    Examples:
      copydesk newsroom
      copydesk newsroom --host 0.0.0.0 --subscribe
    """
    settings = context.settings()
    asyncio.run(_serve(Newsroom.open(settings.data_dir), host, settings if subscribe else None))


async def _serve(newsroom: Newsroom, host: str, subscriber: Settings | None) -> None:
    ready = asyncio.Event()
    serving = asyncio.create_task(newsroom.serve(ready, host=host))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    try:
        if ready.is_set():
            click.echo(f"newsroom on {host}:{newsroom.port}")
            for feed in newsroom.feeds:
                click.echo(feed)
            if subscriber is not None:
                await subscribe_demo(subscriber, newsroom)
                click.echo(f"{len(newsroom.feeds)} feeds added")
        with contextlib.suppress(asyncio.CancelledError):
            await serving
    finally:
        serving.cancel()
