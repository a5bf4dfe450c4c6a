"""The gate's decision, pure: `(state, event) -> (state, event)`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

from copydesk.events import Article, Change, Enriched
from copydesk.headers import Order
from copydesk.instants import from_ms, to_ms

from .state import ArticleState, changed_fields, hash_fields


class Decision(NamedTuple):
    """What to publish, and what to remember."""

    article: Article | None
    """The new version, or None where there is nothing to say."""
    state: ArticleState | None
    """The new state without the record's offset, or None where it stays as it is."""


def decide(state: ArticleState | None, enriched: Enriched, order: Order) -> Decision:
    """Decide whether an event is a new version of its article.

    Whatever is not above the highest order seen of the article came before: a repeat after a
    kill, or a reading older than one that overtook it. It is dropped. A newer reading in which
    neither a counted field nor the status changed publishes nothing, but its order is remembered.

    A page that is gone withdraws its article, once; one that is there again brings it back.
    Where nothing was published there is nothing to withdraw.
    """
    if state is not None and order <= state.highest:
        return Decision(None, None)
    removed = enriched.removed
    if removed is not None and state is None:
        return Decision(None, None)
    if removed is not None and state is not None and state.status == "canceled":
        return Decision(None, msgspec.structs.replace(state, order=(*order,)))
    status: Literal["usable", "canceled"] = "usable" if removed is None else "canceled"
    hashes = hash_fields(enriched)
    first_seen_ms = state.first_seen_ms if state else _milliseconds(enriched.first_seen)
    if state is None:
        change = Change(kind="first")
    else:
        fields = changed_fields(state.hashes, hashes)
        if state.status != status:
            fields = tuple(sorted((*fields, "status")))
        if not fields:
            return Decision(None, msgspec.structs.replace(state, order=(*order,), hashes=hashes))
        change = Change(kind="correction" if "ed_note" in fields else "update", fields=fields)
        if removed is not None:
            change = Change(kind="withdrawal", fields=fields, note=removed.note)
    version = state.version + 1 if state else 1
    values = enriched.copy_fields()
    if first_seen_ms:
        values["first_seen"] = from_ms(first_seen_ms)
    article = Article(**values, version=version, status=status, change=change)
    return Decision(
        article,
        ArticleState(
            version=version,
            order=(*order,),
            hashes=hashes,
            offset=state.offset if state else -1,
            first_seen_ms=first_seen_ms,
            status=status,
        ),
    )


def _milliseconds(instant: datetime | None) -> int:
    return to_ms(instant) if instant else 0
