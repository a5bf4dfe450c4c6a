"""Which feeds are due, in what order, how many at once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.allowance import Allowance
from copydesk.poll.due import Due, DueIndex


def index(*feeds: tuple[str, int]) -> DueIndex:
    made = DueIndex()
    made.rebuild(Due(url, 0, at_ms) for url, at_ms in feeds)
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


def test_so_many_a_second_and_one_alone_at_once() -> None:
    allowance = Allowance(20.0)
    assert allowance.left(1000.0) == 20
    allowance.take(20)
    assert allowance.left(1000.0) == 0
    assert allowance.left(1000.5) == 10
    assert allowance.left(2000.0) == 20
    assert Allowance(0.5).left(1000.0) == 1
