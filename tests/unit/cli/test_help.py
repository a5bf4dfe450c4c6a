"""Every command teaches; none loads what it does not need."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import orjson
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from copydesk.cards import card, plain
from copydesk.cli.main import copydesk
from copydesk.codec import encode
from copydesk.deadletter import dead_letter
from copydesk.errors import PermanentError
from copydesk.events import Article, Change, Dateline, Headline
from copydesk.records import Record
from copydesk.topics import ARTICLES, DEAD_LETTER, ENRICHED
from tests.samples import NOON, enriched


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", list(commands(copydesk)), ids=" ".join)
def test_help_teaches_by_example(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(copydesk, [*path, "--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert f"copydesk {path[0]}" in result.output


def _loaded(program: str) -> set[str]:
    code = f"{program}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return set(orjson.loads(done.stdout.splitlines()[-1]))


def test_importing_the_package_loads_no_kafka_client() -> None:
    loaded = _loaded("import copydesk")
    assert not loaded & {"aiokafka", "faust", "lxml", "click", "msgspec"}


def test_help_loads_no_stage() -> None:
    program = (
        "from click.testing import CliRunner\nfrom copydesk.cli.main import copydesk\n"
        "assert CliRunner().invoke(copydesk, ['--help']).exit_code == 0"
    )
    assert not _loaded(program) & {"aiokafka", "faust", "lxml", "resiliparse"}


def test_what_a_reader_needs_brings_no_stage() -> None:
    loaded = _loaded("import copydesk\ncopydesk.subscribe\nimport copydesk.cli.tail")
    assert "aiokafka" in loaded
    assert not loaded & {"faust", "lxml", "resiliparse", "feedparser", "psutil"}


@pytest.mark.parametrize("command", [("up",), ("broker", "start")], ids=" ".join)
def test_a_missing_extra_is_named(command: tuple[str, ...], tmp_path: Path) -> None:
    program = "import sys; sys.modules['psutil'] = None\nfrom copydesk.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--data-dir", str(tmp_path), *command, "--port", "0"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"pip install 'copydesk[embedded]'" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script(shell: str) -> None:
    result = CliRunner().invoke(copydesk, ["completion", shell])
    assert result.exit_code == 0
    assert "_COPYDESK_COMPLETE" in result.output


def test_config_hides_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_BROKER_SASL_PASSWORD", "hunter2")
    for options in ([], ["--json"]):
        result = CliRunner().invoke(copydesk, ["config", *options])
        assert result.exit_code == 0
        assert "hunter2" not in result.output
        assert "COPYDESK_BROKER_SASL_PASSWORD" in result.output


def test_a_pipe_that_closes_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m copydesk config | head -1", shell=True, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")


def article() -> Record:
    made = Article(
        **enriched().copy_fields(),
        version=2,
        status="usable",
        change=Change(kind="update", fields=("body",)),
    )
    return Record("news.articles", 0, 7, b"k", encode(made))


def test_a_card_of_a_withdrawal_says_why() -> None:
    change = Change(kind="withdrawal", fields=("status",), note="410 Gone")
    made = Article(**enriched().copy_fields(), version=3, status="canceled", change=change)
    record = Record("news.articles", 0, 7, b"k", encode(made))
    shown = click.unstyle(card(ARTICLES, record, 80))
    assert "version 3 (withdrawal: 410 Gone)" in shown


def test_a_card_shows_headline_source_language_time_and_change() -> None:
    shown = click.unstyle(card(ARTICLES, article(), 80))
    for part in ("Ferry 1 returns", "en", "2026-11-23 12:00 UTC", "version 2 (update: body)"):
        assert part in shown
    assert "https://harbour.example/1" in shown


def test_a_card_shows_what_stands_around_the_text_in_lines_of_its_own() -> None:
    made = replace(
        enriched(),
        headlines=(Headline(role="kicker", value="On the \x1b[2Jwater"), *enriched().headlines),
        dateline=Dateline(text="PORT (Wire) —", source="Wire"),
        sign_off="(Reporting by Ann Lee;\nediting by Bo Ek)",
    )
    record = Record("news.enriched", 0, 7, b"k", encode(made))
    lines = click.unstyle(card(ENRICHED, record, 80)).split("\n")
    assert lines[:2] == ["On the [2Jwater", "Ferry 1 returns"]
    assert lines[-3:-1] == [
        "  dateline: PORT (Wire) —",
        "  sign-off: (Reporting by Ann Lee; editing by Bo Ek)",
    ]


def test_a_card_cannot_play_with_the_terminal() -> None:
    assert plain("a\x1b[2J\x07b\u202ec\r") == "a[2Jbc"


def test_a_card_of_a_refusal_and_of_what_is_no_event() -> None:
    letter = dead_letter("fetch", PermanentError("gone", code="http-404", url="u"), now=NOON)
    shown = click.unstyle(card(DEAD_LETTER, Record("t", 0, 0, None, letter.value), 80))
    assert "fetch refused: http-404" in shown
    assert "gone" in shown
    assert "not JSON" in card(ARTICLES, Record("t", 0, 3, None, b"{"), 80)
    assert "removed" in card(ARTICLES, Record("t", 0, 3, b"k", None), 80)
