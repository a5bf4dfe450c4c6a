"""`copydesk.subscribe` against a real broker: places, filters, batches, handlers, refusals."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

import copydesk
from copydesk.admin import admin_client
from copydesk.codec import decode
from copydesk.consumer import Message, Start
from copydesk.errors import BrokerError, ConfigError, DecodeError
from copydesk.events import Article, DeadLetter
from copydesk.kafka import client_options
from copydesk.records import Output
from copydesk.settings import Settings, environment
from copydesk.topics import ARTICLES, Topic
from tests.published import ids, publish, published
from tests.support import committed, eventually, produce, read_all

pytestmark = pytest.mark.kafka
QUICK = copydesk.Retry(attempts=3, first_wait_s=0.01, longest_wait_s=0.05)


async def take(subscription: copydesk.Subscription[Article], count: int) -> list[Message[Article]]:
    """Read so many messages, the last one's body run to its end too."""
    found: list[Message[Article]] = []
    async with asyncio.timeout(60), subscription:
        async for message in subscription:
            found.append(message)
            if len(found) == count:
                subscription.stop()
    return found


async def place(settings: Settings, group: str) -> int:
    return await committed(settings, group, ARTICLES)


async def test_each_message_is_typed_and_has_its_facts(settings: Settings) -> None:
    await publish(settings, published(range(20), 2))
    found = await take(copydesk.subscribe(settings=settings), 40)
    assert ids(m.value for m in found) == sorted(
        (f"urn:copydesk:article:1:test{n}", v) for n in range(20) for v in (1, 2)
    )
    assert {m.topic for m in found} == {ARTICLES.full_name(settings.topics.prefix)}
    assert all(m.key == m.value.article_id for m in found)
    kinds = Counter(m.headers["ce_type"] for m in found)
    assert kinds == {b"copydesk.article.first": 20, b"copydesk.article.update": 20}
    by_partition: dict[int, list[int]] = {}
    for m in found:
        by_partition.setdefault(m.partition, []).append(m.offset)
    assert len(by_partition) == 4
    assert all(offsets == sorted(offsets) for offsets in by_partition.values())


async def test_a_plain_loop_reads_the_same(settings: Settings) -> None:
    await publish(settings, published(range(10)))

    def read() -> list[Article]:
        subscription = copydesk.subscribe(settings=settings, group="plain")
        found = []
        for message in subscription:
            found.append(message.value)
            if len(found) == 10:
                subscription.stop()
        return found

    assert ids(await asyncio.to_thread(read)) == ids(
        decode(o.value, Article) for o in published(range(10))
    )
    assert await place(settings, "plain") == 10


async def test_the_place_moves_after_the_body_and_not_before(settings: Settings) -> None:
    await publish(settings, published(range(6)))
    subscription = copydesk.subscribe(settings=settings, group="desk")
    seen = 0
    async with aclosing(aiter(subscription)) as messages:
        async for _ in messages:
            seen += 1
            if seen == 4:
                break
    # The body that was left has not run to its end.
    assert await place(settings, "desk") == 3
    assert len(await take(copydesk.subscribe(settings=settings, group="desk"), 3)) == 3
    assert await place(settings, "desk") == 6


async def test_a_reader_without_group_leaves_no_trace(settings: Settings) -> None:
    await publish(settings, published(range(3)))
    async with admin_client(settings) as client:
        before = {group for group, *_ in await client.list_consumer_groups()}
        await take(copydesk.subscribe(settings=settings), 3)
        assert {group for group, *_ in await client.list_consumer_groups()} == before


async def test_acknowledged_by_hand_out_of_order_only_what_is_whole_moves(
    settings: Settings,
) -> None:
    one = published([1], 4)
    await publish(settings, one)
    subscription = copydesk.subscribe(settings=settings, group="hand", auto_ack=False)
    found = []
    async with asyncio.timeout(60), subscription:
        async for message in subscription:
            found.append(message)
            if len(found) == 4:
                for index in (0, 1, 3):
                    found[index].ack()
                subscription.stop()
    assert await place(settings, "hand") == 2
    again = await take(copydesk.subscribe(settings=settings, group="hand"), 2)
    assert [m.value.version for m in again] == [3, 4]


