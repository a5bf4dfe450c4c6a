"""Who may use a data folder: one broker at a time."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import signal
import time

from copydesk.errors import BrokerError

from .state import Layout, State, is_alive, jvm_alive, read_state, running_process

_POLL_S = 0.05
_ORPHAN_WAIT_S = 10.0
_log = logging.getLogger(__name__)


def acquire(layout: Layout, wait_s: float = 0.0) -> int | None:
    """Lock the folder; return the open file that holds the lock, None if another has it.

    The lock (flock) belongs to the open file: keeper and JVM inherit it, so that it is held
    exactly as long as one of them lives, whatever became of the process that took it.

    Raises:
        OSError: the lock file cannot be opened.
    """
    handle = os.open(layout.lock, os.O_RDWR | os.O_CREAT, 0o644)
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(handle)
                return None
            time.sleep(_POLL_S)
        else:
            return handle


def in_use(layout: Layout, state: State | None) -> BrokerError:
    """Say who uses the folder."""
    where = f"the data folder {layout.data_dir} is in use"
    if state is None or state.jvm is None:
        return BrokerError(
            f"{where} by another start; wait for it, or use another folder", code="in-use"
        )
    by = f"the broker at 127.0.0.1:{state.port} (process {state.jvm.pid}"
    if state.owner is not None:
        mend = f", run by process {state.owner.pid}); stop that, or use another folder"
    else:
        mend = "); stop it with 'copydesk broker stop', or use another folder"
    return BrokerError(f"{where} by {by}{mend}", code="in-use", port=state.port)


def end_process(pid: int, grace_s: float = 5.0) -> None:
    """Send SIGTERM, and SIGKILL after `grace_s` seconds; return when the process is gone."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        deadline = time.monotonic() + grace_s
        while time.monotonic() < deadline:
            if running_process(pid) is None:
                return
            time.sleep(_POLL_S)


def claim(layout: Layout, *, adopt: bool = False) -> int | State:
    """Lock a folder for a start, after an orphan on it was stopped.

    Returns:
        The open file that holds the lock; with `adopt`, the state of a broker that already runs
        there in the background.

    Raises:
        BrokerError: another broker uses the folder.
        OSError: the lock file cannot be opened.
    """
    lock = acquire(layout)
    if lock is not None:
        return lock
    state = read_state(layout)
    running = jvm_alive(layout, state)
    if state is None or is_alive(state.owner):
        raise in_use(layout, state)
    if state.owner is None and running and is_alive(state.keeper):
        if adopt:
            return state
        raise in_use(layout, state)
    if running and state.jvm is not None:
        _log.warning(
            "a broker that lost its owner still runs on %s (process %d); it is stopped first",
            layout.data_dir,
            state.jvm.pid,
        )
        end_process(state.jvm.pid)
    if state.keeper is not None and is_alive(state.keeper):
        end_process(state.keeper.pid, 1.0)
    lock = acquire(layout, _ORPHAN_WAIT_S)
    if lock is None:
        raise in_use(layout, read_state(layout))
    return lock
