"""The gate on real Kafka: each version once, whatever is killed."""

from __future__ import annotations

import signal
from collections.abc import Callable

import psutil
import pytest

from copydesk.headers import Order
from copydesk.kafka import group_id
from copydesk.records import Output
from copydesk.settings import Settings
from copydesk.topics import ARTICLES, ENRICHED
from tests.samples import enriched, output
from tests.support import (
    Worker,
    articles,
    committed,
    dead_letters,
    eventually,
    produce,
    read_all,
    versions,
)

pytestmark = pytest.mark.kafka
StartWorker = Callable[..., Worker]


def stream(count: int = 300, second_versions: int = 50) -> list[Output]:
    """First versions of `count` articles, and second ones of some in flight among them."""
    outputs = []
    for n in range(count):
        outputs.append(output(enriched(n), Order(1000 + n, 0, n)))
        if n % (count // second_versions) == 0:
            outputs.append(output(enriched(n, text="changed"), Order(9000 + n, 0, count + n)))
    return outputs


def expected(count: int = 300, second_versions: int = 50) -> dict[str, list[int]]:
    step = count // second_versions
    return {
        f"urn:copydesk:article:1:test{n}": [1, 2] if n % step == 0 else [1] for n in range(count)
    }


async def drained(settings: Settings, total: int) -> None:
    async def done() -> bool:
        return await committed(settings, group_id(settings, "publish"), ENRICHED) == total

    await eventually(done, "the gate has committed its whole input")


async def test_a1_a2_a1_a2_gives_two_events(settings: Settings, worker: StartWorker) -> None:
    a1 = output(enriched(), Order(1, 0, 0))
    a2 = output(enriched(text="changed"), Order(2, 0, 1))
    await produce(settings, [a1, a2, a1, a2])
    gate = worker(settings, "publish")
    await drained(settings, 4)
    found = await articles(settings)
    assert [(a.version, a.change.kind) for a in found] == [(1, "first"), (2, "update")]
    assert gate.stop() == 0


@pytest.mark.parametrize("point", ["gate.sent=kill@3", "gate.committed=kill@3"])
async def test_kill_at_a_failpoint_loses_and_repeats_nothing(
    settings: Settings, worker: StartWorker, point: str
) -> None:
    sent = stream()
    await produce(settings, sent)
    small = {"COPYDESK_PUBLISH_BATCH_EVENTS": "20"}
    first = worker(settings, "publish", COPYDESK_FAILPOINTS=point, **small)
    assert await first.ended() == -signal.SIGKILL
    worker(settings, "publish", **small)
    await drained(settings, len(sent))
    assert versions(await articles(settings)) == expected()


async def test_without_the_transaction_the_same_kill_publishes_twice(
    settings: Settings, worker: StartWorker
) -> None:
    sent = stream(60, 10)
    await produce(settings, sent)
    plain = {"COPYDESK_TEST_NO_TXN": "1", "COPYDESK_PUBLISH_BATCH_EVENTS": "20"}
    first = worker(settings, "publish", COPYDESK_FAILPOINTS="gate.sent=kill@1", **plain)
    assert await first.ended() == -signal.SIGKILL
    worker(settings, "publish", **plain)
    await drained(settings, len(sent))
    twice = [v for v in versions(await articles(settings)).values() if len(set(v)) < len(v)]
    assert twice, "the kill between sending and committing must show without a transaction"


async def test_paused_gate_is_fenced_by_its_twin(settings: Settings, worker: StartWorker) -> None:
    sent = stream(120, 20)
    await produce(settings, sent)
    small = {"COPYDESK_PUBLISH_BATCH_EVENTS": "10"}
    paused = worker(settings, "publish", COPYDESK_FAILPOINTS="gate.sent=stop@2", **small)

    async def frozen() -> bool:
        state = (await _process_state(paused)).strip()
        return state == "T"

    await eventually(frozen, lambda: f"the first gate stops at its failpoint: {paused.tail()}")
    worker(settings, "publish", **small)
    await drained(settings, len(sent))
    paused.send(signal.SIGCONT)
    assert await paused.ended() != 0
    # aiokafka's own tasks may log after our sentence.
    assert "fenced: another process has taken over" in paused.log.read_text()
    assert versions(await articles(settings)) == expected(120, 20)


async def _process_state(worker: Worker) -> str:
    status = psutil.Process(worker.running.pid).status()
    return "T" if status == psutil.STATUS_STOPPED else status


async def test_workers_come_and_go_under_load(settings: Settings, worker: StartWorker) -> None:
    sent = stream()
    group = group_id(settings, "publish")
    small = {"COPYDESK_PUBLISH_BATCH_EVENTS": "5"}
    first = worker(settings, "publish", **small)
    await produce(settings, sent[:120])

    async def some() -> bool:
        return await committed(settings, group, ENRICHED) > 20

    await eventually(some, lambda: f"the first gate works: {first.tail()}")
    second = worker(settings, "publish", **small)
    await produce(settings, sent[120:240])

    async def taken() -> bool:
        return "state loaded" in second.tail()

    await eventually(taken, lambda: f"the second gate takes partitions: {second.tail()}")
    assert first.stop() == 0
    await produce(settings, sent[240:])
    await drained(settings, len(sent))
    assert versions(await articles(settings)) == expected()
    assert second.stop() == 0


async def test_what_the_gate_cannot_read_goes_to_dead_letter(
    settings: Settings, worker: StartWorker
) -> None:
    good = output(enriched(), Order(1, 0, 0))
    broken = [
        Output(ENRICHED, b"a", b"\xff\xfe", good.headers, 0),
        Output(ENRICHED, b"b", b"{}", good.headers, 0),
        Output(ENRICHED, b"c", good.value, (), 0),
    ]
    await produce(settings, [*broken, good])
    worker(settings, "publish")
    await drained(settings, 4)
    assert len(await articles(settings)) == 1
    reasons = sorted(letter.reason for letter in await dead_letters(settings))
    assert reasons == ["no-order", "schema", "undecodable"]


async def test_state_is_rebuilt_from_the_topic_when_the_cache_is_gone(
    settings: Settings, worker: StartWorker
) -> None:
    await produce(settings, [output(enriched(n), Order(1, 0, n)) for n in range(20)])
    gate = worker(settings, "publish")
    await drained(settings, 20)
    assert gate.stop() == 0
    for file in (settings.data_dir / "gate").rglob("*.sqlite*"):
        file.unlink()
    again = [output(enriched(n), Order(1, 0, n)) for n in range(20)]
    fresh = [output(enriched(n, text="changed"), Order(2, 0, n)) for n in range(5)]
    await produce(settings, [*again, *fresh])
    worker(settings, "publish")
    await drained(settings, 45)
    found = versions(await articles(settings))
    assert sum(len(v) for v in found.values()) == 25
    assert all(v == list(range(1, len(v) + 1)) for v in found.values())


async def test_subscribers_that_read_committed_see_no_torn_transaction(
    settings: Settings, worker: StartWorker
) -> None:
    await produce(settings, stream(40, 10))
    first = worker(settings, "publish", COPYDESK_FAILPOINTS="gate.sent=kill@1")
    assert await first.ended() == -signal.SIGKILL
    dirty = await read_all(settings, ARTICLES, isolation="read_uncommitted")
    assert dirty, "the failpoint is after the articles were acknowledged"
    assert await articles(settings) == []
