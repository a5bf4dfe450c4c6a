"""The data folder: its layout, and who runs on it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.errors import MissingExtra

if TYPE_CHECKING:
    import psutil

_SAME_START_S = 2.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things lie in a data folder."""

    data_dir: Path

    @property
    def kafka(self) -> Path:
        """Kafka's logs and metadata."""
        return self.data_dir / "kafka"

    @property
    def work(self) -> Path:
        """Generated configuration and the JVM's temporary files."""
        return self.data_dir / "broker"

    @property
    def properties(self) -> Path:
        """The generated server.properties; its path marks our JVM's command line."""
        return self.work / "server.properties"

    @property
    def log(self) -> Path:
        """What Kafka logs."""
        return self.data_dir / "logs" / "broker.log"

    @property
    def output(self) -> Path:
        """What the JVM prints, of the last start only."""
        return self.data_dir / "logs" / "broker.out"

    @property
    def state(self) -> Path:
        """Who ran last, or runs."""
        return self.data_dir / "broker.json"

    @property
    def lock(self) -> Path:
        """Locked for as long as a JVM may use the folder."""
        return self.data_dir / "broker.lock"


@dataclass(frozen=True, slots=True)
class ProcessId:
    """A process that another one cannot be mistaken for: id and start, in Unix seconds."""

    pid: int
    started: float


@dataclass(frozen=True, slots=True)
class State:
    """What broker.json says. `owner` is None for a broker in the background."""

    port: int
    controller_port: int
    java: str
    kafka: str
    jvm: ProcessId | None = None
    keeper: ProcessId | None = None
    owner: ProcessId | None = None

    def stopped(self) -> State:
        """Return the state without its processes; the port stays, for the next start."""
        return replace(self, jvm=None, keeper=None, owner=None)


def identify(pid: int) -> ProcessId | None:
    """Return the identity of a running process, None if there is none.

    Raises:
        MissingExtra: psutil is not installed.
    """
    process = running_process(pid)
    return None if process is None else ProcessId(pid, process.create_time())


def running_process(pid: int) -> psutil.Process | None:
    try:
        import psutil
    except ImportError as error:
        raise MissingExtra("embedded", "the embedded broker") from error
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process
    except psutil.Error:
        return None


def is_alive(who: ProcessId | None, marks: tuple[str, ...] = ()) -> bool:
    """Whether exactly this process runs, with all `marks` in its command line."""
    if who is None or (process := running_process(who.pid)) is None:
        return False
    import psutil

    try:
        if abs(process.create_time() - who.started) > _SAME_START_S:
            return False
        command = process.cmdline() if marks else []
    except psutil.Error:
        return False
    return all(mark in command for mark in marks)


def jvm_alive(layout: Layout, state: State | None) -> bool:
    """Whether the JVM of `state` runs and is the one of this folder."""
    return state is not None and is_alive(state.jvm, ("kafka.Kafka", str(layout.properties)))


def read_state(layout: Layout) -> State | None:
    """Read broker.json; None if there is none, or nothing that can be read."""
    try:
        raw = json.loads(layout.state.read_text("utf-8"))
        for key in ("jvm", "keeper", "owner"):
            raw[key] = ProcessId(**raw[key]) if raw[key] else None
        return State(**raw)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_state(layout: Layout, state: State) -> None:
    """Replace broker.json in one step."""
    new = layout.state.with_suffix(".json.new")
    new.write_text(json.dumps(asdict(state), indent=1), "utf-8")
    new.replace(layout.state)
