"""Pages that are read again: steps by age, and what their answers mean."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from copydesk import headers as h
from copydesk.codec import decode, encode
from copydesk.errors import ConfigError, DecodeError, PermanentError
from copydesk.events import FeedDate, Fetched
from copydesk.fetch import refetch, removal, retry
from copydesk.fetch.recent import Fetch, RecentFetches
from copydesk.fetch.refetch import Step
from copydesk.fetch.stage import FetchStage
from copydesk.http.answer import Answer
from copydesk.http.client import HttpClient
from copydesk.http.robots import Robots
from copydesk.instants import to_ms
from copydesk.records import Output, Record, Written
from copydesk.settings import FetchSettings, HttpSettings
from copydesk.topics import FETCH_RETRY, FETCHED, RETRY_DELAYS_S
from tests.pages import entry, facts
from tests.servers import Server

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE, HOUR = 60_000, 3_600_000
AGES = (600.0, 7200.0, 86400.0)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10m,2h,24h", AGES),
        (" 1d , 90s,90s", (90.0, 86400.0)),
        ("", ()),
    ],
)
def test_ages_are_read(text: str, seconds: tuple[float, ...]) -> None:
    assert refetch.ages(text) == seconds


@pytest.mark.parametrize("text", ["10", "soon", "0m", "-1h", "1.5h", "10m;2h"])
def test_what_is_no_age_stops_the_start(text: str) -> None:
    with pytest.raises(ConfigError, match="COPYDESK_FETCH_REFETCH_AFTER"):
        refetch.ages(text)


@pytest.mark.parametrize(
    ("age", "due"),
    [
        (timedelta(0), 10 * MINUTE),
        (timedelta(minutes=10), 2 * HOUR),
        (timedelta(minutes=119), 2 * HOUR),
        (timedelta(hours=3), 24 * HOUR),
        (timedelta(days=3), None),
    ],
)
def test_the_next_step_is_the_next_age_that_is_not_over(age: timedelta, due: int | None) -> None:
    born = to_ms(NOW)
    found = refetch.next_due_ms(born, to_ms(NOW + age), AGES)
    assert found == (None if due is None else born + due)


def test_age_counts_from_publication_if_that_is_sane() -> None:
    def born(**date: Any) -> datetime:
        fields = {"published": FeedDate(text="", **date)} if date else {}
        made = entry("https://a.example/1", **fields)
        return datetime.fromtimestamp(refetch.born_ms(made, NOW) / 1000, UTC)

    hour = timedelta(hours=1)
    assert born(value=NOW - hour) == NOW - hour
    assert born() == NOW
    assert born(value=NOW + hour) == NOW
    assert born(value=NOW - hour, clamped=True) == NOW
    assert born(value=datetime(1901, 1, 1, tzinfo=UTC)) == NOW


@pytest.mark.parametrize(
    ("age", "due", "topic"),
    [
        # Found three minutes after publication: one way, not seven of a minute each.
        (3 * MINUTE, 10 * MINUTE, "fetch-retry-10m"),
        (13 * MINUTE, 2 * HOUR, "fetch-retry-2h"),
        (130 * MINUTE, 24 * HOUR, "fetch-retry-24h"),
        # A day would come more than half a day late: two hours at a time.
        (13 * HOUR, 24 * HOUR, "fetch-retry-2h"),
        (9 * MINUTE, 10 * MINUTE, "fetch-retry-1m"),
        (10 * MINUTE - 1, 10 * MINUTE, "fetch-retry-1m"),
        (0, 5 * 24 * HOUR, "fetch-retry-24h"),
    ],
)
def test_a_step_waits_in_the_topic_that_fits(age: int, due: int, topic: str) -> None:
    assert Step(1, 0, due).waits_in(age, 1.0).name == topic


def test_topics_with_short_delays_are_chosen_by_those() -> None:
    assert Step(1, 0, 10 * MINUTE).waits_in(0, 0.01).name == "fetch-retry-24h"
    assert Step(1, 0, 12_000).waits_in(0, 0.02).name == "fetch-retry-10m"


@given(st.integers(1, 10 * 24 * HOUR), st.integers(1, 10 * 24 * HOUR), st.floats(0.001, 1.0))
def test_hops_end_and_are_never_early_nor_much_too_late(age: int, due: int, scale: float) -> None:
    step, now, hops = Step(1, 0, due), min(age, due - 1), 0
    while not step.is_due(now):
        now += max(1, round(RETRY_DELAYS_S[step.waits_in(now, scale).name] * scale * 1000))
        hops += 1
        # Longer than a day is a day at a time; the rest at most so many of each kind.
        assert hops <= due / (24 * HOUR * scale) + 12 + 12 + 10
    shortest = RETRY_DELAYS_S[FETCH_RETRY[0].name] * scale * 1000
    assert now <= due + max(due / 2, shortest) + 1


def test_a_step_survives_its_header_and_begins_with_no_failures() -> None:
    failed = ((h.ATTEMPT_HEADER, b"3"), (h.FIRST_FAILED_HEADER, b"7"), (h.REFETCH_HEADER, b"1.1.1"))
    before = Record("t", 0, 0, b"k", b"v", (("ce_id", b"x"), *failed))
    made = Step(5, 6, 7 * HOUR).wait(before, 0, 1.0)
    after = Record("t", 0, 1, made.key, made.value, made.headers)
    assert Step.of(after) == Step(5, 6, 7 * HOUR)
    assert (h.get(after.headers, "ce_id"), retry.attempt_of(after)) == (b"x", 1)
    assert Step.of(Record("t", 0, 0, b"k", b"v")) is None
    with pytest.raises(DecodeError):
        Step.of(Record("t", 0, 0, b"k", b"v", ((h.REFETCH_HEADER, b"soon"),)))


LINK = "https://a.example/politics/a-ferry-returns-1"


@pytest.mark.parametrize(
    ("status", "final", "note"),
    [
        (410, LINK, "410 Gone"),
        (404, LINK, "404 Not Found"),
        (200, "https://a.example/", "leads to https://a.example/"),
        (200, "https://a.example/404", "leads to https://a.example/404"),
        (200, LINK, None),
        (403, LINK, None),
        (451, LINK, None),
        (503, LINK, None),
        (200, "https://a.example/login", None),
    ],
)
def test_what_says_that_a_page_is_gone(status: int, final: str, note: str | None) -> None:
    found = removal.gone(LINK, Answer(LINK, final, status, {}, b"x", (), None, NOW, 1))
    assert (found and found.note) == note


@pytest.mark.parametrize(
    ("status", "later", "removed", "verdict"),
    [
        (410, None, False, "doubtful"),
        (410, 10 * MINUTE - 1, False, "doubtful"),
        (410, 10 * MINUTE, False, "believed"),
        (404, 10 * MINUTE, False, "doubtful"),
        (404, 2 * HOUR, False, "believed"),
        (404, 2 * HOUR, True, "known"),
        (410, None, True, "known"),
    ],
)
def test_gone_is_believed_when_it_is_said_again_after_a_while(
    status: int, later: int | None, removed: bool, verdict: str
) -> None:
    first = to_ms(NOW)
    known = Fetch(1, {}, gone_ms=0 if later is None else first, removed=removed)
    found = removal.gone(LINK, Answer(LINK, LINK, status, {}, b"", (), None, NOW, 1))
    assert found is not None
    assert removal.judge(known, found, first + (later or 0), 1.0) == verdict


def test_a_page_is_kept_with_its_place_whoever_settles_first() -> None:
    recent, url = RecentFetches(60.0), "https://a.example/1"
    read = recent.note(url, entry(url), NOW, body=b"1", step=1)
    # Another feed's entry is covered by it before it is settled.
    other = recent.note(url, entry(url))
    first = recent.settled(url, other, None)
    assert first is not None
    assert first.page is None
    second = recent.settled(url, read, (3, 7))
    assert second is not None
    assert second.page == (3, 7)
    third = recent.settled(url, recent.note(url, entry(url)), None)
    assert third is not None
    assert third.page == (3, 7)


def test_a_later_step_that_is_kept_is_not_overwritten() -> None:
    class Kept:
        def get(self, url: str) -> Fetch:
            return Fetch(1, {}, step=6)

    recent = RecentFetches(60.0, Kept())
    assert recent.settled("u", Fetch(1, {}, step=5), None) is None
    assert recent.settled("u", Fetch(1, {}, step=6), None) is not None


class Desk:
    """A fetch stage whose outputs are delivered to a list, so to say."""

    def __init__(self, client: HttpClient, **settings: Any) -> None:
        robots = Robots(client, user_agent="x", ttl_s=60, max_crawl_delay_s=5, now=time.monotonic)
        self.fetched: list[Record] = []
        self._offset = 0
        self._stage = FetchStage(
            FetchSettings(**{"refetch_after": "10m,2h,24h", **settings}),
            client,
            robots,
            lambda: datetime.now(UTC),
            last_page=self._last_page,
        )

    async def _last_page(self, partition: int, offset: int) -> Record:
        try:
            return self.fetched[offset]
        except IndexError:
            raise PermanentError("no longer there") from None

    async def handle(self, value: bytes, *headers: tuple[str, bytes]) -> list[Output]:
        self._offset += 1
        record = Record("news.discovered", 0, self._offset, b"site.test", value, headers)
        outputs, written = list(await self._stage.handle(record)), []
        for output in outputs:
            if output.topic is FETCHED:
                written.append(Written(FETCHED, 0, len(self.fetched)))
                at = Record("f", 0, len(self.fetched), b"", output.value, output.headers)
                self.fetched.append(at)
        await self._stage.settle(record, written)
        return outputs

    async def discover(self, url: str, **fields: Any) -> list[Output]:
        return await self.handle(encode(entry(url, **fields)))

    async def due(self, waiting: Output) -> list[Output]:
        """Handle a step as if its time had come."""
        value = h.get(waiting.headers, h.REFETCH_HEADER)
        assert value is not None
        number, born, _ = value.decode().split(".")
        others = (pair for pair in waiting.headers if pair[0] != h.REFETCH_HEADER)
        return await self.handle(
            waiting.value or b"", *others, (h.REFETCH_HEADER, f"{number}.{born}.1".encode())
        )


MakeDesk = Callable[..., Awaitable[Desk]]


@pytest.fixture
async def make_desk() -> AsyncIterator[MakeDesk]:
    http = HttpSettings(allow_hosts="*.test", resolve="*.test=127.0.0.1")
    async with HttpClient(http, timeout_s=5.0, max_body_bytes=100_000) as client:

        async def make(**settings: Any) -> Desk:
            return Desk(client, **settings)

        yield make


def topics(outputs: list[Output]) -> list[str]:
    return [output.topic.name for output in outputs]


def step_of(output: Output) -> Step:
    found = Step.of(Record("t", 0, 0, None, None, output.headers))
    assert found is not None
    return found


def removed_by(record: Record) -> str | None:
    facts = decode(h.get(record.headers, h.HTTP_HEADER), Fetched)
    return None if facts.removed is None else facts.removed.note


def page(server: Server, path: str, *, tag: str = '"1"', body: bytes = b"<p>one") -> None:
    """Serve a page that answers 304 to its tag."""

    async def answer(request: Any) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(body=body, content_type="text/html", headers={"ETag": tag})

    server.paths[path] = answer


async def test_steps_follow_each_other_by_age(server: Server, make_desk: MakeDesk) -> None:
    desk, url = await make_desk(), server.url("/a")
    page(server, "/a")
    born = datetime.now(UTC) - timedelta(minutes=11)
    date = FeedDate(value=born, text="")
    fetched, second = await desk.discover(url, published=date)
    assert fetched.topic is FETCHED
    # Ten minutes are over; two hours are next.
    assert step_of(second).due_ms == to_ms(born) + 2 * HOUR
    # It comes too early out of a shorter topic: it waits on, and nothing is asked.
    asked = len(server.asked)
    [again] = await desk.handle(second.value or b"", *second.headers)
    assert (step_of(again), len(server.asked)) == (step_of(second), asked)
    # Nothing changed: 304, and nothing but the next step.
    [third] = await desk.due(second)
    assert step_of(third).number > step_of(second).number
    assert len(server.asked) == asked + 1


async def test_an_old_page_has_no_steps_and_empty_is_off(
    server: Server, make_desk: MakeDesk
) -> None:
    page(server, "/a")
    old = FeedDate(value=datetime.now(UTC) - timedelta(days=3), text="")
    assert topics(await (await make_desk()).discover(server.url("/a"), published=old)) == [
        "fetched"
    ]
    off = await make_desk(refetch_after="")
    assert topics(await off.discover(server.url("/a"))) == ["fetched"]


async def test_only_one_chain_goes_on(server: Server, make_desk: MakeDesk) -> None:
    desk, url = await make_desk(), server.url("/a")
    page(server, "/a")
    _, step = await desk.discover(url)
    assert await desk.discover(url + "#other") == []
    [following] = await desk.due(step)
    asked = len(server.asked)
    # The same record once more, after a kill.
    assert await desk.due(step) == []
    # A feed's change takes the chain over, with the entry as it is now.
    page(server, "/a", tag='"2"', body=b"<p>two")
    later = datetime.now(UTC) + timedelta(seconds=5)
    _, taken = await desk.discover(url, change="changed", seen_at=later, title="New")
    assert await desk.due(following) == []
    assert len(server.asked) == asked + 1
    assert topics(await desk.due(taken)) != []


async def test_a_step_of_a_page_that_is_forgotten_goes_on(
    server: Server, make_desk: MakeDesk
) -> None:
    desk, url = await make_desk(), server.url("/a")
    page(server, "/a")
    _, step = await desk.discover(url)
    later = await make_desk()
    server.says("/a", b"", 404)
    # Nothing is known that could be withdrawn.
    [step] = await later.due(step)
    assert step_of(step).due_ms > to_ms(datetime.now(UTC))
    page(server, "/a")
    fetched, following = await later.due(step)
    assert fetched.topic is FETCHED
    assert await later.due(step) == []
    assert topics(await later.due(following)) != []


async def test_a_change_without_a_word_of_the_feed_is_fetched(
    server: Server, make_desk: MakeDesk
) -> None:
    desk, url = await make_desk(), server.url("/a")
    server.says("/a", b"<p>one", content_type="text/html")
    _, step = await desk.discover(url)
    # No validators: the same bytes are no news.
    [step] = await desk.due(step)
    server.says("/a", b"<p>two", content_type="text/html")
    fetched, _ = await desk.due(step)
    assert (fetched.topic, fetched.value) == (FETCHED, b"<p>two")


@pytest.mark.parametrize("status", [503, 403])
async def test_a_failed_refetch_is_no_dead_letter(
    server: Server, make_desk: MakeDesk, status: int
) -> None:
    desk, url = await make_desk(), server.url("/a")
    page(server, "/a")
    _, step = await desk.discover(url)
    server.says("/a", b"", status)
    if status == 503:
        [again] = await desk.due(step)
        assert (again.topic.name, step_of(again).number) == ("fetch-retry-1m", step_of(step).number)
        last = (h.ATTEMPT_HEADER, str(retry.MOST_ATTEMPTS).encode())
        step = Output(step.topic, step.key, step.value, (*step.headers, last))
    [following] = await desk.due(step)
    assert step_of(following).number > step_of(step).number
    assert h.get(following.headers, h.ATTEMPT_HEADER) is None


async def test_gone_twice_is_removed_once_and_back_again(
    server: Server, make_desk: MakeDesk
) -> None:
    desk, url = await make_desk(retry_scale=1e-9), server.url("/a")
    page(server, "/a")
    _, step = await desk.discover(url, title="As it was")
    server.says("/a", b"", 410)
    [step] = await desk.due(step)
    assert len(desk.fetched) == 1
    _, step = await desk.due(step)
    last, gone = desk.fetched
    assert (gone.value, removed_by(gone)) == (last.value, "410 Gone")
    facts = decode(h.get(gone.headers, h.HTTP_HEADER), Fetched)
    assert facts.ordered_at > facts.fetched_at
    assert facts.entry.title == "As it was"
    # Still gone, by a step and by a feed: known.
    [step] = await desk.due(step)
    assert topics(await desk.discover(url, change="changed", seen_at=datetime.now(UTC))) != [
        "fetched"
    ]
    assert len(desk.fetched) == 2
    # There again, as it was: in full.
    page(server, "/a")
    back, *_ = await desk.discover(url)
    assert (back.topic, back.value, removed_by(desk.fetched[2])) == (FETCHED, last.value, None)


async def test_a_hiccup_is_nothing(server: Server, make_desk: MakeDesk) -> None:
    desk, url = await make_desk(retry_scale=1e-9), server.url("/a")
    page(server, "/a")
    _, step = await desk.discover(url)
    for _ in range(2):
        server.says("/a", b"", 404)
        [step] = await desk.due(step)
        page(server, "/a")
        [step] = await desk.due(step)
    assert len(desk.fetched) == 1


async def test_a_known_page_that_a_feed_finds_gone_is_no_dead_letter(
    server: Server, make_desk: MakeDesk
) -> None:
    desk, url = await make_desk(refetch_after=""), server.url("/a")
    page(server, "/a")
    await desk.discover(url)
    server.says("/a", b"", 410)
    now = datetime.now(UTC)
    [step] = await desk.discover(url, change="changed", seen_at=now + timedelta(seconds=5))
    assert step.topic.name == "fetch-retry-10m"
    # Too soon: it is asked once more, ten minutes after the first time.
    [again] = await desk.due(step)
    assert step_of(again).due_ms == step_of(step).due_ms
    server.says("/b", b"", 410)
    with pytest.raises(PermanentError):
        await desk.discover(server.url("/b"))


async def test_a_link_that_is_gone_is_no_page_that_is(server: Server, make_desk: MakeDesk) -> None:
    desk, url = await make_desk(retry_scale=1e-9), server.url("/link")
    page(server, "/story")
    server.says("/link", b"", 302, location="/story")
    _, step = await desk.discover(url)
    server.says("/link", b"", 410)
    [step] = await desk.due(step)
    [step] = await desk.due(step)
    assert len(desk.fetched) == 1
    server.says("/story", b"", 404)
    [step] = await desk.due(step)
    _, step = await desk.due(step)
    assert removed_by(desk.fetched[1]) == "410 Gone"


@pytest.mark.parametrize(
    ("page", "homes"),
    [
        (b"<p>no word of it", []),
        (b"<link rel='canonical' href='/a'>", ["https://a.example/a"]),
        (
            b'<LINK HREF="https://m.a.example/b?x=1&amp;y=2" REL=canonical />',
            ["https://m.a.example/b?x=1&y=2"],
        ),
        (b'<link rel="shortlink canonical" href=/a>', ["https://a.example/a"]),
        (
            b'<link rel="icon" href="/canonical.ico"><link rel=canonical href="/c">',
            ["https://a.example/c"],
        ),
        (b'<link rel="canonical" href="https://b.example/elsewhere">', []),
        (b'<link rel="canonical" href="/">', []),
        (b'<link rel="canonical">', []),
        (b'<link rel="canonical" href="' + LINK.encode() + b'?utm_source=x">', []),
        (b"<link " * 50_000, []),
    ],
)
def test_a_page_is_looked_for_where_it_says_that_it_is(page: bytes, homes: list[str]) -> None:
    found = removal.gone(LINK, Answer(LINK, LINK, 404, {}, b"", (), None, NOW, 1))
    assert found is not None
    assert removal.homes(page, facts(LINK), LINK, found) == homes


async def test_an_article_that_lives_on_under_its_own_address_is_not_withdrawn(
    server: Server, make_desk: MakeDesk
) -> None:
    desk, url = await make_desk(retry_scale=1e-9), server.url("/section/a")
    own = b"<link rel=canonical href=/a><p>one"
    page(server, "/a", body=own)
    page(server, "/section/a", body=own)
    _, step = await desk.discover(url)
    server.says("/section/a", b"", 404)
    [step] = await desk.due(step)
    [step] = await desk.due(step)
    assert len(desk.fetched) == 1
    server.says("/a", b"", 404)
    [step] = await desk.due(step)
    await desk.due(step)
    assert removed_by(desk.fetched[1]) == "404 Not Found"


async def test_a_page_whose_copy_is_lost_cannot_be_withdrawn(
    server: Server, make_desk: MakeDesk
) -> None:
    desk, url = await make_desk(retry_scale=1e-9), server.url("/a")
    page(server, "/a")
    _, step = await desk.discover(url)
    desk.fetched.clear()
    server.says("/a", b"", 410)
    [step] = await desk.due(step)
    with pytest.raises(PermanentError) as caught:
        await desk.due(step)
    assert caught.value.code == "last-page-lost"
