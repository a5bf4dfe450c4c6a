"""Golden files: what a test made, compared with what a person has looked at."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import msgspec
import orjson

UPDATE = "--copydesk-update"


class Golden:
    """Compares results with files; use it through the fixture `golden`.

    Args:
        folder: where the files are.
        update: write them instead.
    """

    def __init__(self, folder: Path, *, update: bool) -> None:
        self._folder = folder
        self._update = update

    def __call__(self, name: str, value: Any) -> None:
        """Compare a result with the file of a name.

        Args:
            name: of the file, with its ending: `headlines.txt`, `articles.json`.
            value: text or bytes; anything else is written as JSON with sorted keys.

        Raises:
            AssertionError: they differ, or there is no file yet; with what to do.
        """
        path, found = self._folder / name, _text(value)
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(found.encode())
            return
        if not path.exists():
            raise AssertionError(f"there is no {path}: run pytest with {UPDATE}, and look at it")
        wanted = path.read_bytes().decode()
        if found != wanted:
            lines = difflib.unified_diff(
                wanted.splitlines(), found.splitlines(), str(path), "now", lineterm=""
            )
            shown = "\n".join(lines)
            raise AssertionError(f"{shown}\nif this is right, run pytest with {UPDATE}")


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, str):
        return value
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(msgspec.to_builtins(value), option=options).decode()
