"""`copydesk schemas export|check`."""

from __future__ import annotations

from pathlib import Path

import click

from copydesk.contract.export import export as write
from copydesk.contract.export import problems

_FOLDER = click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("schemas"),
    show_default=True,
    help="Folder of the contract.",
)


@click.group()
def schemas() -> None:
    """Export and check the contract: JSON Schema, AsyncAPI, examples.

    \b
    Examples:
      copydesk schemas export
      copydesk schemas check
    """


@schemas.command()
@_FOLDER
def export(folder: Path) -> None:
    """Write all schemas, the AsyncAPI document and one example per event.

    \b
    Examples:
      copydesk schemas export --dir /tmp/contract
    """
    changed = write(folder)
    for name in changed:
        click.echo(f"wrote {folder / name}")
    if not changed:
        click.echo(f"{folder} is up to date")


@schemas.command()
@_FOLDER
def check(folder: Path) -> None:
    """Fail if the files differ from the code, or the code breaks a released version.

    \b
    Examples:
      copydesk schemas check && echo safe to release
    """
    found = problems(folder)
    for sentence in found:
        click.echo(sentence, err=True)
    if found:
        raise SystemExit(1)
    click.echo("the contract is kept")
