"""Recorded events through the stages without a broker: the same functions that the agents run.

What the runner and the gate do around them is done here too: outputs in the order of their
inputs, refusals as dead letters, the memories of the gate and of normalize (in this process).
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial

from copydesk.errors import ConfigError, MissingExtra
from copydesk.guard import guarded
from copydesk.instants import from_ms
from copydesk.partitions import partition_for
from copydesk.publish.batch import prepare
from copydesk.records import After, Output, Record, StageFunction
from copydesk.settings import Settings, names
from copydesk.topics import DEAD_LETTER, ENRICHED, FETCHED, NORMALIZED, Topic

from .replay import with_order

INPUTS: dict[str, Topic] = {"normalize": FETCHED, "enrich": NORMALIZED, "publish": ENRICHED}
"""The stages that need nothing but their input, in order, and what each reads."""


def check_stages(stages: Sequence[str]) -> None:
    """Refuse what is no run of neighbouring stages.

    Raises:
        ConfigError: it is none.
    """
    names = tuple(INPUTS)
    if not any(tuple(stages) == names[i:j] for i in range(3) for j in range(i + 1, 4)):
        raise ConfigError(
            f"{','.join(stages)!r} is no way through the stages: it must be neighbours of "
            f"{','.join(names)}, such as normalize,enrich (poll and fetch need the network)"
        )


async def through(
    settings: Settings,
    records: Iterable[Record],
    stages: Sequence[str] = tuple(INPUTS),
    *,
    partitions: int = 1,
) -> AsyncIterator[Record]:
    """Run records through stages; yield what the last one makes, and every dead letter.

    Args:
        settings: of the stages.
        records: in order; those of other topics than the first stage's input are passed over.
            Topics have no prefix.
        stages: neighbours out of `normalize`, `enrich`, `publish`.
        partitions: over how many the results are spread, by Kafka's hash of the key.

    Yields:
        Records as a recording holds them, with the timestamp of what they were made from.

    Raises:
        ConfigError: `stages` are no neighbours.
    """
    check_stages(stages)
    try:
        made = _through(settings, records, stages, _Log(partitions))
        async for record in made:
            yield record
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("copydesk"):
            raise
        raise MissingExtra("agents", "running stages") from error


async def _through(
    settings: Settings, records: Iterable[Record], stages: Sequence[str], log: _Log
) -> AsyncIterator[Record]:
    found = _inputs(records, INPUTS[stages[0]].name)
    async with AsyncExitStack() as stack:
        # Only what the way needs is loaded: a parser for pages, word lists for articles.
        if "normalize" in stages:
            from copydesk.normalize.site.course import InProcess, SiteMemories
            from copydesk.normalize.stage import stage
            from copydesk.normalize.workers import in_processes

            processes, extract = in_processes(settings)
            stack.push_async_callback(processes.close)
            suffixes = names(settings.http.extra_suffixes)
            memories = SiteMemories(InProcess(), suffixes, comes_again=False)
            remembers = settings.normalize.site_memory
            normalize = stage(settings.normalize, extract, memories if remembers else None)
            found = _run(
                *("normalize", normalize, found, log),
                at_once=processes.size + 1,
                after=memories.settle if remembers else None,
            )
        if "enrich" in stages:
            from copydesk.enrich.stage import TIMEOUT_S, handle

            found = _run("enrich", handle, found, log, timeout_s=TIMEOUT_S)
        if "publish" in stages:
            found = _publish(found, log)
        async for record in found:
            for letter in log.letters():
                yield letter
            yield record
    for letter in log.letters():
        yield letter


class _Log:
    """Gives outputs the places that they would have on topics; keeps dead letters aside."""

    def __init__(self, partitions: int) -> None:
        self._partitions = partitions
        self._offsets: Counter[tuple[str, int]] = Counter()
        self._letters: list[Record] = []

    def place(self, outputs: Iterable[Output], timestamp_ms: int) -> list[Record]:
        """Return the outputs as records, but for dead letters."""
        placed: list[Record] = []
        for output in outputs:
            name, key = output.topic.name, output.key or b""
            partition = partition_for(key, self._partitions)
            offset = self._offsets[name, partition]
            self._offsets[name, partition] += 1
            record = Record(
                name, partition, offset, output.key, output.value, output.headers, timestamp_ms
            )
            (self._letters if output.topic is DEAD_LETTER else placed).append(record)
        return placed

    def letters(self) -> list[Record]:
        """Return the dead letters since the last call."""
        found, self._letters = self._letters, []
        return found


async def _inputs(records: Iterable[Record], topic: str) -> AsyncIterator[Record]:
    for record in records:
        if record.topic == topic:
            is_page = topic == FETCHED.name
            yield replace(record, headers=with_order(record)) if is_page else record


async def _run(
    name: str,
    handle: StageFunction,
    records: AsyncIterator[Record],
    log: _Log,
    *,
    at_once: int = 1,
    timeout_s: float | None = None,
    after: After | None = None,
) -> AsyncIterator[Record]:
    """Run a stage function, some records at once, results in the order of their inputs."""
    started: deque[tuple[Record, asyncio.Task[Sequence[Output]]]] = deque()

    async def finish() -> list[Record]:
        record, task = started.popleft()
        made = log.place(await task, record.timestamp_ms)
        if after is not None:
            await after(record, ())
        return made

    try:
        async for record in records:
            work = guarded(name, handle, record, now=partial(_time, record), timeout_s=timeout_s)
            started.append((record, asyncio.create_task(work)))
            if len(started) == at_once:
                for made in await finish():
                    yield made
        while started:
            for made in await finish():
                yield made
    finally:
        for _, task in started:
            task.cancel()


async def _publish(records: AsyncIterator[Record], log: _Log) -> AsyncIterator[Record]:
    """Decide as the gate does, its memory in this process."""
    states: dict[str, bytes] = {}
    async for record in records:
        batch = prepare([record], record.partition, states.get, _time(record))
        for article_id, state in batch.states.items():
            states[article_id] = state.encode()
        for made in log.place([*batch.dead, *batch.articles], record.timestamp_ms):
            yield made


def _time(record: Record) -> datetime:
    return from_ms(record.timestamp_ms)
