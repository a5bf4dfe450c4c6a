"""The gate's decision, pure: `(state, event) -> (state, event)`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from copydesk.events import Article, Change, Enriched
from copydesk.headers import Order

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
    no counted field changed publishes nothing, but its order is remembered.
    """
    if state is not None and order <= state.highest:
        return Decision(None, None)
    hashes = hash_fields(enriched)
    first_seen_ms = state.first_seen_ms if state else _milliseconds(enriched.first_seen)
    if state is None:
        change = Change(kind="first")
    else:
        fields = changed_fields(state.hashes, hashes)
        if not fields and state.status == "usable":
            return Decision(None, msgspec.structs.replace(state, order=(*order,), hashes=hashes))
        change = Change(kind="correction" if "ed_note" in fields else "update", fields=fields)
    version = state.version + 1 if state else 1
    values = {name: getattr(enriched, name) for name in enriched.__struct_fields__}
    if first_seen_ms:
        values["first_seen"] = datetime.fromtimestamp(first_seen_ms / 1000, UTC)
    article = Article(**values, version=version, status="usable", change=change)
    return Decision(
        article,
        ArticleState(
            version=version,
            order=(*order,),
            hashes=hashes,
            offset=state.offset if state else -1,
            first_seen_ms=first_seen_ms,
        ),
    )


def _milliseconds(instant: datetime | None) -> int:
    return round(instant.timestamp() * 1000) if instant else 0
