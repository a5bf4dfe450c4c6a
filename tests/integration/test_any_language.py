"""docs/how-to/any-language.md word for word, on real Kafka, with articles as the gate writes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import platformdirs
import pytest
from filelock import FileLock
from jsonschema import Draft202012Validator, FormatChecker

from copydesk.events import Enriched, Headline, Language
from copydesk.headers import Order
from copydesk.producer import Producer
from copydesk.publish.batch import prepare
from copydesk.records import Output
from copydesk.settings import Settings
from copydesk.topics import ARTICLES
from tests.fences import read_document
from tests.samples import NOON, enriched, record
from tests.support import eventually, read_all

pytestmark = [
    pytest.mark.kafka,
    # The first run may have to compile a client.
    pytest.mark.timeout(900),
]

ROOT = Path(__file__).parents[2]
DOCUMENT = read_document(ROOT / "docs/how-to/any-language.md")
SCHEMA = ROOT / "schemas/article.schema.json"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text()), format_checker=FormatChecker())

PARTITIONS = 4
INSTALL_S = 800.0
RUN_S = 60.0
OFFLINE = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|no such host|i/o timeout|dial tcp"
    r"|Unknown host|Could not transfer|Temporary failure in name resolution"
)
TOOLS = {
    "java": (("java", "mvn"), ("java", "-version"), r'version "(\d+)', 17),
    "node": (("node", "npm"), ("node", "--version"), r"v(\d+)", 20),
}
"""Language -> tools on the path, how to ask for the version, where it stands, the least one."""

HEADLINES = {
    "id": "Dermaga lama dibuka lagi",
    "fa": "اسکلهٔ قدیمی بازگشایی شد",
    "zh": "旧码头重新开放：𠮷野先生说 🚢",
    "ru": "Старый причал снова открыт",
    "hi": "पुराना घाट फिर खुला",
}
Published = tuple[str, int, str]
"""Article id, version, headline."""


class Ledger:
    """Writes articles as the gate does: its decisions, its records, its transactions."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._states: dict[str, bytes] = {}
        self._order = 0

    async def write(
        self, articles: Sequence[Enriched], *, partition: int, commit: bool = True, **changed: Any
    ) -> list[Published]:
        """Write articles in one transaction; return what it published.

        Args:
            articles: in order.
            partition: where they go.
            commit: or abort, as after a crash of the gate.
            changed: further fields of the values, as a later version would write them.
        """
        records = []
        for article in articles:
            self._order += 1
            records.append(record(article, Order(self._order, 0, self._order)))
        batch = prepare(records, partition, self._states.get, NOON)
        assert not batch.dead
        outputs = [
            replace(output, value=orjson.dumps({**orjson.loads(output.value or b""), **changed}))
            for output in batch.articles
        ]
        await self.transaction(outputs, partition, commit=commit)
        if not commit:
            return []
        self._states.update((name, state.encode()) for name, state in batch.states.items())
        return [published(orjson.loads(output.value or b"")) for output in outputs]

    async def transaction(
        self, outputs: Sequence[Output], partition: int, *, commit: bool = True
    ) -> None:
        """Write records in one transaction of the partition's own producer."""
        name = f"{self._settings.topics.prefix}publish-{partition}"
        producer = Producer(self._settings, transactional_id=name)
        await producer.start()
        try:
            await producer.connected.begin_transaction()
            await producer.deliver(outputs)
            if commit:
                await producer.connected.commit_transaction()
            else:
                await producer.connected.abort_transaction()
        finally:
            await producer.stop()


def published(article: dict[str, Any]) -> Published:
    return article["article_id"], article["version"], article["headlines"][0]["value"]


def story(number: int, tag: str, text: str = "The ferry is back.") -> Enriched:
    headline = Headline(role="main", value=f"{HEADLINES[tag]} {number}")
    return enriched(number, text, headlines=(headline,), language=Language(tag=tag))


async def fill(ledger: Ledger) -> list[Published]:
    """Five languages, second versions, a field of the future, and what was aborted among them."""
    expected: list[Published] = []
    for partition, tag in enumerate(list(HEADLINES)[:PARTITIONS]):
        number = 10 * partition
        first = [story(number, tag), story(number + 1, "hi")]
        lost = [story(900 + number, tag), story(901 + number, tag)]
        # A gate that dies after sending: the same articles come again in the next transaction.
        await ledger.write(first, partition=partition, commit=False)
        expected += await ledger.write(first, partition=partition)
        await ledger.write(lost, partition=partition, commit=False)
        expected += await ledger.write([story(number, tag, "Changed.")], partition=partition)
        await ledger.write([story(number, tag, "Lost.")], partition=partition, commit=False)
    future: dict[str, Any] = {"from_a_later_version": {"emoji": "🛥", "list": [1, None]}}
    expected += await ledger.write([story(77, "zh")], partition=1, **future)
    assert {version for _, version, _ in expected} == {1, 2}
    return expected


