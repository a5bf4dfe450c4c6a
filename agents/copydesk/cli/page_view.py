"""How `copydesk inspect` shows a page in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from copydesk.cards import plain
from copydesk.events import Normalized as Article
from copydesk.normalize.trace import Fate, Refusal, Trace

from .page_fields import field_rows, instant

STYLES: dict[Fate, str] = {"kept": "green", "furniture": "yellow", "removed": "red"}
_SHOWN = 160
"""Letters of a block of the page; the article has the whole of what was kept."""


def show(article: Article | None, trace: Trace, console: Console | None = None) -> None:
    """Print the article, the page block by block, and the fields; of a refused page the reason
    and its blocks."""
    console = console or Console(highlight=False)
    above = _article(article) if article else _refusal(trace.refusal)
    for part in (*above, *_page(trace), *(_fields(article) if article else ())):
        console.print(part)


def _refusal(refusal: Refusal | None) -> Iterator[RenderableType]:
    yield Rule("No article", align="left")
    if refusal is None:
        return
    facts = {"code": refusal.code, "reason": refusal.message, "evidence": refusal.evidence or ""}
    for name, value in facts.items():
        if value:
            yield Text.assemble((f"{name:<10}", "dim"), plain(value))
    yield Text()


def _article(article: Article) -> Iterator[RenderableType]:
    yield Rule("Article", align="left")
    if article.kicker:
        yield _text(article.kicker, "yellow")
    yield _text(article.headline or "no headline", "bold")
    if article.standfirst:
        yield _text(article.standfirst, "italic")
    by = ", ".join(f"{one.name} ({one.role})" if one.role else one.name for one in article.by)
    facts = {
        "by": by,
        "published": instant(article.published) if article.published else "no date",
        "modified": instant(article.modified) if article.modified else "",
        "dateline": article.dateline.text if article.dateline else "",
        "address": article.canonical_url,
    }
    for name, value in facts.items():
        if value:
            yield Text.assemble((f"{name:<10}", "dim"), plain(value))
    yield Text()
    for block in article.body.blocks:
        if block.kind != "paragraph":
            yield Text(block.kind, "dim")
        yield Padding(_text(block.text, "bold" if block.kind == "heading" else ""), (0, 0, 1, 0))
    below = {"sign-off": article.sign_off, "note": article.ed_note}
    for name, text in below.items():
        if text:
            yield Text.assemble((f"{name:<10}", "dim"), plain(text))


def _page(trace: Trace) -> Iterator[RenderableType]:
    counts = ", ".join(f"{trace.count(fate)} {fate}" for fate in STYLES)
    yield Rule(f"The page, block by block: {counts}", align="left")
    voters = sorted({name for block in trace.blocks for name in block.votes})
    if voters:
        yield Text(f"votes, 0 to 1: {', '.join(voters)}", "dim")
    table = Table(box=None, padding=(0, 1), show_edge=False)
    for name in ("fate", "field", "kind", "score", "votes", "text"):
        table.add_column(name, overflow="fold", header_style="dim")
    for block in trace.blocks:
        style = STYLES[block.fate]
        short = block.text if len(block.text) <= _SHOWN else block.text[: _SHOWN - 1] + "…"
        table.add_row(
            Text(block.fate, style),
            Text(block.reason or block.field or ""),
            Text(block.kind, "dim"),
            Text("" if block.score is None else f"{block.score:.2f}"),
            Text(" ".join(f"{block.votes.get(name, 0):.1f}" for name in voters), "dim"),
            _text(short, style),
        )
    yield table


def _fields(article: Article) -> Iterator[RenderableType]:
    yield Rule("Fields", align="left")
    table = Table(box=None, padding=(0, 1), show_edge=False)
    for name in ("field", "value", "from", "confidence"):
        table.add_column(name, overflow="fold", header_style="dim")
    for row in field_rows(article):
        cells = (row.value, row.source, row.confidence)
        table.add_row(Text(row.name, "cyan"), *(_text(cell) for cell in cells))
    yield table


def _text(text: str, style: str = "") -> Text:
    return Text(plain(text), style)
