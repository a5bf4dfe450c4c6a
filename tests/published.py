"""Topics with published articles, as the gate writes them: for tests of consumers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from copydesk.events import Article, Language, Publisher
from copydesk.headers import Order
from copydesk.publish.batch import prepare
from copydesk.records import Output, Record
from copydesk.settings import Settings
from tests.samples import NOON, enriched, record
from tests.support import produce

LANGUAGES = ("en", "de", "id", "ja", "ar")


def published(numbers: Iterable[int], versions: int = 1, **fields: Any) -> list[Output]:
    """Return what the gate writes of made-up articles, the versions of each in order.

    Article N is in language N modulo five, from publisher `pN modulo three.example`.
    """
    records: list[Record] = []
    for version in range(1, versions + 1):
        for number in numbers:
            known = {
                "language": Language(tag=LANGUAGES[number % 5]),
                "publisher": Publisher(id="p", domain=f"p{number % 3}.example", country="GB"),
                **fields,
            }
            made = enriched(number, f"The ferry {number} is back, edition {version}.", **known)
            records.append(record(made, Order(version, 0, number), offset=number))
    states: dict[str, bytes] = {}
    batch = prepare(records, 0, states.get, NOON + timedelta(hours=1))
    assert not batch.dead
    # By key, as several gates would have spread them.
    return [Output(one.topic, one.key, one.value, one.headers) for one in batch.articles]


async def publish(settings: Settings, outputs: Sequence[Output]) -> None:
    """Put them on the topic."""
    await produce(settings, outputs)


def ids(found: Iterable[Article]) -> list[tuple[str, int]]:
    """Return id and version of each, sorted."""
    return sorted((one.article_id, one.version) for one in found)
