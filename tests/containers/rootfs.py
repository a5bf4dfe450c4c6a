"""Read a Dockerfile, and build its root file system without Docker: by chroot and copies.

Only what deploy/Dockerfile uses is understood; anything else is an error, never passed over.
Needs root, and a folder with the base image's files (debootstrap makes one).
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dockerfile_parse import DockerfileParser

_KNOWN = {"ARG", "RUN", "COPY", "ENV", "WORKDIR", "USER", "ENTRYPOINT", "CMD"}


@dataclass
class Stage:
    """A stage of a Dockerfile.

    Attributes:
        name: after AS; empty without.
        base: the image or stage it begins with, its variables filled in.
        steps: instruction and value, in order.
    """

    name: str
    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def value(self, instruction: str) -> str:
        """The value of the last such instruction."""
        return next(value for name, value in reversed(self.steps) if name == instruction)

    def env(self) -> dict[str, str]:
        """What ENV sets."""
        found: dict[str, str] = {}
        for name, value in self.steps:
            if name == "ENV":
                found |= dict(word.split("=", 1) for word in shlex.split(value))
        return found


def read_dockerfile(path: Path) -> list[Stage]:
    """Read a Dockerfile's stages.

    Raises:
        ValueError: an instruction that is not understood.
    """
    arguments: dict[str, str] = {}
    stages: list[Stage] = []
    with path.open("rb") as file:
        structure = DockerfileParser(fileobj=file).structure
    for step in structure:
        name, value = step["instruction"], step["value"]
        if name == "COMMENT":
            continue
        if name == "FROM":
            base, _, alias = value.partition(" AS ")
            for argument, given in arguments.items():
                base = base.replace(f"${{{argument}}}", given)
            stages.append(Stage(alias, base))
        elif not stages and name == "ARG":
            arguments |= dict([value.split("=", 1)])
        elif stages and name in _KNOWN:
            stages[-1].steps.append((name, value))
        else:
            raise ValueError(f"{path}: {name} {value}")
    return stages


def build(stages: list[Stage], base: Path, context: Path, work: Path) -> Path:
    """Build all stages; return the folder of the last.

    Args:
        base: the files of the base image.
        context: the folder that COPY takes from.
        work: where the stages' folders are made.

    Raises:
        subprocess.CalledProcessError: a RUN failed.
    """
    folders: dict[str, Path] = {}
    for number, stage in enumerate(stages):
        root = work / (stage.name or f"stage-{number}")
        _copy_tree(folders.get(stage.base, base), root)
        _build_stage(stage, root, context, folders)
        folders[stage.name] = root
    return root


def _build_stage(stage: Stage, root: Path, context: Path, folders: Mapping[str, Path]) -> None:
    env = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
    folder = "/"
    for name, value in stage.steps:
        match name:
            case "ARG" | "ENV":
                env |= dict(word.split("=", 1) for word in shlex.split(value))
            case "WORKDIR":
                folder = value
                (root / value.lstrip("/")).mkdir(parents=True, exist_ok=True)
            case "RUN":
                _run(root, folder, value, env)
            case "COPY":
                _copy(root, folder, value, context, folders)


_IN_A_NAMESPACE = """
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs tmpfs run
if [ -n "$1" ]; then
    touch run/trusted.pem
    mount --bind "$1" run/trusted.pem
fi
shift
exec chroot . "$@"
"""
"""The mounts end with the command, and nothing of them stays in the files."""


def _run(root: Path, folder: str, command: str, env: Mapping[str, str]) -> None:
    print(f"RUN {command}", flush=True)
    # A machine behind a proxy that ends TLS names the proxy's certificate so.
    trusted = os.environ.get("SSL_CERT_FILE", "")
    machine = {"PIP_CERT": "/run/trusted.pem"} if trusted else {}
    subprocess.run(
        [
            *("unshare", "--mount", "sh", "-ec", _IN_A_NAMESPACE, "sh", trusted),
            *("/bin/sh", "-c", f"cd {shlex.quote(folder)} && {command}"),
        ],
        cwd=root,
        env={**machine, **env, "DEBIAN_FRONTEND": "noninteractive"},
        check=True,
    )


def _copy(root: Path, folder: str, value: str, context: Path, folders: Mapping[str, Path]) -> None:
    print(f"COPY {value}", flush=True)
    *sources, target = value.split()
    source_root = context
    if sources[0].startswith("--from="):
        source_root = folders[sources.pop(0).removeprefix("--from=")]
    into = root / os.path.join(folder, target).lstrip("/")  # noqa: PTH118 - an absolute target wins
    for source in sources:
        found = source_root / source.lstrip("/")
        if found.is_dir():
            _copy_tree(found, into)
        else:
            to = into / found.name if target.endswith("/") else into
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(found, to)


def _copy_tree(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "--archive", f"{source}/.", str(target)], check=True)
