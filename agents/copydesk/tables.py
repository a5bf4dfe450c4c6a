"""A Faust table whose writes can be waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import faust

from copydesk.errors import BrokerError


class DeliveredTable(faust.Table):
    """A table that keeps the delivery futures of its changelog records.

    Faust looks at none of them: a write that the broker refused would be gone (docs/decisions/
    0002). They must be awaited before the input is acknowledged.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._sent: list[Any] = []

    def send_changelog(self, *args: Any, **options: Any) -> Any:
        """Send a write to the changelog, and remember its future."""
        sent = super().send_changelog(*args, **options)
        self._sent.append(sent)
        return sent

    def take_sent(self) -> list[Any]:
        """Return the futures since the last call. No await may come between write and call."""
        sent, self._sent = self._sent, []
        return sent


def make_table(app: faust.App, name: str) -> DeliveredTable:
    """Declare a table of bytes by bytes; its partitions are those of the topics.

    `create_app` makes every table a `DeliveredTable`.
    """
    return app.Table(  # type: ignore[no-any-return]  # Faust publishes no types
        name, partitions=app.conf.topic_partitions, key_type=bytes, value_type=bytes
    )


async def delivered(sent: Iterable[Any], what: str, timeout_s: float) -> None:
    """Wait until the broker has what was written.

    Args:
        sent: futures of `take_sent`.
        what: what was written, for the error's sentence.
        timeout_s: longest wait, in seconds.

    Raises:
        BrokerError: it was not acknowledged.
    """
    try:
        async with asyncio.timeout(timeout_s):
            await asyncio.gather(*sent)
    except Exception as error:
        raise BrokerError(f"the broker did not acknowledge {what}: {error!r}") from error
