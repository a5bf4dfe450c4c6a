"""The format: bytes come back as they were; a file that is not whole is said to be so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.errors import ConfigError
from copydesk.recording import FORMAT, Manifest, Recording, Writer, write
from copydesk.recording.manifest import TopicFacts
from copydesk.records import Record

MANIFEST = Manifest(FORMAT, {"fetched": TopicFacts(4), "articles": TopicFacts(4)}, "news.")

_bytes = st.one_of(st.none(), st.binary(max_size=50), st.text(max_size=50).map(str.encode))
_records = st.builds(
    Record,
    topic=st.sampled_from(["fetched", "articles"]),
    partition=st.integers(0, 3),
    offset=st.integers(0, 2**62),
    key=_bytes,
    value=_bytes,
    headers=st.lists(st.tuples(st.text(max_size=9), st.binary(max_size=20)), max_size=4).map(tuple),
    timestamp_ms=st.integers(0, 2**45),
)
SOME = [
    Record("fetched", 0, 7, b"a.example", b"<p>\xff\x00", (("http", b"{}"),), 5),
    Record("articles", 3, 9, None, None, (("odd", b"\xfe"), ("odd", b"")), 6),
]


def _lines(path: Path) -> list[bytes]:
    return zstd.decompress(path.read_bytes()).splitlines(keepends=True)


def _rewrite(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(zstd.compress(b"".join(lines)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_records, max_size=8))
def test_records_come_back_byte_for_byte(tmp_path: Path, records: list[Record]) -> None:
    path = tmp_path / "a.jsonl.zst"
    write(path, MANIFEST, records)
    recording = Recording(path)
    assert list(recording) == records
    assert recording.manifest == MANIFEST
    assert sum(recording.counts().values()) == len(records)


def test_the_same_records_make_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, MANIFEST, SOME)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_text_is_text_and_the_rest_base64(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write(path, MANIFEST, [SOME[0], Record("articles", 0, 0, b"k", "håvn".encode())])
    _, page, article, end = _lines(path)
    assert b'"value":{"base64":"' in page
    assert '"value":"håvn"'.encode() in article
    assert b'"end":{"articles":1,"fetched":1}' in end


def test_nothing_is_left_of_a_recording_that_failed(tmp_path: Path) -> None:
    def failing() -> Iterator[Record]:
        yield SOME[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write(tmp_path / "a", MANIFEST, failing())
    assert list(tmp_path.iterdir()) == []


def test_a_recording_replaces_an_older_one_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write(path, MANIFEST, SOME)
    with pytest.raises(RuntimeError), Writer(path, MANIFEST):
        raise RuntimeError
    assert list(Recording(path)) == SOME


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda lines: lines[:-1], "cut short after its line 3"),
        (lambda lines: lines[:2] + lines[3:], "was changed: its last line counts"),
        (lambda lines: [lines[0], lines[2], lines[1], lines[3]], "do not have the sum"),
        (lambda lines: [lines[0], b"{}\n", *lines[1:]], "line 2: not the line of a record"),
        (lambda lines: lines[1:], "does not begin with a recording's manifest"),
        (lambda lines: [lines[0].replace(b':1,"t', b':9,"t'), *lines[1:]], "of format 9"),
        (lambda lines: [*lines, lines[1]], "line 4: something follows the end"),
        (lambda lines: [], "is no recording"),
    ],
)
def test_what_is_not_whole_says_so(tmp_path: Path, damage: object, said: str) -> None:
    path = tmp_path / "a"
    write(path, MANIFEST, SOME)
    assert callable(damage)
    _rewrite(path, damage(_lines(path)))
    with pytest.raises(ConfigError, match=said):
        list(Recording(path))


def test_a_file_cut_anywhere_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write(path, MANIFEST, SOME)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(ConfigError):
            list(Recording(path))


def test_what_is_no_recording_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        list(Recording(path))
    path.write_text("hello\n")
    with pytest.raises(ConfigError, match="copydesk record TOPIC"):
        list(Recording(path))
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        list(Recording(tmp_path))
