"""`copydesk extract`."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson

from copydesk.codec import encode
from copydesk.consumer.query import Query
from copydesk.errors import ConfigError, CopydeskError
from copydesk.events import Normalized
from copydesk.normalize.given import Given, article_of
from copydesk.processes import Processes
from copydesk.settings import Settings, names

from .bar import Bar
from .context import Context, pass_context
from .page_files import STDIN, Known, Refusal, known, read_pages

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3
"""Pages under way for each process, so that a slow one holds the others up late."""


def about_the_page(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is known of a page."""
    path = click.Path(path_type=Path)
    for option in (
        click.option(
            "--fetched-at", metavar="TIME", help="When it was read: a later date is none."
        ),
        click.option(
            "--entry",
            type=path,
            metavar="FILE",
            help="The feed entry that led to it, a JSON event.",
        ),
        click.option("--headers", type=path, metavar="FILE", help="Of its answer, a JSON object."),
        click.option(
            "--url",
            help="Its address. Default: what it calls itself, else made of the file's name.",
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE..."
)
@about_the_page
@click.option("--fields", metavar="A,B.C", help="Only these (JMESPath each), as one object.")
@click.option("--pretty", is_flag=True, help="Indented, for people.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes (normalize.processes)."
)
@pass_context
def extract(
    context: Context,
    files: tuple[str, ...],
    url: str | None,
    headers: Path | None,
    entry: Path | None,
    fetched_at: str | None,
    fields: str | None,
    pretty: bool,
    jobs: int | None,
) -> None:
    """Print the article of each page as JSON, one line per page in the order of the FILEs.

    A FILE is a page (HTML), one under gzip, a web archive (WARC: each response with HTML is a
    page), or - for standard input. No feed, no network, no Kafka. The same page gives the same
    bytes everywhere, and a web archive's are those of the normalize stage.

    A page that is no article is a line of JSON on standard error: file, code, message. Responses
    of an archive that hold no page at all are counted there by code, and are no failure.

    Exit codes: 0 done, 1 a page was refused, 2 a wrong argument.

    \b
    Examples:
      copydesk extract page.html --url https://example.com/news/1 --pretty
      curl -s https://example.com/news/1 | copydesk extract - | jq -r .body.text
      copydesk extract pages/*.html.gz --jobs 4 > articles.jsonl 2> refused.jsonl
      copydesk extract CC-NEWS-20261124000000-00001.warc.gz --fields url,body.text
    """
    about = known(url, headers, entry, fetched_at)
    if about != Known() and len(files) > 1:
        raise ConfigError(
            "--url, --headers, --entry and --fetched-at are of one page: give one FILE"
        )
    queries = None if fields is None else [Query(one) for one in fields.split(",")]
    layout = orjson.OPT_SORT_KEYS | (orjson.OPT_INDENT_2 if pretty else 0)

    def line(article: Normalized) -> bytes:
        data = orjson.loads(encode(article))
        if queries is not None:
            data = {query.text: query.search(data, article.url) for query in queries}
        return orjson.dumps(data, option=layout)

    settings = context.settings(normalize__processes=jobs)
    if STDIN in files:
        # Before the loop, where Ctrl-C would have to wait for the first byte.
        sys.stdin.buffer.peek(1)  # type: ignore[union-attr]  # it is buffered
    if not asyncio.run(_extract(settings, files, about, line)):
        sys.exit(1)


async def _extract(
    settings: Settings,
    files: tuple[str, ...],
    about: Known,
    line: Callable[[Normalized], bytes],
) -> bool:
    """Print all; return whether no page was refused."""
    own, suffixes = settings.normalize, tuple(names(settings.http.extra_suffixes))
    processes = Processes(size=own.processes, timeout_s=own.timeout_s, memory_mb=own.memory_mb)

    async def make(page: Given | Refusal) -> Normalized | Refusal:
        if isinstance(page, Refusal):
            return page
        try:
            return await processes.run(article_of, page, own, suffixes, what=page.url or page.file)
        except CopydeskError as error:
            return Refusal(page.file, error.code, error.message, _url_of(page))
        except Exception as error:
            # A fault of ours or of a library: one page must not end the others.
            return Refusal(page.file, "exception", repr(error), _url_of(page))

    complete, at = True, 0
    # Where both are one terminal, the articles show the progress.
    total = len(files) if len(files) > 1 and not sys.stdout.isatty() else 0
    try:
        with Bar("extracting", sys.stderr) as bar:
            pages = read_pages(files, about, settings)
            async with aclosing(in_order(pages, make, _AHEAD * processes.size)) as results:
                async for page, result in results:
                    if isinstance(result, Refusal):
                        complete = complete and result.count is not None
                        click.echo(_refusal(result), err=True)
                    else:
                        click.echo(line(result))
                    while files[at] != page.file:
                        at += 1
                    bar.show(at, total)
            bar.show(len(files), total)
    finally:
        await processes.close()
    return complete


async def in_order(
    given: AsyncGenerator[T, None], make: Callable[[T], Awaitable[R]], ahead: int
) -> AsyncGenerator[tuple[T, R], None]:
    """Yield what is made of each, in the order in which they come.

    Args:
        given: what comes.
        make: makes something of it.
        ahead: how many are under way at once; no more are taken and held.
    """
    under_way: deque[tuple[T, asyncio.Future[R]]] = deque()
    try:
        async with aclosing(given) as ones:
            async for one in ones:
                under_way.append((one, asyncio.ensure_future(make(one))))
                if len(under_way) >= ahead:
                    first, future = under_way.popleft()
                    yield first, await future
        while under_way:
            first, future = under_way.popleft()
            yield first, await future
    finally:
        for _, future in under_way:
            future.cancel()


def _url_of(page: Given) -> str | None:
    return page.url if page.facts else None


def _refusal(refusal: Refusal) -> bytes:
    # A name may have bytes that are no text.
    sane = {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in asdict(refusal).items()
        if value is not None
    }
    return orjson.dumps(sane, option=orjson.OPT_SORT_KEYS)
