"""WARC files: what is in them, and that they survive any end."""

from __future__ import annotations

import asyncio
import resource
import sys
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from copydesk.errors import ConfigError, TransientError
from copydesk.warc.writer import Archive, pick_up

from .made import PAGE, answer, content, files


def records(path: Path) -> list[tuple[str, Any, bytes]]:
    """Read a file as other tools do, digests checked."""
    with path.open("rb") as file:
        found = ArchiveIterator(file, check_digests="raise")
        return [(one.rec_type, one, one.content_stream().read()) for one in found]


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def archive(folder: Path, max_bytes: int = 10**9) -> Archive:
    return Archive(folder, user_agent="Copydesk/0.1 (+mailto:a@b.test)", max_bytes=max_bytes)


async def test_an_answer_is_response_request_and_metadata(tmp_path: Path) -> None:
    made = archive(tmp_path / "warc")
    await made.write(answer())
    [before] = files(tmp_path / "warc")
    assert before.name.endswith(".warc.gz.open")
    await made.close()
    [path] = files(tmp_path / "warc")
    assert path.name == before.name.removesuffix(".open")
    info, response, request, metadata = records(path)
    assert b"WARC File Format 1.1" in info[2]
    assert b"mailto:a@b.test" in info[2]
    assert info[1].rec_headers.get_header("WARC-Filename") == path.name

    kind, record, body = response
    assert (kind, body) == ("response", PAGE)
    assert record.rec_headers.protocol == "WARC/1.1"
    assert record.rec_headers.get_header("WARC-Target-URI") == "https://site.test/news/1?page=1"
    assert record.rec_headers.get_header("WARC-Date") == "2026-11-24T12:00:01.123Z"
    assert record.rec_headers.get_header("WARC-IP-Address") == "203.0.113.7"
    assert record.rec_headers.get_header("WARC-Payload-Digest").startswith("sha1:")
    assert record.http_headers.statusline == "200 OK"
    assert record.http_headers.headers == [
        ("Content-Type", "text/html; charset=utf-8"),
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
        ("Content-Length", str(len(PAGE))),
    ]
    together = record.rec_headers.get_header("WARC-Record-ID")
    assert request[1].rec_headers.get_header("WARC-Concurrent-To") == together
    assert request[1].http_headers.protocol == "GET"
    assert request[1].http_headers.statusline == "/news/1?page=1 HTTP/1.1"
    assert request[1].http_headers.get_header("Host") == "site.test"
    assert metadata[1].rec_headers.get_header("WARC-Concurrent-To") == together
    assert metadata[2] == b"fetchTimeMs: 42\r\nredirect: 301 https://site.test/old/1\r\n"


async def test_warcios_own_check_finds_nothing(tmp_path: Path) -> None:
    made = archive(tmp_path)
    await asyncio.gather(*(made.write(answer(number)) for number in range(5)))
    await made.close()
    [path] = files(tmp_path)
    checked = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "warcio.cli", "check", "-v", str(path)),
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await checked.communicate()
    assert checked.returncode == 0
    assert b"fail" not in out.lower()


async def test_files_are_closed_at_their_size(tmp_path: Path) -> None:
    made = archive(tmp_path, max_bytes=3000)
    for number in range(6):
        await made.write(answer(number))
    await made.close()
    paths = files(tmp_path)
    assert len(paths) > 1
    assert all(path.suffix == ".gz" for path in paths)
    kinds = [[kind for kind, _, _ in records(path)] for path in paths]
    assert all(one[0] == "warcinfo" for one in kinds)
    assert sum(one.count("response") for one in kinds) == 6


@pytest.mark.parametrize("status", [304, 404, 599])
async def test_any_status_is_kept(tmp_path: Path, status: int) -> None:
    made = archive(tmp_path)
    await made.write(answer(1, b"", status=status, remote_address=None, raw_headers=()))
    await made.close()
    [path] = files(tmp_path)
    assert records(path)[1][1].http_headers.get_statuscode() == str(status)


async def test_after_a_kill_all_whole_records_are_there(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.unit.warc.made", str(tmp_path)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    written = 0
    while written < 30:
        written = int(await asyncio.wait_for(process.stdout.readline(), 60))
    [path] = files(tmp_path)
    assert pick_up(tmp_path) == []  # it is held
    process.kill()
    rest = await process.stdout.read()
    await process.wait()
    told = int((rest.split() or [str(written).encode()])[-1])
    # Half a record is what a kill in the middle of a write leaves.
    append(path, content(path)[:700])
    await archive(tmp_path).close()
    [picked] = files(tmp_path)
    assert picked.name == path.name.removesuffix(".open")
    kinds = [kind for kind, _, _ in records(picked)]
    assert kinds.count("response") >= told
    assert kinds.count("metadata") >= told


async def test_a_file_without_a_whole_record_goes(tmp_path: Path) -> None:
    append(tmp_path / "copydesk-1.warc.gz.open", b"\x1f\x8b\x08 half")
    append(tmp_path / "other.warc.gz", b"not ours")
    assert pick_up(tmp_path) == []
    assert [path.name for path in files(tmp_path)] == ["other.warc.gz"]


async def test_a_full_disk_costs_no_whole_record(tmp_path: Path) -> None:
    made = archive(tmp_path)
    await made.write(answer(1))
    [path] = files(tmp_path)
    size = len(content(path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # The system's own way to say that there is no more room; Python ignores the signal.
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 300, hard))
    try:
        with pytest.raises(TransientError) as caught:
            await made.write(answer(2))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.code == "archive"
    assert len(content(path)) == size
    await made.write(answer(3))
    await made.close()
    [path] = files(tmp_path)
    targets = [one.rec_headers.get_header("WARC-Target-URI") for kind, one, _ in records(path)]
    assert [one for one in targets if one and "/2" in one] == []
    assert len(targets) == 7


def test_a_folder_that_is_none_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigError, match="WARC"):
        archive(tmp_path / "file")
