"""The embedded broker: Apache Kafka, one KRaft node, as a child process."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import platformdirs

from copydesk.errors import BrokerError

from . import faults, jars, ports, storage
from .claim import claim
from .config import (
    HOST,
    JVM_OPTIONS,
    jvm_command,
    log4j2_properties,
    render_properties,
    server_properties,
)
from .java import JavaRuntime, find_java
from .progress import Progress
from .ready import is_serving
from .state import (
    Layout,
    ProcessId,
    State,
    identify,
    is_alive,
    read_state,
    write_state,
)

_KEEPER = Path(__file__).with_name("keeper.py")
_POLL_S = 0.05
_log = logging.getLogger(__name__)


class EmbeddedBroker:
    """Apache Kafka, one KRaft node, as a child process that never outlives this one.

    Blocking and for one thread at a time; beside a running event loop, call it in a thread.

    Args:
        data_dir: where topics live on; one broker at a time.
        port: port on 127.0.0.1; 0 takes the one of the last start if it is free, else any.
        cache_dir: Copydesk's cache folder, for the jars.
        mirror: base URL of a Maven repository in place of Maven Central.
        heap_mb: the JVM's heap, in MB.
        java: the `java` to use; None finds one.
        progress: shows the download.
        extra_config: more of Kafka's settings; lists of listeners are appended to ours.
        jvm_options: the JVM's options besides its heap.
        format_arguments: more arguments for Kafka's storage tool when the folder is new, as
            ``--add-scram SCRAM-SHA-512=[name=a,password=b]``.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        port: int = 9092,
        cache_dir: Path | None = None,
        mirror: str | None = None,
        heap_mb: int = 256,
        java: Path | None = None,
        progress: Progress | None = None,
        extra_config: Mapping[str, str] | None = None,
        format_arguments: Sequence[str] = (),
        jvm_options: Sequence[str] = JVM_OPTIONS,
    ) -> None:
        self.data_dir = data_dir.absolute()
        self.java: JavaRuntime
        self.pid: int | None = None
        self.adopted = False
        self._layout = Layout(self.data_dir)
        self._wanted_port = port
        self._port = port
        self._cache_dir = cache_dir or Path(platformdirs.user_cache_dir("copydesk"))
        self._mirror = mirror
        self._heap_mb = heap_mb
        self._java = java
        self._progress = progress
        self._extra = dict(extra_config or {})
        self._jvm_options = tuple(jvm_options)
        self._format_arguments = tuple(format_arguments)
        self._keeper: subprocess.Popen[bytes] | None = None
        self._background: ProcessId | None = None
        self._log_start = 0

    @property
    def bootstrap(self) -> str:
        """Address for clients; with port 0 known after `start`."""
        return f"{HOST}:{self._port}"

    def start(self, timeout_s: float = 60, *, adopt: bool = False, detached: bool = False) -> None:
        """Start the broker and return when it serves.

        Does nothing if it runs. What is missing of Kafka is fetched first, without a limit of
        time. An orphan of a killed owner is stopped first.

        Args:
            timeout_s: longest wait for Kafka to serve, in seconds.
            adopt: if a broker already runs in the background on this folder, use that; `stop`
                then leaves it alone.
            detached: let it run on when this process ends.

        Raises:
            BrokerError: one sentence on what is wrong and how to mend it.
            MissingExtra: the embedded broker's libraries are not installed.
        """
        if self.pid is not None:
            if self.poll() is None:
                return
            self.kill()
        identify(os.getpid())
        try:
            self._layout.work.mkdir(parents=True, exist_ok=True)
            self._layout.log.parent.mkdir(exist_ok=True)
            claimed = claim(self._layout, adopt=adopt)
            if isinstance(claimed, State):
                self._adopt(claimed)
                self._wait(timeout_s)
                return
            try:
                self._start(claimed, timeout_s, detached=detached)
            finally:
                os.close(claimed)
        except OSError as error:
            raise faults.folder_error(self.data_dir, error) from error

    def poll(self) -> int | None:
        """Return the exit status of a broker that ended by itself, None while it runs.

        Also None before the first start and after `stop`. Of one in the background the status
        cannot be known: 1.
        """
        if self._background is not None:
            return None if is_alive(self._background) else 1
        return None if self._keeper is None else self._keeper.poll()

    def fault(self) -> BrokerError:
        """Say why a broker ended of which `poll` returned a status."""
        text = faults.tail(self._layout.output) + faults.tail(self._layout.log, self._log_start)
        return faults.explain(text, self._layout, self._port, self.poll())

    def stop(self, timeout_s: float = 30) -> None:
        """Stop the broker in order, by SIGKILL after `timeout_s` seconds.

        One in the background, adopted or started so, is left to run: `copydesk.broker.stop`
        ends that.
        """
        keeper, pid = self._keeper, self.pid
        self._keeper, self._background, self.pid = None, None, None
        if keeper is None:
            return
        with contextlib.suppress(ProcessLookupError):
            keeper.send_signal(signal.SIGTERM)
        try:
            keeper.wait(timeout_s)
        except subprocess.TimeoutExpired:
            _log.warning("the broker did not end in %g s; it is killed", timeout_s)
            self._kill(pid)
            keeper.wait()
        self._forget(keeper)

    def kill(self) -> None:
        """Kill the JVM at once (SIGKILL), as a crash would; `start` brings it back."""
        keeper, pid = self._keeper, self.pid
        self._keeper, self._background, self.pid = None, None, None
        self._kill(pid)
        if keeper is not None:
            keeper.wait()
            self._forget(keeper)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _adopt(self, state: State) -> None:
        self.adopted = True
        self._port = state.port
        self._background = state.jvm
        self.pid = state.jvm.pid if state.jvm else None
        self.java = JavaRuntime(Path(), 0, "", state.java)

    def _start(self, lock: int, timeout_s: float, *, detached: bool) -> None:
        layout = self._layout
        before = read_state(layout)
        faults.check_room(self.data_dir)
        self.java = find_java(self._java)
        paths = jars.install(self._cache_dir, mirror=self._mirror, progress=self._progress)
        self._choose_port(before)
        controller_port = ports.choose(self._port)
        properties = server_properties(layout.kafka, self._port, controller_port, self._extra)
        log4j2 = layout.work / "log4j2.properties"
        tmp_dir = layout.work / "tmp"
        shutil.rmtree(tmp_dir, ignore_errors=True)
        tmp_dir.mkdir()
        log4j2.write_text(render_properties(log4j2_properties(layout.log)), "ascii")
        layout.properties.write_text(render_properties(properties), "ascii")
        self._log_start = layout.log.stat().st_size if layout.log.exists() else 0

        def command(main: str, *arguments: str) -> list[str]:
            return jvm_command(
                self.java,
                paths,
                heap_mb=self._heap_mb,
                options=self._jvm_options,
                log4j2=log4j2,
                tmp_dir=tmp_dir,
                main=main,
                arguments=arguments,
            )

        if not storage.is_formatted(layout.kafka):
            storage.format_folder(
                layout, properties, self._format_arguments, command, lock, self._port
            )
        state = State(self._port, controller_port, self.java.origin, jars.load_lock().kafka)
        try:
            self._launch(command("kafka.Kafka", str(layout.properties)), state, lock, detached)
            self._wait(timeout_s)
        except BaseException:
            self.kill()
            raise
        _log.info("the broker serves at %s with %s", self.bootstrap, self.java.origin)

    def _choose_port(self, before: State | None) -> None:
        if self._wanted_port == 0:
            # Clients that were told the last port find the broker there again.
            last = before.port if before else self._port
            self._port = last if last and ports.is_free(last) else ports.choose()
        elif not ports.is_free(self._port):
            raise ports.busy(self._port)

    def _launch(self, command: list[str], state: State, lock: int, detached: bool) -> None:
        # The keeper lives in a session of its own, so that a Ctrl-C in the terminal reaches the
        # owner only, which stops the broker last.
        self._keeper = subprocess.Popen(
            [
                *(sys.executable, "-I", "-S", str(_KEEPER)),
                *(["--detached"] if detached else []),
                str(self._layout.output),
                *command,
            ],
            stdin=subprocess.DEVNULL if detached else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(lock,),
            start_new_session=True,
            cwd=self._layout.work,
            # glibc gives each thread a heap of its own otherwise, which Kafka has many of.
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        )
        assert self._keeper.stdout is not None
        with self._keeper.stdout as stdout:
            line = stdout.readline()
        if not line:
            raise BrokerError("the broker's keeper process did not start", code="broker-died")
        keeper_pid, self.pid = map(int, line.split())
        self.adopted = False
        write_state(
            self._layout,
            State(
                state.port,
                state.controller_port,
                state.java,
                state.kafka,
                jvm=identify(self.pid),
                keeper=identify(keeper_pid),
                owner=None if detached else identify(os.getpid()),
            ),
        )
        if detached:
            self._keeper.wait()
            self._keeper, self._background = None, identify(self.pid)

    def _wait(self, timeout_s: float) -> None:
        deadline = time.monotonic() + timeout_s
        while not is_serving(HOST, self._port):
            if self.poll() is not None or time.monotonic() > deadline:
                raise self.fault()
            time.sleep(_POLL_S)

    def _kill(self, pid: int | None) -> None:
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _forget(self, keeper: subprocess.Popen[bytes]) -> None:
        if keeper.stdin is not None:
            keeper.stdin.close()
        state = read_state(self._layout)
        if state is not None and state.keeper is not None and state.keeper.pid == keeper.pid:
            # A full disk must not keep a stop from ending well.
            with contextlib.suppress(OSError):
                write_state(self._layout, state.stopped())
