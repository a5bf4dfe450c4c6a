"""robots.txt (RFC 9309), parsed by protego and kept per origin."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from copydesk.errors import PermanentError, TransientError

from .addresses import parse_url
from .client import Answer, HttpClient

_MAX_BYTES = 500 * 1024
"""Section 2.5: at least 500 KiB must be read; the rest is ignored."""
_LARGE = 16 * 1024
"""Characters from which rules are parsed and asked in a thread: milliseconds, not microseconds."""
_UNREACHABLE_TTL_S = 60.0
_MOST_ORIGINS = 5000
_MOST_CHARACTERS = 32 * 1024 * 1024
"""Of all texts whose rules are kept; parsed they take several times that."""

# The spellings that protego knows, and some more.
_AGENT = re.compile(r"user[-\s]*agent\s*[:\s]\s*(.*)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s/]+")
_OTHER = "User-agent: other/agents"


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is known of an origin; without rules everything is allowed."""

    until: float
    rules: Protego | None = None
    size: int = 0
    """Characters of its text."""
    unavailable: str | None = None
    """Why robots.txt could not be had."""


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
        self._token = product_token(user_agent)
        self._ttl_s = ttl_s
        self._max_crawl_delay_s = max_crawl_delay_s
        self._now = now
        self._known: OrderedDict[str, _Rules] = OrderedDict()
        self._characters = 0
        self._asking: dict[str, asyncio.Task[_Rules]] = {}

    async def check(self, url: str) -> float:
        """Return the crawl-delay for an address in seconds, 0 if there is none.

        Raises:
            PermanentError: the address is disallowed (`robots-disallowed`), or is none
                (`bad-url`).
            TransientError: robots.txt could not be had, which forbids everything for now
                (section 2.3.1.4; `robots-unavailable`).
        """
        parsed = parse_url(url)
        if parsed.path == "/robots.txt":
            return 0.0
        source = str(parsed.copy_with(raw_path=b"/robots.txt"))
        known = await self._of(source)
        if known.unavailable is not None:
            raise TransientError(
                f"{source} cannot be had, so {url} must wait: {known.unavailable}",
                code="robots-unavailable",
                url=url,
            )
        if known.rules is None:
            return 0.0
        if known.size > _LARGE:
            return await asyncio.to_thread(self._judge, known.rules, parsed, source)
        return self._judge(known.rules, parsed, source)

    def _judge(self, rules: Protego, url: httpx.URL, source: str) -> float:
        if not rules.can_fetch(str(url), self._token):
            raise PermanentError(f"{source} forbids {url}", code="robots-disallowed", url=str(url))
        return min(float(rules.crawl_delay(self._token) or 0.0), self._max_crawl_delay_s)

    async def _of(self, source: str) -> _Rules:
        known = self._known.get(source)
        if known is not None and known.until > self._now():
            self._known.move_to_end(source)
            return known
        task = self._asking.get(source)
        if task is None:
            task = self._asking[source] = asyncio.create_task(self._ask(source))
            task.add_done_callback(lambda _: self._asking.pop(source, None))
        # Whoever waits may be cancelled; the others still want the answer.
        return await asyncio.shield(task)

    async def _ask(self, source: str) -> _Rules:
        try:
            answer = await self._client.get(source, max_bytes=_MAX_BYTES, on_large="cut")
        except TransientError as error:
            found = self._unavailable(error.message)
        except PermanentError:
            # What can never be read is like none at all (sections 2.3.1.2 and 2.3.1.3); where
            # the guard refuses the site, it refuses the page too.
            found = _Rules(self._now() + self._ttl_s)
        else:
            found = await self._read(answer)
        self._keep(source, found)
        return found

    async def _read(self, answer: Answer) -> _Rules:
        # 429 is in the range that allows everything; who says it wants fewer requests, not more.
        if answer.status >= 500 or answer.status == 429:
            return self._unavailable(f"it answered {answer.status}")
        until = self._now() + self._ttl_s
        if not 200 <= answer.status < 300:
            return _Rules(until)
        text = answer.body.decode("utf-8-sig", "replace")
        if answer.truncated:
            # Half a line may say more than the whole: `Disallow: /` of `Disallow: /drafts`.
            text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]
        if len(text) > _LARGE:
            return _Rules(until, await asyncio.to_thread(_parse, text, self._token), len(text))
        return _Rules(until, _parse(text, self._token), len(text))

    def _unavailable(self, reason: str) -> _Rules:
        return _Rules(self._now() + _UNREACHABLE_TTL_S, unavailable=reason)

    def _keep(self, source: str, found: _Rules) -> None:
        before = self._known.pop(source, None)
        self._characters += found.size - (before.size if before else 0)
        self._known[source] = found
        while len(self._known) > _MOST_ORIGINS or self._characters > _MOST_CHARACTERS:
            _, oldest = self._known.popitem(last=False)
            self._characters -= oldest.size


def product_token(user_agent: str) -> str:
    """Return the name by which robots.txt calls us: `Copydesk` of `Copydesk/0.1 (+https://…)`."""
    found = _TOKEN.match(user_agent.strip())
    return found[0] if found else ""


def own_groups(text: str, token: str) -> str:
    """Return a robots.txt in which all crawlers but us have the same name.

    protego keeps each rule once per crawler that it is for, which for thousands of both would
    take gigabytes; and it takes a name that ours begins with for ours, where section 2.2.1 wants
    the whole product token.
    """
    lines = []
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        agent = _AGENT.match(line)
        if agent is None:
            lines.append(line)
            continue
        name = agent[1].strip()
        if name == "*":
            lines.append("User-agent: *")
        elif product_token(name).lower() == token.lower():
            lines.append(f"User-agent: {token}")
        else:
            lines.append(_OTHER)
    return "\n".join(lines)


def _parse(text: str, token: str) -> Protego:
    return Protego.parse(own_groups(text, token))
