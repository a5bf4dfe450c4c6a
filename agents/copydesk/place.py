"""Faust's consumer, kept from losing its place in a rebalance (docs/decisions/0039).

A request for records that is under way when partitions go is answered after they have come
again. Faust then asks aiokafka for the records of no partition, since all are paused, and
aiokafka takes that for all partitions: it hands out records, and its position is behind them,
while Faust throws them away. It goes back to committed offsets only, so that what was never
committed is not read again, by a worker that looks well.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import faust
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread
from faust.transport.drivers.aiokafka import Consumer as FaustConsumer
from faust.types import TP


class Wanted(Container[TP]):
    """The partitions whose records are wanted at the moment at which one is looked up.

    Args:
        consumer: says whether records are wanted at all.
        active: partitions that are not paused; Faust changes it while a request is under way.
    """

    def __init__(self, consumer: Any, active: Container[TP]) -> None:
        self._consumer = consumer
        self._active = active

    def __contains__(self, tp: object) -> bool:
        return self._consumer.flow_active and tp in self._active

    def __bool__(self) -> bool:
        # What is false is all partitions to aiokafka.
        return True


class _Thread(AIOKafkaConsumerThread):  # type: ignore[misc]  # Faust publishes no types
    async def _fetch_records(self, consumer: Any, active_partitions: Any, **options: Any) -> Any:
        wanted = Wanted(self.consumer, active_partitions)
        return await super()._fetch_records(consumer, wanted, **options)


class Consumer(FaustConsumer):  # type: ignore[misc]  # as above
    """A consumer whose position never passes a record that nobody wanted."""

    def _new_consumer_thread(self) -> AIOKafkaConsumerThread:
        return _Thread(self, loop=self.loop, beacon=self.beacon)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Take no records until Faust says so, also where there were no partitions before."""
        self.stop_flow()
        await super().on_partitions_assigned(assigned, generation_id)

    async def _wait_next_records(self, timeout: float) -> tuple[Any, Any]:
        found: tuple[Any, Any] = await super()._wait_next_records(timeout)
        # Faust would seek, at a time at which the next assignment may be at work already. What
        # is dropped here was taken before partitions went: their places are looked up anew.
        return found if self.flow_active else (None, None)


def keep_place(app: faust.App) -> None:
    """Have an app consume without losing its place; before it starts."""
    app.transport.Consumer = Consumer

    async def hold(*_: object, **__: object) -> None:
        # Faust resumes partitions, seeks one after another, and then empties its queues, in
        # which there would be records of the first ones by now.
        app.consumer.stop_flow()

    app.on_rebalance_complete.connect(hold)
