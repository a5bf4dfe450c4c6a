"""Answers, retries, pace and what was fetched lately."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from copydesk import headers as h
from copydesk.errors import CopydeskError, PermanentError, TransientError
from copydesk.fetch import answers, retry
from copydesk.fetch.pace import MOST_WAITING, HostBusy, HostPace
from copydesk.fetch.recent import RecentFetches
from copydesk.http.client import Answer
from copydesk.http.waiting import retry_after_s
from copydesk.records import Record
from copydesk.settings import FetchSettings
from tests.pages import entry

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def answer(status: int = 200, body: bytes = b"x", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer("u", "u", status, named, body, (), None, NOW, 1)


@pytest.mark.parametrize(
    ("found", "error", "code"),
    [
        (answer(404), PermanentError, "http-404"),
        (answer(410), PermanentError, "http-410"),
        (answer(403), PermanentError, "http-403"),
        (answer(304), PermanentError, "http-304"),
        (answer(429), TransientError, "http-429"),
        (answer(500), TransientError, "http-500"),
        (answer(599), TransientError, "http-599"),
        (answer(200, b""), PermanentError, "no-content"),
        (answer(content_type="image/png"), PermanentError, "not-a-page"),
        (answer(content_type="application/pdf; x=1"), PermanentError, "not-a-page"),
    ],
)
def test_answers_without_a_page(found: Answer, error: type[CopydeskError], code: str) -> None:
    with pytest.raises(error) as caught:
        answers.check(found, NOW)
    assert caught.value.code == code


@pytest.mark.parametrize("kind", ["text/html", "TEXT/HTML; charset=x", "application/xhtml+xml", ""])
def test_answers_with_a_page(kind: str) -> None:
    answers.check(answer(content_type=kind), NOW)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 23 Nov 2026 12:01:00 GMT", 60.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after_s({"retry-after": text}, NOW) == seconds


def record(*headers: tuple[str, bytes]) -> Record:
    return Record("news.discovered", 0, 7, b"a.example", b"{}", headers)


@pytest.mark.parametrize(
    ("attempt", "asked", "topic"),
    [
        (1, None, "fetch-retry-1m"),
        (2, None, "fetch-retry-10m"),
        (3, None, "fetch-retry-2h"),
        (4, None, "fetch-retry-24h"),
        (1, 30.0, "fetch-retry-1m"),
        (1, 61.0, "fetch-retry-10m"),
        (2, 601.0, "fetch-retry-2h"),
        (1, 1e9, "fetch-retry-24h"),
    ],
)
def test_each_attempt_waits_longer_and_servers_are_obeyed(
    attempt: int, asked: float | None, topic: str
) -> None:
    assert retry.delay_topic(attempt, asked).name == topic


def test_attempts_are_counted_and_the_first_failure_is_kept() -> None:
    error = TransientError("later", code="http-503")
    at, seen = record(("ce_id", b"1")), []
    for later in range(4):
        again = retry.try_again(at, error, NOW + timedelta(hours=later), 1.0)
        assert again is not None
        seen.append(again.topic.name)
        at = Record("t", 0, 0, again.key, again.value, again.headers)
    assert seen == ["fetch-retry-1m", "fetch-retry-10m", "fetch-retry-2h", "fetch-retry-24h"]
    assert h.get(at.headers, h.FIRST_FAILED_HEADER) == str(round(NOW.timestamp() * 1000)).encode()
    assert retry.attempt_of(at) == retry.MOST_ATTEMPTS
    assert retry.try_again(at, error, NOW, 1.0) is None
    assert h.get(at.headers, "ce_id") == b"1"


def test_a_postponed_entry_has_not_failed() -> None:
    assert retry.postpone(record(("a", b"b"))).headers == (("a", b"b"),)


URL = "https://a.example/1"


def test_one_fetch_serves_other_new_entries_for_a_while() -> None:
    recent = RecentFetches(3600.0)
    assert not recent.covers(URL, entry(URL), NOW)
    recent.note(URL, NOW)
    assert recent.covers(URL, entry(URL), NOW + timedelta(minutes=59))
    assert not recent.covers(URL, entry(URL), NOW + timedelta(hours=2))
    recent.forget()
    assert not recent.covers(URL, entry(URL), NOW)


def test_a_change_is_served_only_by_a_later_fetch() -> None:
    recent = RecentFetches(3600.0)
    recent.note(URL, NOW)
    for seen, covered in ((-3, True), (-1, False), (0, False), (1, False)):
        changed = entry(URL, change="changed", seen_at=NOW + timedelta(seconds=seen))
        assert recent.covers(URL, changed, NOW) is covered


async def test_the_same_address_is_held_by_one_at_a_time() -> None:
    recent, inside = RecentFetches(1.0), []

    async def hold(name: str) -> None:
        async with recent.alone(URL):
            inside.append(f"{name} in")
            await asyncio.sleep(0)
            inside.append(f"{name} out")

    await asyncio.gather(hold("a"), hold("b"), hold("c"))
    assert inside == ["a in", "a out", "b in", "b out", "c in", "c out"]


def pace(**options: Any) -> HostPace:
    return HostPace(FetchSettings(**options))


async def test_so_many_at_once_per_host_and_no_more() -> None:
    turns, running, most = pace(per_host=2), 0, 0

    async def request() -> None:
        nonlocal running, most
        async with turns.turn("a.example", 0.0):
            running += 1
            most = max(most, running)
            for _ in range(3):
                await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(request() for _ in range(MOST_WAITING)))
    assert most == 2


async def test_who_would_wait_too_long_is_sent_away() -> None:
    turns = pace(per_host=1)
    async with turns.turn("a.example", 60.0):
        pass
    with pytest.raises(HostBusy):
        async with turns.turn("a.example", 60.0):
            raise AssertionError("no turn within a minute")
    async with turns.turn("b.example", 60.0):
        pass


async def test_turns_keep_the_crawl_delay() -> None:
    turns, starts = pace(), []
    loop = asyncio.get_running_loop()

    async def request() -> None:
        async with turns.turn("a.example", 0.05):
            starts.append(loop.time())

    await asyncio.gather(*(request() for _ in range(4)))
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert min(gaps) >= 0.045
