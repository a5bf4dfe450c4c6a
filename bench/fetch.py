"""Pages a second through `HttpClient.get`, 64 at once, against plain httpx and plain aiohttp.

The server runs in a process of its own, on loopback; it sends the demo newsroom's pages,
compressed. CPU is that of the client's process: what a core can do without waiting.

Example: python -m bench.fetch --count 2000 --rounds 3
"""

from __future__ import annotations

import asyncio
import gzip
import itertools
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from multiprocessing.connection import Connection

import aiohttp
import httpx
from aiohttp import web

from bench.measure import arguments
from bench.newsroom import pages
from copydesk.http.client import HttpClient
from copydesk.settings import HttpSettings

_HOST = "bench.test"
_PAGES = 50
Get = Callable[[int], Awaitable[int]]
"""Get a page by its number, and say how many bytes it has."""
Open = Callable[[AsyncExitStack, int, int], Awaitable[Get]]
"""Open a client for a port and so many at once."""


async def copydesk(stack: AsyncExitStack, port: int, at_once: int) -> Get:
    """Open our client."""
    http = HttpSettings(allow_hosts=_HOST, resolve=f"{_HOST}=127.0.0.1")
    made = HttpClient(http, timeout_s=30, max_body_bytes=10_000_000, limit=at_once)
    client = await stack.enter_async_context(made)

    async def get(n: int) -> int:
        return len((await client.get(f"http://{_HOST}:{port}/{n}")).body)

    return get


async def plain_httpx(stack: AsyncExitStack, port: int, at_once: int) -> Get:
    """Open httpx's client."""
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    client = await stack.enter_async_context(httpx.AsyncClient(limits=limits, timeout=30))

    async def get(n: int) -> int:
        return len((await client.get(f"http://127.0.0.1:{port}/{n}")).content)

    return get


async def plain_aiohttp(stack: AsyncExitStack, port: int, at_once: int) -> Get:
    """Open aiohttp's client."""
    connector = aiohttp.TCPConnector(limit=at_once)
    session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))

    async def get(n: int) -> int:
        async with session.get(f"http://127.0.0.1:{port}/{n}") as response:
            return len(await response.read())

    return get


CLIENTS: dict[str, Open] = {
    "copydesk HttpClient": copydesk,
    "plain httpx": plain_httpx,
    "plain aiohttp": plain_aiohttp,
}


def serve(pipe: Connection) -> None:
    """Serve the pages on a port of its own until killed."""
    bodies = [gzip.compress(body, 6, mtime=0) for body, _ in pages(_PAGES)]
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(body=bodies[int(request.path[1:]) % _PAGES], headers=headers)

    async def run() -> None:
        listening = await asyncio.get_running_loop().create_server(
            web.Server(answer), "127.0.0.1", 0
        )
        pipe.send(listening.sockets[0].getsockname()[1])
        await listening.serve_forever()

    asyncio.run(run())


async def measure(opened: Open, port: int, count: int, at_once: int) -> tuple[float, float, int]:
    """Return wall seconds, CPU seconds and bytes for so many pages."""
    async with AsyncExitStack() as stack:
        get = await opened(stack, port, at_once)
        await asyncio.gather(*(get(n) for n in range(at_once)))
        numbers, total = itertools.count(), 0

        async def work() -> None:
            nonlocal total
            while (n := next(numbers)) < count:
                size = await get(n)
                total += size

        wall, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(work() for _ in range(at_once)))
        return time.perf_counter() - wall, time.process_time() - cpu, total


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=2000, help="pages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--at-once", type=int, default=64)
    given = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    found: dict[str, list[tuple[float, float, int]]] = {name: [] for name in CLIENTS}
    for _ in range(given.rounds):
        for name, opened in CLIENTS.items():
            found[name].append(asyncio.run(measure(opened, port, given.count, given.at_once)))
    server.kill()
    [total] = {size for results in found.values() for _, _, size in results}
    print(
        f"{given.count} pages, {given.at_once} at once, mean {total / given.count / 1024:.1f} KiB"
    )
    print(f"{'':20} {'pages/s':>9} {'worst':>7} {'best':>7} {'CPU ms':>8} {'CPU':>7}")
    peer = statistics.median(cpu for _, cpu, _ in found["plain aiohttp"])
    for name, results in found.items():
        rates = [given.count / wall for wall, _, _ in results]
        cpu = statistics.median(cpu for _, cpu, _ in results)
        print(
            f"{name:20} {statistics.median(rates):9.0f} {min(rates):7.0f} {max(rates):7.0f} "
            f"{cpu / given.count * 1000:8.3f} {cpu / peer:6.2f}x"
        )
    print(f"CPU: of the client, for one page; against 'plain aiohttp', {given.rounds} rounds")


if __name__ == "__main__":
    main()
