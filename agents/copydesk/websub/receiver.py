"""The stage that hubs call: it checks, puts what came on `pushes`, and answers.

It owns no feed and remembers nothing: any number of them may run behind a load balancer. A hub
has its answer once the broker has the record, so that nothing it was thanked for is lost; where
the broker does not take it, 503 makes the hub try again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from aiohttp import web
from aiokafka.errors import KafkaError

from copydesk import log
from copydesk.allowance import Allowance
from copydesk.deadletter import dead_letter
from copydesk.errors import BrokerError, ConfigError, PermanentError
from copydesk.feeds import feed_partition, list_feeds
from copydesk.producer import Producer
from copydesk.records import Output
from copydesk.runner import Counters
from copydesk.settings import Settings
from copydesk.topics import Topic
from copydesk.vitals import Vitals

from .callbacks import Callbacks, Subscribed
from .pushes import Push, push_output
from .signature import is_signed

STAGE = "push"
_READ_S = 30.0
"""Longest time for a body to come."""
_DELIVER_S = 10.0
"""Longest wait for the broker: hubs wait no longer themselves."""
_STOP_S = 10.0
_RETRY_AFTER_S = 60
_MOST_AT_ONCE = 32
"""Bodies in memory."""
_MOST_CHALLENGE = 4096
_LETTERS_PER_S = 0.2
"""Most dead letters a second of bodies that no hub signed: anyone can send them."""
_LONGEST_LEASE_DIGITS = 12

Handler = Callable[[web.Request, Subscribed], Awaitable[web.Response]]


class Receiver:
    """The push stage.

    Args:
        settings: address, secret, broker.

    Raises:
        ConfigError: `websub.callback` or `websub.secret` is not set, or is unusable.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.counters = Counters()
        self.inputs: Sequence[Topic] = ()
        self._callbacks = Callbacks(settings.websub)
        self._listen = _host_and_port(settings.websub.listen)
        self._producer = Producer(settings)
        self._log = log.get(__name__)
        self._stop = asyncio.Event()
        self._letters = Allowance(_LETTERS_PER_S)
        self._begun: dict[object, float] = {}
        self._lookup = asyncio.Lock()
        self._feeds: frozenset[str] = frozenset()
        self._looked_at = 0.0

    async def run(self) -> None:
        """Serve until `stop` is called.

        Raises:
            BrokerError: no Kafka answers at the start.
            ConfigError: the address cannot be listened at.
        """
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answering(self._verify), allow_head=False)
        app.router.add_post("/{path:.*}", self._answering(self._receive))
        # A body is signed as it is sent, and one that is packed could be a bomb.
        runner = web.AppRunner(
            app, access_log=None, auto_decompress=False, shutdown_timeout=_STOP_S
        )
        await self._producer.start()
        try:
            await runner.setup()
            host, port = self._listen
            try:
                await web.TCPSite(runner, host, port).start()
            except OSError as error:
                raise ConfigError(
                    f"websub.listen: cannot listen at {host}:{port}: {error.strerror}"
                ) from error
            self._log.info("hubs are heard", at=f"{host}:{port}")
            await self._stop.wait()
        finally:
            await runner.cleanup()
            await self._producer.stop()

    def stop(self) -> None:
        """End `run` once the requests under way are answered."""
        self._stop.set()

    def vitals(self) -> Vitals:
        """Say how the receiver is now, for `copydesk health`."""
        oldest = min(self._begun.values(), default=None)
        return Vitals(
            joined=True,
            assigned=frozenset(),
            in_flight=len(self._begun),
            oldest_s=None if oldest is None else time.monotonic() - oldest,
        )

    def _answering(self, handle: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            found = self._callbacks.read(request.path)
            if found is None:
                return web.Response(status=404)
            mark = object()
            self._begun[mark] = time.monotonic()
            try:
                return await handle(request, found)
            except (BrokerError, KafkaError, TimeoutError) as error:
                self._log.error("a hub has to try again", feed=found.feed, error=repr(error))
                return _busy()
            finally:
                del self._begun[mark]

        return answer

    async def _verify(self, request: web.Request, found: Subscribed) -> web.Response:
        """Answer a hub that asks whether we meant it (WebSub sections 5.2 and 5.3)."""
        asked = request.query
        mode, challenge = asked.get("hub.mode"), asked.get("hub.challenge", "")
        if asked.get("hub.topic") != found.topic:
            return web.Response(status=404)
        if mode == "denied":
            reason = asked.get("hub.reason")
            self._log.warning("a hub denies", feed=found.feed, reason=reason)
            await self._write(
                found, Push(kind="denied", topic=found.topic, at=_now(), reason=reason)
            )
            return web.Response(status=200)
        if not 0 < len(challenge) <= _MOST_CHALLENGE:
            return web.Response(status=404)
        if mode == "subscribe":
            lease_s = _seconds(asked.get("hub.lease_seconds"))
            await self._write(
                found, Push(kind="verified", topic=found.topic, at=_now(), lease_s=lease_s)
            )
        elif mode != "unsubscribe" or await self._is_wanted(found.feed):
            return web.Response(status=404)
        return web.Response(text=challenge, headers={"X-Content-Type-Options": "nosniff"})

    async def _receive(self, request: web.Request, found: Subscribed) -> web.Response:
        """Take a push (section 7); what is not signed is never read (section 8)."""
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            return web.Response(status=415)
        if len(self._begun) > _MOST_AT_ONCE:
            return _busy()
        try:
            async with asyncio.timeout(_READ_S):
                body = await _read(request, self.settings.websub.max_body_bytes)
        except TimeoutError:
            return web.Response(status=408)
        if body is None:
            self._log.warning("a push is too large", feed=found.feed)
            return web.Response(status=413)
        self.counters.read += 1
        signature = request.headers.get("X-Hub-Signature")
        if not is_signed(signature, self._callbacks.secret(found), body):
            await self._refuse(found, signature, body, request.remote)
            return web.Response(status=403)
        content_type = request.headers.get("Content-Type")
        push = Push(kind="content", topic=found.topic, at=_now(), content_type=content_type)
        try:
            await self._write(found, push, body)
        except PermanentError:
            return web.Response(status=413)
        return web.Response(status=202)

    async def _write(self, found: Subscribed, push: Push, body: bytes = b"") -> None:
        partition = feed_partition(self.settings, found.feed)
        await self._deliver(push_output(found.feed, push, body, partition))
        self.counters.written += 1

    async def _deliver(self, output: Output) -> None:
        async with asyncio.timeout(_DELIVER_S):
            await self._producer.deliver([output])

    async def _refuse(
        self, found: Subscribed, signature: str | None, body: bytes, peer: str | None
    ) -> None:
        """Say that a body is not the hub's; some times a second, however many there are."""
        self.counters.dead += 1
        if not self._letters.left(time.monotonic()):
            return
        self._letters.take(1)
        what = "has a signature that is not the hub's" if signature else "is not signed"
        self._log.warning(f"a push {what}", feed=found.feed, peer=peer, refused=self.counters.dead)
        error = PermanentError(f"a push for {found.feed} {what}", code="bad-signature")
        await self._deliver(
            dead_letter(
                STAGE, error, now=datetime.now(UTC), payload=body, url=found.feed, most_inline=0
            )
        )

    async def _is_wanted(self, feed: str) -> bool:
        """Tell whether a feed is among those that are polled, so that no hub may stop pushing it.

        Read from Kafka when it is asked for: that is when feeds are removed, and seldom. Who
        waits while it is read does not read it again, if that began after they asked.
        """
        asked = time.monotonic()
        async with self._lookup:
            if self._looked_at < asked:
                began = time.monotonic()
                self._feeds = frozenset(await list_feeds(self.settings))
                self._looked_at = began
        return feed in self._feeds


async def _read(request: web.Request, most: int) -> bytes | None:
    """Read a body; None if it is larger."""
    if (request.content_length or 0) > most:
        return None
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)


def _busy() -> web.Response:
    return web.Response(status=503, headers={"Retry-After": str(_RETRY_AFTER_S)})


def _now() -> int:
    return time.time_ns() // 1_000_000


def _seconds(text: str | None) -> float | None:
    """Return a lease; None where the hub names none that is a number."""
    text = (text or "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_LEASE_DIGITS
    return float(text) if is_number else None


def _host_and_port(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise ConfigError(f"websub.listen is {text!r}; it must be HOST:PORT, like 0.0.0.0:8088")
    return host.strip("[]"), int(port)
