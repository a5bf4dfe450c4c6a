"""Answers for these tests, and a process that writes them until it is killed."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from copydesk.events import Redirect
from copydesk.http.answer import Answer
from copydesk.warc.writer import Archive

AT = datetime(2026, 11, 24, 12, 0, 0, 123000, tzinfo=UTC)
PAGE = "<html><title>A ferry returns</title><p>Die Fähre ist zurück.</p></html>".encode()


def answer(number: int = 1, body: bytes = PAGE, **fields: Any) -> Answer:
    made: dict[str, Any] = {
        "url": f"https://site.test/old/{number}",
        "final_url": f"https://site.test/news/{number}?page=1",
        "status": 200,
        "headers": {"content-type": "text/html; charset=utf-8"},
        "body": body,
        "redirects": (Redirect(url=f"https://site.test/old/{number}", status=301),),
        "remote_address": "203.0.113.7",
        "started": AT + timedelta(seconds=number),
        "elapsed_ms": 42,
        "raw_headers": (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("Transfer-Encoding", "chunked"),
            ("Set-Cookie", "a=1"),
            ("Set-Cookie", "b=2"),
        ),
        "sent_headers": (("User-Agent", "Copydesk/0.1"), ("Accept-Encoding", "gzip")),
        **fields,
    }
    return Answer(**made)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def content(path: Path) -> bytes:
    return path.read_bytes()


async def endless(folder: Path) -> None:
    archive = Archive(folder, user_agent="Copydesk/0.1", max_bytes=10**9)
    number = 0
    while True:
        await archive.write(answer(number, PAGE * 50))
        number += 1
        print(number, flush=True)


if __name__ == "__main__":
    asyncio.run(endless(Path(sys.argv[1])))
