"""Asking hubs: what they are sent, and what their answers mean."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import typed_settings as ts
from aiohttp import web

from copydesk.http.client import HttpClient
from copydesk.settings import HttpSettings, WebSubSettings
from copydesk.websub.callbacks import Callbacks, Subscribed
from copydesk.websub.hub import Hubs
from copydesk.websub.subscription import Subscription, verified
from tests.servers import Server
from tests.support import eventually

FEED, TOPIC = "https://a.example/rss?x=1", "https://www.a.example/rss"
NOW = 1_764_000_000_000
SETTINGS = WebSubSettings(
    callback="https://news.example.com/websub", secret=ts.SecretStr("a secret of this test")
)


@pytest.fixture
async def hubs() -> AsyncIterator[Hubs]:
    http = HttpSettings(allow_hosts="*.test", resolve="*.test=127.0.0.1")
    async with HttpClient(http, timeout_s=1.0, max_body_bytes=100_000) as client:
        yield Hubs(client, SETTINGS)


def named(server: Server) -> Subscription:
    return Subscription(server.url("/hub"), TOPIC)


def listen(server: Server) -> list[dict[str, str]]:
    forms: list[dict[str, str]] = []

    async def hear(request: Any) -> web.StreamResponse:
        forms.append({name: str(value) for name, value in (await request.post()).items()})
        return web.Response(status=202)

    server.paths["/hub"] = hear
    return forms


async def test_a_hub_is_asked_once_by_the_form_of_the_recommendation(
    server: Server, hubs: Hubs
) -> None:
    forms, callbacks = listen(server), Callbacks(SETTINGS)
    one = await hubs.keep(FEED, named(server), NOW)
    assert await hubs.keep(FEED, one, NOW) == one
    assert forms == [
        {
            "hub.mode": "subscribe",
            "hub.topic": TOPIC,
            "hub.callback": callbacks.address(Subscribed(FEED, TOPIC)),
            "hub.lease_seconds": "864000",
            "hub.secret": callbacks.secret(Subscribed(FEED, TOPIC)),
        }
    ]


async def test_a_feed_that_goes_is_unsubscribed_where_it_was_subscribed(
    server: Server, hubs: Hubs
) -> None:
    forms = listen(server)
    hubs.leave(FEED, named(server))
    hubs.leave(FEED, verified(named(server), 100, NOW))

    async def heard() -> bool:
        return bool(forms)

    await eventually(heard, "the hub is told")
    callback = Callbacks(SETTINGS).address(Subscribed(FEED, TOPIC))
    assert forms == [{"hub.mode": "unsubscribe", "hub.topic": TOPIC, "hub.callback": callback}]


@pytest.mark.parametrize("status", [400, 404, 500, 302])
async def test_a_hub_that_refuses_is_asked_later(server: Server, hubs: Hubs, status: int) -> None:
    server.says("/hub", b"not this one", status)
    one = await hubs.keep(FEED, named(server), NOW)
    assert (one.ask_at - NOW, one.failures) == (600_000, 1)


async def test_a_hub_that_hangs_keeps_one_feed_waiting_and_no_other(
    server: Server, hubs: Hubs
) -> None:
    async def hang(request: Any) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    server.paths["/hub"] = hang
    for n in range(20):
        one = await hubs.keep(f"{FEED}{n}", named(server), NOW)
        assert one.failures == 1
    assert server.asked == ["/hub"]


async def test_a_private_hub_is_not_asked(server: Server, hubs: Hubs) -> None:
    forms = listen(server)
    private = Subscription(server.url("/hub", "127.0.0.1"), TOPIC)
    assert (await hubs.keep(FEED, private, NOW)).failures == 1
    assert forms == []
