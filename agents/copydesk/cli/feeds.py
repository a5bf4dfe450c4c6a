"""`copydesk feeds add|export|import|inspect|list|remove|show`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.codec import encode
from copydesk.errors import ConfigError, CopydeskError
from copydesk.events import Feed
from copydesk.feeds import feed_output, list_feeds, write_feeds
from copydesk.settings import Settings, names

from .context import Context, pass_context
from .feed_health import list_failing, show

if TYPE_CHECKING:
    from copydesk.http.client import HttpClient
    from copydesk.poll.look import Look

_LOOK_S = 15.0
"""Longest time for a look at an address that is to be added, in seconds."""


@click.group()
def feeds() -> None:
    """Add, import, look at, list and remove feeds, and see how they do.

    \b
    Examples:
      copydesk feeds add https://example.com/rss.xml
      copydesk feeds inspect https://example.com/
      copydesk feeds import subscriptions.opml
      copydesk feeds list --failing
    """


@feeds.command()
@click.argument("urls", nargs=-1, required=True)
@click.option("--title", help="Name of the feed.")
@click.option("--tag", "tags", multiple=True, help="Free label; may be given more than once.")
@click.option(
    "--every",
    type=click.FloatRange(min=0, min_open=True),
    help="Shortest time between two polls, in seconds.",
)
@click.option("--unchecked", is_flag=True, help="Do not look at the addresses first.")
@pass_context
def add(
    context: Context,
    urls: tuple[str, ...],
    title: str | None,
    tags: tuple[str, ...],
    every: float,
    unchecked: bool,
) -> None:
    """Add feeds by address; one that is there already takes the new options.

    Of a home page the first feed is added that it names, and the others are shown. What does not
    answer now is added all the same.

    \b
    Examples:
      copydesk feeds add https://example.com/rss.xml
      copydesk feeds add https://example.com
      copydesk feeds add --tag world --every 600 https://example.com/a.xml https://example.com/b.xml
    """
    settings = context.settings()
    chosen = urls if unchecked else asyncio.run(choose(settings, urls))
    changes = [(u, Feed(url=u, title=title, tags=tags, min_interval_s=every)) for u in chosen]
    written = asyncio.run(write_feeds(settings, changes))
    click.echo(f"added {written} feed{'s' if written != 1 else ''}")


async def choose(settings: Settings, urls: tuple[str, ...]) -> list[str]:
    """Return the feeds at some addresses, in their order."""
    from copydesk.http.client import HttpClient

    for url in urls:
        feed_output(settings, url, None)
    async with HttpClient(
        settings.http,
        timeout_s=min(settings.poll.timeout_s, _LOOK_S),
        max_body_bytes=settings.poll.max_body_bytes,
    ) as client:
        return list(await asyncio.gather(*(_choose_one(client, url) for url in urls)))


async def _choose_one(client: HttpClient, url: str) -> str:
    from copydesk.poll.look import first_feed, look_at

    from .feed_view import candidate_lines

    try:
        look = await look_at(client, url)
    except CopydeskError as error:
        click.echo(f"warning: {error.message}; added all the same", err=True)
        return url
    if look.feed is not None:
        return url
    found = await first_feed(client, look)
    if found is None:
        raise ConfigError(
            f"{url} is no feed, and none was found on its site; --unchecked adds it all the same"
        )
    click.echo(f"{url} is a web page; its feed is {found.url}", err=True)
    others = tuple(one for one in look.candidates if one.url != found.url and one.how != "guessed")
    for line in candidate_lines(others):
        click.echo(line, err=True)
    return found.url


@feeds.command()
@click.argument("source", metavar="URL|FILE")
@click.option("--url", help="Address that a FILE is from, for its relative links.")
@click.option("--entries", default=10, show_default=True, help="How many entries are shown.")
@click.option("--json", "as_json", is_flag=True, help="All of it, as one JSON object.")
@pass_context
def inspect(context: Context, source: str, url: str | None, entries: int, as_json: bool) -> None:
    """Show what a feed says, what is wrong with it, and when it would be polled.

    Of a home page it shows where its feeds may be; of an index of sitemaps those sitemaps, and the
    entries of those that a first poll reads.

    \b
    Examples:
      copydesk feeds inspect https://example.com/rss.xml
      copydesk feeds inspect https://example.com
      copydesk feeds inspect saved.xml --url https://example.com/rss.xml --json | jq .feed.title
    """
    from . import feed_view

    settings = context.settings()
    if source.lower().startswith(("http://", "https://")):
        look = asyncio.run(_look(settings, source))
    else:
        look = _look_at_file(Path(source), url)
    if as_json:
        click.echo(feed_view.as_json(look, settings.poll))
        return
    for line in feed_view.as_text(look, settings.poll, entries):
        click.echo(line)


async def _look(settings: Settings, url: str) -> Look:
    from copydesk.http.client import HttpClient
    from copydesk.poll.look import look_into

    async with HttpClient(
        settings.http,
        timeout_s=settings.poll.timeout_s,
        max_body_bytes=settings.poll.max_body_bytes,
    ) as client:
        return await look_into(client, url, settings.poll, names(settings.http.extra_suffixes))


def _look_at_file(file: Path, url: str | None) -> Look:
    from copydesk.poll.look import read_file

    return read_file(url or file.absolute().as_uri(), _bytes_of(file))


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from error


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@pass_context
def import_feeds(context: Context, file: Path) -> None:
    """Import the feeds of an OPML FILE; its folders become tags.

    \b
    Examples:
      copydesk feeds import subscriptions.opml
    """
    from copydesk.opml import read_opml

    changes = read_opml(_bytes_of(file), str(file))
    written = asyncio.run(write_feeds(context.settings(), changes.items()))
    click.echo(f"imported {written} feeds from {file}")


@feeds.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@pass_context
def export(context: Context, file: Path | None) -> None:
    """Write all feeds as OPML, to FILE or standard output; tags become folders and categories.

    \b
    Examples:
      copydesk feeds export subscriptions.opml
      copydesk feeds export > subscriptions.opml
    """
    from copydesk.opml import write_opml

    found = asyncio.run(list_feeds(context.settings()))
    document = write_opml(found)
    if file is None:
        click.echo(document, nl=False)
        return
    try:
        file.write_bytes(document)
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}") from error
    click.echo(f"exported {len(found)} feeds to {file}")


@feeds.command("list")
@click.option("--failing", is_flag=True, help="Only those whose last poll failed, and why.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per feed and line.")
@pass_context
def list_all(context: Context, failing: bool, as_json: bool) -> None:
    """List all feeds.

    \b
    Examples:
      copydesk feeds list
      copydesk feeds list --failing
      copydesk feeds list --json | jq -r .url
    """
    found = asyncio.run(list_feeds(context.settings()))
    if failing:
        list_failing(context.settings(), found, as_json)
        return
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


feeds.add_command(show)
