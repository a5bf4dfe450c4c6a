"""The log of all stages in one rotating file; what is serious also reaches the screen."""

from __future__ import annotations

import logging
import logging.handlers
from collections.abc import Callable
from pathlib import Path

import orjson

from copydesk.settings import usable

_MAX_BYTES = 10_000_000
_BACKUPS = 3
_SERIOUS = {"error", "critical"}


class StageLog:
    """Writes the stages' lines to `logs/stages.log` of the data folder."""

    def __init__(self, data_dir: Path, say: Callable[[str, str], None]) -> None:
        self.path = usable(data_dir / "logs") / "stages.log"
        self._say = say
        self._handler = logging.handlers.RotatingFileHandler(
            self.path, maxBytes=_MAX_BYTES, backupCount=_BACKUPS, encoding="utf-8"
        )

    def capture(self) -> None:
        """Send what the libraries of this process say to the same file, not to the screen."""
        self._handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        # A log that cannot be written (a full disk) must not fill the screen with tracebacks.
        logging.raiseExceptions = False
        root = logging.getLogger()
        root.handlers[:] = [self._handler]
        root.setLevel(logging.WARNING)

    def write(self, stage: str, line: bytes) -> None:
        """Take a line; where it is a serious event, say it."""
        text = line.decode("utf-8", "replace").rstrip()
        record = logging.LogRecord(stage, logging.INFO, "", 0, text, None, None)
        self._handler.emit(record)
        try:
            event = orjson.loads(line)
        except orjson.JSONDecodeError:
            return
        if isinstance(event, dict) and event.get("level") in _SERIOUS:
            detail = event.get("error")
            self._say(stage, str(event.get("event")) + (f": {detail}" if detail else ""))

    def close(self) -> None:
        """Close the file."""
        self._handler.close()
