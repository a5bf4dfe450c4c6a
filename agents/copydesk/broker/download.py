"""Resumable, checked downloads over a few connections."""

from __future__ import annotations

import hashlib
import ssl
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.errors import BrokerError, MissingExtra

from .progress import Progress

if TYPE_CHECKING:
    import httpx

CONNECTIONS = 4
ATTEMPTS = 4
_PAUSE_S = 0.5


@dataclass(frozen=True, slots=True)
class Download:
    """A file to fetch, and what it must be; `size` in bytes."""

    url: str
    target: Path
    sha256: str
    size: int

    @property
    def part(self) -> Path:
        """Where the bytes are kept until they are all there."""
        return self.target.with_name(self.target.name + ".part")


class _WrongSumError(BrokerError):
    code = "wrong-checksum"


class _UnreachableError(BrokerError):
    code = "no-network"


def fetch_all(downloads: Sequence[Download], progress: Progress) -> BrokerError | None:
    """Fetch all, a few at a time; return the first failure, if any.

    Certificates are checked against the operating system's; HTTP_PROXY, HTTPS_PROXY, ALL_PROXY
    and NO_PROXY are honoured. A `.part` file is continued by a range request (RFC 9110, 14).
    What was fetched before a failure stays.

    Raises:
        MissingExtra: httpx or truststore is not installed.
        OSError: the target folder cannot be written.
    """
    try:
        import httpx
        import truststore
    except ImportError as error:
        raise MissingExtra("embedded", "fetching Kafka") from error
    progress.start(sum(d.size - _size(d.part) for d in downloads))
    stop = threading.Event()
    failures: list[BrokerError] = []
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        with (
            httpx.Client(verify=context, follow_redirects=True, timeout=30.0) as client,
            ThreadPoolExecutor(CONNECTIONS, "fetch-jar") as pool,
        ):

            def run(download: Download) -> None:
                if stop.is_set():
                    return
                try:
                    _fetch(client, download, progress, stop)
                except BrokerError as error:
                    stop.set()
                    failures.append(error)
                except BaseException:
                    stop.set()
                    raise

            futures = [pool.submit(run, download) for download in downloads]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                # Ctrl-C lands here: without this the pool would finish every download first.
                stop.set()
                pool.shutdown(cancel_futures=True)
                raise
    finally:
        progress.done()
    return failures[0] if failures else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _fetch(
    client: httpx.Client, download: Download, progress: Progress, stop: threading.Event
) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            if _stream(client, download, progress, stop):
                _accept(download, progress)
            return
        except _UnreachableError:
            if attempt == ATTEMPTS:
                raise
        except _WrongSumError:
            # The first half may be a leftover of something else; from zero it must be right.
            if attempt > 1:
                raise
        if stop.wait(_PAUSE_S * attempt):
            return


def _stream(
    client: httpx.Client, download: Download, progress: Progress, stop: threading.Event
) -> bool:
    """Append what is missing to the part file; False if told to stop."""
    import httpx

    have = _size(download.part)
    if have > download.size:
        _discard(download, progress)
        have = 0
    if have == download.size:
        return True
    headers = {"Range": f"bytes={have}-"} if have else {}
    try:
        with client.stream("GET", download.url, headers=headers) as response:
            if response.status_code == 416:
                _discard(download, progress)
                raise _UnreachableError(f"{download.url} refused the range {headers['Range']}")
            if response.status_code == 429 or response.status_code >= 500:
                raise _UnreachableError(f"{download.url} answered {response.status_code}")
            if response.status_code not in (200, 206):
                raise BrokerError(
                    f"{download.url} answered {response.status_code}", code="fetch-refused"
                )
            resumed = response.headers.get("content-range", "").startswith(f"bytes {have}-")
            if have and not (response.status_code == 206 and resumed):
                _discard(download, progress)
            with download.part.open("ab") as file:
                # Decoded or not, the sum tells; raw keeps the range arithmetic right.
                for chunk in response.iter_raw():
                    if stop.is_set():
                        return False
                    file.write(chunk)
                    progress.advance(len(chunk))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _UnreachableError(f"{download.url}: {error or type(error).__name__}") from error
    if _size(download.part) < download.size:
        raise _UnreachableError(f"{download.url} ended early")
    return True


def _discard(download: Download, progress: Progress) -> None:
    progress.advance(-_size(download.part))
    download.part.unlink(missing_ok=True)


def _accept(download: Download, progress: Progress) -> None:
    with download.part.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != download.sha256:
        _discard(download, progress)
        raise _WrongSumError(
            f"{download.url} has the SHA-256 {found}, not the pinned {download.sha256}"
        )
    download.part.replace(download.target)
