"""Pages out of files: HTML, the same under gzip, and web archives (WARC)."""

from __future__ import annotations

import sys
import zlib
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from copydesk import headers as h
from copydesk.codec import decode
from copydesk.errors import ConfigError, CopydeskError, DecodeError
from copydesk.events import Discovered, Fetched
from copydesk.normalize.given import Given
from copydesk.settings import Settings, names

STDIN = "-"
_GZIP_MAGIC = b"\x1f\x8b"
_WARC_MAGIC = b"WARC/"
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page, or a whole file, of which there is no article."""

    file: str
    code: str
    message: str
    url: str | None = None
    """Address of the page, of a web archive that has several."""
    count: int | None = None
    """How many responses of a web archive hold no page, for this reason; that is no fault."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a person says of the one page that is given."""

    url: str | None = None
    headers: Mapping[str, str] | None = None
    entry: Discovered | None = None
    fetched_at: datetime | None = None

    @property
    def more_than_url(self) -> bool:
        """Whether more than its address is said."""
        return self != Known(self.url)


def known(
    url: str | None, headers: Path | None, entry: Path | None, fetched_at: str | None
) -> Known:
    """Read what the options say of a page.

    Raises:
        ConfigError: a file cannot be read or holds something else, or the time is none.
    """
    return Known(url, _headers(headers), _entry(entry), _time(fetched_at))


async def read_pages(
    files: Sequence[str], about: Known, settings: Settings
) -> AsyncGenerator[Given | Refusal, None]:
    """Yield the pages of files in their order, one at a time in memory.

    Args:
        files: names; `-` is standard input.
        about: what is known of the page; of a web archive its address alone, which chooses.
        settings: limits.

    Raises:
        ConfigError: more is said of a web archive.
    """
    for name in files:
        try:
            with ExitStack() as stack:
                file = _open(name, stack)
                head = _head(file)
                if head.startswith(_WARC_MAGIC):
                    async for page in _archived(file, name, about, settings):
                        yield page
                else:
                    yield _html(file, name, about, settings.normalize.max_html_bytes)
        except OSError as error:
            message = f"{name} cannot be read: {error.strerror or error}"
            yield Refusal(name, "unreadable", message)
        except CopydeskError as error:
            if isinstance(error, ConfigError):
                raise
            yield Refusal(name, error.code, error.message)


def _open(name: str, stack: ExitStack) -> BinaryIO:
    if name == STDIN:
        return sys.stdin.buffer
    return stack.enter_context(Path(name).open("rb"))


def _head(file: BinaryIO) -> bytes:
    """Return how a file begins, decompressed, without moving in it."""
    head: bytes = file.peek(_CHUNK)  # type: ignore[attr-defined]  # both kinds are buffered
    if not head.startswith(_GZIP_MAGIC):
        return head
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, len(_WARC_MAGIC))
    except zlib.error:
        return b""


def _html(file: BinaryIO, name: str, about: Known, limit: int) -> Given:
    """Read one page, of which no more than one byte beyond the limit is kept."""
    body = file.read(limit + 1)
    if body.startswith(_GZIP_MAGIC):
        body = _gunzipped(body, name, limit + 1)
    return Given(
        name,
        body,
        url=about.url,
        headers=about.headers or {},
        entry=about.entry,
        fetched_at=about.fetched_at,
    )


def _gunzipped(body: bytes, name: str, most: int) -> bytes:
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        found = inflate.decompress(body, most)
    except zlib.error as error:
        raise DecodeError(f"{name} is no whole gzip file: {error}", code="bad-encoding") from error
    if not inflate.eof and len(found) < most:
        raise DecodeError(f"{name} is no whole gzip file: it ends early", code="bad-encoding")
    return found


async def _archived(
    file: BinaryIO, name: str, about: Known, settings: Settings
) -> AsyncGenerator[Given | Refusal, None]:
    if about.more_than_url:
        raise ConfigError(f"{name} is a web archive, which says all of its pages but for --url")
    # Not for a file of HTML: it brings the HTTP client along.
    from copydesk.warc.reader import Counts, pages

    counts = Counts()
    async for page in pages(
        file,
        Path(name).name,
        counts,
        max_body_bytes=settings.fetch.max_body_bytes,
        extra_suffixes=names(settings.http.extra_suffixes),
    ):
        facts = decode(h.get(page.headers, h.HTTP_HEADER), Fetched)
        if about.url in (None, facts.final_url):
            yield Given(name, page.value or b"", url=facts.final_url, facts=facts)
    for code, count in sorted(counts.skipped.items()):
        yield Refusal(name, code, f"{count} responses hold no page: {code}", count=count)
    for why in counts.broken.values():
        yield Refusal(name, "broken-warc", f"{name} was not read to its end: {why}")


def _headers(file: Path | None) -> Mapping[str, str] | None:
    if file is None:
        return None
    try:
        return msgspec.json.decode(_bytes(file), type=dict[str, str])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{file} is no JSON object of header names and values: {error}"
        ) from error


def _entry(file: Path | None) -> Discovered | None:
    if file is None:
        return None
    try:
        return decode(_bytes(file), Discovered)
    except DecodeError as error:
        raise ConfigError(
            f"{file} is no feed entry as on the topic 'discovered': {error.message}"
        ) from error


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from error


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        raise ConfigError(f"{text!r} is no time with its zone; one looks like 2026-11-14T17:20:00Z")
    return when
