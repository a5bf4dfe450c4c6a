"""What a person sees of `copydesk up`: articles as they come, and a line per stage below."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence

import click
from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from .child import StageProcess
from .lag import WAITING

_PLAIN_EVERY_S = 10.0
_COLOURS = {"running": "green", "restarting": "red", "stopping": "yellow", "stopped": "yellow"}


class Screen:
    """Prints to a terminal with a live table, or plain lines to a pipe."""

    def __init__(self, stages: Sequence[StageProcess]) -> None:
        self._stages = stages
        self._lags: Mapping[str, int] = {}
        self._console = Console(highlight=False, soft_wrap=True)
        self._live: Live | None = None
        self._said = 0.0

    def start(self) -> None:
        """Begin to show the stages."""
        if sys.stdout.isatty():
            self._live = Live(
                self._table(), console=self._console, refresh_per_second=4, transient=False
            )
            self._live.start()

    def stop(self) -> None:
        """Leave the last state on the screen."""
        if self._live is not None:
            self._live.update(self._table(), refresh=True)
            self._live.stop()
            self._live = None

    def say(self, text: str) -> None:
        """Print a sentence or a card above the stages."""
        if self._live is not None:
            self._console.print(Text.from_ansi(text))
        else:
            click.echo(text)

    def update(self, lags: Mapping[str, int] | None = None) -> None:
        """Show the stages as they are now."""
        if lags is not None:
            self._lags = lags
        if self._live is not None:
            self._live.update(self._table())
        elif time.monotonic() - self._said >= _PLAIN_EVERY_S:
            self._said = time.monotonic()
            for line in self.lines():
                click.echo(line)

    def lines(self) -> list[str]:
        """Return a plain line per stage."""
        return [
            f"{stage.stage:<10} {stage.state:<10} in {stage.counters.read} out "
            f"{stage.counters.written} dead {stage.counters.dead} lag {self._lag(stage.stage)}"
            + (f" restarts {stage.restarts}" if stage.restarts else "")
            for stage in self._stages
        ]

    def _lag(self, stage: str) -> str:
        lag = self._lags.get(stage)
        if lag is None:
            return "-"
        waiting = self._lags.get(WAITING, 0) if stage == "fetch" else 0
        return f"{lag} (+{waiting} waiting)" if waiting else str(lag)

    def _table(self) -> Table:
        table = Table(box=None, pad_edge=False, header_style="dim")
        for name in ("stage", "state", "in", "out", "dead", "lag", "restarts"):
            table.add_column(name, justify="left" if name in ("stage", "state", "lag") else "right")
        for stage in self._stages:
            counters = stage.counters
            table.add_row(
                stage.stage,
                Text(stage.state, style=_COLOURS.get(stage.state, "")),
                str(counters.read),
                str(counters.written),
                Text(str(counters.dead), style="red" if counters.dead else ""),
                self._lag(stage.stage),
                str(stage.restarts or ""),
            )
        return table
