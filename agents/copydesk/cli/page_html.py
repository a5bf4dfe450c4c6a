"""How `copydesk inspect --html` shows a page: one document that needs nothing else.

The original is hostile until proved otherwise. None of its markup comes here: texts are escaped,
there is no script, and the policy (CSP level 3) lets nothing load and no style but ours apply.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib import resources

from copydesk._version import __version__
from copydesk.events import Block
from copydesk.events import Normalized as Article
from copydesk.normalize.given import is_made_up
from copydesk.normalize.trace import BlockTrace, Fate, Refusal, Trace

from .page_fields import field_rows, instant

_FATES: dict[Fate, str] = {
    "kept": "in the body",
    "furniture": "in a field of its own",
    "removed": "in neither",
}
_TAGS = {"heading": "h3", "quote": "blockquote", "embed": "blockquote"}


def document(article: Article | None, trace: Trace, url: str = "") -> str:
    """Return the document.

    Args:
        article: the article; None where the page was refused.
        trace: what became of each block of its page.
        url: the page's address or file, where there is no article to say it.
    """
    style = resources.files(__package__).joinpath("inspect.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    url = article.url if article else url
    title = _line((article.headline if article else None) or url)
    above = _article(article) if article else _refusal(trace.refusal)
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>Inspect: {title}</title>\n<style>{style}</style>\n</head>\n<body>",
            *_head(url, trace),
            "<main>",
            *above,
            *_page(article, trace),
            "</main>",
            *(_fields(article) if article else ()),
            "</body>\n</html>\n",
        )
    )


def _head(address: str, trace: Trace) -> Iterator[str]:
    url = _line(address)
    note = ": made of the file's name, as the page has no address" if is_made_up(address) else ""
    yield f'<header><p class="url"><code>{url}</code>{note}</p>'
    yield '<fieldset class="legend"><legend>Show</legend>'
    for fate, meaning in _FATES.items():
        yield (
            f'<label class="{fate}"><input type="checkbox" id="show-{fate}" checked> '
            f"{trace.count(fate)} {fate} <small>{meaning}</small></label>"
        )
    voters = sorted({name for block in trace.blocks for name in block.votes})
    if voters:
        listed = escape(", ".join(voters))
        yield f"<p>Votes, 0 to 1, by {listed}: point at a block, or go to it by Tab.</p>"
    yield "</fieldset></header>"


def _refusal(refusal: Refusal | None) -> Iterator[str]:
    yield '<article aria-label="No article"><h2 class="side">No article</h2>'
    if refusal is not None:
        yield from _part("code", "p", refusal.code)
        yield from _part("reason", "p", refusal.message)
        yield from _part("evidence", "p", refusal.evidence)
    yield "</article>"


def _article(article: Article) -> Iterator[str]:
    language = article.language.tag if article.language else ""
    yield f'<article aria-label="The article" lang="{escape(language)}">'
    yield '<h2 class="side" lang="en">The article</h2>'
    yield from _part("kicker", "p", article.kicker)
    yield from _part("headline", "h1", article.headline)
    yield from _part("standfirst", "p", article.standfirst)
    yield from _part("by", "p", ", ".join(one.name for one in article.by))
    yield from _part("published", "p", instant(article.published) if article.published else None)
    yield from _part("modified", "p", instant(article.modified) if article.modified else None)
    yield from _part("dateline", "p", article.dateline.text if article.dateline else None)
    for block in article.body.blocks:
        yield _body_block(block)
    yield from _part("sign_off", "p", article.sign_off)
    yield from _part("ed_note", "p", article.ed_note)
    yield "</article>"


def _part(name: str, tag: str, value: str | None) -> Iterator[str]:
    if value:
        label = f'<span class="tag" lang="en">{name}</span>'
        yield f'<div class="part">{label}<{tag} dir="auto">{_lines(value)}</{tag}></div>'


def _body_block(block: Block) -> str:
    tag = _TAGS.get(block.kind, "p")
    label = f'<span class="tag" lang="en">{block.kind}</span>'
    return f'<div class="block">{label}<{tag} dir="auto">{_lines(block.text)}</{tag}></div>'


def _page(article: Article | None, trace: Trace) -> Iterator[str]:
    language = article.language.tag if article and article.language else ""
    yield '<section aria-label="The page, block by block">'
    yield '<h2 class="side">The page, block by block</h2>'
    yield f'<ol lang="{escape(language)}">'
    for number, block in enumerate(trace.blocks, 1):
        yield _traced(number, block)
    yield "</ol></section>"


def _traced(number: int, block: BlockTrace) -> str:
    facts = [block.fate, block.kind]
    if block.field and block.fate == "furniture":
        facts.insert(1, block.field)
    if block.reason:
        facts.append(block.reason)
    if block.score is not None:
        facts.append(f"{block.score:.2f}")
    label = f'<span class="tag" lang="en">{escape(" · ".join(facts))}</span>'
    text = f'<p dir="auto">{_lines(block.text)}</p>'
    inner = f"{label}{text}{_votes(block)}"
    return f'<li id="block-{number}" class="{block.fate}" tabindex="0">{inner}</li>'


def _votes(block: BlockTrace) -> str:
    rows = [*([("in all", block.score)] if block.score is not None else ())]
    rows += sorted(block.votes.items())
    if not rows:
        return ""
    bars = "".join(
        f'<dt>{escape(name)}</dt><dd><meter min="0" max="1" value="{vote:.4f}"></meter>'
        f" {vote:.2f}</dd>"
        for name, vote in rows
    )
    return f'<dl class="votes" lang="en" dir="ltr">{bars}</dl>'


def _fields(article: Article) -> Iterator[str]:
    yield '<section class="fields" aria-label="Fields"><h2 class="side">Fields</h2><table>'
    yield "<thead><tr><th>field</th><th>value</th><th>from</th><th>confidence</th></tr></thead>"
    yield "<tbody>"
    for row in field_rows(article):
        yield (
            f'<tr><th scope="row">{escape(row.name)}</th><td dir="auto">{_lines(row.value)}</td>'
            f"<td>{_line(row.source)}</td><td>{escape(row.confidence)}</td></tr>"
        )
    yield f"</tbody></table><p><small>Copydesk {__version__}</small></p></section>"


def _line(text: str) -> str:
    return escape(" ".join(text.split()))


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
