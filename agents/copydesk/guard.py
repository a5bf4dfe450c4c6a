"""One record through a stage function; what it refuses becomes a dead letter."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from .deadletter import dead_letter
from .errors import BrokerError, PermanentError
from .records import Output, Record, StageFunction


async def guarded(
    stage: str,
    handle: StageFunction,
    record: Record,
    *,
    now: Callable[[], datetime],
    timeout_s: float | None = None,
) -> Sequence[Output]:
    """Return what a record leads to, which is its dead letter if the stage refuses it.

    Args:
        stage: name of the stage, for the dead letter.
        handle: the stage function.
        record: its input.
        now: tells the time of a refusal.
        timeout_s: longest time for the record; past it it is refused.

    Raises:
        BrokerError: not the record's fault, and no dead letter could be delivered either.
    """
    try:
        async with asyncio.timeout(timeout_s):
            return await handle(record)
    except TimeoutError:
        late = PermanentError(f"not done within {timeout_s} s", code="timed-out")
        return [dead_letter(stage, late, now=now(), record=record)]
    except BrokerError:
        raise
    except Exception as error:
        return [dead_letter(stage, error, now=now(), record=record)]