@pytest.fixture
def ledger(settings: Settings) -> Ledger:
    return Ledger(settings)


def environment(settings: Settings, group: str, count: int = 0) -> dict[str, str]:
    return {
        **os.environ,
        "BROKER": settings.broker.bootstrap,
        "TOPIC": ARTICLES.full_name(settings.topics.prefix),
        "GROUP": settings.topics.prefix + group,
        "COUNT": str(count),
        # Where no built client can be had, one is compiled with the system's own libraries.
        "CKJS_LINKING": "dynamic",
    }


def need(*tools: str) -> None:
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"this machine has no {' and no '.join(missing)}")


def shell(
    command: str, folder: Path, env: dict[str, str], timeout_s: float = RUN_S
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-ec", command],
        cwd=folder,
        env=env,
        timeout=timeout_s,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def installed(language: str) -> Path:
    """Return a folder with the document's files and their libraries, kept between runs."""
    tools, ask, pattern, least = TOOLS[language]
    need(*tools)
    told = subprocess.run(ask, capture_output=True, text=True, check=True)
    version = re.search(pattern, told.stdout + told.stderr)
    if version is None or int(version[1]) < least:
        pytest.skip(f"{language} is too old here: {told.stdout or told.stderr}")
    files, command = DOCUMENT.folder(language), DOCUMENT.commands[f"{language}-get"]
    digest = hashlib.sha256(repr((sorted(files.items()), command, version[1])).encode())
    folder = (
        Path(platformdirs.user_cache_dir("copydesk"))
        / "tests"
        / f"any-language-{language}-{digest.hexdigest()[:12]}"
    )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not (folder / ".installed").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for name, text in files.items():
                (folder / name).write_text(text, "utf-8")
            env = {**os.environ, "CKJS_LINKING": "dynamic"}
            done = shell(command, folder, env, INSTALL_S)
            said = done.stdout + done.stderr
            if done.returncode and (unreachable := OFFLINE.search(said)):
                pytest.skip(f"the libraries for {language} cannot be fetched: {unreachable[0]}")
            assert done.returncode == 0, said[-3000:]
            (folder / ".installed").touch()
        shutil.copy(SCHEMA, folder)
    return folder


@dataclass
class Running:
    """A command of the document that runs until it is told to end."""

    process: subprocess.Popen[bytes]
    out: Path
    err: Path

    def lines(self) -> list[dict[str, Any]]:
        """What it has printed."""
        return [orjson.loads(line) for line in self.out.read_bytes().splitlines()]

    async def printed(self, count: int) -> None:
        """Wait until it has printed so many lines."""

        async def done() -> bool:
            assert self.process.poll() is None, self.err.read_text()
            return self.out.read_bytes().count(b"\n") >= count

        await eventually(done, lambda: f"{count} lines; {self.err.read_text()}", RUN_S)

    def stop(self) -> int:
        """SIGTERM; return the exit code."""
        self.process.terminate()
        return self.process.wait(RUN_S)


def start(name: str, folder: Path, env: dict[str, str], screen: Path) -> Running:
    out, err = screen / f"{name}.out", screen / f"{name}.err"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        # exec, so that the signal reaches the program and not a shell around it.
        command = ["sh", "-ec", f"exec {DOCUMENT.commands[name]}"]
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=stdout, stderr=stderr)
    return Running(process, out, err)


def shown(line: dict[str, Any]) -> Published:
    return line["article_id"], line["version"], line["headline"]


@pytest.fixture
def kcat_folder(tmp_path: Path) -> Path:
    need("kcat")
    folder = tmp_path / "kcat"
    folder.mkdir()
    for name, text in DOCUMENT.folder("kcat").items():
        (folder / name).write_text(text, "utf-8")
    shutil.copy(SCHEMA, folder)
    return folder


async def test_the_topic_holds_what_a_careless_consumer_would_show(
    settings: Settings, ledger: Ledger
) -> None:
    expected = await fill(ledger)
    every = await read_all(settings, ARTICLES, isolation="read_uncommitted")
    assert len(every) > len(expected)
    assert len(await read_all(settings, ARTICLES)) == len(expected)


@pytest.mark.parametrize("language", TOOLS)
async def test_program_shows_each_committed_version_once_and_goes_on_where_it_was(
    language: str, settings: Settings, ledger: Ledger, tmp_path: Path
) -> None:
    folder = installed(language)
    expected = await fill(ledger)
    # Without a count it waits for more until SIGTERM.
    running = start(language, folder, environment(settings, language), tmp_path)
    try:
        await running.printed(len(expected))
    finally:
        code = running.stop()
    # A Java program that ends at SIGTERM, however tidily, says 128 + 15.
    assert code in (0, 128 + signal.SIGTERM), running.err.read_text()
    assert sorted(map(shown, running.lines())) == sorted(expected)

    more = await ledger.write([story(0, "id", "Once more.")], partition=0)
    again = shell(DOCUMENT.commands[language], folder, environment(settings, language, 1))
    assert again.returncode == 0, again.stderr
    [line] = [json.loads(text) for text in again.stdout.splitlines()]
    assert shown(line) == more[0]
    assert line["version"] == 3
    assert line["change"] == "update"
    assert line["type"] == "copydesk.article.update"
    assert re.fullmatch(r"[0-9a-f]{32}", line["id"])
    assert Order.decode(line["order"].encode())


