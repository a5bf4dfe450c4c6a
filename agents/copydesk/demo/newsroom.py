"""The newsroom as others see it: addresses, what to expect of it, and `serve`."""

import asyncio
import errno
import time
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from copydesk.errors import ConfigError

from . import archive, trap
from .archive import Expected
from .server import application
from .sites import SITES, TRAP, Site
from .state import FILE, LOOPBACK, State, load_or_create

SHUTDOWN_S = 0.3  # for answers under way; a drip never ends by itself


class Newsroom:
    """A small newsroom over HTTP on loopback, whose content is a function of its clock.

    Attributes:
        port: on 127.0.0.1; part of every address, kept in the data folder.
        start: when its clock was 0, in seconds since 1970 (UTC).
        sites: the sites that mean well; the trap is not among them.
        feeds: all feeds, the trap's too, as a poller must see them.
        hosts: all names, which must resolve to 127.0.0.1.
    """

    def __init__(self, data_dir: Path, state: State, now: Callable[[], float]) -> None:
        self._path = data_dir / FILE
        self._state = state
        self._now = now
        self.port = state.port
        self.start = state.start
        self.sites: tuple[Site, ...] = SITES
        self.feeds: tuple[str, ...] = (
            *(site.feed_url(self.port) for site in SITES),
            *(TRAP.url(self.port, path) for path in trap.FEEDS),
        )
        self.hosts: tuple[str, ...] = tuple(site.host for site in (*SITES, TRAP))

    @classmethod
    def open(cls, data_dir: Path, *, now: Callable[[], float] = time.time) -> "Newsroom":
        """Read the clock and port from `data_dir`, or begin there with new ones.

        Args:
            now: seconds since 1970.

        Raises:
            ConfigError: the folder or its `demo.json` cannot be used.
        """
        return cls(data_dir, load_or_create(data_dir, now), now)

    @property
    def elapsed_s(self) -> float:
        """Return the time on the demo clock, in seconds."""
        return self._now() - self.start

    def expected(self, t: float) -> list[Expected]:
        """Return what a perfect pipeline has published by `t` seconds on the demo clock.

        Canonical addresses, sorted, each with its number of versions so far. What robots.txt
        forbids is left out; what vanished stays, it was published. The trap's pages: `salvage`.
        """
        return archive.expected(self.port, t)

    def salvage(self, t: float) -> list[Expected]:
        """Return what a perfect pipeline has published of the trap's pages by `t`."""
        return trap.expected(self.port, t)

    async def serve(self, ready: asyncio.Event | None = None, *, host: str = LOOPBACK) -> None:
        """Serve until cancelled.

        Args:
            ready: is set when connections are accepted.
            host: the address to listen on.

        Raises:
            ConfigError: another process has the port, or the address is not this machine's.
        """
        runner = web.AppRunner(
            application(self._state, self._now),
            access_log=None,
            handle_signals=False,
            shutdown_timeout=SHUTDOWN_S,
        )
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, host, self.port).start()
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise ConfigError(
                        f"the newsroom cannot listen on {host}: {error.strerror or error}"
                    ) from error
                raise ConfigError(
                    f"port {self.port}, which all addresses of the demo contain, is taken: stop"
                    f" what uses it, or delete {self._path} to begin with new addresses"
                ) from error
            if ready is not None:
                ready.set()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()
