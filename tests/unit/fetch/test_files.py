"""What fetch keeps of sites' files, as far as it needs no Kafka."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from copydesk.app import create_app
from copydesk.fetch import files as module
from copydesk.fetch.files import SiteFileTable, decode_file, encode_file
from copydesk.http.sitefiles import SiteFile
from copydesk.settings import load
from copydesk.tables import DeliveredTable

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
URL = "https://a.example/robots.txt"


@pytest.fixture
def made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[SiteFileTable, Any, list[bytes | None]]:
    """The table, what is in it, and values as they go to the changelog, which needs a stream."""
    app = create_app(load({"data_dir": tmp_path}), "fetch")
    sent: list[bytes | None] = []

    def on_change(self: DeliveredTable, key: bytes, value: bytes | None = None) -> None:
        sent.append(value)

    monkeypatch.setattr(DeliveredTable, "on_key_set", on_change)
    monkeypatch.setattr(DeliveredTable, "on_key_del", on_change)
    files = SiteFileTable(app, timeout_s=1.0)
    [table] = app.tables.values()
    return files, table, sent


@pytest.mark.parametrize(
    "file",
    [
        SiteFile(2, 1, b"User-agent: *\n" * 30_000),
        SiteFile(2, 1, b""),
        SiteFile(2, 1),
        SiteFile(2, 1, unavailable="it answered 503"),
    ],
)
def test_a_file_is_kept_small_and_comes_back_whole(file: SiteFile) -> None:
    value = encode_file(file)
    assert decode_file(value) == file
    assert len(value) < 5000


@pytest.mark.parametrize(
    "value", [b"", b"\xc1", b"\x91\x01", encode_file(SiteFile(2, 1, b"text" * 99))[:-4]]
)
def test_what_another_version_wrote_is_none(value: bytes) -> None:
    assert decode_file(value) is None


async def test_a_copy_belongs_to_its_partition(made: Any) -> None:
    files, _, _ = made
    await files.put(URL, SiteFile(9, 1, b"one"), 1)
    await files.put(URL, SiteFile(9, 1, b"two"), 2)
    assert [getattr(files.get(URL, n), "body", None) for n in (0, 1, 2)] == [None, b"one", b"two"]


async def test_outdated_ones_go_as_others_come(made: Any) -> None:
    files, table, sent = made
    for n in range(6):
        await files.put(f"{URL}?{n}", SiteFile(10 + n, 1), 1)
    await files.put(f"{URL}?other", SiteFile(10, 1), 2)
    await files.put(f"{URL}?new", SiteFile(50, 13), 1)
    # Of its own partition, and no more than are outdated.
    assert len(table) == 4
    assert [files.get(f"{URL}?{n}", 1) is None for n in range(6)] == [n < 4 for n in range(6)]
    assert sent.count(None) == 4


async def test_the_oldest_go_where_there_are_too_many(
    made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, table, _ = made
    monkeypatch.setattr(module, "_MOST", 3)
    for n in range(5):
        await files.put(f"{URL}?{n}", SiteFile(1000 + n, n), 1)
        # Partitions came or went: what is there is found again, in its order.
        files.forget()
    assert len(table) == 3
    await files.put(f"{URL}?2", SiteFile(1005, 9), 1)
    await files.put(f"{URL}?5", SiteFile(1006, 9), 1)
    assert files.get(f"{URL}?2", 1) is not None
    assert files.get(f"{URL}?3", 1) is None


async def test_large_ones_make_room(made: Any) -> None:
    files, table, _ = made
    noise = random.Random(1)
    for n in range(20):
        await files.put(f"{URL}?{n}", SiteFile(1000, n, noise.randbytes(500 * 1024)), 1)
    assert sum(len(value) for value in table.values()) <= 8 * 1024 * 1024
    assert files.get(f"{URL}?19", 1) is not None
