"""Pages of a site side by side: whatever ends first, and is redone, each sees its template."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.codec import decode
from copydesk.errors import PermanentError
from copydesk.events import Fetched, Normalized
from copydesk.normalize.article import PageRead, read_page
from copydesk.normalize.site.course import InProcess, SiteMemories, Turn
from copydesk.normalize.site.lesson import Lesson
from copydesk.normalize.site.memory import LAG, SiteMemory, Template
from copydesk.normalize.stage import stage
from copydesk.records import Record
from copydesk.settings import NormalizeSettings
from tests.sitepages import INSERT, page, read

SITE = "gazette.test"
COUNT = 30


def lesson(n: int) -> Lesson | None:
    """Return what a page teaches: most have an insert of their time, some are refused."""
    if n % 7 == 3:
        return None
    blocks = [(10 + 100 * n + at) << 8 | 30 for at in range(3)]
    return Lesson(n, tuple(sorted((*blocks, (1 + n // 4) << 8 | 30))))


class Desk:
    """Takes pages through a memory by hand."""

    def __init__(self, store: InProcess) -> None:
        self.memories = SiteMemories(store)
        self.saw: dict[int, Template | None] = {}

    def begin(self, n: int) -> tuple[Record, Turn]:
        """Begin a page, at an offset that tells its number."""
        record, known = read(n, 10 * n)
        turn = self.memories.begin(record, known)
        assert turn is not None
        return record, turn

    async def run(self, n: int, began: tuple[Record, Turn], go: asyncio.Event) -> None:
        """Work on a page until it may end, and keep what it taught."""
        record, turn = began
        self.saw[n] = await self.memories.template(turn)
        await go.wait()
        if (known := lesson(n)) is not None:
            self.memories.learn(turn, known)
        await self.memories.settle(record, ())


async def one_by_one() -> tuple[dict[int, Template | None], bytes | None]:
    """Return what pages see that are read one after another, and what is kept in the end."""
    store = InProcess()
    desk, go = Desk(store), asyncio.Event()
    go.set()
    for n in range(COUNT):
        await desk.run(n, desk.begin(n), go)
    return desk.saw, store.get(SITE.encode())


async def settled() -> None:
    """Let all that can go on go on."""
    for _ in range(20):
        await asyncio.sleep(0)


async def interleaved(
    at_once: int, choose: Callable[[Sequence[int]], int], kills: Sequence[int], back: int
) -> tuple[dict[int, Template | None], bytes | None]:
    """Do the same with pages side by side, ended in any order, and workers killed in between.

    Args:
        at_once: how many pages are in flight.
        choose: which of them ends next.
        kills: after how many ends the worker dies.
        back: how many acknowledged pages come again then.
    """
    store = InProcess()
    desk, saw = Desk(store), dict[int, Template | None]()
    flying: dict[int, tuple[asyncio.Task[None], asyncio.Event]] = {}
    next_up, ends = 0, 0
    while next_up < COUNT or flying:
        while next_up < COUNT and len(flying) < at_once:
            go = asyncio.Event()
            flying[next_up] = (asyncio.create_task(desk.run(next_up, desk.begin(next_up), go)), go)
            next_up += 1
        await settled()
        chosen = choose(sorted(flying))
        flying[chosen][1].set()
        await settled()
        for n in [n for n, (task, _) in flying.items() if task.done()]:
            del flying[n]
        ends += 1
        for n, template in desk.saw.items():
            assert saw.setdefault(n, template) == template
        if ends in kills:
            # Acknowledged in order: what is before the first in flight.
            next_up = max(0, min(flying, default=next_up) - back)
            for task, _ in flying.values():
                task.cancel()
            await asyncio.gather(*(task for task, _ in flying.values()), return_exceptions=True)
            flying.clear()
            desk = Desk(store)
    return saw, store.get(SITE.encode())


@settings(deadline=None)
@given(st.data(), st.integers(1, 2 * LAG + 3), st.lists(st.integers(1, 40), max_size=3))
def test_any_interleaving_and_any_kill_give_each_page_the_same_template(
    data: st.DataObject, at_once: int, kills: list[int]
) -> None:
    back = data.draw(st.integers(0, 12))

    def choose(flying: Sequence[int]) -> int:
        return data.draw(st.sampled_from(flying))

    async def both() -> None:
        expected, kept = await one_by_one()
        assert len(set(expected.values())) > 2
        found, then = await interleaved(at_once, choose, kills, back)
        assert found == expected
        assert then == kept

    asyncio.run(both())


async def test_a_page_waits_for_the_one_that_it_may_learn_from_and_no_longer() -> None:
    desk, going = Desk(InProcess()), [asyncio.Event() for _ in range(LAG + 2)]
    tasks = [asyncio.create_task(desk.run(n, desk.begin(n), going[n])) for n in range(len(going))]
    await settled()
    assert set(desk.saw) == set(range(LAG))
    going[0].set()
    await settled()
    assert set(desk.saw) == set(range(LAG + 1))
    for go in going:
        go.set()
    await asyncio.gather(*tasks)


async def test_other_sites_are_not_waited_for() -> None:
    memories = SiteMemories(InProcess())
    for n in range(LAG + 1):
        held = memories.begin(*read(n, n))
    other = memories.begin(*read(0, LAG + 1, site="other.test"))
    assert held is not None
    assert other is not None
    assert await memories.template(other) is None
    waiting = asyncio.create_task(memories.template(held))
    await settled()
    assert not waiting.done()
    waiting.cancel()


async def test_one_write_keeps_what_several_pages_taught() -> None:
    class Counting(InProcess):
        puts = 0

        async def put(self, key: bytes, value: bytes) -> None:
            self.puts += 1
            await super().put(key, value)

    store = Counting()
    memories = SiteMemories(store)
    began = [(one[0], memories.begin(*one)) for one in (read(n, n) for n in range(5))]
    for n, (_, turn) in enumerate(began):
        assert turn is not None
        memories.learn(turn, lesson(n))
    for record, _ in began:
        await memories.settle(record, ())
    assert store.puts == 1


async def test_a_page_without_key_or_address_has_no_site() -> None:
    memories = SiteMemories(InProcess())
    record, known = read(1, 1)
    without_key = Record(record.topic, 0, 1, None, record.value, record.headers)
    assert memories.begin(without_key, known) is None
    nowhere = msgspec.structs.replace(known, final_url="mailto:desk@gazette.test")
    assert memories.begin(record, nowhere) is None
    await memories.settle(without_key, ())


async def test_a_page_that_was_redirected_to_another_site_teaches_nothing_of_its_key() -> None:
    store = InProcess()
    memories = SiteMemories(store)
    record, known = read(1, 1)
    elsewhere = msgspec.structs.replace(known, final_url="https://other.test/1")
    turn = memories.begin(record, elsewhere)
    assert turn is not None
    memories.learn(turn, lesson(1))
    await memories.settle(record, ())
    assert store.get(SITE.encode()) is None
    assert store.get(f"{SITE} other.test".encode()) is not None


async def test_what_another_version_wrote_is_learned_anew() -> None:
    store = InProcess()
    await store.put(SITE.encode(), b"\xc1")
    memories = SiteMemories(store)
    record, known = read(1, 1)
    turn = memories.begin(record, known)
    assert turn is not None
    assert turn.course.memory == SiteMemory()


async def test_partitions_that_went_are_looked_up_anew() -> None:
    store = InProcess()
    memories = SiteMemories(store)
    record, known = read(1, 1)
    turn = memories.begin(record, known)
    assert turn is not None
    memories.learn(turn, lesson(1))
    memories.forget()
    await memories.settle(record, ())
    assert store.get(SITE.encode()) is None, "its partition belongs to somebody else"
    again = memories.begin(record, known)
    assert again is not None
    assert again.number == 1


async def test_the_stage_learns_what_was_refused_only_once_that_is_final() -> None:
    memories = SiteMemories(InProcess())
    broken = True

    async def extract(body: bytes, facts: Fetched, template: Template | None) -> PageRead:
        if broken:
            raise PermanentError("no article", code="no-article")
        return read_page(body, facts, NormalizeSettings(), (), template)

    handle = stage(NormalizeSettings(), extract, memories)
    record, known = read(1, 1)
    with pytest.raises(PermanentError):
        await handle(record)
    turn = memories.begin(record, known)
    assert turn is not None
    assert turn.course.memory.seen == 0
    await memories.settle(record, ())
    assert turn.course.memory.seen == 1
    assert turn.course.memory.learned == 0


async def test_later_pages_of_a_site_are_without_its_insert() -> None:
    memories = SiteMemories(InProcess())

    async def extract(body: bytes, facts: Fetched, template: Template | None) -> PageRead:
        return read_page(body, facts, NormalizeSettings(), (), template)

    handle = stage(NormalizeSettings(), extract, memories)
    kept = []
    for n in range(16):
        record, _ = read(n, n, body=page(n))
        (output,) = await handle(record)
        await memories.settle(record, ())
        kept.append(INSERT in decode(output.value, Normalized).body.text)
    assert kept == [True] * 11 + [False] * 5
