"""`copydesk fetch --from-warc`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from copydesk.errors import CopydeskError
from copydesk.warc.feed import feed

from .bar import Bar
from .context import Context, pass_context


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--from-warc", is_flag=True, required=True, help="FILEs are web archives (WARC, may be gzip'd)."
)
@pass_context
def fetch(context: Context, files: tuple[Path, ...], from_warc: bool) -> None:
    """Take pages from web archives instead of the web, such as Common Crawl's CC-NEWS.

    Each response that holds a page goes to the topic 'fetched' with the time at which it was
    archived; the stages do the rest, and no request is made. Files are read in the order of
    their dates. The same file twice publishes nothing twice, so after Ctrl-C just start again.

    \b
    Examples:
      copydesk fetch --from-warc CC-NEWS-20261124000000-00001.warc.gz
      copydesk fetch --from-warc archive/*.warc.gz
      copydesk --broker kafka:9092 --prefix history. fetch --from-warc old/*.warc.gz
    """
    with Bar("reading", sys.stderr) as bar:
        counts = asyncio.run(feed(context.settings(), files, bar.show))
    click.echo(f"{counts.pages} pages went to fetched", err=True)
    for code, count in sorted(counts.skipped.items()):
        click.echo(f"{count} responses were none: {code}", err=True)
    if counts.broken:
        said = "; ".join(f"{name}: {why}" for name, why in counts.broken.items())
        raise CopydeskError(f"not read to the end: {said}", code="broken-warc")
