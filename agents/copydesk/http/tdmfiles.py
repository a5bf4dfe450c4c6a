"""tdmrep.json of each origin (TDMRep), asked for once and kept as long as its robots.txt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from copydesk.errors import PermanentError, TransientError
from copydesk.rights.tdmrep import TdmFile, read_tdmrep

from .client import HttpClient
from .sitefiles import Kept, SiteFile, SiteFiles

_MAX_BYTES = 256 * 1024
_AGAIN_S = 3600.0
"""After this long it is asked again where it could not be had."""


class TdmFiles:
    """What tdmrep.json of each origin says.

    Args:
        client: the guarded client.
        may_ask: raises where robots.txt forbids an address; it is given the partition as well.
        ttl_s: how long a file is kept, in seconds; that there is none is kept as long.
        now: a clock in seconds since the epoch.
        kept: where files are kept beyond this process.
    """

    def __init__(
        self,
        client: HttpClient,
        may_ask: Callable[[str, int], Awaitable[object]],
        *,
        ttl_s: float,
        now: Callable[[], float],
        kept: Kept | None = None,
    ) -> None:
        self._client = client
        self._may_ask = may_ask
        self._ttl_s = ttl_s
        self._now = now
        self._files: SiteFiles[TdmFile | None] = SiteFiles(
            self._ask, self._read, now=now, kept=kept
        )

    async def of(self, url: str, partition: int) -> TdmFile | None:
        """Return the file at an address; None if there is none to be had.

        Args:
            url: its address.
            partition: of the record that is handled.

        Raises:
            BrokerError: it could not be kept.
        """
        return await self._files.of(url, partition)

    def forget(self) -> None:
        """Forget where files are kept: partitions have gone, and others may come."""
        self._files.forget()

    async def _ask(self, url: str, partition: int, before: SiteFile | None) -> SiteFile:
        ttl_s, body = self._ttl_s, None
        try:
            body = await self._get(url, partition)
        except TransientError:
            ttl_s, body = min(ttl_s, _AGAIN_S), before.body if before else None
        except PermanentError:
            body = None
        now_ms = round(self._now() * 1000)
        return SiteFile(now_ms + round(ttl_s * 1000), now_ms, body)

    async def _get(self, url: str, partition: int) -> bytes | None:
        async def may_follow(target: str) -> None:
            await self._may_ask(target, partition)

        await self._may_ask(url, partition)
        answer = await self._client.get(
            url, allow_redirect=may_follow, max_bytes=_MAX_BYTES, on_large="cut"
        )
        return None if answer.status != 200 or answer.truncated else answer.body

    async def _read(self, url: str, file: SiteFile) -> TdmFile | None:
        return None if file.body is None else read_tdmrep(file.body, url, file.read_at)
