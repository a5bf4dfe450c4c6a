"""Real servers on loopback, as fixtures (a plugin of tests/conftest.py)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from aiohttp import web

Handler = Callable[[Any], Awaitable[web.StreamResponse]]


class Asked(NamedTuple):
    """A request."""

    host: str
    path: str
    agent: str
    """Its User-Agent."""


@dataclass
class Server:
    """A server whose answers a test sets by path; it counts connections and requests."""

    address: str = "127.0.0.1"
    port: int = 0
    connections: int = 0
    paths: dict[str, Handler] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Paths of all requests; `requests` says more of them."""
    requests: list[Asked] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "site.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def says(self, path: str, body: bytes = b"hello", status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(request: web.Request) -> web.StreamResponse:
            return web.Response(body=body, status=status, headers=named)

        self.paths[path] = answer


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """A server that answers 404 until a test says otherwise."""
    async with serving() as made:
        yield made


@asynccontextmanager
async def serving(address: str = "127.0.0.1") -> AsyncIterator[Server]:
    """Serve on an address of this machine."""
    made = Server(address)

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        made.asked.append(request.path)
        agent = request.headers.get("User-Agent", "")
        made.requests.append(Asked(request.host.partition(":")[0], request.path, agent))
        handler = made.paths.get(request.path)
        return await handler(request) if handler else web.Response(status=404)

    low = web.Server(handle)
    loop = asyncio.get_running_loop()

    def protocol() -> asyncio.Protocol:
        made.connections += 1
        return low()

    listening = await loop.create_server(protocol, address, 0)
    made.port = listening.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        listening.close()
        await low.shutdown(0.1)
        await listening.wait_closed()


@pytest.fixture
async def raw_server() -> AsyncIterator[Callable[[bytes], Awaitable[int]]]:
    """Start servers that send given bytes, close, and give their port."""
    started: list[asyncio.Server] = []

    async def start(answer: bytes) -> int:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            writer.close()

        started.append(await asyncio.start_server(serve, "127.0.0.1", 0))
        port: int = started[-1].sockets[0].getsockname()[1]
        return port

    yield start
    for one in started:
        one.close()
        await one.wait_closed()
