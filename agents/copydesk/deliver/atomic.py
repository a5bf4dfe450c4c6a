"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from copydesk.recording.file import sync_folder

PART = ".part"


def replace(path: Path, content: bytes) -> None:
    """Write a file so that its name always holds a whole one, also after a power cut.

    Raises:
        OSError: it cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)
