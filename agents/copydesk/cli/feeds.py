"""`copydesk feeds add|import|list|remove`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from copydesk.codec import encode
from copydesk.errors import ConfigError
from copydesk.events import Feed
from copydesk.feeds import list_feeds, write_feeds

from .context import Context, pass_context


@click.group()
def feeds() -> None:
    """Add, import, list and remove feeds.

    \b
    Examples:
      copydesk feeds add https://example.com/rss.xml
      copydesk feeds import subscriptions.opml
      copydesk feeds list
    """


@feeds.command()
@click.argument("urls", nargs=-1, required=True)
@click.option("--title", help="Name of the feed.")
@click.option("--tag", "tags", multiple=True, help="Free label; may be given more than once.")
@click.option("--every", type=float, help="Shortest time between two polls, in seconds.")
@pass_context
def add(
    context: Context, urls: tuple[str, ...], title: str | None, tags: tuple[str, ...], every: float
) -> None:
    """Add feeds by address; one that is there already takes the new options.

    \b
    Examples:
      copydesk feeds add https://example.com/rss.xml
      copydesk feeds add --tag world --every 600 https://example.com/a.xml https://example.com/b.xml
    """
    changes = [(u, Feed(url=u, title=title, tags=tags, min_interval_s=every)) for u in urls]
    written = asyncio.run(write_feeds(context.settings(), changes))
    click.echo(f"added {written} feed{'s' if written != 1 else ''}")


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@pass_context
def import_feeds(context: Context, file: Path) -> None:
    """Import the feeds of an OPML FILE; its folders become tags.

    \b
    Examples:
      copydesk feeds import subscriptions.opml
    """
    import listparser

    try:
        found = listparser.parse(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from error
    if not found.feeds:
        reason = f": {found.bozo_exception}" if found.bozo else ""
        raise ConfigError(f"{file} lists no feeds{reason}; it must be an OPML file")
    changes = {
        one.url: Feed(url=one.url, title=one.title or None, tags=tuple(one.tags))
        for one in found.feeds
    }
    written = asyncio.run(write_feeds(context.settings(), changes.items()))
    click.echo(f"imported {written} feeds from {file}")


@feeds.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per feed and line.")
@pass_context
def list_all(context: Context, as_json: bool) -> None:
    """List all feeds.

    \b
    Examples:
      copydesk feeds list
      copydesk feeds list --json | jq -r .url
    """
    found = asyncio.run(list_feeds(context.settings()))
    for url, feed in found.items():
        if as_json:
            click.echo(encode(feed))
        else:
            click.echo("  ".join(filter(None, [url, feed.title, " ".join(feed.tags)])))
    if not found and not as_json:
        click.echo("no feeds yet: copydesk feeds add URL", err=True)


@feeds.command()
@click.argument("urls", nargs=-1, required=True)
@pass_context
def remove(context: Context, urls: tuple[str, ...]) -> None:
    """Remove feeds by address.

    \b
    Examples:
      copydesk feeds remove https://example.com/rss.xml
    """
    settings = context.settings()
    known = asyncio.run(list_feeds(settings))
    if unknown := [url for url in urls if url not in known]:
        raise ConfigError(
            f"not among the feeds: {', '.join(unknown)}; 'copydesk feeds list' shows them"
        )
    asyncio.run(write_feeds(settings, [(url, None) for url in urls]))
    click.echo(f"removed {len(urls)} feed{'s' if len(urls) != 1 else ''}")
