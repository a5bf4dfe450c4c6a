"""robots.txt (RFC 9309), parsed by protego and kept per origin."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from copydesk.errors import CopydeskError, PermanentError, TransientError

from .client import HttpClient

_MAX_BYTES = 500 * 1024
"""Section 2.5: at least 500 KiB must be read; the rest is ignored."""
_UNREACHABLE_TTL_S = 60.0
_MOST_ORIGINS = 5000


@dataclass(frozen=True, slots=True)
class _Rules:
    """Rules of an origin; None for 'everything is allowed'."""

    rules: Protego | None
    until: float
    unavailable: str | None = None


class Robots:
    """What robots.txt of each origin says to us.

    Args:
        client: the guarded client.
        user_agent: our User-Agent; its product token is matched (section 2.2.1).
        ttl_s: how long rules are kept, in seconds.
        max_crawl_delay_s: longer delays are cut to this.
        now: a clock in seconds.
    """

    def __init__(
        self,
        client: HttpClient,
        *,
        user_agent: str,
        ttl_s: float,
        max_crawl_delay_s: float,
        now: Callable[[], float],
    ) -> None:
        self._client = client
        self._token = user_agent.partition("/")[0].strip()
        self._ttl_s = ttl_s
        self._max_crawl_delay_s = max_crawl_delay_s
        self._now = now
        self._known: OrderedDict[str, _Rules] = OrderedDict()
        self._asking: dict[str, asyncio.Task[_Rules]] = {}

    async def check(self, url: str) -> float:
        """Return the crawl-delay for an address in seconds, 0 if there is none.

        Raises:
            PermanentError: the address is disallowed (`robots-disallowed`).
            TransientError: robots.txt could not be had, which forbids everything for now
                (section 2.3.1.4; `robots-unavailable`).
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if parts.path == "/robots.txt":
            return 0.0
        known = await self._rules(origin)
        if known.unavailable is not None:
            raise TransientError(
                f"{origin}/robots.txt cannot be had, so {url} must wait: {known.unavailable}",
                code="robots-unavailable",
                url=url,
            )
        if known.rules is None:
            return 0.0
        if not known.rules.can_fetch(url, self._token):
            raise PermanentError(
                f"robots.txt of {origin} forbids {url}", code="robots-disallowed", url=url
            )
        delay = known.rules.crawl_delay(self._token) or 0.0
        return min(float(delay), self._max_crawl_delay_s)

    async def _rules(self, origin: str) -> _Rules:
        known = self._known.get(origin)
        if known is not None and known.until > self._now():
            self._known.move_to_end(origin)
            return known
        task = self._asking.get(origin)
        if task is None:
            task = self._asking[origin] = asyncio.create_task(self._ask(origin))
            task.add_done_callback(lambda _: self._asking.pop(origin, None))
        # Whoever waits may be cancelled; the others still want the answer.
        return await asyncio.shield(task)

    async def _ask(self, origin: str) -> _Rules:
        try:
            answer = await self._client.get(
                f"{origin}/robots.txt", max_bytes=_MAX_BYTES, on_large="cut"
            )
        except TransientError as error:
            rules = _Rules(None, self._now() + _UNREACHABLE_TTL_S, error.message)
        except CopydeskError:
            # No robots.txt that could be read is like none at all (section 2.3.1.3); where the
            # guard refuses, it refuses the page too.
            rules = _Rules(None, self._now() + self._ttl_s)
        else:
            if answer.status >= 500 or answer.status == 429:
                reason = f"it answered {answer.status}"
                rules = _Rules(None, self._now() + _UNREACHABLE_TTL_S, reason)
            elif 200 <= answer.status < 300:
                text = answer.body.decode("utf-8", "replace")
                parsed = await asyncio.to_thread(Protego.parse, text)
                rules = _Rules(parsed, self._now() + self._ttl_s)
            else:
                rules = _Rules(None, self._now() + self._ttl_s)
        self._known[origin] = rules
        if len(self._known) > _MOST_ORIGINS:
            self._known.popitem(last=False)
        return rules