@pytest.mark.parametrize("language", TOOLS)
@pytest.mark.parametrize("wrong", ["newer", "invalid"])
async def test_program_stops_in_front_of_what_it_cannot_read(
    language: str, wrong: str, settings: Settings, ledger: Ledger
) -> None:
    folder = installed(language)
    expected = await ledger.write([story(1, "ru")], partition=0)
    batch = prepare([record(story(2, "ru"), Order(9, 0, 0))], 0, lambda _: None, NOON)
    [output] = batch.articles
    if wrong == "newer":
        headers = dict(output.headers) | {"ce_dataschema": b"urn:copydesk:schema:article:2.0"}
        output = replace(output, headers=tuple(headers.items()))
    else:
        value = orjson.loads(output.value or b"") | {"fetched": "yesterday"}
        output = replace(output, value=orjson.dumps(value))
    await ledger.transaction([output], 0)
    env = environment(settings, f"{language}-{wrong}")
    for shows in (expected, []):
        # The second time it stands in front of the same article.
        ended = shell(DOCUMENT.commands[language], folder, env)
        assert ended.returncode not in (0, 128 + signal.SIGTERM)
        assert [shown(json.loads(line)) for line in ended.stdout.splitlines()] == shows
        assert f"{env['TOPIC']}[0] at " in ended.stderr
        assert ("article:2.0" if wrong == "newer" else "fetched") in ended.stderr


async def test_kcat_prints_each_committed_version_once(
    settings: Settings, ledger: Ledger, kcat_folder: Path
) -> None:
    expected = await fill(ledger)
    env = environment(settings, "kcat")
    done = shell(DOCUMENT.commands["kcat"], kcat_folder, env)
    assert done.returncode == 0, done.stderr
    articles = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(map(published, articles)) == sorted(expected)
    for article in articles:
        VALIDATOR.validate(article)
    assert any("from_a_later_version" in article for article in articles)


async def test_kcat_shows_headers_and_what_jq_picks(
    settings: Settings, ledger: Ledger, kcat_folder: Path
) -> None:
    need("jq")
    expected = await fill(ledger)
    env = environment(settings, "kcat")
    picked = shell(DOCUMENT.commands["kcat-jq"], kcat_folder, env)
    assert picked.returncode == 0, picked.stderr
    wanted = {(str(version), headline) for _, version, headline in expected}
    rows = [line.split("  ") for line in picked.stdout.splitlines()]
    assert {(version, headline) for version, _, headline in rows} == wanted
    headers = shell(DOCUMENT.commands["kcat-headers"], kcat_folder, env).stdout.splitlines()
    assert len(headers) == len(expected)
    for line in headers:
        key, _, _, pairs = line.split(" ", 3)
        assert f"ce_subject={key}" in pairs
        assert "copydesk-order=" in pairs


async def test_kcat_in_a_group_goes_on_where_it_was(
    settings: Settings, ledger: Ledger, kcat_folder: Path, tmp_path: Path
) -> None:
    expected = await fill(ledger)
    env = environment(settings, "kcat")
    first = start("kcat-group", kcat_folder, env, tmp_path)
    try:
        await first.printed(len(expected))
    finally:
        code = first.stop()
    assert code == 0, first.err.read_text()
    assert sorted(map(published, first.lines())) == sorted(expected)
    more = await ledger.write([story(2, "id")], partition=0)
    second = start("kcat-group", kcat_folder, env, tmp_path)
    try:
        await second.printed(1)
    finally:
        second.stop()
    assert list(map(published, second.lines())) == more


async def test_validator_passes_on_what_is_valid_and_ends_at_what_is_not(
    settings: Settings, ledger: Ledger, kcat_folder: Path
) -> None:
    expected = await ledger.write([story(1, "fa"), story(2, "zh")], partition=2)
    env = environment(settings, "kcat")
    done = shell(DOCUMENT.commands["kcat-validate"], kcat_folder, env)
    assert done.returncode == 0, done.stderr
    assert [published(json.loads(line)) for line in done.stdout.splitlines()] == expected
    await ledger.write([story(3, "fa")], partition=2, fetched="yesterday")
    ended = shell(DOCUMENT.commands["kcat-validate"], kcat_folder, env)
    assert ended.returncode != 0
    assert "$.fetched: 'yesterday' is not a 'date-time'" in ended.stderr
