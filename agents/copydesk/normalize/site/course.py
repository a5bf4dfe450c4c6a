"""The memories of sites while pages are worked on side by side.

Pages of a site are numbered in the order of `fetched` as they begin, and learned in that order
however they end. A page waits for the one `LAG` before it to be learned, so that which template
it sees depends on the sequence of the site's pages alone, and not on how fast anything is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from copydesk import log
from copydesk.errors import PermanentError
from copydesk.events import Fetched
from copydesk.records import Record, Written
from copydesk.sites import site_of

from .lesson import Lesson
from .memory import LAG, SiteMemory, Template, learn, template_at, template_of_page

Place = tuple[str, int, int]


class Store(Protocol):
    """Where memories are kept."""

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept under a key."""

    async def put(self, key: bytes, value: bytes) -> None:
        """Keep a value, and return when it is safe."""


class InProcess:
    """A store that ends with the process."""

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept under a key."""
        return self._kept.get(key)

    async def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""
        self._kept[key] = value


@dataclass(slots=True, eq=False)
class Course:
    """A site of which pages are in flight."""

    key: bytes
    memory: SiteMemory
    begun: int
    """Number of the last page that began."""
    kept: int = -1
    """How many pages the memory had seen that is known to be safe in the store."""
    turns: dict[int, Turn] = field(default_factory=dict)
    """Pages in flight, by their offsets."""
    lessons: dict[int, tuple[int, Lesson | None]] = field(default_factory=dict)
    """What pages teach that wait for one before them: offset and lesson, by number."""
    waiting: dict[int, list[asyncio.Future[None]]] = field(default_factory=dict)
    """Who waits for a page to be learned, by its number."""


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A page of a site."""

    course: Course
    offset: int
    number: int | None
    """Of the page on its site, from 1 on; None if it is one that was learned before."""
    covered_by: int
    """How many pages a memory has seen that holds what this one taught."""


class SiteMemories:
    """Memories by site.

    Args:
        store: where they are kept.
        extra_suffixes: as for `sites.site_of`.
        comes_again: whether records of an earlier offset are the same ones once more. Without a
            broker nothing comes twice, and offsets are whatever a file says.
    """

    def __init__(
        self, store: Store, extra_suffixes: Sequence[str] = (), *, comes_again: bool = True
    ) -> None:
        self._store = store
        self._extra_suffixes = extra_suffixes
        self._comes_again = comes_again
        self._courses: dict[bytes, Course] = {}
        self._turns: dict[Place, Turn] = {}
        self._log = log.get(__name__)

    def begin(self, record: Record, facts: Fetched) -> Turn | None:
        """Note that a page begins; of one partition they must begin in the order of offsets.

        Returns:
            Its turn; None if nothing says where its site is kept (no key, no address).
        """
        key = self._key(record, facts)
        if key is None:
            return None
        course = self._courses.get(key)
        if course is None:
            memory = self._load(key)
            course = self._courses[key] = Course(key, memory, memory.seen)
        offset = record.offset if self._comes_again else course.begun
        turn = course.turns.get(offset)
        if turn is None:
            if offset <= course.memory.last_offset:
                turn = Turn(course, offset, None, course.memory.seen)
            else:
                course.begun += 1
                turn = Turn(course, offset, course.begun, course.begun)
            course.turns[offset] = turn
        self._turns[_place(record)] = turn
        return turn

    async def template(self, turn: Turn) -> Template | None:
        """Return what repeats on the site of a page, as soon as enough is learned of it."""
        course = turn.course
        if turn.number is None:
            return template_at(course.memory, turn.offset)
        await _until_learned(course, turn.number - LAG)
        return template_of_page(course.memory, turn.number)

    def learn(self, turn: Turn, lesson: Lesson | None) -> None:
        """Take in what a page teaches; None of one that was refused, as `settle` knows."""
        course = turn.course
        if turn.number is None or turn.number <= course.memory.seen:
            return
        course.lessons.setdefault(turn.number, (turn.offset, lesson))
        while (known := course.lessons.pop(course.memory.seen + 1, None)) is not None:
            course.memory = learn(course.memory, *known)
            for waiting in course.waiting.pop(course.memory.seen, ()):
                if not waiting.done():
                    waiting.set_result(None)

    async def settle(self, record: Record, written: Sequence[Written]) -> None:
        """Keep what a record taught, now that what it led to is delivered.

        Under load one write keeps what several pages taught. One that has taught nothing by now
        was refused: a stage that cannot go on does not come here, and learns the page later.

        Raises:
            BrokerError: it could not be written.
        """
        turn = self._turns.pop(_place(record), None)
        if turn is None:
            return
        course = turn.course
        self.learn(turn, None)
        await _until_learned(course, turn.covered_by)
        if course.kept < turn.covered_by:
            seen = course.memory.seen
            await self._store.put(course.key, msgspec.msgpack.encode(course.memory))
            course.kept = max(course.kept, seen)
        course.turns.pop(turn.offset, None)
        if not course.turns and self._courses.get(course.key) is course:
            del self._courses[course.key]

    def forget(self) -> None:
        """Look anew what is kept: partitions have gone, and their records come again."""
        self._courses.clear()
        self._turns.clear()

    def _load(self, key: bytes) -> SiteMemory:
        value = self._store.get(key)
        if value is None:
            return SiteMemory()
        try:
            return msgspec.msgpack.decode(value, type=SiteMemory)
        except msgspec.DecodeError as error:
            # Another version wrote it.
            self._log.warning("a site is learned anew", site=key.decode(), error=str(error))
            return SiteMemory()

    def _key(self, record: Record, facts: Fetched) -> bytes | None:
        if record.key is None:
            return None
        try:
            site = site_of(facts.final_url, self._extra_suffixes).encode()
        except PermanentError:
            return None
        # A page may have been redirected; the record's key tells where it comes in order.
        return site if site == record.key else record.key + b" " + site


async def _until_learned(course: Course, number: int) -> None:
    if course.memory.seen < number:
        learned = asyncio.get_running_loop().create_future()
        course.waiting.setdefault(number, []).append(learned)
        await learned


def _place(record: Record) -> Place:
    return record.topic, record.partition, record.offset
