"""A WebSub hub on loopback: subscribes, verifies, distributes, as the recommendation says."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from yarl import URL

from copydesk.websub.signature import sign
from tests.servers import Server, serving


@dataclass
class Hub:
    """A hub.

    Attributes:
        server: where it is heard.
        session: by which it calls its subscribers.
        lease_s: what it grants.
        asked: the forms of all requests.
        subscribers: by topic and callback, the secret of each.
        confirmed: the modes of the requests that were confirmed.
    """

    server: Server
    session: aiohttp.ClientSession
    lease_s: int = 86_400
    asked: list[dict[str, str]] = field(default_factory=list)
    subscribers: dict[tuple[str, str], str] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)
    tasks: set[asyncio.Task[bool]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return self.server.url("/hub", "hub.test")

    async def heard(self, request: Any) -> web.StreamResponse:
        """Take a request, and verify it afterwards (sections 5.2 and 5.3)."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        task = asyncio.create_task(self.verify(form))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return web.Response(status=202)

    async def verify(self, form: dict[str, str]) -> bool:
        """Ask a subscriber whether it meant a request; do it if so."""
        mode, topic, callback = form["hub.mode"], form["hub.topic"], form["hub.callback"]
        challenge = secrets.token_hex(8)
        query = {"hub.mode": mode, "hub.topic": topic, "hub.challenge": challenge}
        if mode == "subscribe":
            query["hub.lease_seconds"] = str(self.lease_s)
        async with self.session.get(callback, params=query) as answer:
            if answer.status != 200 or await answer.text() != challenge:
                return False
        if mode == "subscribe":
            self.subscribers[topic, callback] = form["hub.secret"]
        else:
            del self.subscribers[topic, callback]
        self.confirmed.append(mode)
        return True

    async def publish(
        self,
        topic: str,
        body: bytes,
        *,
        port: int | None = None,
        method: str = "sha256",
        secret: str | None = None,
    ) -> list[int]:
        """Push to the subscribers of a topic; return what they answered (section 7).

        Args:
            topic: what is published.
            body: what is pushed.
            port: that of another receiver in place of the callback's.
            method: of the signature.
            secret: in place of the subscription's, to forge.
        """
        statuses = []
        for (known, callback), own in self.subscribers.items():
            if known != topic:
                continue
            at = URL(callback)
            async with self.session.post(
                at.with_port(port or at.port),
                data=body,
                headers={
                    "Content-Type": "application/rss+xml",
                    "Link": f'<{self.url}>; rel="hub", <{topic}>; rel="self"',
                    "X-Hub-Signature": sign(secret or own, body, method),
                },
            ) as answer:
                statuses.append(answer.status)
        return statuses


@asynccontextmanager
async def hub(lease_s: int = 86_400) -> AsyncIterator[Hub]:
    """Run a hub; it is dead at the end."""
    async with serving() as server, aiohttp.ClientSession() as session:
        made = Hub(server, session, lease_s)
        server.paths["/hub"] = made.heard
        yield made
        for task in made.tasks:
            task.cancel()
