"""What a document says to type: its fenced blocks, word for word.

A block counts if a comment in front of it names it: `<!-- file: java/Articles.java -->` is a
file, in a folder of its own for each example; `<!-- run: java -->` is for a shell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(
    r"^<!-- (?P<kind>file|run): (?P<name>\S+) -->\n```\w+\n(?P<text>.*?)^```$", re.M | re.S
)


@dataclass(frozen=True)
class Document:
    """The named blocks of a document."""

    files: Mapping[str, str]
    commands: Mapping[str, str]

    def folder(self, name: str) -> dict[str, str]:
        """Return an example's files by their names in its folder."""
        prefix = f"{name}/"
        return {
            path.removeprefix(prefix): text
            for path, text in self.files.items()
            if path.startswith(prefix)
        }


def read_document(path: Path) -> Document:
    """Read the named blocks of a Markdown file.

    Raises:
        ValueError: a name is used twice, or a comment has no block behind it.
    """
    text = path.read_text("utf-8")
    found: dict[str, dict[str, str]] = {"file": {}, "run": {}}
    for match in _FENCE.finditer(text):
        blocks = found[match["kind"]]
        if match["name"] in blocks:
            raise ValueError(f"{path}: {match['name']} is there twice")
        blocks[match["name"]] = match["text"]
    if sum(map(len, found.values())) != len(re.findall(r"^<!-- (?:file|run): ", text, re.M)):
        raise ValueError(f"{path}: a comment names a block that does not follow it")
    return Document(found["file"], found["run"])
