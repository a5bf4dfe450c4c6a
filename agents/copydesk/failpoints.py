"""Failpoints: places where a test stops a process, by environment variable.

``COPYDESK_FAILPOINTS="gate.sent=kill@3"`` kills the process (SIGKILL) the third time that it
comes by; ``=stop`` freezes it (SIGSTOP) until the test lets it go on; ``@N`` is 1 if left out.
Without the variable `hit` is a function that does nothing: no hot path tests anything.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

VARIABLE = "COPYDESK_FAILPOINTS"
_SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}


def _nothing(name: str) -> None:
    """Do nothing: there are no failpoints in this process."""


def _armed(plan: str) -> Callable[[str], None]:
    countdown: dict[str, int] = {}
    actions: dict[str, signal.Signals] = {}
    for part in plan.split(","):
        name, _, action = part.partition("=")
        kind, _, count = action.partition("@")
        actions[name.strip()] = _SIGNALS[kind.strip() or "kill"]
        countdown[name.strip()] = int(count or 1)

    def hit(name: str) -> None:
        if name in countdown:
            countdown[name] -= 1
            if countdown[name] == 0:
                os.kill(os.getpid(), actions[name])

    return hit


hit: Callable[[str], None] = _armed(os.environ[VARIABLE]) if VARIABLE in os.environ else _nothing
"""Come by a failpoint. Names in use: ``runner.delivered`` (outputs acknowledged, offset not
committed), ``gate.sent`` (sent, not committed), ``gate.committed`` (committed, cache not
written), ``poll.discovered-delivered`` (delivered, state not written), ``warc.delivered`` (a
batch of an archive's pages acknowledged)."""
