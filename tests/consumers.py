"""A group of subscribers that are killed, stopped, frozen and joined by others, all noted."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Literal

from copydesk.settings import Settings, environment
from tests.published import publish, published
from tests.support import eventually

Event = Literal["kill", "term", "third", "freeze"]
Style = Literal["for", "handle"]

_MEMBER = """
import os, sys
import copydesk

path, style = sys.argv[1:]
out = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def note(message):
    where = f"{message.partition} {message.offset}"
    os.write(out, f"{os.getpid()} {where} {message.key} {message.value.version}\\n".encode())

async def handle(message):
    note(message)

subscription = copydesk.subscribe(group="chaos", on_error="stop")
if style == "for":
    for message in subscription:
        note(message)
else:
    subscription.run(handle, at_once=4)
"""
_EACH = 10
"""Articles that are published at a time."""


@dataclass(frozen=True)
class Noted:
    """A handled message, as its process noted it."""

    pid: int
    partition: int
    offset: int
    key: str
    version: int


@dataclass
class Chaos:
    """Two subscribers of a group, a publisher, and what happens to them.

    Args:
        settings: with a short session time-out.
        folder: for notes and logs.
        style: whether members loop or give a handler.
    """

    settings: Settings
    folder: Path
    style: Style
    sent: int = 0
    killed: set[int] = field(default_factory=set)
    """Processes that were killed."""
    frozen: set[int] = field(default_factory=set)
    """Processes that were frozen for longer than the session time-out."""
    _members: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def notes(self) -> list[Noted]:
        """What was noted so far, in order."""
        path = self.folder / "notes"
        whole = path.read_bytes().rpartition(b"\n")[0].decode() if path.exists() else ""
        rows = [line.split() for line in whole.splitlines()]
        return [Noted(int(p), int(n), int(o), key, int(v)) for p, n, o, key, v in rows]

    def join(self) -> subprocess.Popen[bytes]:
        """Start a member."""
        with (self.folder / "members.log").open("ab") as out:
            member = subprocess.Popen(
                [sys.executable, "-c", _MEMBER, str(self.folder / "notes"), self.style],
                env={**os.environ, **environment(self.settings)},
                stdout=out,
                stderr=out,
            )
        self._members.append(member)
        return member

    async def publish(self, stop: asyncio.Event) -> None:
        """Publish until told to stop."""
        while not stop.is_set():
            await publish(self.settings, published(range(self.sent, self.sent + _EACH)))
            self.sent += _EACH

    async def run(self, events: Sequence[Event], seed: int) -> None:
        """Let the events happen, one after the other, while articles are published."""
        chance, stop = random.Random(seed), asyncio.Event()
        publishing = asyncio.create_task(self.publish(stop))
        self.join()
        self.join()
        await self.progress(40)
        for event in events:
            await self._happen(event, chance.choice(self._members))
            await self.progress(chance.randrange(5, 60))
        stop.set()
        await publishing

        async def all_read() -> bool:
            return len({note.key for note in self.notes}) >= self.sent

        await eventually(all_read, lambda: f"all {self.sent} are handled: {self.log()}")
        for member in list(self._members):
            await self.term(member)

    async def _happen(self, event: Event, member: subprocess.Popen[bytes]) -> None:
        if event == "kill":
            self.killed.add(member.pid)
            member.kill()
            await self._gone(member)
            self.join()
        elif event == "term":
            await self.term(member)
            self.join()
        elif event == "third":
            third = self.join()

            async def handles() -> bool:
                return any(note.pid == third.pid for note in self.notes)

            await eventually(handles, lambda: f"the third one gets its share: {self.log()}")
            await self.term(third)
        else:
            self.frozen.add(member.pid)
            member.send_signal(signal.SIGSTOP)
            seen = len([note for note in self.notes if note.pid != member.pid])
            # Only once it is thrown out do the others have its partitions.
            partitions = set(range(self.settings.topics.partitions))

            async def taken_over() -> bool:
                later = [note for note in self.notes if note.pid != member.pid][seen:]
                return {note.partition for note in later} == partitions

            await eventually(taken_over, lambda: f"the others take over: {self.log()}")
            member.send_signal(signal.SIGCONT)

    async def term(self, member: subprocess.Popen[bytes]) -> None:
        """Have a member end by SIGTERM; it must do so well."""
        member.terminate()
        code = await self._gone(member)
        # One that has only just been started does not hear the signal yet: it ends of it.
        young = all(note.pid != member.pid for note in self.notes)
        assert code == 0 or (young and code == -signal.SIGTERM), f"{code}: {self.log()}"

    async def _gone(self, member: subprocess.Popen[bytes]) -> int:
        code = await asyncio.to_thread(member.wait, 60)
        self._members.remove(member)
        return code

    async def progress(self, more: int) -> None:
        """Wait until so many more messages are handled."""
        before = len(self.notes)

        async def handled() -> bool:
            return len(self.notes) >= before + more

        await eventually(handled, lambda: f"{more} more are handled: {self.log()}")

    def log(self) -> str:
        """What the members said."""
        path = self.folder / "members.log"
        return path.read_text(errors="replace")[-3000:] if path.exists() else ""

    def close(self) -> None:
        """End what a failed test left."""
        for member in self._members:
            member.kill()
            member.wait()

    def judge(self) -> Counter[int]:
        """Check that none is missing and which came twice; return repeats by lost process.

        What a killed process had handled and not committed comes again: of each partition the
        end of what it had, and no other. One that was frozen for too long handles, when it wakes,
        what it had fetched, until it hears that others have it. Of processes that were told to
        stop, or from which partitions were taken, nothing comes twice.
        """
        notes = self.notes
        assert len({note.key for note in notes}) == self.sent, "none is missing"
        by_place: dict[tuple[int, int], list[int]] = defaultdict(list)
        for note in notes:
            by_place[note.partition, note.offset].append(note.pid)
        repeats: Counter[int] = Counter()
        lost: dict[tuple[int, int], set[int]] = defaultdict(set)
        again: dict[tuple[int, int], set[int]] = defaultdict(set)
        for (partition, offset), pids in by_place.items():
            for before, after in pairwise(pids):
                guilty = [pid for pid in (before, after) if pid in self.killed | self.frozen]
                assert guilty, f"{partition}/{offset} was handled by {pids}"
                repeats[guilty[0]] += 1
                again[before, partition].add(offset)
                # One that woke may have handled what another had, and had kept.
                if before in self.killed - self.frozen and after not in self.frozen:
                    lost[before, partition].add(offset)
        for (pid, partition), offsets in lost.items():
            own = {n.offset for n in notes if (n.pid, n.partition) == (pid, partition)}
            end = {offset for offset in own if offset >= min(offsets)}
            assert end <= again[pid, partition], "only the end comes again"
        return repeats
