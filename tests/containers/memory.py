"""A limit of memory: a control group, of version 1 or 2."""

from __future__ import annotations

import os
from pathlib import Path

_V1 = Path("/sys/fs/cgroup/memory")
_V2 = Path("/sys/fs/cgroup")


class Memory:
    """The control group of a container; needs root.

    Args:
        name: of the container.
        limit: in bytes; a process beyond it is killed.

    Attributes:
        members: the file to which a process writes its number to be in it.
    """

    def __init__(self, name: str, limit: int) -> None:
        self._is_v1 = _V1.is_dir()
        self._folder = (_V1 if self._is_v1 else _V2) / f"copydesk-{os.getpid()}-{name}"
        self._folder.mkdir()
        self.limit = limit
        self.members = self._folder / "cgroup.procs"
        own = "memory.limit_in_bytes" if self._is_v1 else "memory.max"
        (self._folder / own).write_text(str(limit))

    def used(self) -> int:
        """Memory of its processes without files' pages, in bytes."""
        return self._number("memory.stat", "total_rss" if self._is_v1 else "anon")

    def killed(self) -> int:
        """How many processes were killed for want of memory."""
        return self._number("memory.oom_control" if self._is_v1 else "memory.events", "oom_kill")

    def _number(self, file: str, name: str) -> int:
        lines = (self._folder / file).read_text().splitlines()
        return int(dict(line.split() for line in lines)[name])

    def remove(self) -> None:
        """Remove it; nothing runs in it any more."""
        self._folder.rmdir()
