"""The whole way, from feeds on real HTTP to `articles`, while stages are killed."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest

from copydesk.events import Article
from copydesk.settings import Settings
from copydesk.topics import STAGES
from tests.press import Press
from tests.servers import Server
from tests.support import Worker, articles, dead_letters, eventually, versions

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]
StartWorker = Callable[..., Worker]

TOTAL = 300
CHANGING = range(0, TOTAL, 6)
DEADLINE_S = 150


async def complete(settings: Settings, press: Press, logs: Callable[[], str]) -> list[Article]:
    """Wait until the last version of every article is published."""
    found: list[Article] = []

    async def done() -> bool:
        found[:] = await articles(settings)
        return press.is_complete(found)

    try:
        await eventually(done, "all articles are published", DEADLINE_S)
    except AssertionError as error:
        counts = {press.id(n): 1 + (n in press.changing) for n in range(press.total)}
        behind = [k for k, v in versions(found).items() if len(v) != counts[k]]
        raise AssertionError(f"{error}; {len(found)} are, behind: {behind}; {logs()}") from None
    return found


# Where, and how often it is come by before the kill: while articles flow, not before or after.
POINTS = [
    ("poll", "poll.discovered-delivered", 4),
    ("fetch", "runner.delivered", 120),
    ("normalize", "runner.delivered", 120),
    ("enrich", "runner.delivered", 120),
    ("publish", "gate.sent", 20),
]


@pytest.mark.parametrize(("stage", "point", "count"), POINTS)
async def test_a_kill_anywhere_loses_and_repeats_nothing(
    settings: Settings,
    worker: StartWorker,
    server: Server,
    stage: str,
    point: str,
    count: int,
) -> None:
    press = Press(server, TOTAL, CHANGING)
    own = press.settings(settings)
    env = {"COPYDESK_PUBLISH_BATCH_EVENTS": "10"}
    workers = {
        name: worker(
            own,
            name,
            **env,
            **({"COPYDESK_FAILPOINTS": f"{point}=kill@{count}"} if name == stage else {}),
        )
        for name in STAGES
    }
    await press.subscribe(own)

    async def killed() -> bool:
        # Versions change while it runs, so that the kill falls among them.
        press.note(await articles(own))
        return workers[stage].running.poll() is not None

    await eventually(
        killed, lambda: f"the failpoint is reached: {workers[stage].tail()}", DEADLINE_S
    )
    assert workers[stage].running.returncode == -signal.SIGKILL, workers[stage].tail()
    worker(own, stage, **env)

    def logs() -> str:
        return "\n".join(f"{name}: {one.tail()[-500:]}" for name, one in workers.items())

    found = await complete(own, press, logs)
    published = versions(found)
    assert all(list(range(1, len(v) + 1)) == v for v in published.values())
    for n in range(TOTAL):
        assert published[press.id(n)] == ([1, 2] if n in press.changing else [1])
    texts = {(one.article_id, one.body.text) for one in found}
    assert len(texts) == len(found), "each version has a text of its own"
    assert await dead_letters(own) == []


async def test_fetch_workers_come_and_go(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    press = Press(server, 120, range(0, 120, 3), eager=True)
    own = press.settings(settings)
    workers = {name: worker(own, name) for name in STAGES}
    await press.subscribe(own)

    async def some(least: int) -> bool:
        return len(await articles(own)) >= least

    await eventually(lambda: some(10), lambda: f"articles flow: {workers['fetch'].tail()}")
    second = {name: worker(own, name) for name in ("poll", "fetch", "normalize", "enrich")}
    await eventually(lambda: some(60), lambda: f"articles flow: {second['fetch'].tail()}")
    for name in second:
        assert workers[name].stop() == 0
    found = await complete(own, press, lambda: second["fetch"].tail())
    assert all(list(range(1, len(v) + 1)) == v for v in versions(found).values())
    for one in second.values():
        assert one.stop() == 0
