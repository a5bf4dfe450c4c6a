import errno
import socket
from pathlib import Path

import pytest

from copydesk.broker import faults, ports
from copydesk.broker.state import Layout
from copydesk.errors import BrokerError

# Lines as Kafka 4.4 logs them.
LOGGED = {
    "disk-full": "ERROR Error while writing\njava.io.IOException: No space left on device\n",
    "no-java": 'Exception in thread "main" java.lang.UnsupportedClassVersionError: kafka/Kafka\n',
    "out-of-memory": "java.lang.OutOfMemoryError: Java heap space\n",
    "data-unreadable": "java.nio.file.AccessDeniedException: /data/kafka/.lock\n",
}


@pytest.mark.parametrize("code", LOGGED)
def test_a_known_cause_is_told_from_the_log(code: str, tmp_path: Path) -> None:
    error = faults.explain(LOGGED[code], Layout(tmp_path), ports.choose(), 1)
    assert error.code == code
    assert "\n" not in error.message


def test_an_unknown_cause_is_quoted_with_the_log_s_place(tmp_path: Path) -> None:
    text = 'Exception in thread "main" java.lang.IllegalArgumentException: bad thing\n\tat x.Y\n'
    error = faults.explain(text, Layout(tmp_path), ports.choose(), 1)
    assert "java.lang.IllegalArgumentException: bad thing" in error.message
    assert str(Layout(tmp_path).log) in error.message


def test_a_busy_port_is_told_with_its_owner(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        error = faults.explain(
            "java.net.BindException: Address already in use", Layout(tmp_path), port, 1
        )
    assert error.code == "port-in-use"
    assert f"port {port} on 127.0.0.1 is in use by" in error.message


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EEXIST, "is a file"),
        (errno.ENOTDIR, "is a file"),
        (errno.EACCES, "may not read and write"),
        (errno.EROFS, "read-only disk"),
        (errno.ENOSPC, "is full"),
        (errno.EIO, "error"),
    ],
)
def test_a_refused_folder_says_why(number: int, words: str, tmp_path: Path) -> None:
    error = faults.folder_error(tmp_path / "data", OSError(number, "Input/output error"))
    assert words in error.message
    assert str(tmp_path / "data") in error.message


def test_a_log_that_rolled_over_is_read_from_its_start(tmp_path: Path) -> None:
    log = tmp_path / "broker.log"
    log.write_text("new lines")
    assert faults.tail(log, 1000) == "new lines"
    assert faults.tail(log, 4) == "lines"
    assert faults.tail(tmp_path / "missing") == ""


@pytest.mark.parametrize("port", [-1, 70000])
def test_an_impossible_port_is_refused_in_words(port: int) -> None:
    with pytest.raises(BrokerError, match="is no port"):
        ports.is_free(port)
