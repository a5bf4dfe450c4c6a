"""Pages a second through `HttpClient.get`, from one host and from many, against its peers.

Peers: bare httpx over the same transport (what the guard, the caps and the facts cost), httpx as it
comes, and aiohttp alone. The limit is libcurl, which does all in C: pycurl, of the dependency group
`bench`. The server runs in a process of its own, on loopback; it sends the demo
newsroom's pages, compressed. Hosts are addresses in 127.0.0.0/8. CPU is that of the client's
process: what a core can do without waiting.

Example: python -m bench.fetch --count 2000 --hosts 2000 --rounds 3
"""

from __future__ import annotations

import asyncio
import gzip
import itertools
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from multiprocessing.connection import Connection
from typing import Any

import aiohttp
import httpx
from aiohttp import web
from httpx_aiohttp import AiohttpTransport

from bench.measure import arguments
from bench.newsroom import pages
from copydesk.http.client import HttpClient
from copydesk.settings import HttpSettings

try:
    import pycurl
except ImportError:
    pycurl = None

_PAGES = 50
_OURS, _BARE, _STOCK, _AIOHTTP = (
    *("copydesk HttpClient", "httpx over aiohttp"),
    *("httpx as it comes", "aiohttp alone"),
)
_LIMIT = "libcurl"
Get = Callable[[str], Awaitable[int]]
"""Get a page, and say how many bytes it has."""
Open = Callable[[AsyncExitStack, int], Awaitable[Get]]
"""Open a client for so many at once."""


async def copydesk(stack: AsyncExitStack, at_once: int) -> Get:
    """Open our client."""
    http = HttpSettings(allow_hosts="*.bench.test", resolve="*.bench.test=127.0.0.1")
    made = HttpClient(http, timeout_s=30, max_body_bytes=10_000_000, limit=at_once)
    client = await stack.enter_async_context(made)

    async def get(url: str) -> int:
        return len((await client.get(url)).body)

    return get


async def bare_httpx(stack: AsyncExitStack, at_once: int) -> Get:
    """Open httpx's client over aiohttp."""
    session = aiohttp.ClientSession(
        connector=_connector(at_once), cookie_jar=aiohttp.DummyCookieJar()
    )
    transport = AiohttpTransport(client=session)
    client = await stack.enter_async_context(httpx.AsyncClient(transport=transport, timeout=30))

    async def get(url: str) -> int:
        return len((await client.get(url)).content)

    return get


async def stock_httpx(stack: AsyncExitStack, at_once: int) -> Get:
    """Open httpx's client."""
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    client = await stack.enter_async_context(httpx.AsyncClient(limits=limits, timeout=30))

    async def get(url: str) -> int:
        return len((await client.get(url)).content)

    return get


async def aiohttp_alone(stack: AsyncExitStack, at_once: int) -> Get:
    """Open aiohttp's client."""
    session = await stack.enter_async_context(aiohttp.ClientSession(connector=_connector(at_once)))

    async def get(url: str) -> int:
        async with session.get(url) as response:
            return len(await response.read())

    return get


class Libcurl:
    """libcurl's multi interface: so many transfers at once, connections kept.

    Args:
        at_once: how many.
    """

    def __init__(self, at_once: int) -> None:
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, at_once)
        self._idle = [self._transfer() for _ in range(at_once)]
        self._bytes = 0

    def get(self, urls: Iterable[str]) -> int:
        """Get pages, and say how many bytes they have."""
        waiting, running, self._bytes = iter(urls), 0, 0
        while True:
            while self._idle and (url := next(waiting, None)) is not None:
                transfer = self._idle.pop()
                transfer.setopt(pycurl.URL, url)
                self._multi.add_handle(transfer)
                running += 1
            if not running:
                return self._bytes
            self._multi.perform()
            _, done, failed = self._multi.info_read()
            if failed:
                raise RuntimeError(f"libcurl: {failed[0][2]}")
            for transfer in done:
                self._multi.remove_handle(transfer)
                self._idle.append(transfer)
            running -= len(done)
            if not done:
                self._multi.select(1.0)

    def _transfer(self) -> Any:
        made = pycurl.Curl()
        made.setopt(pycurl.ACCEPT_ENCODING, "gzip")
        made.setopt(pycurl.FAILONERROR, True)
        made.setopt(pycurl.WRITEFUNCTION, self._read)
        return made

    def _read(self, chunk: bytes) -> None:
        self._bytes += len(chunk)


