"""One Kafka for a whole test run, shared by xdist's processes, gone when the run is.

The first test that asks starts this module as a process, which owns the broker; it ends when
the run's first process does, however that ended.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

_ADDRESS = "address"
_LOG = "log"
_START_S = 600
"""Longest wait for the first start, which may fetch Kafka."""
_HEAP_MB = 1024
"""Each test has topics of its own, and a run has hundreds: their logs live in the heap."""
_LOOK_S = 0.1
_CONFIG = {
    # A broker whose heartbeat is late is fenced: all its partitions lose their leader and get it
    # back, which with the thousands of a run takes half a minute and more. It is the only one,
    # so nobody gains by that; and a slow machine's pause is no death.
    "broker.session.timeout.ms": "60000",
}


def shared(folder: Path, run_pid: int) -> str:
    """Return the address of the run's broker, which is started by whoever asks first.

    Args:
        folder: of the run, the same for all its processes.
        run_pid: process whose end is the run's.

    Raises:
        RuntimeError: it does not start; with what it said.
    """
    from filelock import FileLock

    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        address = folder / _ADDRESS
        if address.exists():
            return address.read_text()
        with (folder / _LOG).open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(folder), str(run_pid)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + _START_S
        while not address.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                process.wait()
                said = (folder / _LOG).read_text(errors="replace").strip()
                raise RuntimeError(f"the tests' Kafka did not start: {said}")
            time.sleep(_LOOK_S)
        # It lives on past this process, which must not warn of that at its end.
        process.returncode = 0
        (folder / "pid").write_text(str(process.pid))
        return address.read_text()


def end(folder: Path) -> None:
    """Stop the run's broker, if there is one, and remove its folder."""
    import psutil

    pid = folder / "pid"
    if pid.exists():
        try:
            process = psutil.Process(int(pid.read_text()))
            process.terminate()
            process.wait(30)
        except psutil.NoSuchProcess:
            pass
    shutil.rmtree(folder, ignore_errors=True)


def _keep(folder: Path, run_pid: int) -> None:
    import psutil

    from copydesk.broker import EmbeddedBroker

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    run = psutil.Process(run_pid)
    with EmbeddedBroker(folder / "data", port=0, heap_mb=_HEAP_MB, extra_config=_CONFIG) as broker:
        part = folder / f".{_ADDRESS}"
        part.write_text(broker.bootstrap)
        part.replace(folder / _ADDRESS)
        # By its start time as well: a process id comes again.
        while run.is_running() and run.status() != psutil.STATUS_ZOMBIE and not stop.wait(0.5):
            pass
    if not stop.is_set():
        shutil.rmtree(folder, ignore_errors=True)


def _main() -> None:
    from copydesk.errors import CopydeskError

    try:
        _keep(Path(sys.argv[1]), int(sys.argv[2]))
    except CopydeskError as error:
        sys.stderr.write(f"{error.message}\n")
        sys.exit(1)


if __name__ == "__main__":
    _main()
