"""A newsroom on a clock that the test moves, served on loopback, and a client for its names."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from copydesk.demo import Newsroom

START = 1_795_000_000  # a moment in November 2026


class Clock:
    """Seconds since 1970 that stand still until `t` is set."""

    def __init__(self) -> None:
        self.t = 0.0

    def __call__(self) -> float:
        return START + self.t


class Loopback(httpx.AsyncHTTPTransport):
    """Connects every name to 127.0.0.1, as the demo's `http.resolve` setting does."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(host="127.0.0.1")
        return await super().handle_async_request(request)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def newsroom(tmp_path: Path, clock: Clock) -> Newsroom:
    return Newsroom.open(tmp_path, now=clock)


@pytest.fixture
async def client(newsroom: Newsroom) -> AsyncIterator[httpx.AsyncClient]:
    """Serve the newsroom as long as the test runs."""
    ready = asyncio.Event()
    serving = asyncio.create_task(newsroom.serve(ready))
    await asyncio.wait_for(ready.wait(), 10)
    async with httpx.AsyncClient(transport=Loopback(), timeout=20) as http:
        yield http
    serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving
