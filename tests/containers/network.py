"""A bridge on which containers reach each other and this machine by name, and nothing else."""

from __future__ import annotations

import itertools
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

_SUBNET = "10.213.77"


class Network:
    """The network of one `docker compose up`: needs root.

    Attributes:
        gateway: this machine's address on it.
        hosts: the file that is each container's /etc/hosts, in place of Docker's name server.
    """

    def __init__(self, folder: Path) -> None:
        # A network of a killed run stays: another one must not meet it.
        self._bridge = f"cd{os.getpid()}"
        self._numbers = itertools.count(2)
        self._namespaces: list[str] = []
        self.gateway = f"{_SUBNET}.1"
        self.hosts = folder / "hosts"
        self.hosts.write_text("127.0.0.1 localhost\n")

    def __enter__(self) -> Self:
        _ip("link", "add", self._bridge, "type", "bridge")
        _ip("address", "add", f"{self.gateway}/24", "dev", self._bridge)
        _ip("link", "set", self._bridge, "up")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for namespace in self._namespaces:
            _ip("netns", "delete", namespace)
        _ip("link", "delete", self._bridge)

    def name(self, address: str, names: Iterable[str]) -> None:
        """Have names lead to an address."""
        with self.hosts.open("a") as file:
            file.write(f"{address} {' '.join(names)}\n")

    def join(self) -> tuple[str, str]:
        """Make a network namespace on the bridge; return its name and address."""
        number = next(self._numbers)
        namespace, address = f"{self._bridge}-{number}", f"{_SUBNET}.{number}"
        outside, inside = f"{self._bridge}o{number}", f"{self._bridge}i{number}"
        _ip("netns", "add", namespace)
        self._namespaces.append(namespace)
        _ip("link", "add", outside, "type", "veth", "peer", "name", inside)
        _ip("link", "set", outside, "master", self._bridge, "up")
        _ip("link", "set", inside, "netns", namespace)
        for device, peer in (("lo", None), (inside, f"{address}/24")):
            if peer:
                _ip("-netns", namespace, "address", "add", peer, "dev", device)
            _ip("-netns", namespace, "link", "set", device, "up")
        return namespace, address


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)
