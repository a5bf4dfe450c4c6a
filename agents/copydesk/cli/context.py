"""What the global options hand to the commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from copydesk.settings import Settings, load


@dataclass(frozen=True)
class Context:
    """Global options; settings are loaded when a command asks for them."""

    flags: Mapping[str, object]
    config_file: Path | None = None
    debug: bool = False

    def settings(self, **more: object) -> Settings:
        """Load the settings, with a command's own flags (`broker__port=…` is `broker.port`)."""
        named = {name.replace("__", "."): value for name, value in more.items()}
        return load({**self.flags, **named}, config_file=self.config_file)


pass_context = click.make_pass_decorator(Context)
