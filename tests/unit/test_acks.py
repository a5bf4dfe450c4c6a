"""Acknowledging in offset order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.acks import AckLedger


def test_what_is_done_waits_for_what_is_before_it() -> None:
    ledger: AckLedger[int] = AckLedger()
    entries = [ledger.begin("p", offset, offset) for offset in range(3)]
    assert ledger.finish(entries[2]) == []
    assert ledger.finish(entries[1]) == []
    assert ledger.finish(entries[0]) == [0, 1, 2]
    assert len(ledger) == 0


def test_partitions_do_not_wait_for_each_other() -> None:
    ledger: AckLedger[str] = AckLedger()
    ledger.begin("a", 0, "a0")
    assert ledger.finish(ledger.begin("b", 0, "b0")) == ["b0"]


def test_reading_again_forgets_what_was_in_flight() -> None:
    ledger: AckLedger[str] = AckLedger()
    old = ledger.begin("p", 5, "old 5")
    done = ledger.begin("p", 6, "old 6")
    ledger.finish(done)
    again = ledger.begin("p", 5, "new 5")
    assert ledger.finish(old) == []
    assert ledger.finish(again) == ["new 5"]


@given(st.permutations(range(8)))
def test_acks_come_in_offset_order_whatever_order_work_ends_in(order: list[int]) -> None:
    ledger: AckLedger[int] = AckLedger()
    entries = [ledger.begin("p", offset, offset) for offset in range(8)]
    acked: list[int] = []
    for done, offset in enumerate(order, start=1):
        acked += ledger.finish(entries[offset])
        finished = set(order[:done])
        assert acked == list(range(len(acked)))
        assert len(acked) == next((n for n in range(9) if n not in finished), 8)
    assert acked == list(range(8))
