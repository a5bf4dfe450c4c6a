"""A broker in the background, and a look at any broker of a data folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from copydesk.errors import BrokerError

from . import jars
from .claim import acquire, end_process, in_use
from .config import HOST
from .embedded import EmbeddedBroker
from .ready import is_serving
from .state import (
    Layout,
    is_alive,
    jvm_alive,
    read_state,
    write_state,
)


@dataclass(frozen=True, slots=True)
class BrokerStatus:
    """A look at the broker of a data folder.

    Attributes:
        data_dir: the folder.
        running: whether its JVM runs.
        serving: whether it answers clients.
        detached: whether it runs in the background, without an owner.
        bootstrap: its address, or that of the last run; empty if there was none.
        port: the same port; 0 if there was none.
        pid: the JVM's process, None if it does not run.
        owner_pid: the process that runs it and will stop it, None if none does.
        java: which Java runs it, or ran it.
        kafka: Kafka's version.
        log_path: Kafka's log.
        data_bytes: room that the folder takes on the disk, in bytes.
    """

    data_dir: Path
    running: bool
    serving: bool
    detached: bool
    bootstrap: str
    port: int
    pid: int | None
    owner_pid: int | None
    java: str
    kafka: str
    log_path: Path
    data_bytes: int


def _disk_use(folder: Path) -> int:
    total = 0
    for at, _, names in os.walk(folder):
        for name in names:
            try:
                # Kafka's index files are sparse: their length is not what they take.
                total += os.lstat(os.path.join(at, name)).st_blocks * 512  # noqa: PTH118 - os.walk gives strings
            except FileNotFoundError:
                continue
    return total


def status(data_dir: Path) -> BrokerStatus:
    """Look at the broker of a data folder; changes nothing.

    Raises:
        MissingExtra: psutil is not installed.
    """
    layout = Layout(data_dir.absolute())
    state = read_state(layout)
    running = jvm_alive(layout, state)
    port = state.port if state else 0
    return BrokerStatus(
        data_dir=layout.data_dir,
        running=running,
        serving=running and is_serving(HOST, port),
        detached=running and state is not None and state.owner is None,
        bootstrap=f"{HOST}:{port}" if port else "",
        port=port,
        pid=state.jvm.pid if running and state and state.jvm else None,
        owner_pid=state.owner.pid if running and state and state.owner else None,
        java=state.java if state else "",
        kafka=state.kafka if state else jars.load_lock().kafka,
        log_path=layout.log,
        data_bytes=_disk_use(layout.kafka),
    )


def start_detached(broker: EmbeddedBroker, timeout_s: float = 60) -> BrokerStatus:
    """Start `broker` in the background and return when it serves.

    Raises:
        BrokerError: as `EmbeddedBroker.start`.
    """
    broker.start(timeout_s, detached=True)
    return status(broker.data_dir)


def stop(data_dir: Path, timeout_s: float = 30) -> bool:
    """Stop the broker that runs in the background on a folder; False if none runs.

    One that lost its owner is stopped as well.

    Raises:
        BrokerError: the broker belongs to a process that runs; or it would not end.
    """
    layout = Layout(data_dir.absolute())
    state = read_state(layout)
    if state is None or state.jvm is None or not jvm_alive(layout, state):
        return False
    if is_alive(state.owner):
        raise in_use(layout, state)
    end_process(state.jvm.pid, timeout_s)
    lock = acquire(layout, timeout_s)
    if lock is None:
        raise BrokerError(
            f"the broker on {layout.data_dir} (process {state.jvm.pid}) did not end; its log is "
            f"{layout.log}",
            code="broker-stuck",
        )
    try:
        write_state(layout, state.stopped())
    finally:
        os.close(lock)
    return True
