"""What outlives a restart: the clock and the port."""

import asyncio
import socket
from pathlib import Path

import pytest

from copydesk.demo import Newsroom
from copydesk.errors import ConfigError


def test_a_restart_keeps_clock_port_and_addresses(tmp_path: Path) -> None:
    first = Newsroom.open(tmp_path, now=lambda: 1000.5)
    again = Newsroom.open(tmp_path, now=lambda: 1360.0)
    assert (again.port, again.start, again.feeds) == (first.port, 1000, first.feeds)
    assert again.elapsed_s == 360.0
    assert set(first.expected(0)) <= set(again.expected(0))


def test_another_folder_is_another_newsroom(tmp_path: Path) -> None:
    assert (
        Newsroom.open(tmp_path / "a", now=lambda: 1.0).start
        != Newsroom.open(tmp_path / "b", now=lambda: 2.0).start
    )


def test_a_damaged_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text('{"start": "soon"}')
    with pytest.raises(ConfigError, match=r"demo\.json is damaged .* delete it"):
        Newsroom.open(tmp_path)


def test_a_data_dir_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="cannot be kept"):
        Newsroom.open(tmp_path / "file")


async def test_a_taken_port_is_one_clear_sentence(tmp_path: Path) -> None:
    newsroom = Newsroom.open(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", newsroom.port))
        other.listen()
        with pytest.raises(ConfigError, match=rf"port {newsroom.port}, .* is taken: stop"):
            await asyncio.wait_for(newsroom.serve(), 10)
