"""What a site's pages teach: a function of their sequence, and of nothing else."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.normalize.site.lesson import Lesson
from copydesk.normalize.site.memory import (
    LAG,
    SiteMemory,
    Template,
    learn,
    repeated,
    template_at,
    template_of,
    template_of_page,
)

WORDS = 30
INSERT = 1 << 8 | WORDS


def block(story: int, number: int, words: int = WORDS) -> int:
    """Return the digest of a paragraph that no other story has."""
    return (10 + 100 * story + number) << 8 | words


def story(n: int, *more: int, article: int | None = None) -> Lesson:
    """Return what a story of three paragraphs teaches, with what else is in its body."""
    blocks = (*(block(n, at) for at in range(3)), *more)
    return Lesson(n if article is None else article, tuple(sorted(blocks)))


def after(lessons: list[Lesson | None], memory: SiteMemory | None = None) -> SiteMemory:
    """Return the memory after pages, at every third offset."""
    memory = memory or SiteMemory()
    for lesson in lessons:
        memory = learn(memory, memory.last_offset + 3, lesson)
    return memory


def test_what_most_pages_have_is_the_template_from_the_eighth_page_on() -> None:
    memory = after([story(n, INSERT) for n in range(4)])
    (version,) = memory.versions
    assert (version.made_at, version.from_offset, version.blocks) == (4, -1, (INSERT,))
    assert template_of_page(memory, 4 + LAG - 1) is None
    assert template_of_page(memory, 4 + LAG) == Template(frozenset((INSERT,)))


def test_three_pages_are_too_few_and_so_is_less_than_half() -> None:
    assert repeated([story(n, INSERT) for n in range(2)]) == ()
    assert repeated([story(n, INSERT) for n in range(3)]) == (INSERT,)
    some = [story(n, *((INSERT,) if n < 7 else ())) for n in range(16)]
    assert repeated(some) == ()
    assert repeated([story(7, INSERT), *some[:7], *some[8:]]) == (INSERT,)


def test_a_redone_page_sees_what_it_saw_first() -> None:
    memory, offsets, saw = SiteMemory(), range(5, 400, 5), {}
    for number, offset in enumerate(offsets, 1):
        saw[offset] = template_of_page(memory, number)
        # What is put into bodies changes in between.
        memory = learn(memory, offset, story(number, INSERT + (number // 16 << 20)))
    assert len(memory.versions) > 2
    assert {offset: template_at(memory, offset) for offset in offsets} == saw
    assert learn(memory, offsets[-2], story(999)) is memory


def test_refused_pages_are_counted_and_teach_nothing() -> None:
    memory = after([story(0, INSERT), None, story(1, INSERT), None, None])
    assert (memory.seen, memory.learned, memory.versions) == (5, 2, ())
    assert after([None] * 40).pages == ()


def test_the_same_article_read_again_and_again_teaches_nothing() -> None:
    memory = after([story(0, INSERT)] * 40)
    assert (memory.learned, memory.versions) == (1, ())


@pytest.mark.parametrize("share", ["all", "most"])
def test_one_story_under_several_addresses_is_never_furniture(share: str) -> None:
    # Print version, AMP twin, an agency's copy: other articles by their ids, one text.
    extra = () if share == "all" else (block(900, 0),)
    twins = [story(0, *extra, article=n) for n in range(16)]
    assert after(list(twins)).versions == ()
    assert template_of(twins) is None
    mixed = [one for n in range(16) for one in (twins[n], story(n + 1))]
    assert all(not version.blocks for version in after(list(mixed)).versions)


def test_pages_that_are_nearly_all_boilerplate_teach_nothing() -> None:
    wall = [block(0, at) for at in range(5)]
    teasers = [Lesson(n, tuple(sorted((*wall, block(n, 9))))) for n in range(1, 20)]
    assert after(list(teasers)).versions == ()


def test_what_is_known_as_furniture_does_not_make_twins() -> None:
    # Short stories, more than half of which would be shared.
    big = 2 << 8 | 120
    memory = after([story(n, *(block(n, at) for at in range(3, 9)), big) for n in range(4)])
    assert memory.versions[-1].blocks == (big,)
    assert after([story(n, big) for n in range(20, 25)], memory).learned == 9


def test_what_is_no_longer_there_is_forgotten() -> None:
    memory = after([story(n, INSERT) for n in range(16)])
    assert memory.versions[-1].blocks == (INSERT,)
    memory = after([story(n) for n in range(20, 36)], memory)
    assert memory.versions[-1].blocks == ()
    assert template_of_page(memory, memory.seen + LAG) is None


def test_a_template_that_stays_makes_no_new_version() -> None:
    assert len(after([story(n, INSERT) for n in range(300)]).versions) == 1


def test_a_memory_has_an_upper_limit() -> None:
    inserts = [tuple((1 << 50 | n << 30 | at << 8) + 1 for at in range(60)) for n in range(30)]
    memory = after([story(n, *inserts[n // 16]) for n in range(480)])
    assert (len(memory.pages), len(memory.versions)) == (16, 8)
    assert all(len(version.blocks) <= 64 for version in memory.versions)
    assert len(msgspec.msgpack.encode(memory)) < 16 * 65 * 9 + 8 * 65 * 9 + 100


def test_a_memory_is_the_same_after_it_was_kept() -> None:
    memory = after([story(n, INSERT) for n in range(40)])
    kept = msgspec.msgpack.encode(memory)
    assert msgspec.msgpack.decode(kept, type=SiteMemory) == memory


@given(
    st.lists(
        st.one_of(
            st.none(),
            st.builds(
                lambda n, inserts: story(n, *((at + 1) << 8 | WORDS for at in sorted(inserts))),
                st.integers(0, 60),
                st.sets(st.integers(0, 4)),
            ),
        ),
        max_size=90,
    ),
    st.data(),
)
def test_a_memory_that_is_kept_and_read_again_anywhere_goes_on_the_same(
    lessons: list[Lesson | None], data: st.DataObject
) -> None:
    whole = after(lessons)
    at = data.draw(st.integers(0, len(lessons)))
    kept = msgspec.msgpack.encode(after(lessons[:at]))
    memory = msgspec.msgpack.decode(kept, type=SiteMemory)
    back = data.draw(st.integers(0, at))
    for number, lesson in enumerate(lessons[back:], back):
        memory = learn(memory, 3 * number + 2, lesson)
    assert memory == whole
