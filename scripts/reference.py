"""Write docs/reference: settings, topics, commands, reasons. `--check` fails if it would change.

Example: python scripts/reference.py
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import click

from copydesk.cli.main import copydesk
from copydesk.settings import Settings, env_name, explain
from copydesk.topics import TOPICS

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
_HEAD = "<!-- Written by scripts/reference.py: change the code, then run it. -->\n\n"


def settings_page() -> str:
    """Return the settings: names, variables, defaults, meanings."""
    lines = [
        "# Settings",
        "",
        "Precedence: flag, environment, file (TOML, `--config` or `COPYDESK_CONFIG`), default. "
        "`copydesk config` shows each value and where it came from.",
        "",
        "| setting | environment | default | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for row in explain(Settings()):
        own = row.path in ("data_dir", "cache_dir")
        value = "the user's folder" if own else f"`{row.value}`" if str(row.value) else ""
        lines.append(f"| `{row.path}` | `{env_name(row.path)}` | {value} | {row.help} |")
    return "\n".join(lines) + "\n"


def topics_page() -> str:
    """Return the topics: names, keys, cleanup, meanings."""
    lines = [
        "# Topics",
        "",
        "Names are with the default prefix. Internal topics are no contract; experimental ones may "
        "still change.",
        "",
        "| topic | carries | key | kept | |",
        "| --- | --- | --- | --- | --- |",
    ]
    for topic in TOPICS:
        kept = "compacted" if topic.compacted else f"{topic.retention_ms // 86_400_000} days"
        mark = "internal" if topic.internal else "experimental" if topic.experimental else ""
        name = topic.full_name("news.")
        lines.append(f"| `{name}` | {topic.summary} | {topic.key} | {kept} | {mark} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Return the help of every command."""
    parts = ["# Commands", ""]

    def walk(command: click.Command, names: list[str]) -> None:
        context = click.Context(command, info_name=" ".join(names), max_content_width=100)
        level = "#" * (len(names) + 1)
        parts.extend(
            [f"{level} {' '.join(names)}", "", "```text", command.get_help(context), "```", ""]
        )
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                if found is not None:
                    walk(found, [*names, name])

    walk(copydesk, ["copydesk"])
    return "\n".join(parts)


PAGES = {"settings.md": settings_page, "topics.md": topics_page, "commands.md": commands_page}


def stale() -> list[str]:
    """Return the names of pages that differ from the code."""
    return [
        name
        for name, page in PAGES.items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text("utf-8") != _HEAD + page()
    ]


def main() -> None:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if stale")
    if parser.parse_args().check:
        for name in (found := stale()):
            print(f"docs/reference/{name} is stale: run scripts/reference.py", file=sys.stderr)
        sys.exit(bool(found))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(_HEAD + page(), "utf-8")


if __name__ == "__main__":
    main()
