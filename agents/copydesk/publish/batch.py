"""A batch of `enriched` records -> what one transaction writes. Pure but for the state it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from copydesk import headers as h
from copydesk.codec import decode, encode
from copydesk.deadletter import dead_letter, last_resort
from copydesk.errors import PermanentError
from copydesk.events import Article, Enriched
from copydesk.headers import Order
from copydesk.records import Output, Record
from copydesk.topics import ARTICLES, ARTICLES_STATE

from .state import ArticleState
from .versions import decide

Lookup = Callable[[str], bytes | None]


@dataclass(slots=True)
class Batch:
    """What one transaction writes for one partition."""

    partition: int
    articles: list[Output] = field(default_factory=list)
    dead: list[Output] = field(default_factory=list)
    states: dict[str, ArticleState] = field(default_factory=dict)
    last_article: dict[str, int] = field(default_factory=dict)
    """Article id -> index in `articles` of its last record."""

    def state_outputs(self, offsets: list[int]) -> list[Output]:
        """Make the state records, now that the articles' offsets are known.

        State goes explicitly to the partition with the input's number: partitioners of other
        clients may differ, and the next owner looks there.
        """
        outputs = []
        for article_id, state in self.states.items():
            index = self.last_article.get(article_id)
            if index is not None:
                state = msgspec.structs.replace(state, offset=offsets[index])
            outputs.append(
                Output(
                    ARTICLES_STATE, article_id.encode(), state.encode(), partition=self.partition
                )
            )
        return outputs


def prepare(records: Iterable[Record], partition: int, lookup: Lookup, now: datetime) -> Batch:
    """Decide over records in order.

    Args:
        records: of one partition, in offset order.
        partition: its number.
        lookup: the state record of an article as it was before the batch.
        now: time for headers and dead letters.
    """
    batch = Batch(partition)
    for record in records:
        try:
            order = Order.decode(h.get(record.headers, h.ORDER_HEADER))
            enriched = decode(record.value, Enriched)
            state = batch.states.get(enriched.article_id)
            if state is None:
                stored = lookup(enriched.article_id)
                state = None if stored is None else ArticleState.decode(stored)
            decision = decide(state, enriched, order)
        except Exception as error:
            batch.dead.append(dead_letter("publish", error, now=now, record=record))
            continue
        if decision.article is not None:
            batch.last_article[enriched.article_id] = len(batch.articles)
            batch.articles.append(article_output(decision.article, record, order, now, partition))
        if decision.state is not None:
            batch.states[enriched.article_id] = decision.state
    return batch


def refuse(record: Record, partition: int, error: PermanentError, now: datetime) -> Batch:
    """Make the batch for a record whose own output the broker refused."""
    return Batch(partition, dead=[last_resort("publish", error, now=now, record=record)])


def article_output(
    article: Article, record: Record, order: Order, now: datetime, partition: int
) -> Output:
    """Make the record for `articles`."""
    kind = article.change.kind
    return Output(
        ARTICLES,
        article.article_id.encode(),
        encode(article),
        h.cloud_event(
            id=h.event_id("article", article.article_id, article.version, kind),
            type=f"copydesk.article.{kind}",
            source="/copydesk/publish",
            subject=article.article_id,
            schema="article",
            partition_key=article.article_id,
            time=now,
            parent=record.headers,
            order=order,
        ),
        # All versions of an article in one partition, whoever wrote the input.
        partition=partition,
    )
