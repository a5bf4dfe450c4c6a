"""robots.txt (RFC 9309), parsed by protego and kept per origin."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import httpx
from protego import Protego

from copydesk.errors import PermanentError, TransientError
from copydesk.events import RightsSignal
from copydesk.instants import to_ms
from copydesk.rights.answer import bounded
from copydesk.rights.robots import RobotsRights, read_robots
from copydesk.rights.tdmrep import WELL_KNOWN

from .addresses import parse_url
from .answer import Answer
from .client import HttpClient
from .sitefiles import Kept, SiteFile, SiteFiles
from .tdmfiles import TdmFiles

_MAX_BYTES = 500 * 1024
"""Section 2.5: at least 500 KiB must be read; the rest is ignored."""
_LARGE = 16 * 1024
"""Characters from which rules are parsed and asked in a thread: milliseconds, not microseconds."""
_UNREACHABLE_TTL_S = 60.0

# The spellings that protego knows, and some more.
_AGENT = re.compile(r"user[-\s]*agent\s*[:\s]\s*(.*)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s/]+")
_OTHER = "User-agent: other/agents"


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is known of an origin; without rules everything is allowed."""

    rules: Protego | None = None
    size: int = 0
    """Characters of its text."""
    rights: RobotsRights | None = None
    """What it says about use."""
    unavailable: str | None = None
    """Why robots.txt could not be had."""


class Robots:
    """What robots.txt of each origin says to us.

    Args:
        client: the guarded client.
        user_agent: our User-Agent; its product token is matched (section 2.2.1).
        ttl_s: how long rules are kept, in seconds.
        max_crawl_delay_s: longer delays are cut to this.
        now: a clock in seconds since the epoch.
        kept: where files are kept beyond this process.
    """

    def __init__(
        self,
        client: HttpClient,
        *,
        user_agent: str,
        ttl_s: float,
        max_crawl_delay_s: float,
        now: Callable[[], float],
        kept: Kept | None = None,
    ) -> None:
        self._client = client
        self._token = product_token(user_agent)
        self._ttl_s = ttl_s
        self._max_crawl_delay_s = max_crawl_delay_s
        self._now = now
        self._files: SiteFiles[_Rules] = SiteFiles(self._ask, self._read, now=now, kept=kept)
        self._tdm = TdmFiles(client, self.check, ttl_s=ttl_s, now=now, kept=kept)

    async def check(self, url: str, partition: int = 0) -> float:
        """Return the crawl-delay for an address in seconds, 0 if there is none.

        Args:
            url: the address.
            partition: of the record that is handled, where robots.txt is kept.

        Raises:
            PermanentError: the address is disallowed (`robots-disallowed`), or is none
                (`bad-url`).
            TransientError: robots.txt could not be had, which forbids everything for now
                (section 2.3.1.4; `robots-unavailable`).
            BrokerError: robots.txt could not be kept.
        """
        parsed = parse_url(url)
        if parsed.path == "/robots.txt":
            return 0.0
        source = str(parsed.copy_with(raw_path=b"/robots.txt"))
        known = await self._files.of(source, partition)
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

    async def rights(self, url: str, partition: int = 0) -> tuple[RightsSignal, ...]:
        """Return what a site says about AI use of a page: its robots.txt, and its tdmrep.json.

        That file is asked for once per origin, after the site's first page; whatever goes wrong
        with it is like none.

        Args:
            url: address of a page that was read.
            partition: of the record that is handled, where both files are kept.

        Raises:
            BrokerError: a file could not be kept.
        """
        parsed = parse_url(url)
        source = str(parsed.copy_with(raw_path=b"/robots.txt"))
        known = await self._files.of(source, partition)
        found: list[RightsSignal] = []
        if known.rights is not None:
            own = known.rights
            if known.size > _LARGE:
                found = await asyncio.to_thread(own.signals, url, self._token)
            else:
                found = own.signals(url, self._token)
        file = await self._tdm.of(str(parsed.copy_with(raw_path=WELL_KNOWN.encode())), partition)
        return bounded(found + (file.signals(url) if file else []))

    def forget(self) -> None:
        """Forget where files are kept: partitions have gone, and others may come."""
        self._files.forget()
        self._tdm.forget()

    def _judge(self, rules: Protego, url: httpx.URL, source: str) -> float:
        if not rules.can_fetch(str(url), self._token):
            raise PermanentError(f"{source} forbids {url}", code="robots-disallowed", url=str(url))
        return min(float(rules.crawl_delay(self._token) or 0.0), self._max_crawl_delay_s)

    async def _ask(self, source: str, partition: int, before: SiteFile | None) -> SiteFile:
        try:
            answer = await self._client.get(source, max_bytes=_MAX_BYTES, on_large="cut")
        except TransientError as error:
            return self._file(_UNREACHABLE_TTL_S, unavailable=error.message)
        except PermanentError:
            # What can never be read is like none at all (sections 2.3.1.2 and 2.3.1.3); where
            # the guard refuses the site, it refuses the page too.
            return self._file(self._ttl_s)
        # 429 is in the range that allows everything; who says it wants fewer requests, not more.
        if answer.status >= 500 or answer.status == 429:
            return self._file(_UNREACHABLE_TTL_S, unavailable=f"it answered {answer.status}")
        if not 200 <= answer.status < 300:
            return self._file(self._ttl_s)
        return self._file(self._ttl_s, _whole_lines(answer), answer.started)

    def _file(
        self,
        ttl_s: float,
        body: bytes | None = None,
        read_at: datetime | None = None,
        *,
        unavailable: str | None = None,
    ) -> SiteFile:
        now_ms = round(self._now() * 1000)
        read_ms = now_ms if read_at is None else to_ms(read_at)
        return SiteFile(now_ms + round(ttl_s * 1000), read_ms, body, unavailable)

    async def _read(self, source: str, file: SiteFile) -> _Rules:
        if file.body is None:
            return _Rules(unavailable=file.unavailable)
        text = file.body.decode("utf-8-sig", "replace")
        if len(text) > _LARGE:
            return await asyncio.to_thread(self._parsed, text, source, file)
        return self._parsed(text, source, file)

    def _parsed(self, text: str, source: str, file: SiteFile) -> _Rules:
        rights = read_robots(text, self._token, source, file.read_at)
        return _Rules(_parse(text, self._token), len(text), rights)


def _whole_lines(answer: Answer) -> bytes:
    if not answer.truncated:
        return answer.body
    # Half a line may say more than the whole: `Disallow: /` of `Disallow: /drafts`.
    return answer.body[: max(answer.body.rfind(b"\n"), answer.body.rfind(b"\r")) + 1]


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
