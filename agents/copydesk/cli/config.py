"""`copydesk config`."""

from __future__ import annotations

import click
import orjson

from copydesk.settings import env_name, explain

from .context import Context, pass_context


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per setting and line.")
@pass_context
def config(context: Context, as_json: bool) -> None:
    """Show each setting, its value and where it came from.

    Precedence: flag, environment (COPYDESK_…), file, default. Secrets are hidden.

    \b
    Examples:
      copydesk config
      COPYDESK_FETCH_TIMEOUT_S=10 copydesk config | grep fetch
      copydesk --config desk.toml config --json
    """
    rows = explain(context.settings(), context.flags, config_file=context.config_file)
    for row in rows:
        if as_json:
            line = {
                "name": row.path,
                "value": str(row.value),
                "source": row.source,
                "environment": env_name(row.path),
                "help": row.help,
            }
            click.echo(orjson.dumps(line))
        else:
            click.echo(f"{row.path:<28} {row.value!s:<34} {row.source}")
