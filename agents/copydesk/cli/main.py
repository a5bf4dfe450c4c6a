"""The `copydesk` command: global options, lazily imported commands, errors as one sentence."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import traceback
from pathlib import Path

import click

from copydesk._version import __version__
from copydesk.errors import CopydeskError, MissingExtra

from .context import Context

_COMMANDS: dict[str, tuple[str, str]] = {
    "up": ("up", "Run everything on this machine: broker, topics, all stages."),
    "worker": ("worker", "Run one stage: what a container runs."),
    "fetch": ("fetch", "Take pages out of web archives (WARC) instead of the web."),
    "extract": ("extract", "Print the articles of pages in files as JSON, without Kafka."),
    "inspect": ("inspect", "Show the article beside its page: what was kept, and why."),
    "tail": ("tail", "Watch a topic: articles as cards, or JSON for pipes."),
    "deliver": ("deliver", "Deliver articles to a command, a webhook, files, feeds."),
    "record": ("record", "Write topics into a file, to replay and to compare."),
    "replay": ("replay", "Put a recording on topics, or run it through the stages."),
    "diff": ("diff", "Compare two recordings, article by article."),
    "feeds": ("feeds", "Add, import, list and remove feeds."),
    "deadletters": ("deadletters", "List, show and reprocess what stages refused."),
    "topics": ("topics", "Create and correct topics; show what they carry."),
    "broker": ("broker", "Start and stop the embedded Apache Kafka by itself."),
    "newsroom": ("newsroom", "Serve the demo's newsroom alone, for stages elsewhere."),
    "config": ("config", "Show each setting and where it came from."),
    "schemas": ("schemas", "Export and check the contract (JSON Schema, AsyncAPI)."),
    "health": ("health", "Say whether the workers on this machine are well: a container's check."),
    "doctor": ("doctor", "Check Java, broker, topics, disk; say how to mend what is wrong."),
    "completion": ("completion", "Print the shell completion script."),
}
_EXTRA_OF = {
    "deliver": "deliver",
    "up": "agents,embedded",
    "worker": "agents",
    "fetch": "agents",
    "extract": "agents",
    "inspect": "agents,embedded",
    "newsroom": "agents",
    "broker": "embedded",
}

EPILOG = """
\b
Examples:
  copydesk up --demo                     a newsroom on this machine, articles in seconds
  copydesk tail --from earliest          read what was published
  copydesk feeds add https://example.com/rss.xml
  copydesk worker fetch                  one stage, as a container runs it

Exit codes: 0 done, 1 failed, 2 a wrong setting or argument, 130 Ctrl-C.
"""


class _Lazy(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _ = _COMMANDS[cmd_name]
        try:
            found = importlib.import_module(f"copydesk.cli.{module}")
        except ModuleNotFoundError as error:
            if error.name and error.name.startswith("copydesk"):
                raise
            extra = _EXTRA_OF.get(cmd_name, "all")
            raise MissingExtra(extra, f"'copydesk {cmd_name}'") from error
        command: click.Command = getattr(found, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=_Lazy, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="copydesk")
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path), help="Settings file (TOML)."
)
@click.option("--data-dir", type=click.Path(path_type=Path), help="Folder for all data.")
@click.option("--broker", help="Kafka to use, HOST:PORT; without it the embedded one.")
@click.option("--prefix", help="Prefix of topic names (default: news.).")
@click.option("--log-level", help="debug, info, warning or error.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def copydesk(
    ctx: click.Context,
    config_file: Path | None,
    data_dir: Path | None,
    broker: str | None,
    prefix: str | None,
    log_level: str | None,
    debug: bool,
) -> None:
    """News feeds in; clean, enriched, de-duplicated news events out, on Apache Kafka."""
    flags = {
        "data_dir": data_dir,
        "broker.bootstrap": broker,
        "topics.prefix": prefix,
        "log_level": log_level,
    }
    ctx.obj = Context(flags, config_file, debug)


def main() -> None:
    """Run the command line and exit."""
    debug = "--debug" in sys.argv
    if not debug:
        # What libraries log before they raise would stand above our one sentence.
        logging.getLogger().addHandler(logging.NullHandler())
    try:
        copydesk(standalone_mode=False)
    except CopydeskError as error:
        if debug:
            traceback.print_exc()
        click.echo(f"copydesk: {error.message}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has left; Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        if debug:
            raise
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"copydesk: {error.strerror or error}{where}", err=True)
        sys.exit(1)
