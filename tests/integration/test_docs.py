"""What the documents say first is copied out of them and run, word for word.

In a folder outside the repository, by an environment into which only `copydesk` was installed
(the first consumer test: by this run's, which has the extra `test`).
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.admin import apply, plan
from copydesk.broker import EmbeddedBroker
from copydesk.settings import Settings, load
from tests.fences import read_document
from tests.published import publish, published
from tests.support import eventually

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

_ROOT = Path(__file__).parents[2]
_HOW_TO = _ROOT / "docs" / "how-to"
_ADDRESS = ("127.0.0.1", 9092)
"""Which the documents name."""


def block(document: str, name: str) -> str:
    """Return what a document says to type."""
    return read_document(_HOW_TO / document).commands[name]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment with Copydesk and what it asks for, nothing else."""
    folder = tmp_path_factory.mktemp("reader")
    venv.create(folder, with_pip=True)
    pip = [str(folder / "bin" / "pip"), "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, str(_ROOT)], check=True, timeout=240)
    return folder / "bin"


@pytest.fixture(scope="module")
def kafka_of_the_docs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Kafka at the address that the documents name, with articles on it."""
    with socket.socket() as probe:
        if probe.connect_ex(_ADDRESS) == 0:
            pytest.skip("something serves on 127.0.0.1:9092, where the documents have Kafka")
    with EmbeddedBroker(tmp_path_factory.mktemp("kafka"), port=_ADDRESS[1]) as broker:
        settings = load({"broker.bootstrap": broker.bootstrap, "topics.partitions": 3})

        async def fill() -> None:
            await apply(settings, await plan(settings))
            await publish(settings, published(range(20)))

        asyncio.run(fill())
        yield settings


def environment(installed: Path, folder: Path) -> dict[str, str]:
    """Return a person's environment, with that installation first in the path."""
    own = {n: v for n, v in os.environ.items() if not n.startswith(("COPYDESK_", "PYTEST_"))}
    path = f"{installed}{os.pathsep}{os.environ['PATH']}"
    # Their own settings and data must not decide.
    return {**own, "PATH": path, "HOME": str(folder), "PYTHONUNBUFFERED": "1"}


async def test_the_first_subscriber(
    installed: Path, kafka_of_the_docs: Settings, tmp_path: Path
) -> None:
    (tmp_path / "first.py").write_text(block("subscribe.md", "first-subscriber"))
    with (tmp_path / "out").open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            installed / "python",
            "first.py",
            cwd=tmp_path,
            env=environment(installed, tmp_path),
            stdout=out,
            stderr=out,
        )

    def said() -> str:
        return (tmp_path / "out").read_text()

    async def all_read() -> bool:
        return len(said().splitlines()) >= 20 or process.returncode is not None

    await eventually(all_read, "it prints the articles")
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 30) == 0, said()
    numbers = [line.split() for line in said().splitlines()]
    assert sorted(int(words[3]) for words in numbers) == list(range(20)), said()
    assert numbers[0][0] == "1"
    assert {words[1] for words in numbers} == {"en", "de", "id", "ja", "ar"}


def test_the_first_recording(installed: Path, kafka_of_the_docs: Settings, tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-e", "-c", block("record-and-replay.md", "first-recording")],
        cwd=tmp_path,
        env=environment(installed, tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.splitlines()) == sorted(
        f"https://harbour.example/{number}\t1" for number in range(20)
    )
    assert (tmp_path / "articles.jsonl.zst").exists()


def test_the_first_delivery(installed: Path, kafka_of_the_docs: Settings, tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-e", "-c", block("deliver.md", "first-deliver")],
        cwd=tmp_path,
        env=environment(installed, tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    texts = [path.read_text() for path in (tmp_path / "archive").iterdir()]
    assert sum(len(text.splitlines()) for text in texts) == 20
    assert "delivered 20" in done.stderr


def test_the_first_consumer_test(tmp_path: Path) -> None:
    (tmp_path / "test_first.py").write_text(block("test-a-consumer.md", "first-consumer-test"))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=environment(Path(sys.executable).parent, tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "1 passed" in done.stdout, done.stdout