@pytest.mark.parametrize("group", [None, "somewhere"])
async def test_it_starts_where_it_is_told(settings: Settings, group: str | None) -> None:
    async def first(start: Start) -> int:
        name = group and f"{group}-{start}"
        [message] = await take(copydesk.subscribe(settings=settings, start=start, group=name), 1)
        return message.value.version

    options = {**client_options(settings), "enable_idempotence": True}
    producer = AIOKafkaProducer(**options)
    await producer.start()
    try:
        for hour, output in enumerate(published([1], 4), 1):
            await producer.send_and_wait(
                output.topic.full_name(settings.topics.prefix),
                output.value,
                output.key,
                headers=list(output.headers),
                timestamp_ms=hour * 3_600_000,
            )
    finally:
        await producer.stop()
    [partition] = {m.partition for m in await take(copydesk.subscribe(settings=settings), 4)}
    assert await first("earliest") == 1
    assert await first(datetime.fromtimestamp(2 * 3600 + 1, UTC)) == 3
    assert await first({partition: 1}) == 2


async def test_latest_is_noted_at_once_so_that_nothing_after_it_is_missed(
    settings: Settings,
) -> None:
    await publish(settings, published(range(4)))
    subscription = copydesk.subscribe(settings=settings, group="late", start="latest")
    waiting = asyncio.create_task(take(subscription, 1))

    async def noted() -> bool:
        return await place(settings, "late") == 4

    await eventually(noted, "the place is noted")
    # It dies before it has handled anything.
    waiting.cancel()
    await asyncio.wait((waiting,))
    await publish(settings, published(range(4, 7)))
    found = await take(copydesk.subscribe(settings=settings, group="late", start="latest"), 3)
    assert sorted(m.value.url for m in found) == [f"https://harbour.example/{n}" for n in (4, 5, 6)]


async def test_filters_keep_what_is_wanted_and_move_past_the_rest(settings: Settings) -> None:
    await publish(settings, published(range(30)))
    wanted = copydesk.subscribe(
        settings=settings, group="few", language=["ja", "ar"], source="p1.example", words="ferry"
    )
    found = await take(wanted, 4)
    assert {m.value.article_id.rsplit("test")[-1] for m in found} == {"4", "13", "19", "28"}

    rest = copydesk.subscribe(settings=settings, group="few", where=lambda a: False)
    reading = asyncio.create_task(take(rest, 1))

    async def past() -> bool:
        return await place(settings, "few") == 30

    await eventually(past, "the place is at the end")
    rest.stop()
    assert await reading == []


async def test_batches_come_when_full_and_when_their_time_is_over(settings: Settings) -> None:
    await publish(settings, published(range(25)))
    subscription = copydesk.subscribe(settings=settings, group="batches")
    sizes = []
    async with asyncio.timeout(60), subscription:
        async for batch in subscription.batches(size=10, within=0.3):
            sizes.append(len(batch))
            assert await place(settings, "batches") == sum(sizes[:-1]) or len(sizes) > 1
            if sum(sizes) == 25:
                subscription.stop()
    assert max(sizes) <= 10
    assert await place(settings, "batches") == 25


async def test_a_plain_loop_takes_batches(settings: Settings) -> None:
    await publish(settings, published(range(12)))

    def read() -> int:
        subscription = copydesk.subscribe(settings=settings)
        count = 0
        for batch in subscription.batches(size=5):
            count += len(batch)
            if count == 12:
                subscription.stop()
        return count

    assert await asyncio.to_thread(read) == 12


async def test_several_are_handled_at_once_and_each_article_in_order(settings: Settings) -> None:
    await publish(settings, published(range(8), 5))
    subscription = copydesk.subscribe(settings=settings, group="many")
    order: dict[str, list[int]] = {}
    now, most, handled = 0, 0, 0

    async def handle(message: Message[Article]) -> None:
        nonlocal now, most, handled
        now += 1
        most = max(most, now)
        for _ in range(5):
            await asyncio.sleep(0)
        order.setdefault(message.key, []).append(message.value.version)
        now -= 1
        handled += 1
        if handled == 40:
            subscription.stop()

    async with asyncio.timeout(60):
        await subscription.handle(handle, at_once=4)
    assert most == 4
    assert order == {f"urn:copydesk:article:1:test{n}": [1, 2, 3, 4, 5] for n in range(8)}
    assert await place(settings, "many") == 40


async def test_a_plain_handler_runs_in_threads(settings: Settings) -> None:
    await publish(settings, published(range(6)))
    subscription = copydesk.subscribe(settings=settings)
    names = []

    def handle(message: Message[Article]) -> None:
        names.append(threading.current_thread().name)
        if len(names) == 6:
            subscription.stop()

    async with asyncio.timeout(60):
        await subscription.handle(handle, at_once=2)
    assert threading.main_thread().name not in names


async def test_what_fails_is_tried_again_and_then_stops_the_consumer(settings: Settings) -> None:
    await publish(settings, published([1], 3))
    tries: Counter[int] = Counter()

    async def handle(message: Message[Article]) -> None:
        tries[message.value.version] += 1
        if message.value.version == 1 and tries[1] < 3:
            raise OSError("not yet")
        if message.value.version == 2:
            raise ValueError("never")

    with pytest.raises(ValueError, match="never") as raised:
        await copydesk.subscribe(settings=settings, group="stops").handle(handle, retry=QUICK)
    assert tries == {1: 3, 2: 3}
    assert "its place is kept" in raised.value.__notes__[0]
    assert await place(settings, "stops") == 1


