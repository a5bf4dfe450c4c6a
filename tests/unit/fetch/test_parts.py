"""Answers, retries, pace and what was fetched lately."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from copydesk import headers as h
from copydesk.errors import CopydeskError, PermanentError, TransientError
from copydesk.events import FeedRef
from copydesk.fetch import answers, retry
from copydesk.fetch.pace import MOST_WAITING, HostBusy, HostPace
from copydesk.fetch.recent import RecentFetches, decode_fetch, encode_fetch
from copydesk.http.answer import Answer
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


@pytest.mark.parametrize(
    ("wait_s", "topic"),
    [(-3.0, "fetch-retry-1m"), (599.0, "fetch-retry-1m"), (601.0, "fetch-retry-10m")],
)
def test_a_postponed_entry_has_not_failed_and_waits_no_longer(wait_s: float, topic: str) -> None:
    postponed = retry.postpone(record(("a", b"b")), wait_s)
    assert postponed.headers == (("a", b"b"),)
    assert postponed.topic.name == topic


URL = "https://a.example/1"


def test_one_fetch_serves_other_new_entries_for_a_while() -> None:
    recent = RecentFetches(3600.0)
    assert not recent.covers(URL, entry(URL), NOW)
    recent.note(URL, entry(URL), NOW)
    assert recent.covers(URL, entry(URL), NOW + timedelta(minutes=59))
    assert not recent.covers(URL, entry(URL), NOW + timedelta(hours=2))
    recent.forget()
    assert not recent.covers(URL, entry(URL), NOW)


def test_a_change_is_served_only_by_a_later_fetch() -> None:
    recent = RecentFetches(3600.0)
    recent.note(URL, entry(URL), NOW)
    for seen, covered in ((-3, True), (-1, False), (0, False), (1, False)):
        changed = entry(URL, change="changed", seen_at=NOW + timedelta(seconds=seen))
        assert recent.covers(URL, changed, NOW) is covered


def test_what_a_feed_shows_as_new_again_is_covered_unless_it_changed() -> None:
    # A poll was killed before it had noted the entry; until the next one it may have changed.
    recent = RecentFetches(3600.0)
    recent.note(URL, entry(URL, summary="one"), NOW)
    later = NOW + timedelta(seconds=60)
    again = entry(URL, summary="one", seen_at=later)
    changed = entry(URL, summary="two", seen_at=later)
    elsewhere = FeedRef(url="https://example.com/world.xml")
    assert recent.covers(URL, again, later)
    assert not recent.covers(URL, changed, later)
    other = entry(URL, summary="other", feed=elsewhere, seen_at=later)
    assert recent.covers(URL, other, later)
    recent.note(URL, other)
    assert not recent.covers(URL, entry(URL, summary="third", feed=elsewhere, seen_at=later), later)
    recent.note(URL, changed, later + timedelta(seconds=5))
    assert recent.covers(URL, changed, later)


def test_what_is_kept_is_read_again_and_what_others_wrote_is_nothing() -> None:
    fetch = RecentFetches(60.0).note(URL, entry(URL), NOW, etag='"1"')
    kept = decode_fetch(encode_fetch(fetch, 3))
    assert kept is not None
    assert (kept.started, kept.etag, kept.partition) == (NOW, '"1"', 3)
    assert decode_fetch(b"{}") is None


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


async def test_a_host_that_says_stop_is_left_alone_and_others_go_on() -> None:
    turns = pace(per_host=2)
    async with turns.turn("a.example", 0.0) as turn:
        turn.answered(0.1, 503, 120.0)
    with pytest.raises(HostBusy) as busy:
        async with turns.turn("a.example", 0.0):
            raise AssertionError("no turn within two minutes")
    assert 119 < busy.value.wait_s <= 120
    async with turns.turn("b.example", 0.0):
        pass


async def test_a_turn_that_is_cancelled_while_it_waits_is_free_for_the_next() -> None:
    turns = pace(per_host=1)

    async def take() -> None:
        async with turns.turn("a.example", 0.0):
            pass

    async with turns.turn("a.example", 0.0):
        waiting = asyncio.create_task(take())
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await take()


async def test_turns_keep_the_crawl_delay() -> None:
    turns, starts = pace(), []
    loop = asyncio.get_running_loop()

    async def request() -> None:
        async with turns.turn("a.example", 0.05):
            starts.append(loop.time())

    await asyncio.gather(*(request() for _ in range(4)))
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert min(gaps) >= 0.045
