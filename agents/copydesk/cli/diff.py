"""`copydesk diff`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from copydesk.recording import Recording
from copydesk.recording.diff import Comparison
from copydesk.recording.report import as_json as json_line
from copydesk.recording.report import entry, summary


@click.command()
@click.argument("a", type=click.Path(path_type=Path))
@click.argument("b", type=click.Path(path_type=Path))
@click.option(
    "--ignore", multiple=True, metavar="FIELD", help="Do not compare this field (and below)."
)
@click.option("--limit", type=click.IntRange(min=0), help="Show at most so many differences.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per difference and line.")
def diff(a: Path, b: Path, ignore: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """Compare recordings A and B: which articles, versions and fields differ.

    Made for upgrades: run the same pages through two versions of Copydesk and look at what
    changes before it does. Times of sending, traces, partitions and offsets do not count.

    Exit codes: 0 no difference, 1 differences, 2 a file that cannot be compared.

    \b
    Examples:
      copydesk replay night.jsonl.zst --through normalize,enrich,publish -o new.jsonl.zst
      copydesk diff old.jsonl.zst new.jsonl.zst
      copydesk diff old.jsonl.zst new.jsonl.zst --ignore extraction --ignore keywords
      copydesk diff old.jsonl.zst new.jsonl.zst --json | jq -r .key
    """
    width = min(shutil.get_terminal_size().columns, 120)
    comparison = Comparison(Recording(a), Recording(b), ignore)
    changed, only, shown = 0, {"a": 0, "b": 0}, 0
    for difference in comparison:
        if difference.only_in is None:
            changed += 1
        else:
            only[difference.only_in] += 1
        if limit is None or shown < limit:
            click.echo(json_line(difference) if as_json else entry(difference, width) + "\n")
            shown += 1
    total = changed + sum(only.values())
    if not as_json:
        if shown < total:
            click.echo(f"… and {total - shown} more\n")
        click.echo(summary(comparison, changed, only["a"], only["b"]))
    sys.exit(1 if total else 0)
