"""Which records a request may take, when that changes while it is under way."""

from __future__ import annotations

from types import SimpleNamespace

from faust.types import TP

from copydesk.place import Wanted

ONE, OTHER = TP("topic", 0), TP("topic", 1)


def test_a_partition_is_wanted_while_it_is_active_and_the_flow_is_on() -> None:
    consumer, active = SimpleNamespace(flow_active=True), {ONE}
    wanted = Wanted(consumer, active)
    assert (ONE in wanted, OTHER in wanted) == (True, False)
    active.clear()
    active.add(OTHER)
    assert (ONE in wanted, OTHER in wanted) == (False, True)
    consumer.flow_active = False
    assert OTHER not in wanted


def test_no_partition_is_not_all_partitions() -> None:
    # aiokafka hands out everything where the partitions that it is given are false.
    assert Wanted(SimpleNamespace(flow_active=True), set())
