"""The pytest plugin: fixtures for tests of consumers.

It is loaded in every pytest run of an environment that has it: what is heavy is imported by the
fixtures.
"""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from copydesk.consumer import Message
    from copydesk.recording import Recording

    from .desk import Desk
    from .golden import Golden
    from .kafka import Kafka

_RUN = pytest.StashKey[tuple[str, int]]()
_numbers = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("copydesk")
    group.addoption(
        "--copydesk-update", action="store_true", help="write golden files instead of comparing"
    )
    group.addoption(
        "--copydesk-kafka",
        metavar="HOST:PORT",
        help="use this Kafka instead of starting one (tests take a prefix of their own)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Agree on the run's folder and on the process whose end is the run's."""
    given = getattr(config, "workerinput", {}).get("copydesk_run")
    # Nothing is created before a test asks for Kafka.
    folder = Path(tempfile.gettempdir()) / f"copydesk-tests-{os.getpid()}"
    config.stash[_RUN] = tuple(given) if given else (str(folder), os.getpid())


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process of xdist's."""
    node.workerinput["copydesk_run"] = list(node.config.stash[_RUN])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's Kafka, where this is the run's first process."""
    folder, pid = config.stash.get(_RUN, ("", 0))
    if pid == os.getpid() and Path(folder).exists():
        from .broker import end

        end(Path(folder))


@pytest.fixture(scope="session")
def copydesk_bootstrap(pytestconfig: pytest.Config) -> str:
    """Address of the run's Kafka, HOST:PORT: one for all tests and all of xdist's processes."""
    given: str | None = pytestconfig.getoption("--copydesk-kafka")
    if given:
        return given
    from .broker import shared

    folder, pid = pytestconfig.stash[_RUN]
    return shared(Path(folder), pid)


@pytest.fixture
def kafka(copydesk_bootstrap: str, tmp_path: Path) -> Kafka:
    """Real Kafka, with a prefix for this test: `kafka.bootstrap`, `.prefix`, `.read()`."""
    from copydesk.settings import load

    from .kafka import Kafka

    return Kafka(
        load(
            {
                "broker.bootstrap": copydesk_bootstrap,
                "topics.prefix": f"test-{os.getpid()}-{next(_numbers)}.",
                "topics.partitions": 2,
                "broker.session_timeout_s": 6.0,
                "data_dir": tmp_path / "copydesk",
            }
        )
    )


@pytest.fixture
def desk(kafka: Kafka, tmp_path: Path) -> Iterator[Desk]:
    """Stages in the background: `desk.start()`, then `desk.wait_until(condition)`."""
    from .desk import Desk

    found = Desk(kafka, tmp_path)
    yield found
    found.stop()


class Find(Protocol):
    """Type of the fixture `recording`."""

    def __call__(self, name: str) -> Recording:
        """Return a recording by its name."""


class Replay(Protocol):
    """Type of the fixture `replay`."""

    def __call__(
        self,
        name: str,
        *,
        topic: str = "articles",
        through: str | None = None,
        onto: Kafka | None = None,
    ) -> list[Message[Any]]:
        """Return a recording's events, or what stages make of it, or put it on topics."""


@pytest.fixture
def recording(request: pytest.FixtureRequest) -> Find:
    """Find a recording: `recording("newsroom")`.

    Looked for in `recordings/` beside the test, then among those that Copydesk ships.
    """
    folder = request.path.parent / "recordings"

    def find(name: str) -> Recording:
        from .recorded import find as look

        return look(name, folder)

    return find


@pytest.fixture
def replay(recording: Find) -> Replay:
    """Replay a recording: as messages, through stages, or onto a test's topics.

    `replay("newsroom")` returns the recorded articles, without Kafka.
    `replay("newsroom", through="normalize,enrich,publish")` makes them anew from its pages.
    `replay("newsroom", onto=kafka)` puts the whole on topics; returns what is then there.
    """

    def run(
        name: str,
        *,
        topic: str = "articles",
        through: str | None = None,
        onto: Kafka | None = None,
    ) -> list[Message[Any]]:
        from copydesk.recording.replay import replay as put_back
        from copydesk.settings import load

        from .kafka import run as run_to_end
        from .recorded import made, messages

        found = recording(name)
        if through is not None:
            return made(found, through.split(","), load())
        if onto is None:
            return messages(found, topic)
        run_to_end(put_back(onto.settings, found, again=True, only_its_topics=True))
        return onto.read(topic) if topic in found.manifest.topics else []

    return run


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare with a file in `golden/` beside the test: `golden("headlines.txt", text)`."""
    from .golden import Golden

    update: bool = request.config.getoption("--copydesk-update")
    return Golden(request.path.parent / "golden", update=update)
