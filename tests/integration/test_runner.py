"""The runner on real Kafka: nothing acknowledged is lost, whatever is killed."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any

import psutil
import pytest
from aiohttp import web

from copydesk import headers as h
from copydesk.codec import decode, encode
from copydesk.events import Enriched, Fetched
from copydesk.headers import Order
from copydesk.kafka import group_id
from copydesk.records import Output
from copydesk.settings import Settings
from copydesk.topics import DISCOVERED, ENRICHED, FETCHED, NORMALIZED, Topic
from tests.pages import discovered, facts
from tests.samples import normalized, normalized_output
from tests.servers import Server
from tests.support import (
    Worker,
    committed,
    dead_letters,
    eventually,
    produce,
    read_all,
    with_section,
)

pytestmark = pytest.mark.kafka
StartWorker = Callable[..., Worker]


async def drained(settings: Settings, stage: str, topic: Topic, total: int) -> None:
    async def done() -> bool:
        return await committed(settings, group_id(settings, stage), topic) == total

    await eventually(done, f"{stage} has committed its whole input")


def stream(count: int = 300, second_versions: int = 50) -> list[Output]:
    """Articles, some of which come a second time with another text."""
    outputs = []
    for n in range(count):
        outputs.append(normalized_output(normalized(n), Order(1000 + n, 0, n)))
        if n % (count // second_versions) == 0:
            changed = normalized(n, text="Changed text of the ferry story.")
            outputs.append(normalized_output(changed, Order(9000 + n, 0, count + n)))
    return outputs


def identity(outputs: list[Output]) -> set[tuple[bytes | None, bytes | None]]:
    return {(output.key, h.get(output.headers, h.ORDER_HEADER)) for output in outputs}


@pytest.mark.parametrize("count", [1, 150, 340])
async def test_kill_between_delivery_and_commit_loses_nothing(
    settings: Settings, worker: StartWorker, count: int
) -> None:
    sent = stream()
    await produce(settings, sent)
    first = worker(settings, "enrich", COPYDESK_FAILPOINTS=f"runner.delivered=kill@{count}")
    assert await first.ended() == -signal.SIGKILL
    worker(settings, "enrich")
    await drained(settings, "enrich", NORMALIZED, len(sent))
    records = await read_all(settings, ENRICHED)
    found = {(r.key, h.get(r.headers, h.ORDER_HEADER)) for r in records}
    assert found == identity(sent)
    for record in records:
        assert decode(record.value, Enriched).fingerprint


async def test_versions_of_an_article_stay_in_order(
    settings: Settings, worker: StartWorker
) -> None:
    await produce(settings, [normalized_output(normalized(1), Order(n, 0, n)) for n in range(200)])
    worker(settings, "enrich")
    await drained(settings, "enrich", NORMALIZED, 200)
    orders = [
        Order.decode(h.get(r.headers, h.ORDER_HEADER)) for r in await read_all(settings, ENRICHED)
    ]
    assert orders == sorted(orders)


async def test_what_enrich_cannot_read_goes_to_dead_letter(
    settings: Settings, worker: StartWorker
) -> None:
    good = normalized_output(normalized(1), Order(1, 0, 1))
    await produce(
        settings,
        [
            Output(NORMALIZED, b"a", b"\xff\xfe\x00", good.headers),
            Output(NORMALIZED, b"b", b'{"article_id": 7}', good.headers),
            Output(NORMALIZED, b"c", good.value, ()),
            Output(NORMALIZED, b"d", None, good.headers),
            good,
        ],
    )
    worker(settings, "enrich")
    await drained(settings, "enrich", NORMALIZED, 5)
    assert len(await read_all(settings, ENRICHED)) == 1
    letters = {
        letter.source.key: letter for letter in await dead_letters(settings) if letter.source
    }
    assert {key: letter.reason for key, letter in letters.items()} == {
        "a": "undecodable",
        "b": "schema",
        "c": "no-order",
        "d": "undecodable",
    }
    assert letters["b"].payload is not None
    assert letters["b"].payload.text == '{"article_id": 7}'


async def test_an_output_that_the_broker_refuses_goes_to_dead_letter(
    settings: Settings, worker: StartWorker
) -> None:
    # The topic takes less than the event: the broker refuses what our own limits let pass.
    await _limit(settings, ENRICHED, 20_000)
    large = normalized_output(normalized(1, text="word " * 8000), Order(1, 0, 1))
    small = normalized_output(normalized(2), Order(2, 0, 2))
    await produce(settings, [large, small])
    worker(settings, "enrich")
    await drained(settings, "enrich", NORMALIZED, 2)
    assert len(await read_all(settings, ENRICHED)) == 1
    [letter] = await dead_letters(settings)
    assert (letter.stage, letter.reason) == ("enrich", "too-large")
    assert letter.payload is not None
    assert letter.payload.text is not None


async def _limit(settings: Settings, topic: Topic, size: int) -> None:
    from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

    from copydesk.admin import admin_client

    name = topic.full_name(settings.topics.prefix)
    async with admin_client(settings) as client:
        await client.alter_configs(
            [
                ConfigResource(
                    ConfigResourceType.TOPIC, name, configs={"max.message.bytes": str(size)}
                )
            ]
        )


def reachable(settings: Settings) -> Settings:
    return with_section(
        settings, "http", allow_hosts="*.test", resolve="*.test=127.0.0.1", extra_suffixes="test"
    )


async def test_a_page_that_hangs_is_not_lost_when_those_behind_it_finish(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    hanging, hold = asyncio.Event(), asyncio.Event()

    async def hang(request: Any) -> web.StreamResponse:
        hanging.set()
        await hold.wait()
        return web.Response(body=b"late", content_type="text/html")

    server.paths["/0"] = hang
    for n in range(1, 51):
        server.says(f"/{n}", b"page", content_type="text/html")
    # A fresh group: no offset is committed yet, where Faust's own bookkeeping loses the first.
    own = with_section(reachable(settings), "fetch", per_host=8, timeout_s=120.0)
    await produce(settings, [discovered(server.url("/0"))])
    first = worker(own, "fetch")
    await eventually(_set(hanging), lambda: f"the first page is asked for: {first.tail()}")
    # In small lots: a host has a short queue, and none must be sent to a delay topic.
    for start in range(1, 51, 5):
        await produce(settings, [discovered(server.url(f"/{n}")) for n in range(start, start + 5)])

        async def arrived(most: int = start + 4) -> bool:
            return len(await read_all(settings, FETCHED)) >= most

        await eventually(arrived, lambda: f"the pages behind it are fetched: {first.tail()}")
    first.kill()
    hold.set()
    worker(own, "fetch")
    await drained(settings, "fetch", DISCOVERED, 51)
    found = await read_all(settings, FETCHED)
    urls = {decode(h.get(r.headers, h.HTTP_HEADER), Fetched).url for r in found}
    assert urls == {server.url(f"/{n}") for n in range(51)}


def _set(event: asyncio.Event) -> Callable[[], Awaitable[bool]]:
    async def check() -> bool:
        return event.is_set()

    return check


async def test_a_server_that_was_ill_is_asked_again(
    settings: Settings, worker: StartWorker, server: Server
) -> None:
    server.says("/a", b"", 503)
    own = with_section(reachable(settings), "fetch", retry_scale=0.05)
    await produce(settings, [discovered(server.url("/a"))])
    fetch = worker(own, "fetch")

    async def refused() -> bool:
        return server.asked.count("/a") >= 1

    await eventually(refused, lambda: f"it was asked: {fetch.tail()}")
    server.says("/a", b"page", content_type="text/html")

    async def arrived() -> bool:
        return len(await read_all(settings, FETCHED)) == 1

    await eventually(arrived, lambda: f"it was asked again: {fetch.tail()}")
    assert fetch.stop() == 0
    assert await dead_letters(settings) == []


def boat_page(paragraphs: int = 2) -> bytes:
    text = "The early boat runs until the end of March and the company counts passengers. " * 6
    copy = "".join(f"<p>{n} {text}</p>" for n in range(paragraphs))
    return f"<html><body><h1>Boat</h1>{copy}</body></html>".encode()


def fetched(n: int, body: bytes) -> Output:
    http = encode(facts(f"https://a.example/{n}"))
    return Output(FETCHED, b"a.example", body, (("http", http),))


async def test_pages_become_articles_and_others_dead_letters(
    settings: Settings, worker: StartWorker
) -> None:
    page = boat_page()
    deep = b"<html><body>" + b"<div>" * 900 + b"x"
    bodies = [page, deep, b"\x00\x01\x02" * 300, b"<html></html>"]
    outputs = [fetched(n, body) for n, body in enumerate(bodies)]
    outputs.append(Output(FETCHED, b"a.example", page, ()))
    await produce(settings, outputs)
    normalize = worker(settings, "normalize", COPYDESK_NORMALIZE_PROCESSES="1")
    await drained(settings, "normalize", FETCHED, 5)
    [record] = await read_all(settings, NORMALIZED)
    order = Order.decode(h.get(record.headers, h.ORDER_HEADER))
    assert order.offset == 0
    reasons = sorted(letter.reason for letter in await dead_letters(settings))
    assert reasons == ["no-article", "too-complex", "undecodable", "undecodable"]
    assert normalize.stop() == 0


async def test_a_parsers_process_that_is_killed_costs_no_page(
    settings: Settings, worker: StartWorker
) -> None:
    rounds, pages, body = 3, 8, boat_page(100)
    normalize = worker(settings, "normalize", COPYDESK_NORMALIZE_PROCESSES="1")

    def parsers() -> set[int]:
        children = psutil.Process(normalize.running.pid).children()
        return {one.pid for one in children if "spawn_main" in " ".join(one.cmdline())}

    for turn in range(rounds):
        sent = [fetched(n, body) for n in range(turn * pages, (turn + 1) * pages)]
        await produce(settings, sent)
        if turn:
            # The kill comes at any moment of the pages just sent, and no page meets two of them.
            for pid in parsers():
                os.kill(pid, signal.SIGKILL)
        await drained(settings, "normalize", FETCHED, (turn + 1) * pages)
    assert parsers(), "the pages were not parsed in a process of their own"
    assert await dead_letters(settings) == [], normalize.tail()
    assert len(await read_all(settings, NORMALIZED)) == rounds * pages, normalize.tail()
    assert normalize.stop() == 0


async def test_a_replay_gives_the_same_values(settings: Settings, worker: StartWorker) -> None:
    sent = [normalized_output(normalized(n), Order(n, 0, n)) for n in range(20)]
    await produce(settings, sent)
    first = worker(settings, "enrich")
    await drained(settings, "enrich", NORMALIZED, 20)
    assert first.stop() == 0
    values = sorted(r.value or b"" for r in await read_all(settings, ENRICHED))
    await produce(settings, sent)
    worker(settings, "enrich")
    await drained(settings, "enrich", NORMALIZED, 40)
    again = sorted(r.value or b"" for r in await read_all(settings, ENRICHED))
    assert again == sorted(values * 2)
