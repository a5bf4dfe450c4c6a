"""What repeats on a site is left out after some pages, and a kill changes no byte of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk import headers as h
from copydesk.codec import decode
from copydesk.events import Normalized
from copydesk.recording import FORMAT, Manifest, Recording, write
from copydesk.recording.manifest import TopicFacts
from copydesk.recording.replay import replay
from copydesk.recording.through import through
from copydesk.records import Record
from copydesk.settings import Settings
from copydesk.topics import FETCHED, NORMALIZED, SITES_CHANGELOG
from tests.sitepages import INSERT, page, read
from tests.support import Worker, eventually, read_all, with_section

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]
SITES = ("gazette.test", "kurier.test", "courrier.test")
EACH = 40


def pages(first: int = 0, partitions: int = 4) -> list[Record]:
    """Return pages of all sites by turns; a few are no articles, and one comes twice."""
    found, offsets = [], Counter[int]()
    for n in range(first, first + EACH):
        for site in SITES:
            number = n - 1 if n % 20 == 9 else n
            body = "<title>Nothing</title>" if n % 11 == 5 else page(number)
            record, _ = read(number, 3 * n, site=site, body=body, partitions=partitions)
            found.append(replace(record, offset=offsets[record.partition]))
            offsets[record.partition] += 1
    return found


def recorded(path: Path, records: list[Record]) -> Recording:
    """Write a recording."""
    write(path, Manifest(FORMAT, {FETCHED.name: TopicFacts(4)}), records)
    return Recording(path)


def essence(record: Record) -> tuple[bytes | None, ...]:
    """What must be the same of a record however often its page is done."""
    names = ("ce_id", "ce_type", "ce_subject", "ce_source", h.ORDER_HEADER)
    return (record.key, record.value, *(h.get(record.headers, name) for name in names))


def has_insert(record: Record) -> bool:
    article = decode(record.value, Normalized)
    return INSERT in article.body.text


@pytest.mark.parametrize(("partitions", "workers"), [(1, 1), (5, 2)])
async def test_a_kill_and_other_partitions_give_each_page_the_same_bytes(
    bare_settings: Settings,
    tmp_path: Path,
    worker: Callable[..., Worker],
    partitions: int,
    workers: int,
) -> None:
    settings = with_section(bare_settings, "normalize", processes=2)
    settings = with_section(settings, "topics", partitions=partitions)
    recording = recorded(tmp_path / "a", pages())
    alone = [one async for one in through(settings, recording, ("normalize",))]
    expected = Counter(essence(one) for one in alone if one.topic == NORMALIZED.name)
    assert 0 < sum(has_insert(one) for one in alone if one.topic == NORMALIZED.name) < 50
    await replay(settings, recording)
    dying = {"COPYDESK_FAILPOINTS": "runner.delivered=kill@30"}
    folders = [replace(settings, data_dir=tmp_path / f"data{n}") for n in range(workers)]
    started = [worker(folders[0], "normalize", **dying)]
    started += [worker(one, "normalize") for one in folders[1:]]
    if workers == 1:
        await started[0].ended()
        dying_again = {"COPYDESK_FAILPOINTS": "runner.delivered=kill@45"}
        await worker(folders[0], "normalize", **dying_again).ended()
    worker(replace(settings, data_dir=tmp_path / "last"), "normalize")

    async def done() -> bool:
        found = {essence(one) for one in await read_all(settings, NORMALIZED)}
        return found >= set(expected)

    await eventually(done, lambda: f"all pages are read: {[one.tail() for one in started]}")
    found = {essence(one) for one in await read_all(settings, NORMALIZED)}
    assert found == set(expected), "what comes again is the same"


async def test_what_was_learned_holds_after_a_restart(
    bare_settings: Settings, tmp_path: Path, worker: Callable[..., Worker]
) -> None:
    settings = with_section(bare_settings, "normalize", processes=1)
    first, then = pages(), pages(EACH)
    await replay(settings, recorded(tmp_path / "a", first))
    before = worker(settings, "normalize")

    async def read_to_the_end(count: int) -> bool:
        found = [decode(one.value, Normalized) for one in await read_all(settings, NORMALIZED)]
        wanted = [one for one in [*first, *then][:count] if b"Nothing" not in (one.value or b"")]
        return len(found) >= len(wanted)

    async def first_are_read() -> bool:
        return await read_to_the_end(len(first))

    async def all_are_read() -> bool:
        return await read_to_the_end(len(first) + len(then))

    await eventually(first_are_read, before.tail)
    assert before.stop() == 0
    after = worker(replace(settings, data_dir=tmp_path / "elsewhere"), "normalize")
    await replay(settings, recorded(tmp_path / "b", then))
    await eventually(all_are_read, after.tail)
    later = [
        one
        for one in await read_all(settings, NORMALIZED)
        if int(decode(one.value, Normalized).url.rpartition("/")[2]) >= EACH
    ]
    assert len(later) > 100
    assert not any(map(has_insert, later))
    kept = await read_all(settings, SITES_CHANGELOG)
    assert {one.key for one in kept} == {site.encode() for site in SITES}
    print(f"\n{len(kept)} writes, {sum(len(one.value or b'') for one in kept) // len(kept)} bytes")