def measure_limit(port: int, count: int, hosts: int, at_once: int) -> tuple[float, float, int]:
    """Return wall seconds, CPU seconds and bytes for so many pages by libcurl."""
    urls = [f"http://{host_of(_LIMIT, n % hosts)}:{port}/{n}" for n in range(count)]
    curl = Libcurl(at_once)
    curl.get(urls[:at_once])
    wall, cpu = time.perf_counter(), time.process_time()
    total = curl.get(urls)
    return time.perf_counter() - wall, time.process_time() - cpu, total


def _connector(at_once: int) -> aiohttp.TCPConnector:
    return aiohttp.TCPConnector(limit=at_once)


CLIENTS: dict[str, Open] = {
    _OURS: copydesk,
    _BARE: bare_httpx,
    _STOCK: stock_httpx,
    _AIOHTTP: aiohttp_alone,
}


def host_of(client: str, n: int) -> str:
    """Return the host of a page's number: a name for ours, which refuses such addresses."""
    if client == _OURS:
        return f"h{n}.bench.test"
    return f"127.{n // 250 + 1}.{n % 250}.1"


def serve(pipe: Connection) -> None:
    """Serve the pages on a port of its own until killed."""
    bodies = [gzip.compress(body, 6, mtime=0) for body, _ in pages(_PAGES)]
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(body=bodies[int(request.path[1:]) % _PAGES], headers=headers)

    async def run() -> None:
        listening = await asyncio.get_running_loop().create_server(web.Server(answer), "0.0.0.0", 0)
        pipe.send(listening.sockets[0].getsockname()[1])
        await listening.serve_forever()

    asyncio.run(run())


async def measure(
    client: str, port: int, count: int, hosts: int, at_once: int
) -> tuple[float, float, int]:
    """Return wall seconds, CPU seconds and bytes for so many pages."""
    urls = [f"http://{host_of(client, n % hosts)}:{port}/{n}" for n in range(count)]
    async with AsyncExitStack() as stack:
        get = await CLIENTS[client](stack, at_once)
        await asyncio.gather(*(get(url) for url in urls[:at_once]))
        numbers, total = itertools.count(), 0

        async def work() -> None:
            nonlocal total
            while (n := next(numbers)) < count:
                size = await get(urls[n])
                total += size

        wall, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(work() for _ in range(at_once)))
        return time.perf_counter() - wall, time.process_time() - cpu, total


def compare(port: int, count: int, hosts: int, at_once: int, rounds: int) -> None:
    """Measure all in turn, and print."""
    found: dict[str, list[tuple[float, float, int]]] = {name: [] for name in CLIENTS}
    for _ in range(rounds):
        for name in CLIENTS:
            found[name].append(asyncio.run(measure(name, port, count, hosts, at_once)))
        if pycurl is not None:
            found.setdefault(_LIMIT, []).append(measure_limit(port, count, hosts, at_once))
    [total] = {size for results in found.values() for _, _, size in results}
    print(f"{count} pages of {hosts} hosts, {at_once} at once, mean {total / count / 1024:.1f} KiB")
    print(f"{'':20} {'pages/s':>9} {'worst':>7} {'best':>7} {'CPU ms':>8} {'CPU':>7}")
    cpu_s = {
        name: statistics.median(cpu for _, cpu, _ in results) for name, results in found.items()
    }
    for name, results in found.items():
        rates = [count / wall for wall, _, _ in results]
        print(
            f"{name:20} {statistics.median(rates):9.0f} {min(rates):7.0f} {max(rates):7.0f} "
            f"{cpu_s[name] / count * 1000:8.3f} {cpu_s[name] / cpu_s[_BARE]:6.2f}x"
        )
    print(f"CPU of the client for one page, against '{_BARE}', {rounds} rounds")
    print(f"ours / {_STOCK}: {cpu_s[_OURS] / cpu_s[_STOCK]:.2f} of the CPU")
    if _LIMIT in cpu_s:
        print(
            f"ours / {_LIMIT}, the limit: {cpu_s[_OURS] / cpu_s[_LIMIT]:.1f} x the CPU", flush=True
        )
    else:
        print("libcurl, the limit, is not measured: pip install --group bench", flush=True)


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=2000, help="pages")
    parser.add_argument("--hosts", type=int, default=2000, help="how many there are besides one")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--at-once", type=int, default=64)
    given = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    try:
        for hosts in (1, given.hosts):
            compare(port, given.count, hosts, given.at_once, given.rounds)
    finally:
        server.kill()


if __name__ == "__main__":
    main()
