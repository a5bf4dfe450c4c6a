"""Comparing recordings: what counts, what does not, and how a person sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import orjson
import pytest
from click.testing import CliRunner

from copydesk.cli.main import copydesk
from copydesk.recording import FORMAT, Manifest, write
from copydesk.recording.diff import Comparison
from copydesk.recording.manifest import TopicFacts
from copydesk.recording.report import entry
from copydesk.records import Record


def _article(number: int, version: int = 1, **fields: Any) -> Record:
    event = {
        "article_id": f"a{number}",
        "version": version,
        "headlines": [{"role": "main", "value": f"Ferry {number}"}],
        "body": {"text": "One sentence. Another sentence that is long enough to be cut. A third."},
        **fields,
    }
    headers = (("ce_id", f"{number}-{version}".encode()), ("ce_time", b"now"))
    return Record("articles", 0, number, f"a{number}".encode(), orjson.dumps(event), headers, 5)


def test_partition_offset_and_times_do_not_count() -> None:
    one = _article(1)
    other = Record("articles", 3, 99, one.key, one.value, (*one.headers[:1], ("x", b"y")), 77)
    comparison = Comparison([one], [other])
    assert list(comparison) == []
    assert comparison.same == 1


def test_what_differs_is_named_by_path() -> None:
    changed = _article(1, headlines=[{"role": "main", "value": "Boat 1"}], section="Sea")
    comparison = Comparison([_article(1), _article(2)], [_article(2), changed])
    (found,) = comparison
    assert found.identity == ("articles", "a1", 1)
    assert [(c.path, c.before, c.after) for c in found.changes][:1] == [
        ("headlines[0].value", "Ferry 1", "Boat 1")
    ]
    assert [change.path for change in found.changes] == ["headlines[0].value", "section"]
    assert dict(comparison.fields) == {"headlines[].value": 1, "section": 1}


def test_versions_and_articles_that_only_one_has() -> None:
    found = list(Comparison([_article(1), _article(2)], [_article(1), _article(1, 2)]))
    assert [(one.identity[1:], one.only_in) for one in found] == [
        (("a1", 2), "b"),
        (("a2", 1), "a"),
    ]


def test_a_header_that_a_replay_promises_counts() -> None:
    one = _article(1)
    other = Record("articles", 0, 1, one.key, one.value, (("ce_id", b"other"),), 5)
    (found,) = Comparison([one], [other])
    assert [change.path for change in found.changes] == ["header.ce_id"]


@pytest.mark.parametrize("ignored", ["headlines", "headlines[].value", "headlines[]"])
def test_what_is_ignored_is_ignored_with_all_below(ignored: str) -> None:
    changed = _article(1, headlines=[{"role": "main", "value": "Boat 1"}])
    comparison = Comparison([_article(1)], [changed], [ignored])
    assert (list(comparison), comparison.same) == ([], 1)


def test_true_is_not_one() -> None:
    (found,) = Comparison([_article(1, x=1)], [_article(1, x=True)])
    assert [change.path for change in found.changes] == ["x"]


def test_letters_of_one_key_are_compared_in_turn() -> None:
    letters = [Record("dead-letter", 0, n, b"k", b'{"n":%d}' % n) for n in range(3)]
    (found,) = Comparison(letters, [*letters[:2], Record("dead-letter", 0, 0, b"k", b"\xff")])
    assert found.identity == ("dead-letter", "k", 3)
    assert [change.path for change in found.changes] == ["n", "value"]


def test_of_a_long_text_only_what_changed_is_shown() -> None:
    text = "One sentence. Another sentence that is new and also long enough. A third."
    (found,) = Comparison([_article(1)], [_article(1, body={"text": text})])
    shown = click.unstyle(entry(found))
    assert "-Another sentence that is long enough to be cut." in shown
    assert "+Another sentence that is new and also long enough." in shown
    assert "+One sentence." not in shown


def test_nothing_of_an_event_plays_with_the_terminal() -> None:
    (found,) = Comparison([_article(1)], [_article(1, section="\x1b[2Jboo")])
    assert "\x1b" not in click.unstyle(entry(found))


def _recording(path: Path, *records: Record) -> str:
    write(path, Manifest(FORMAT, {"articles": TopicFacts(1)}), records)
    return str(path)


def test_the_exit_code_tells(tmp_path: Path) -> None:
    a = _recording(tmp_path / "a", _article(1), _article(2))
    b = _recording(tmp_path / "b", _article(1), _article(2, section="Sea"))
    same = CliRunner().invoke(copydesk, ["diff", a, a])
    assert (same.exit_code, same.output) == (0, "2 the same, 0 changed, 0 only in A, 0 only in B\n")
    other = CliRunner().invoke(copydesk, ["diff", a, b])
    assert other.exit_code == 1
    assert "Ferry 2\n  a2 version 1\n  section\n    +Sea\n" in other.output
    assert "1 the same, 1 changed, 0 only in A, 0 only in B\n       1  section" in other.output
    lines = CliRunner().invoke(copydesk, ["diff", a, b, "--json"]).output.splitlines()
    assert json.loads(lines[0])["changes"] == [{"path": "section", "b": "Sea"}]
    limited = CliRunner().invoke(copydesk, ["diff", a, b, "--limit", "0"])
    assert (limited.exit_code, "… and 1 more" in limited.output) == (1, True)
