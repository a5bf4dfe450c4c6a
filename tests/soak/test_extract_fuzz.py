"""Real markup, damaged: half an hour of pages against the processes that parse them.

    pytest -n0 -m soak -s tests/soak/test_extract_fuzz.py

The pages are those of bench/gold; COPYDESK_PAGES names a folder with more (*.html, *.html.gz),
COPYDESK_SOAK_MINUTES another length, COPYDESK_SEED another sequence.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.codec import encode
from copydesk.errors import PermanentError
from copydesk.normalize.workers import in_processes
from copydesk.settings import load
from tests.pages import facts

pytestmark = pytest.mark.soak

MINUTES = float(os.environ.get("COPYDESK_SOAK_MINUTES", "30"))
LIMIT_S = 20.0
"""Wall limit of a page; a call may last a little longer, for its process is replaced."""
AT_ONCE = 2
SLOW_S = 5.0
HOSTILE = (
    b"<div>" * 600,
    b"<div>" * 100_000,
    b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">",
    b"<a href='" + b"x" * 300_000 + b"'>",
    b"<img src=a.jpg>" * 5_000,
    b"<table><tr><td>" * 200,
    b"<b><i><p>" * 2_000,
    b"<script type='application/ld+json'>{\"@graph\": " + b"[" * 5_000,
    b"<script type='application/ld+json'>" + b'{"a":' * 2_000 + b"1",
    b"<meta property='og:title' content='" + b"&amp;" * 50_000 + b"'>",
    b"<p>" + "\u202e\u0000\u200d".encode() * 10_000,
    b"<!-- " + b"-" * 100_000,
    b"<svg><![CDATA[",
    b"<time datetime='" + b"9" * 10_000 + b"'>",
    b"<p>" + b"Foto: A/B, " * 20_000,
    b"<p>" + b"(" * 20_000 + b"IT/r" + b"]" * 20_000,
    b"<p>" + b"1 hour ago, 2 May 2024 " * 5_000,
    b"\xff\xfe\x00",
)


def pages() -> list[bytes]:
    folder = Path(__file__).parents[2] / "bench" / "gold" / "tuning"
    found = [path.read_bytes() for path in sorted(folder.glob("*/page.html"))]
    if more := os.environ.get("COPYDESK_PAGES"):
        for path in sorted(Path(more).rglob("*.html*")):
            raw = path.read_bytes()
            found.append(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    return found


def cut(page: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(page) + 1) for _ in range(2))
    return page[:a] + page[b:]


def doubled(page: bytes, chance: random.Random) -> bytes:
    a = chance.randrange(len(page) + 1)
    b = min(len(page), a + chance.randrange(1, 20_000))
    return page[:b] + page[a:b] * chance.choice((1, 1, 2, 30)) + page[b:]


def flipped(page: bytes, chance: random.Random) -> bytes:
    made = bytearray(page)
    for _ in range(chance.randrange(1, 200)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def hurt(page: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(page) + 1)
    return page[:at] + chance.choice(HOSTILE) + page[at:]


def untagged(page: bytes, chance: random.Random) -> bytes:
    parts = page.split(b">")
    kept = [part for part in parts if chance.random() > 0.1]
    return b">".join(kept)


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut,
    doubled,
    flipped,
    hurt,
    untagged,
)


def damaged(sources: list[bytes], chance: random.Random) -> bytes:
    page = chance.choice(sources)
    if chance.random() < 0.2:
        other = chance.choice(sources)
        page = page[: chance.randrange(len(page))] + other[chance.randrange(len(other)) :]
    for _ in range(chance.randrange(1, 4)):
        page = chance.choice(CHANGES)(page or b"<", chance)
    return page


@pytest.mark.timeout(MINUTES * 60 + 300)
async def test_damaged_pages_end_as_articles_or_dead_letters(tmp_path: Path) -> None:
    settings = load({"normalize.timeout_s": LIMIT_S, "normalize.processes": AT_ONCE})
    processes, extract = in_processes(settings)
    sources, chance = pages(), random.Random(os.environ.get("COPYDESK_SEED", "1"))
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    end = time.monotonic() + MINUTES * 60

    async def one(number: int, page: bytes) -> None:
        nonlocal slowest
        url = f"https://www.paper.example/{number}.html"
        charset = chance.choice((None, None, "utf-8", "windows-1251", "shift_jis", "no-such"))
        began = time.monotonic()
        try:
            read = await extract(page, facts(url, charset), None)
        except PermanentError as error:
            outcomes[error.code] += 1
        except Exception as error:
            (tmp_path / f"{number}.html").write_bytes(page)
            raise AssertionError(f"{tmp_path}/{number}.html, {charset}: {error!r}") from error
        else:
            encode(read.article).decode()
            outcomes["article"] += 1
        took = time.monotonic() - began
        slowest = max(slowest, took)
        if took > SLOW_S:
            (tmp_path / f"slow-{number}.html").write_bytes(page)
            print(f"slow: {took:.1f} s, {len(page)} bytes: {tmp_path}/slow-{number}.html")

    number = 0
    try:
        while time.monotonic() < end:
            batch = [damaged(sources, chance) for _ in range(AT_ONCE)]
            await asyncio.gather(*(one(number + n, page) for n, page in enumerate(batch)))
            number += AT_ONCE
    finally:
        await processes.close()
        print(f"{number} pages of {len(sources)}, slowest {slowest:.1f} s: {dict(outcomes)}")
    assert outcomes["article"] > 0
    assert outcomes["crashed"] == 0
