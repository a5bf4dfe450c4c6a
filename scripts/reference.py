"""Write docs/reference (settings, topics, commands) and .env. `--check` fails if they would change.

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

ROOT = Path(__file__).parents[1]
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


_ENV_HEAD = """\
# Settings of `docker compose up`, written by scripts/reference.py. Take the # away and change what
# you need, then run `docker compose up` again. A value with $ stands in single quotes.
# Keep a password out of git: `git update-index --skip-worktree .env`.

# 1 adds the demo's newsroom, whose articles need no internet.
#COPYDESK_DEMO=1
# Port of Kafka on this machine, on 127.0.0.1 only.
#KAFKA_PORT=9092
# Heap of Kafka, its container's memory, and its version.
#KAFKA_HEAP=512m
#KAFKA_MEMORY=1536M
#KAFKA_TAG=4.4.0
# Tag of Copydesk's own image.
#COPYDESK_TAG=local
# Memory of a worker's container.
#POLL_MEMORY=512M
#PUSH_MEMORY=384M
#FETCH_MEMORY=1024M
#NORMALIZE_MEMORY=2560M
#ENRICH_MEMORY=768M
#PUBLISH_MEMORY=512M
"""
_IN_CONTAINERS = {
    "broker.bootstrap": "kafka:9092",
    "log_format": "json",
    "normalize.processes": 2,
    "normalize.memory_mb": 1024,
    "websub.listen": "0.0.0.0:8088",
}
"""Settings whose default is another in docker-compose.yml or deploy/Dockerfile."""
_NOT_IN_CONTAINERS = (
    *("data_dir", "cache_dir"),
    *("broker.port", "broker.heap_mb", "broker.java", "broker.mirror"),
)
"""Paths that the image fixes, and settings of the embedded broker, which does not run there."""


def env_file() -> str:
    """Return the settings of docker-compose.yml, each as a comment with its default."""
    lines = [_ENV_HEAD]
    for row in explain(Settings()):
        if row.path not in _NOT_IN_CONTAINERS:
            value = _IN_CONTAINERS.get(row.path, row.value)
            lines.append(f"# {row.help}\n#{env_name(row.path)}={value}\n")
    return "".join(lines)


PAGES = {
    "docs/reference/settings.md": lambda: _HEAD + settings_page(),
    "docs/reference/topics.md": lambda: _HEAD + topics_page(),
    "docs/reference/commands.md": lambda: _HEAD + commands_page(),
    ".env": env_file,
}


def stale() -> list[str]:
    """Return the files that differ from the code."""
    return [
        name
        for name, page in PAGES.items()
        if not (ROOT / name).is_file() or (ROOT / name).read_text("utf-8") != page()
    ]


def main() -> None:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if stale")
    if parser.parse_args().check:
        for name in (found := stale()):
            print(f"{name} is stale: run scripts/reference.py", file=sys.stderr)
        sys.exit(bool(found))
    for name, page in PAGES.items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
