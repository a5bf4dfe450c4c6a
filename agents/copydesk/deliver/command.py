"""Each event to a command, on its standard input."""

from __future__ import annotations

import asyncio
import contextlib
import os
from dataclasses import dataclass
from typing import Any

from copydesk.consumer import Message
from copydesk.errors import TransientError


@dataclass(frozen=True)
class Command:
    """A handler that runs a command of the shell for each event.

    The event's JSON and a newline are on its standard input; the variables COPYDESK_TOPIC,
    _PARTITION, _OFFSET, _KEY and _ID say where it lay. Exit code 0 means handled.
    """

    text: str
    """The command, for `sh -c`."""
    timeout_s: float = 60.0
    """Longest time for one event, in seconds; past it the command is killed."""

    async def __call__(self, message: Message[Any]) -> None:
        """Run it.

        Raises:
            TransientError: it ended with another exit code (`exit-3`), or too late (`timed-out`).
        """
        process = await asyncio.create_subprocess_exec(
            "sh",
            "-c",
            self.text,
            stdin=asyncio.subprocess.PIPE,
            env={**os.environ, **_facts(message)},
            # Ctrl-C is for us: what a command has begun it may finish.
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(self.timeout_s):
                await _feed(process, message.raw + b"\n")
                code = await process.wait()
        except TimeoutError:
            raise TransientError(
                f"the command was not done within {self.timeout_s:g} s", code="timed-out"
            ) from None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, 9)
                await process.wait()
        if code:
            raise TransientError(f"the command ended with exit code {code}", code=f"exit-{code}")


async def _feed(process: asyncio.subprocess.Process, event: bytes) -> None:
    assert process.stdin is not None
    # A command need not read its input.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(event)
        await process.stdin.drain()
    process.stdin.close()


def _facts(message: Message[Any]) -> dict[str, str]:
    return {
        "COPYDESK_TOPIC": message.topic,
        "COPYDESK_PARTITION": str(message.partition),
        "COPYDESK_OFFSET": str(message.offset),
        "COPYDESK_KEY": message.key,
        "COPYDESK_ID": message.id,
    }
