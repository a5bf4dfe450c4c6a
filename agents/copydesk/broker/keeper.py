"""Stands between Copydesk and the JVM, so that no JVM outlives its owner.

Run as a script by its path, with nothing but the standard library, so that it starts in
milliseconds and stays small: ``python -I -S keeper.py [--detached] OUTPUT COMMAND...``.

Its standard input is a pipe whose other end the owner holds. When that closes, or the owner is
gone, it stops the JVM: SIGTERM, and SIGKILL after `GRACE_S`. SIGTERM to the keeper is passed to
the JVM. On Linux the kernel kills the JVM when the keeper itself is killed. With ``--detached``
there is no owner: it moves to the background, and only SIGTERM or the JVM's own end ends it.

It prints its own process id and the JVM's on a line, and ends with the JVM's exit status
(128 + signal).
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import time
from types import FrameType

GRACE_S = 6.0
_POLL_S = 0.5
_PR_SET_PDEATHSIG = 1


def _start(command: list[str], output: str) -> int:
    keeper = os.getpid()
    # Held back until `_watch` can handle them.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGCHLD})
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    pid = os.fork()
    if pid:
        return pid
    try:
        if libc is not None:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            # The keeper may have died between the fork and the call above.
            if os.getppid() != keeper:
                os._exit(1)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGCHLD})
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        null = os.open(os.devnull, os.O_RDONLY)
        out = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(null, 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.execv(command[0], command)
    except OSError as error:
        os.write(2, f"{command[0]}: {error}\n".encode())
    os._exit(127)


def _ended(pid: int) -> int | None:
    found, status = os.waitpid(pid, os.WNOHANG)
    if not found:
        return None
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _watch(pid: int, *, detached: bool) -> int:
    owner = os.getppid()
    wake_read, wake_write = os.pipe()
    for end in (wake_read, wake_write):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(wake_write)

    def forward(number: int, frame: FrameType | None) -> None:
        os.kill(pid, signal.SIGTERM)

    signal.signal(signal.SIGTERM, forward)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGCHLD})
    watched = [wake_read] if detached else [wake_read, 0]
    deadline: float | None = None
    while (code := _ended(pid)) is None:
        ready, _, _ = select.select(watched, [], [], None if detached else _POLL_S)
        if wake_read in ready:
            os.read(wake_read, 512)
        # The pipe alone is not enough: a forked child of the owner may hold its other end.
        gone = not detached and ((0 in ready and not os.read(0, 512)) or os.getppid() != owner)
        if deadline is None and gone:
            deadline = time.monotonic() + GRACE_S
            watched = [wake_read]
            os.kill(pid, signal.SIGTERM)
        elif deadline is not None and time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
    return code


def main(arguments: list[str]) -> int:
    """Start the command, watch over it, return its exit status."""
    detached = arguments[:1] == ["--detached"]
    output, *command = arguments[1:] if detached else arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if detached and os.fork():
        # Whoever started this reaps a process that ended; the rest goes on as init's child.
        return 0
    pid = _start(command, output)
    os.write(1, b"%d %d\n" % (os.getpid(), pid))
    # Nobody reads on; a pipe kept open would keep a reader of it waiting.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return _watch(pid, detached=detached)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
