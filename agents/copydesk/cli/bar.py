"""Progress of long work, for a person at a terminal; nothing in a pipe."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self, TextIO

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


class Bar:
    """A progress bar; use it as a context manager.

    Args:
        label: what is done.
        out: the terminal.
    """

    def __init__(self, label: str, out: TextIO) -> None:
        self._label = label
        self._out = out
        self._stack = ExitStack()
        self._bar: ProgressBar[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def show(self, done: int, total: int) -> None:
        """Show how much is done."""
        if not total or not self._out.isatty():
            return
        if self._bar is None:
            made = click.progressbar(
                length=total, label=self._label, file=self._out, show_pos=True, width=30
            )
            self._bar = self._stack.enter_context(made)
        self._bar.update(done - self._bar.pos)

    def __exit__(self, *_: object) -> None:
        self._stack.close()
