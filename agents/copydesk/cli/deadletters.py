"""`copydesk deadletters list|show|reprocess`."""

from __future__ import annotations

import asyncio

import click
import orjson

from copydesk.cards import plain
from copydesk.codec import encode
from copydesk.errors import ConfigError
from copydesk.events import DeadLetter
from copydesk.reprocess import dead_letters, reprocess

from .context import Context, pass_context

_FILTERS = (
    click.option("--stage", help="Only refusals of this stage."),
    click.option("--reason", help="Only this reason code, e.g. http-404."),
)


@click.group()
def deadletters() -> None:
    """List, show and reprocess what stages refused.

    \b
    Examples:
      copydesk deadletters list --stage fetch
      copydesk deadletters show 3/17
      copydesk deadletters reprocess --reason http-503
    """


def _load(
    context: Context, stage: str | None = None, reason: str | None = None
) -> list[tuple[str, DeadLetter]]:
    found = asyncio.run(dead_letters(context.settings()))
    return [
        (name, letter)
        for name, letter in found
        if stage in (None, letter.stage) and reason in (None, letter.reason)
    ]


def _named(context: Context, ids: tuple[str, ...]) -> list[DeadLetter]:
    by_id = dict(_load(context))
    if unknown := [name for name in ids if name not in by_id]:
        raise ConfigError(
            f"there is no dead letter {', '.join(unknown)}; 'copydesk deadletters list' names them"
        )
    return [by_id[name] for name in ids]


@deadletters.command("list")
@_FILTERS[0]
@_FILTERS[1]
@click.option("--json", "as_json", is_flag=True, help="One JSON object per letter and line.")
@pass_context
def list_letters(context: Context, stage: str | None, reason: str | None, as_json: bool) -> None:
    """List refusals: id, stage, reason, what happened.

    \b
    Examples:
      copydesk deadletters list
      copydesk deadletters list --reason http-404 --json | jq -r .url
    """
    found = _load(context, stage, reason)
    for name, letter in found:
        if as_json:
            click.echo(encode(letter))
        else:
            click.echo(f"{name:<8} {letter.stage:<10} {letter.reason:<18} {plain(letter.message)}")
    if not as_json:
        click.echo(f"{len(found)} dead letter{'s' if len(found) != 1 else ''}", err=True)


@deadletters.command()
@click.argument("letter_id")
@pass_context
def show(context: Context, letter_id: str) -> None:
    """Show one refusal in full, with payload and traceback.

    \b
    Examples:
      copydesk deadletters show 3/17
    """
    [letter] = _named(context, (letter_id,))
    trace = letter.exception.trace if letter.exception else None
    click.echo(orjson.dumps(orjson.loads(encode(letter)), option=orjson.OPT_INDENT_2))
    if trace:
        click.echo(plain(trace), err=True)


@deadletters.command("reprocess")
@click.argument("ids", nargs=-1)
@_FILTERS[0]
@_FILTERS[1]
@click.option("--all", "everything", is_flag=True, help="All of them.")
@pass_context
def reprocess_letters(
    context: Context, ids: tuple[str, ...], stage: str | None, reason: str | None, everything: bool
) -> None:
    """Send refused records to their topics again, once the cause is mended.

    \b
    Examples:
      copydesk deadletters reprocess 3/17 3/18
      copydesk deadletters reprocess --stage normalize --reason exception
      copydesk deadletters reprocess --all
    """
    if not (ids or stage or reason or everything):
        raise ConfigError("say which: ids, --stage, --reason or --all")
    if ids and (stage or reason or everything):
        raise ConfigError("either ids or filters, not both")
    letters = _named(context, ids) if ids else [x for _, x in _load(context, stage, reason)]
    with_source = [letter for letter in letters if letter.source is not None]
    sent = asyncio.run(reprocess(context.settings(), with_source)) if with_source else 0
    click.echo(f"sent {sent} record{'s' if sent != 1 else ''} again")
    if skipped := len(letters) - len(with_source):
        click.echo(f"{skipped} came from no record (a feed poll) and cannot be sent", err=True)