@pytest.mark.parametrize("on_error", ["skip", "mine"])
async def test_what_cannot_be_handled_goes_where_the_consumer_said(
    settings: Settings, on_error: str
) -> None:
    letters = Topic(f"{settings.topics.prefix}x.letters", "", DeadLetter, "")
    await publish(settings, published(range(5)))
    broken = Output(ARTICLES, b"broken", b'{"no": "article"}')
    await produce(settings, [broken])
    choice = letters.name if on_error == "mine" else on_error
    subscription = copydesk.subscribe(settings=settings, group="on", on_error=choice)
    handled = []

    async def handle(message: Message[Article]) -> None:
        if message.value.url.endswith("/3"):
            raise ValueError("cannot take a three")
        handled.append(message.value.url)

    async def past() -> bool:
        return await place(settings, "on") == 6

    async with asyncio.timeout(60):
        work = asyncio.create_task(subscription.handle(handle, retry=QUICK))
        await eventually(past, "all are handled or refused")
        subscription.stop()
        await work
    assert len(handled) == 4
    if on_error == "mine":
        bare = replace(settings, topics=replace(settings.topics, prefix=""))
        found = [decode(r.value, DeadLetter) for r in await read_all(bare, letters)]
        assert {letter.reason for letter in found} == {"schema", "exception"}
        assert {letter.stage for letter in found} == {"consumer"}
        assert all(letter.source and letter.payload for letter in found)


async def test_a_broken_record_stops_a_reader_that_said_nothing(settings: Settings) -> None:
    await produce(settings, [Output(ARTICLES, b"broken", b"{")])
    with pytest.raises(DecodeError, match=r"articles\[\d\] at 0: not JSON"):
        await take(copydesk.subscribe(settings=settings, group="strict"), 1)
    assert await place(settings, "strict") == 0


async def test_what_others_aborted_is_not_seen_unless_asked_for(settings: Settings) -> None:
    producer = AIOKafkaProducer(**client_options(settings), transactional_id="tx-of-a-test")
    await producer.start()
    try:
        for number, commits in ((1, False), (2, True)):
            await producer.begin_transaction()
            for output in published([number]):
                name = output.topic.full_name(settings.topics.prefix)
                await producer.send_and_wait(
                    name, output.value, output.key, headers=list(output.headers)
                )
            await (producer.commit_transaction if commits else producer.abort_transaction)()
    finally:
        await producer.stop()
    [message] = await take(copydesk.subscribe(settings=settings), 1)
    assert message.value.url.endswith("/2")
    both = await take(copydesk.subscribe(settings=settings, isolation="read_uncommitted"), 2)
    assert len({m.value.url for m in both}) == 2


async def test_two_of_a_group_share_the_work_and_hand_over_without_repeating(
    settings: Settings,
) -> None:
    await publish(settings, published(range(60)))
    noted: list[tuple[str, int, int]] = []

    async def reader(name: str, subscription: copydesk.Subscription[Article]) -> None:
        async for message in subscription:
            # A body that takes its time, so that rebalances fall into it.
            await asyncio.sleep(0.005)
            noted.append((name, message.partition, message.offset))

    async with asyncio.timeout(80):
        first = copydesk.subscribe(settings=settings, group="pair")
        one = asyncio.create_task(reader("one", first))

        async def begun() -> bool:
            return len(noted) > 5

        await eventually(begun, "the first reads")
        second = copydesk.subscribe(settings=settings, group="pair")
        two = asyncio.create_task(reader("two", second))

        count = 60

        async def all_read() -> bool:
            return len(noted) >= count

        while {name for name, *_ in noted} != {"one", "two"}:
            await publish(settings, published(range(count, count + 20)))
            count += 20
            await eventually(all_read, "all are read")
        first.stop()
        await one
        await publish(settings, published(range(count, count + 20)))
        count += 20
        await eventually(all_read, "the second has taken over")
        second.stop()
        await two
    assert len(noted) == len({(partition, offset) for _, partition, offset in noted}) == count


_PROGRAM = """
import sys, time, copydesk
count = 0
for message in copydesk.subscribe(group="sigterm"):
    print("begin", message.offset, flush=True)
    time.sleep(0.3)
    print("end", message.offset, flush=True)
    count += 1
print("over", flush=True)
"""


