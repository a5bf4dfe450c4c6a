"""From a dead JVM's traces, or a refused folder, to one sentence."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path

from copydesk.errors import BrokerError

from . import ports
from .java import MIN_MAJOR
from .state import Layout

MIN_FREE_BYTES = 64 * 1024 * 1024
"""A start with less room than this is refused: Kafka would die of it soon."""

_MEMORY = (
    "OutOfMemoryError",
    "Could not reserve enough space",
    "Initial heap size set to a larger",
)
_TAIL_BYTES = 64 * 1024
_CAUSE = re.compile(
    r'(?:^|: |" )((?:[\w$]+\.)+[A-Z]\w*(?:Exception|Error)(?:: .+)?)$', re.MULTILINE
)


def folder_error(path: Path, error: OSError) -> BrokerError:
    """Say why a data folder cannot be used."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full_disk(path)
    reason = {
        errno.EEXIST: "it is a file, not a folder",
        errno.ENOTDIR: "a part of its path is a file, not a folder",
        errno.EACCES: "this user may not read and write it",
        errno.EPERM: "this user may not read and write it",
        errno.EROFS: "it is on a read-only disk",
    }.get(error.errno or 0, error.strerror or str(error))
    return BrokerError(
        f"the data folder {path} cannot be used: {reason}; mend that, or choose another with "
        "--data-dir",
        code="data-unreadable",
    )


def full_disk(path: Path) -> BrokerError:
    """Say that there is no room."""
    at = path
    while not at.exists():
        at = at.parent
    free = shutil.disk_usage(at).free
    return BrokerError(
        f"the disk of {path} is full: {free // 2**20} MB free, the broker needs "
        f"{MIN_FREE_BYTES // 2**20} MB; make room, or choose another folder with --data-dir",
        code="disk-full",
    )


def check_room(path: Path) -> None:
    """Raise BrokerError if there is too little room for a start."""
    if shutil.disk_usage(path).free < MIN_FREE_BYTES:
        raise full_disk(path)


def tail(path: Path, start: int = 0) -> str:
    """Return the end of a log, of what came after byte `start`."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            # A log that rolled over is shorter than it was: then all of it is new.
            file.seek(max(start if start <= size else 0, size - _TAIL_BYTES))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""


def explain(text: str, layout: Layout, port: int, code: int | None) -> BrokerError:
    """Say why Kafka ended or would not start.

    Args:
        text: what it logged and printed since its start.
        layout: its data folder.
        port: the port it was to serve.
        code: its exit status, if it ended.
    """
    logs = f"its logs are {layout.log} and {layout.output}"
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return full_disk(layout.data_dir)
    if "Address already in use" in text or "BindException" in text:
        if not ports.is_free(port):
            return ports.busy(port)
        return BrokerError(
            f"a port that the broker wanted was taken meanwhile; start again ({logs})",
            code="port-in-use",
        )
    if "UnsupportedClassVersionError" in text:
        return BrokerError(
            f"this Java is too old for Kafka; install Java {MIN_MAJOR} or newer", code="no-java"
        )
    if any(sign in text for sign in _MEMORY):
        return BrokerError(
            f"the broker's memory does not suffice; set a larger broker.heap_mb ({logs})",
            code="out-of-memory",
        )
    if "AccessDeniedException" in text or "(Permission denied)" in text:
        return folder_error(layout.data_dir, PermissionError(errno.EACCES, "denied"))
    causes = _CAUSE.findall(text)
    how = "did not serve in time" if code is None else f"ended with status {code}"
    said = f": {causes[-1].strip()}" if causes else ""
    return BrokerError(f"Kafka {how}{said}; {logs}", code="broker-died", status=code)
