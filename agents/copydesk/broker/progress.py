"""How a download tells how far it is."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from copydesk.errors import MissingExtra

if TYPE_CHECKING:
    from rich.progress import TaskID


class Progress(Protocol):
    """Told of a download's advance; may be called from several threads."""

    def start(self, total_bytes: int) -> None:
        """Bytes that are still to come; called once, before the first `advance`."""

    def advance(self, n: int) -> None:
        """`n` more bytes are there; negative when bytes had to be thrown away."""

    def done(self) -> None:
        """The download ended, well or not."""


class Silent:
    """Shows nothing."""

    def start(self, total_bytes: int) -> None:
        """Do nothing."""

    def advance(self, n: int) -> None:
        """Do nothing."""

    def done(self) -> None:
        """Do nothing."""


class ProgressBar:
    """A progress bar on stderr, by rich.

    Raises:
        MissingExtra: rich is not installed.
    """

    def __init__(self, title: str) -> None:
        try:
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                DownloadColumn,
                TextColumn,
                TimeRemainingColumn,
                TransferSpeedColumn,
            )
            from rich.progress import Progress as Bar
        except ImportError as error:
            raise MissingExtra("embedded", "the progress bar") from error
        self._title = title
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task: TaskID | None = None

    def start(self, total_bytes: int) -> None:
        """Show the bar."""
        self._task = self._bar.add_task(self._title, total=total_bytes)
        self._bar.start()

    def advance(self, n: int) -> None:
        """Move the bar by `n` bytes."""
        if self._task is not None:
            self._bar.advance(self._task, n)

    def done(self) -> None:
        """Leave the bar as it stands."""
        self._bar.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.done()
