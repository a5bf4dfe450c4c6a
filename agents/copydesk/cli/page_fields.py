"""The fields of an article as rows for a person: value, source, confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from copydesk.events import Instant
from copydesk.events import Normalized as Article


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of an article."""

    name: str
    value: str
    source: str
    """Where it came from; empty where the article does not say."""
    confidence: str
    """0 to 1; empty where none is meant."""


def field_rows(article: Article) -> Iterator[FieldRow]:
    """Yield a row for each field that has a value, the copy itself as its size."""
    known = article.provenance.fields if article.provenance else {}
    for name, value in msgspec.to_builtins(article).items():
        if name == "provenance":
            continue
        own = getattr(article, name)
        if name == "body":
            text = f"{len(own.blocks)} blocks, {len(own.text)} characters"
        elif isinstance(own, Instant):
            text = instant(own)
        else:
            text = _plain(value)
        source = known.get(name)
        sure = source.confidence if source else None
        yield FieldRow(
            name, text, source.from_ if source else "", "" if sure is None else f"{sure:.2f}"
        )


def instant(when: Instant) -> str:
    """Return a time with what makes it more or less certain."""
    shown = when.value.strftime("%Y-%m-%d %H:%M:%S UTC")
    offset = f"printed at {when.offset}" if when.offset else "no offset printed"
    zone = f"zone from {when.zone_from}" if when.zone_from else "zone from nowhere"
    return f"{shown} ({offset}, {zone}, to the {when.precision})"


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return " · ".join(map(_plain, value))
    return str(value)
