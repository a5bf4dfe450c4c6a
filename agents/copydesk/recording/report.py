"""Differences as a person reads them."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator
from typing import Any

import click
import orjson

from copydesk.cards import plain

from .diff import ABSENT, Change, Comparison, Difference

_LONG = 60
"""Text from which only the lines that differ are shown, in characters."""


def entry(difference: Difference, width: int = 100) -> str:
    """Return a difference: its article, and each field as it was and as it is."""
    topic, key, number = difference.identity
    name = plain(f"{key} version {number}" if topic == "articles" else f"{topic}: {key} #{number}")
    lines = [click.style(plain(difference.title) or name, bold=True)]
    if difference.title:
        lines.append(click.style(f"  {name}", dim=True))
    if difference.only_in is not None:
        lines.append(f"  only in {difference.only_in.upper()}")
    for change in difference.changes:
        lines.append(click.style(f"  {change.path}", fg="cyan"))
        lines += [f"    {line}" for line in _lines(change, max(40, width - 6))]
    return "\n".join(lines)


def summary(comparison: Comparison, changed: int, only_a: int, only_b: int) -> str:
    """Return the totals, and which fields differ how often."""
    lines = [
        f"{comparison.same} the same, {changed} changed, {only_a} only in A, {only_b} only in B"
    ]
    lines += [f"  {count:6}  {path}" for path, count in comparison.fields.most_common()]
    return "\n".join(lines)


def as_json(difference: Difference) -> bytes:
    """Return a difference as one line of JSON; what is absent is left out."""
    topic, key, number = difference.identity
    changes = [
        {
            "path": change.path,
            **({} if change.before is ABSENT else {"a": change.before}),
            **({} if change.after is ABSENT else {"b": change.after}),
        }
        for change in difference.changes
    ]
    facts = {"topic": topic, "key": key, "number": number, "title": difference.title}
    return orjson.dumps({**facts, "only_in": difference.only_in, "changes": changes})


def _lines(change: Change, width: int) -> Iterator[str]:
    before, after = _shown(change.before), _shown(change.after)
    if max(len(before), len(after)) > _LONG:
        old, new = _wrapped(before, width), _wrapped(after, width)
        # Without the two lines that name files.
        for line in list(difflib.unified_diff(old, new, lineterm="", n=1))[2:]:
            yield _coloured(line)
        return
    if change.before is not ABSENT:
        yield _coloured(f"-{before}")
    if change.after is not ABSENT:
        yield _coloured(f"+{after}")


def _shown(value: Any) -> str:
    if value is ABSENT:
        return ""
    if isinstance(value, str):
        return plain(value)
    return plain(orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode())


def _wrapped(text: str, width: int) -> list[str]:
    # One sentence to a line, else a word more would move all lines after it.
    sentences = text.replace(". ", ".\n").split("\n")
    return [line for one in sentences for line in textwrap.wrap(one, width) or [""]]


def _coloured(line: str) -> str:
    colour = {"-": "red", "+": "green", "@": "magenta"}.get(line[:1])
    return click.style(line, fg=colour) if colour else line
