"""One record through a stage function; what it refuses becomes a dead letter."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable, Sequence
from datetime import datetime

from .deadletter import dead_letter
from .errors import BrokerError, MachineError, PermanentError
from .records import Output, Record, StageFunction

_OF_THE_MACHINE = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EROFS),
    *(errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO),
}
"""What every record would meet: a full or broken disk, no file handles, no memory."""


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
        MachineError: not the record's fault; refused by it, all that wait would be as well.
    """
    try:
        async with asyncio.timeout(timeout_s):
            return await handle(record)
    except TimeoutError:
        late = PermanentError(f"not done within {timeout_s} s", code="timed-out")
        return [dead_letter(stage, late, now=now(), record=record)]
    except (BrokerError, MachineError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
            raise MachineError(f"this machine cannot go on: {error}") from error
        return [dead_letter(stage, error, now=now(), record=record)]
