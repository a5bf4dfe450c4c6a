"""Which feeds are due, in what order, how many at once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.allowance import Allowance
from copydesk.poll.due import Due, DueIndex


def index(*feeds: tuple[str, int]) -> DueIndex:
    """Return an index that was rebuilt before any of the feeds was due."""
    made = DueIndex(20.0, 300.0)
    made.rebuild((Due(url, 0, at_ms) for url, at_ms in feeds), 0)
    return made


def test_the_longest_overdue_come_first_then_new_ones() -> None:
    made = index(("late", 10), ("new", 0), ("later", 20), ("not yet", 99))
    assert [due.url for due in made.take(50, 9, 9)] == ["late", "later", "new"]
    assert made.take(50, 9, 9) == []


def test_only_so_many_leave_at_once() -> None:
    made = index(*((f"new{n}", 0) for n in range(10)), ("known", 1))
    assert [due.url for due in made.take(50, 1, 1)] == ["known"]
    assert len(made.take(50, 3, 9)) == 3
    assert made.take(50, 9, 0) == []
    assert made.take(50, -1, 9) == []


def test_what_is_put_again_or_removed_is_as_last_said() -> None:
    made = index(("a", 1), ("b", 2))
    made.put(Due("a", 0, 99))
    made.remove("b")
    assert made.take(50, 9, 9) == []
    assert [due.url for due in made.take(100, 9, 9)] == ["a"]


def test_feeds_of_a_site_that_were_added_together_do_not_leave_together() -> None:
    made = index(*((f"https://{site}.example/{n}", 0) for site in "abcd" for n in range(50)))
    first = {due.url[8] for due in made.take(1, 20, 20)}
    assert first == set("abcd")


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=5), st.integers(0, 100)), st.integers(0, 100))
def test_each_feed_that_is_due_comes_once(feeds: dict[str, int], now: int) -> None:
    made = index(*feeds.items())
    taken = [due.url for _ in range(len(feeds) + 1) for due in made.take(now, 3, 3)]
    assert sorted(taken) == sorted(url for url, at in feeds.items() if at <= now)


def taken_by_second(count: int, seconds: int) -> list[list[Due]]:
    """Return what leaves each second after a start at which so many feeds are an hour late."""
    made = DueIndex(20.0, 300.0)
    hour = 3_600_000
    made.rebuild((Due(f"https://{n % 4}.example/{n}", 0, 1 + n) for n in range(count)), hour)
    return [made.take(hour + 1000 * s, count, count) for s in range(seconds + 1)]


def test_ten_thousand_feeds_that_are_late_do_not_leave_at_once() -> None:
    taken = taken_by_second(10_000, 300)
    assert sum(map(len, taken)) == 10_000
    assert max(map(len, taken)) < 70
    # And the feeds of each site are spread as well.
    assert max(sum(due.url[8] == "0" for due in one) for one in taken) < 30


def test_a_few_that_are_late_leave_soon() -> None:
    assert sum(map(len, taken_by_second(40, 2))) == 40
    assert len(taken_by_second(20, 0)[0]) == 20


def test_what_is_not_late_keeps_its_time() -> None:
    made = DueIndex(20.0, 300.0)
    made.rebuild([Due("soon", 0, 1001), Due("late", 0, 1), Due("new", 0, 0)], 1000)
    assert [due.url for due in made.take(1000, 9, 9)][-1:] == ["new"]
    assert "soon" in [due.url for due in made.take(1001, 9, 9)]


def test_so_many_a_second_and_one_alone_at_once() -> None:
    allowance = Allowance(20.0)
    assert allowance.left(1000.0) == 20
    allowance.take(20)
    assert allowance.left(1000.0) == 0
    assert allowance.left(1000.5) == 10
    assert allowance.left(2000.0) == 20
    assert Allowance(0.5).left(1000.0) == 1