async def test_sigterm_ends_after_the_body_at_hand(settings: Settings, tmp_path: Path) -> None:
    await publish(settings, published([1], 8))
    out = tmp_path / "out"
    with out.open("w") as file:
        process = subprocess.Popen(  # noqa: ASYNC220 - it starts at once
            [sys.executable, "-c", _PROGRAM],
            env={**os.environ, **environment(settings)},
            stdout=file,
        )
    try:

        async def begun() -> bool:
            return "begin 2" in out.read_text()

        await eventually(begun, "it reads")
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 30) == 0
    finally:
        process.kill()
    lines = out.read_text().split("\n")
    ended = sum(line.startswith("end") for line in lines)
    assert lines[-2] == "over"
    assert sum(line.startswith("begin") for line in lines) == ended
    assert await place(settings, "sigterm") == ended


async def test_a_failure_is_raised_though_nothing_more_comes(settings: Settings) -> None:
    await publish(settings, published([1]))

    async def fail(message: Message[Article]) -> None:
        raise RuntimeError("no")

    subscription = copydesk.subscribe(settings=settings, group="g")
    with pytest.raises(RuntimeError, match="no"):
        await asyncio.wait_for(subscription.handle(fail, retry=copydesk.Retry(attempts=1)), 30)


@pytest.mark.parametrize("group", [None, "g"])
async def test_it_may_stop_at_the_end_as_it_was(settings: Settings, group: str | None) -> None:
    await publish(settings, published(range(30)))

    def subscription() -> copydesk.Subscription[Article]:
        return copydesk.subscribe(settings=settings, group=group, follow=False)

    assert len([message async for message in subscription()]) == 30
    await publish(settings, published(range(30, 35)))
    rest = 5 if group else 35
    assert sum([len(batch) async for batch in subscription().batches(size=4)]) == rest
    seen: list[str] = []

    async def note(message: Message[Article]) -> None:
        seen.append(message.key)

    await subscription().handle(note, at_once=4)
    assert len(seen) == (0 if group else 35)


async def test_the_end_is_not_before_what_its_producer_has_committed(settings: Settings) -> None:
    """A coordinator writes the markers after it has answered the commit."""
    producer = AIOKafkaProducer(**client_options(settings), transactional_id="tx-of-an-end")
    await producer.start()
    try:
        await producer.begin_transaction()
        for output in published(range(4)):
            name = output.topic.full_name(settings.topics.prefix)
            await producer.send_and_wait(
                name, output.value, output.key, headers=list(output.headers)
            )
        subscription = copydesk.subscribe(settings=settings, follow=False)

        async def all_of_it() -> int:
            return len([message async for message in subscription])

        reading = asyncio.create_task(all_of_it())
        # It waits for the transaction, whatever the time; one that does not is back at once.
        assert not (await asyncio.wait({reading}, timeout=2))[0]
        await producer.commit_transaction()
        assert await reading == 4
    finally:
        await producer.stop()


async def test_errors_are_sentences(bare_settings: Settings) -> None:
    with pytest.raises(BrokerError, match=r"the broker has no topic .*articles: start the stages"):
        await take(copydesk.subscribe(settings=bare_settings), 1)
    gone = replace(bare_settings, broker=replace(bare_settings.broker, bootstrap="127.0.0.1:1"))
    with pytest.raises(BrokerError, match=r"no Kafka answers at 127.0.0.1:1"):
        await take(copydesk.subscribe(settings=gone), 1)
    wrong: list[dict[str, Any]] = [
        {"topic": "nothing"},
        {"topic": "fetched"},
        {"topic": "dead-letter", "language": "en"},
        {"on_error": f"{bare_settings.topics.prefix}dead-letter"},
    ]
    for options in wrong:
        with pytest.raises(ConfigError):
            copydesk.subscribe(settings=bare_settings, **options)


_LEFT = """
import asyncio, copydesk

async def main():
    async for _ in copydesk.subscribe(group="left"){batches}:
        break

asyncio.run(main())
"""


@pytest.mark.parametrize("batches", ["", ".batches(2)"])
async def test_a_loop_that_is_left_by_break_ends_the_program_at_once_and_in_silence(
    settings: Settings, batches: str
) -> None:
    await publish(settings, published(range(5)))
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-W", "default", "-c", _LEFT.format(batches=batches)],
        env={**os.environ, **environment(settings)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


async def test_a_plain_loop_hands_out_nothing_after_stop(settings: Settings) -> None:
    await publish(settings, published(range(20)))

    def read() -> list[int]:
        seen = []
        subscription = copydesk.subscribe(settings=settings, group="stopped")
        for message in subscription:
            seen.append(message.offset)
            if len(seen) == 3:
                subscription.stop()
        return seen

    assert len(await asyncio.to_thread(read)) == 3
    assert await committed(settings, "stopped", ARTICLES) == 3
