"""`copydesk inspect`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

import click
import msgspec
import orjson

from copydesk.errors import ConfigError, CopydeskError, PermanentError
from copydesk.events import Normalized as Article
from copydesk.normalize.given import Given, traced
from copydesk.normalize.trace import Trace
from copydesk.processes import Processes
from copydesk.settings import Settings, names

from . import page_view
from .context import Context, pass_context
from .extract import about_the_page
from .page_files import STDIN, Known, known, read_pages
from .page_html import document

_OUT = "inspect.html"


@click.command()
@click.argument("source", metavar="URL|FILE")
@about_the_page
@click.option(
    "--html",
    "out",
    is_flag=False,
    flag_value=_OUT,
    metavar="[OUT.html]",
    help=f"Write one page that needs nothing else, to {_OUT} or OUT.html; - for standard output.",
)
@click.option(
    "--beside",
    multiple=True,
    metavar="FILE",
    help="Another page of the site, several times: what repeats there is left out.",
)
@click.option("--json", "as_json", is_flag=True, help="All of it, as one JSON object.")
@pass_context
def inspect(
    context: Context,
    source: str,
    url: str | None,
    headers: Path | None,
    entry: Path | None,
    fetched_at: str | None,
    out: str | None,
    beside: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show the article of a page, and what became of each block of the page.

    Kept blocks are in the body, furniture has a field of its own, the rest was removed. Each
    field is shown with its source. A FILE is as for 'copydesk extract'; of a web archive it is
    the first page, or that at --url. A URL is asked for once, behind the guard of addresses.

    Of a page that is no article (a wall, a list of articles, one that is gone) the reason is
    shown with the page's blocks and what was voted on them; the exit code is 1.

    With --html article and page stand side by side. That page runs no script, loads nothing, and
    has the original's text only, none of its markup.

    \b
    Examples:
      copydesk inspect https://example.com/news/1
      copydesk inspect page.html --url https://example.com/news/1 --html
      copydesk inspect page.html.gz --html report.html
      copydesk inspect page.html --beside 1.html --beside 2.html --beside 3.html
      copydesk inspect page.html --json | jq '.blocks[] | select(.fate == "removed") | .text'
    """
    about, settings = known(url, headers, entry, fetched_at), context.settings()
    if out is not None and _are_one(source, out):
        raise ConfigError(f"{source} is the page itself: name another file after --html")
    article, trace = asyncio.run(_look(settings, source, about, beside))
    if as_json:
        found = {"article": article, "blocks": trace.blocks, "refusal": trace.refusal}
        click.echo(orjson.dumps(msgspec.to_builtins(found), option=orjson.OPT_SORT_KEYS))
    elif out is not None:
        _write(out, document(article, trace, url or source))
    else:
        page_view.show(article, trace)
    if trace.refusal is not None:
        raise PermanentError(trace.refusal.message, code=trace.refusal.code)


def _are_one(source: str, out: str) -> bool:
    paths = Path(source), Path(out)
    return all(path.is_file() for path in paths) and paths[0].samefile(paths[1])


def _write(out: str, page: str) -> None:
    if out == STDIN:
        click.echo(page, nl=False)
        return
    try:
        Path(out).write_text(page, "utf-8")
    except OSError as error:
        raise ConfigError(f"{out} cannot be written: {error.strerror}") from error
    click.echo(f"wrote {out}", err=True)


async def _look(
    settings: Settings, source: str, about: Known, beside: Sequence[str]
) -> tuple[Article | None, Trace]:
    is_url = source.lower().startswith(("http://", "https://"))
    page = await (_fetched if is_url else _first)(settings, source, about)
    async with aclosing(read_pages(list(beside), Known(), settings)) as pages:
        others = [one async for one in pages if isinstance(one, Given)]
    own, suffixes = settings.normalize, tuple(names(settings.http.extra_suffixes))
    processes = Processes(size=1, timeout_s=own.timeout_s, memory_mb=own.memory_mb)
    try:
        return await processes.run(traced, page, own, suffixes, others, what=page.url or page.file)
    finally:
        await processes.close()


async def _first(settings: Settings, source: str, about: Known) -> Given:
    """Return the first page of a file."""
    async with aclosing(read_pages([source], about, settings)) as pages:
        async for page in pages:
            if isinstance(page, Given):
                return page
            if page.count is None:
                raise CopydeskError(page.message, code=page.code)
    raise CopydeskError(f"there is no such page in {source}", code="no-page")


async def _fetched(settings: Settings, source: str, about: Known) -> Given:
    """Return the page at an address."""
    from copydesk.fetch import answers
    from copydesk.http.client import HttpClient

    if about != Known(entry=about.entry):
        raise ConfigError("a URL is fetched: --url, --headers and --fetched-at are for a FILE")
    fetch = settings.fetch
    async with HttpClient(
        settings.http,
        timeout_s=fetch.timeout_s,
        connect_timeout_s=fetch.connect_timeout_s,
        max_body_bytes=fetch.max_body_bytes,
        min_bytes_per_s=fetch.min_bytes_per_s,
    ) as client:
        answer = await client.get(source)
    answers.check(answer, answer.started)
    return Given(
        source,
        answer.body,
        url=answer.final_url,
        headers=answer.headers,
        entry=about.entry,
        fetched_at=answer.started,
    )
