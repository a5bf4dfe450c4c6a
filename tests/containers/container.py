"""Run a service of docker-compose.yml as Docker would, without Docker.

The image's files, read-only where the service says so; namespaces of its own for processes,
mounts, network, host name and shared memory; the image's user without capabilities; a limit of
memory. Needs root.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from .memory import Memory
from .network import Network
from .rootfs import Stage

_SET_UP = """
root=$1 volume=$2 target=$3 hosts=$4 read_only=$5; shift 5
mount --bind "$root" "$root"
if [ "$read_only" = True ]; then mount -o remount,bind,ro "$root"; fi
cd "$root"
mount -t proc proc proc
mount -t tmpfs -o mode=755,nosuid tmpfs dev
for device in null zero full random urandom tty; do
    touch "dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done
mkdir dev/shm
mount -t tmpfs -o mode=1777,nosuid,nodev,noexec tmpfs dev/shm
for one in $TMPFS; do
    mount -t tmpfs -o "mode=1777,nosuid,nodev,noexec,${one#*:}" tmpfs ".${one%%:*}"
done
mount --bind "$volume" ".$target"
mount --bind "$hosts" etc/hosts
exec chroot . "$@"
"""


@dataclass(frozen=True)
class Image:
    """An image: its files, and what the last stage of its Dockerfile says."""

    root: Path
    stage: Stage

    @property
    def user(self) -> tuple[int, int]:
        """User and group."""
        user, _, group = self.stage.value("USER").partition(":")
        return int(user), int(group)

    def unprivileged(self, env: Mapping[str, str]) -> list[str]:
        """The words that run a command in its files as its user, without any capability."""
        user, group = map(str, self.user)
        return [
            *("/usr/bin/setpriv", "--reuid", user, "--regid", group, "--clear-groups"),
            *("--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"),
            *(
                "/usr/bin/env",
                f"--chdir={self.stage.value('WORKDIR')}",
                "-i",
                *(f"{k}={v}" for k, v in {**self.stage.env(), **env}.items()),
            ),
        ]


class Container:
    """A container of a service; started again it keeps its volume, as with a restart rule.

    Args:
        image: what it runs.
        service: as `docker compose config` gives it.
        network: what it joins.
        folder: for its volume and its log.
        name: of its own.
    """

    def __init__(
        self, image: Image, service: Mapping[str, Any], network: Network, folder: Path, name: str
    ) -> None:
        self._image = image
        self._service = service
        self._env: dict[str, str] = service["environment"]
        self._network = network
        self._namespace, self.address = network.join()
        network.name(self.address, [name, *_aliases(service)])
        self.volume = folder / name
        self.volume.mkdir()
        os.chown(self.volume, *image.user)
        self._log = folder / f"{name}.log"
        self.memory = Memory(name, int(service["deploy"]["resources"]["limits"]["memory"]))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Container:
        """Start it."""
        service = self._service
        target = next((v["target"] for v in service.get("volumes", ())), "/var/lib/copydesk")
        entrypoint = json.loads(self._image.stage.value("ENTRYPOINT"))
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *("sh", "-ec", 'echo $$ > "$0"; exec "$@"', self.memory.members),
                    *("ip", "netns", "exec", self._namespace),
                    *("unshare", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child"),
                    *("sh", "-ec", _SET_UP, "sh", self._image.root, self.volume, target),
                    *(self._network.hosts, str(service.get("read_only", False))),
                    *self._image.unprivileged(self._env),
                    *entrypoint,
                    *service["command"],
                ],
                env={**os.environ, "TMPFS": " ".join(service["tmpfs"])},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return self

    @property
    def running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "start it first"
        return self._process

    @property
    def grace_s(self) -> float:
        """How long it may take to stop, in seconds; Docker's default without a word on it."""
        said = self._service.get("stop_grace_period", "10s")
        return float(said.removesuffix("s"))

    def init(self) -> psutil.Process:
        """Its first process, as this machine sees it."""
        return psutil.Process(self.running.pid).children()[0]

    def execute(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in it, as `docker exec` does."""
        return subprocess.run(
            [
                *("nsenter", "--target", str(self.init().pid), "--root", "--wd=/"),
                *("--mount", "--pid", "--net", "--ipc", "--uts"),
                *self._image.unprivileged(self._env),
                *command,
            ],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def health(self) -> subprocess.CompletedProcess[str]:
        """Run its health check."""
        kind, *command = self._service["healthcheck"]["test"]
        assert kind == "CMD"
        return self.execute(*command)

    def stop(self) -> int:
        """Stop it as `docker stop` does; return the exit code.

        Raises:
            subprocess.TimeoutExpired: Docker would have killed it.
        """
        self.init().send_signal(signal.SIGTERM)
        return self.running.wait(self.grace_s)

    def kill(self) -> None:
        """SIGKILL: everything in it is gone at once."""
        if self.running.poll() is None:
            self.init().kill()
            self.running.wait(10)

    def remove(self) -> None:
        """Kill it and remove its limit."""
        if self._process is not None:
            self.kill()
        self.memory.remove()

    def tail(self) -> str:
        """The end of its log."""
        return self._log.read_text(errors="replace")[-3000:]


def _aliases(service: Mapping[str, Any]) -> list[str]:
    aliases: list[str] = (service["networks"]["default"] or {}).get("aliases", [])
    return aliases


def compose_config(root: Path, project: Path, **variables: str) -> dict[str, dict[str, Any]]:
    """Return the services of a project as Docker Compose's own client reads them.

    Args:
        root: a Debian with the package docker-compose; needs no engine.
        project: the folder with docker-compose.yml, .env and deploy/.
        variables: of the environment.
    """
    seen = root / "project"
    seen.mkdir(exist_ok=True)
    inside = "mount --bind $0 $1/project && cd $1 && exec chroot . /bin/sh -c"
    done = subprocess.run(
        [
            *("unshare", "--mount", "sh", "-ec", f'{inside} "$2"', str(project), str(root)),
            "cd /project && " + shlex.join(["docker-compose", "config", "--format", "json"]),
        ],
        env={"PATH": os.environ["PATH"], "HOME": "/root", **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not done.stderr, done.stderr
    services: dict[str, dict[str, Any]] = json.loads(done.stdout)["services"]
    return services
