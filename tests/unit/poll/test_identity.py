"""Which entries are new, and which changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from copydesk.events import FeedDate
from copydesk.poll import Entry
from copydesk.poll.identity import RECORD_BYTES, Comparison, compare

Found = list[tuple[str, tuple[str, ...]]]


def entry(name: str, **fields: object) -> Entry:
    plain = Entry(key=name, id=name, link=f"https://a.example/{name}", title=f"Title {name}")
    return replace(plain, **fields)


def at(hour: int) -> FeedDate:
    return FeedDate(value=datetime(2026, 1, 1, hour, tzinfo=UTC), text=f"hour {hour}")


def found(compared: Comparison) -> Found:
    return [(one.entry.key, one.changed_fields) for one in compared.findings]


ONE, TWO, THREE = entry("1"), entry("2"), entry("3")


def test_new_entries_come_oldest_first() -> None:
    first = compare(b"", [TWO, ONE])
    assert found(first) == [("1", ()), ("2", ())]
    assert (first.new, first.known, first.overflowed) == (2, 0, False)
    again = compare(first.seen, [TWO, ONE])
    assert (found(again), again.new, again.known) == ([], 0, 2)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"title": "One more"}, ("title",)),
        ({"summary": "s", "content": "c"}, ("summary", "content")),
        ({"link": "https://a.example/moved"}, ("link",)),
        ({"updated": at(2)}, ("updated",)),
        ({"id": "other", "title": "One more"}, ("title",)),
    ],
    ids=["title", "text", "link", "date", "id and title"],
)
def test_a_change_says_what_changed(changed: dict[str, object], fields: tuple[str, ...]) -> None:
    seen = compare(b"", [TWO, ONE]).seen
    assert found(compare(seen, [TWO, replace(ONE, **changed)])) == [("1", fields)]


@pytest.mark.parametrize(
    "now",
    [
        {"id": "urn:new"},
        {"id": None},
        {"link": "http://a.example/1"},
        {"link": "https://www.a.example/1?utm_source=rss&utm_medium=feed#top"},
        {"id": "urn:new", "link": "https://a.example/1?fbclid=x"},
    ],
    ids=["id", "no id", "scheme", "tracking", "id and tracking"],
)
def test_what_sites_change_without_news_is_no_finding(now: dict[str, object]) -> None:
    seen = compare(b"", [TWO, ONE]).seen
    assert found(compare(seen, [TWO, replace(ONE, **now)])) == []


def test_entries_with_one_id_for_all_are_told_apart_by_address() -> None:
    first = [replace(one, id="constant") for one in (TWO, ONE)]
    compared = compare(b"", first)
    assert len(compared.findings) == 2
    later = compare(compared.seen, [replace(THREE, id="constant"), *first])
    assert found(later) == [("3", ())]


def test_entries_that_all_link_to_the_home_page_are_told_apart_by_title() -> None:
    home = "https://a.example/"
    first = [replace(one, id=None, link=home) for one in (TWO, ONE)]
    compared = compare(b"", first)
    assert len(compared.findings) == 2
    later = compare(compared.seen, [replace(THREE, id=None, link=home), *first])
    assert found(later) == [("3", ())]


def test_a_feed_that_numbers_its_entries_anew_has_one_new_entry() -> None:
    first = [replace(one, id=str(n)) for n, one in enumerate((TWO, ONE))]
    seen = compare(b"", first).seen
    later = [replace(one, id=str(n)) for n, one in enumerate((THREE, TWO, ONE))]
    assert found(compare(seen, later)) == [("3", ())]


def test_a_feed_that_stamps_everything_with_now_changes_nothing() -> None:
    first = [replace(one, updated=at(1)) for one in (TWO, ONE)]
    later = [replace(one, updated=at(2)) for one in (THREE, TWO, ONE)]
    seen = compare(b"", first).seen
    assert found(compare(seen, later)) == [("3", ())]
    later[1] = replace(later[1], title="Mended")
    assert found(compare(seen, later)) == [("2", ("title", "updated")), ("3", ())]


def test_a_new_date_counts_where_others_kept_theirs() -> None:
    first = [replace(one, updated=at(1)) for one in (TWO, ONE)]
    seen = compare(b"", first).seen
    assert found(compare(seen, [first[0], replace(first[1], updated=at(2))])) == [
        ("1", ("updated",))
    ]


def test_of_an_entry_listed_twice_the_first_counts() -> None:
    first = compare(b"", [replace(ONE, title="new"), TWO, replace(ONE, title="old")])
    assert [one.entry.title for one in first.findings] == ["Title 2", "new"]
    assert found(compare(first.seen, [replace(ONE, title="new"), TWO])) == []


def test_an_entry_that_left_and_came_back_is_not_new() -> None:
    seen = compare(b"", [ONE]).seen
    seen = compare(seen, [TWO]).seen
    assert found(compare(seen, [TWO, ONE])) == []


def test_an_answer_that_is_cut_short_makes_nothing_new() -> None:
    many = [entry(str(n)) for n in range(1500)]
    seen = compare(b"", many).seen
    seen = compare(seen, many[:2]).seen
    seen = compare(seen, []).seen
    assert found(compare(seen, many)) == []


def test_what_is_remembered_is_bounded() -> None:
    seen = b""
    for n in range(0, 6000, 100):
        seen = compare(seen, [entry(str(k)) for k in range(n, n + 100)]).seen
    assert len(seen) == (100 + 3 * 100) * RECORD_BYTES
    for n in range(0, 6000, 1000):
        seen = compare(seen, [entry(f"long {k}") for k in range(n, n + 1000)]).seen
    assert len(seen) == (1000 + 2000) * RECORD_BYTES


def test_a_poll_none_of_whose_entries_is_known_may_have_missed_some() -> None:
    first = compare(b"", [ONE])
    assert compare(first.seen, [THREE, TWO]).overflowed
    assert not compare(first.seen, [TWO, ONE]).overflowed
    assert not compare(first.seen, []).overflowed


def test_what_is_no_address_is_told_apart_all_the_same() -> None:
    odd = [entry("1", id=None, link="mailto:a@b"), entry("2", id=None, link=None)]
    compared = compare(b"", odd)
    assert len(compared.findings) == 2
    assert found(compare(compared.seen, odd)) == []


NUMBERS = st.lists(st.integers(0, 30), unique=True, min_size=2, max_size=12)


@settings(deadline=None)
@given(NUMBERS, st.randoms(use_true_random=False))
def test_another_order_is_no_finding(numbers: list[int], chance: object) -> None:
    entries = [entry(str(n)) for n in numbers]
    seen = compare(b"", entries).seen
    chance.shuffle(entries)  # type: ignore[attr-defined]
    assert found(compare(seen, entries)) == []


WAYS = st.sampled_from(["plain", "id", "tracking", "http", "www", "no id"])


def shown(number: int, way: str, poll: int) -> Entry:
    plain = entry(str(number))
    link = plain.link or ""
    return {
        "plain": plain,
        "id": replace(plain, id=f"{number} of poll {poll}"),
        "tracking": replace(plain, link=f"{link}?utm_campaign={poll}"),
        "http": replace(plain, link=link.replace("https", "http")),
        "www": replace(plain, link=link.replace("a.example", "www.a.example")),
        "no id": replace(plain, id=None),
    }[way]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.lists(WAYS, min_size=30, max_size=30)), max_size=12)
)
def test_each_entry_is_found_once_over_any_history(polls: list[tuple[int, list[str]]]) -> None:
    """Entries come and go; ids, tracking, schemes and hosts change at every poll."""
    seen, newest, times = b"", 0, dict[str, int]()
    for poll, (more, ways) in enumerate(polls):
        newest += more
        listed = range(newest, max(0, newest - 10), -1)
        compared = compare(seen, [shown(n, ways[n % 30], poll) for n in listed])
        seen = compared.seen
        for key, changed in found(compared):
            assert changed == ()
            times[key] = times.get(key, 0) + 1
    assert times == {str(n): 1 for n in range(1, newest + 1)}
