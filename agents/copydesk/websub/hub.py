"""Asking hubs to push, or to stop (WebSub sections 5.1 and 5.2)."""

from __future__ import annotations

import asyncio
import time
from typing import Literal

from copydesk import log
from copydesk.errors import CopydeskError
from copydesk.http.client import HttpClient
from copydesk.settings import WebSubSettings

from .callbacks import Callbacks, Subscribed
from .subscription import Subscription, asked, must_ask

_MOST_ANSWER_BYTES = 10_000
_SHOWN_CHARS = 200
_MOST_AT_ONCE = 8
"""Requests under way: many feeds share a hub, and after a first start all ask."""
_SILENCE_S = 60.0
"""A hub that did not answer is not asked for so long: one that hangs must keep no feed waiting."""
_MOST_SILENT = 1000


def request_form(
    mode: Literal["subscribe", "unsubscribe"], one: Subscribed, callbacks: Callbacks, lease_s: float
) -> dict[str, str]:
    """Return the form of a request (section 5.1).

    Args:
        mode: what the hub is to do.
        one: feed and topic.
        callbacks: of the settings.
        lease_s: the lease that is asked for, in seconds; hubs may grant another.
    """
    form = {
        "hub.mode": mode,
        "hub.topic": one.topic,
        "hub.callback": callbacks.address(one),
    }
    if mode == "subscribe":
        form |= {"hub.lease_seconds": f"{lease_s:.0f}", "hub.secret": callbacks.secret(one)}
    return form


class Hubs:
    """Asks hubs for poll. What a hub answers is no error: polling goes on.

    Args:
        client: the guarded client; a hub is a stranger like any site.
        settings: address, secret, the lease to ask for.

    Raises:
        ConfigError: as `Callbacks`.
    """

    def __init__(self, client: HttpClient, settings: WebSubSettings) -> None:
        self._client = client
        self._callbacks = Callbacks(settings)
        self._lease_s = settings.lease_s
        self._slots = asyncio.Semaphore(_MOST_AT_ONCE)
        self._silent: dict[str, float] = {}
        self._leaving: set[asyncio.Task[None]] = set()
        self._log = log.get(__name__)

    async def keep(self, feed: str, one: Subscription, now: int) -> Subscription:
        """Ask a hub to push a feed where it is time to, first or again; it verifies that later.

        Args:
            feed: the feed's address.
            one: what is remembered of its subscription.
            now: milliseconds since the epoch.
        """
        mark = self._callbacks.mark(Subscribed(feed, one.topic))
        if not must_ask(one, mark, now):
            return one
        async with self._slots:
            await self._ask("subscribe", feed, one)
        return asked(one, mark, now)

    def leave(self, feed: str, one: Subscription) -> None:
        """Ask a hub to stop, in the background. Where it does not, the lease ends by itself."""
        if one.until:
            task = asyncio.create_task(self._ask("unsubscribe", feed, one))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def _ask(
        self, mode: Literal["subscribe", "unsubscribe"], feed: str, one: Subscription
    ) -> None:
        if self._is_silent(one.hub):
            return
        form = request_form(mode, Subscribed(feed, one.topic), self._callbacks, self._lease_s)
        try:
            answer = await self._client.post_form(one.hub, form, max_bytes=_MOST_ANSWER_BYTES)
        except CopydeskError as error:
            self._log.warning(f"cannot ask the hub to {mode}", feed=feed, error=error.message)
            if len(self._silent) >= _MOST_SILENT:
                self._silent.clear()
            self._silent[one.hub] = time.monotonic() + _SILENCE_S
            return
        # 202 by the recommendation; older hubs say 204.
        if not 200 <= answer.status < 300:
            text = answer.body.decode("utf-8", "replace")[:_SHOWN_CHARS]
            self._log.warning(
                f"the hub refuses to {mode}",
                feed=feed,
                hub=one.hub,
                status=answer.status,
                answer=text,
            )

    def _is_silent(self, hub: str) -> bool:
        until = self._silent.get(hub)
        if until is not None and until <= time.monotonic():
            del self._silent[hub]
            until = None
        return until is not None
