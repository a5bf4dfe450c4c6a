"""Events as cards for a person at a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import click

from .codec import decode
from .errors import DecodeError
from .events import Article, Copy, DeadLetter, Discovered, Enriched, FeedHealth, Normalized
from .records import Record
from .topics import Topic

# What a page's text could use to play with the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FIRST_LINES = 3


def plain(text: str) -> str:
    """Return text without what a terminal would obey."""
    return _CONTROL.sub("", text)


def article_card(article: Copy, width: int) -> str:
    """Return kicker, headline, source, language, time, first lines, dateline and sign-off."""
    time = (
        article.published.value.strftime("%Y-%m-%d %H:%M UTC") if article.published else "no date"
    )
    source = (article.publisher and (article.publisher.name or article.publisher.domain)) or ""
    language = article.language.tag if article.language else "und"
    facts = [source, language, time]
    if isinstance(article, Article) and article.version > 1:
        change = article.change
        why = change.note if change.note is not None else ", ".join(change.fields)
        facts.append(f"version {article.version} ({change.kind}: {why})")
    lines = textwrap.wrap(
        plain(article.standfirst or article.body.text).replace("\n", " "),
        width=max(20, width - 2),
        max_lines=_FIRST_LINES,
        placeholder=" …",
    )
    above = [article.kicker] if article.kicker else []
    around = {"dateline": article.dateline and article.dateline.text, "sign-off": article.sign_off}
    printed = [f"{name}: {' '.join(text.split())}" for name, text in around.items() if text]
    return "\n".join(
        [
            *(click.style(plain(kicker), fg="yellow") for kicker in above),
            click.style(plain(article.headline or article.url), bold=True),
            click.style("  " + plain(" · ".join(filter(None, facts))), fg="cyan"),
            *(f"  {line}" for line in lines),
            *(click.style(f"  {plain(line)}", dim=True) for line in printed),
            click.style(f"  {plain(article.canonical_url)}", dim=True),
        ]
    )


def _dead_letter_card(letter: DeadLetter, width: int) -> str:
    where = letter.source
    at = f"{where.topic}[{where.partition}] at {where.offset}" if where else letter.url or ""
    return "\n".join(
        [
            click.style(f"{letter.stage} refused: {letter.reason}", fg="red", bold=True),
            *textwrap.wrap(
                plain(letter.message), width, initial_indent="  ", subsequent_indent="  "
            ),
            click.style(f"  {plain(at)}", dim=True),
        ]
    )


def _discovered_card(entry: Discovered, width: int) -> str:
    title = click.style(plain(entry.title or entry.link), bold=True)
    return f"{title}\n  {entry.change} in {plain(entry.feed.url)}\n  {plain(entry.link)}"


def _health_card(health: FeedHealth, width: int) -> str:
    reason = f": {plain(health.error.text)}" if health.error else ""
    return f"{plain(health.feed)}  {health.state}{reason}"


def card(topic: Topic | None, record: Record, width: int = 100) -> str:
    """Return a record as a card, by what its topic carries."""
    try:
        model = topic.model if topic else None
        if record.value is None:
            return f"{_key(record)}  removed"
        if model in (Article, Enriched, Normalized):
            return article_card(decode(record.value, model), width)
        for known, make in _CARDS.items():
            if model is known:
                return make(decode(record.value, known), width)
    except DecodeError as error:
        return click.style(f"offset {record.offset}: {error.message}", fg="red")
    return f"{record.partition}/{record.offset}  {_key(record)}  {len(record.value)} bytes"


_CARDS: dict[type, Callable[..., str]] = {
    DeadLetter: _dead_letter_card,
    Discovered: _discovered_card,
    FeedHealth: _health_card,
}


def _key(record: Record) -> str:
    return plain((record.key or b"").decode("utf-8", "replace"))
