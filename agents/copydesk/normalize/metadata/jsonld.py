"""JSON-LD as pages have it: every object of every script, broken ones too.

JSON-LD 1.1 (W3C, 2020) names the format; what is read of it is schema.org's, as search engines
read it: no context is loaded and nothing is expanded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from html import unescape
from typing import Any

import json_repair
import orjson
from lxml import html

from copydesk.normalize.hygiene import fold

ARTICLE_TYPES = frozenset(
    (
        *("Article", "NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle"),
        *("AnalysisNewsArticle", "BackgroundNewsArticle", "AskPublicNewsArticle"),
        *("ReviewNewsArticle", "AdvertiserContentArticle", "SatiricalArticle", "Report"),
        *("BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "ScholarlyArticle"),
        *("TechArticle", "Review", "CriticReview"),
    )
)
"""schema.org's Article and what is below it."""
MEDIA_TYPES = frozenset(("VideoObject", "ImageGallery", "MediaGallery"))
"""What stands in an article's place on the page of a video or a gallery."""
_ENVELOPE = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_ENVELOPE_END = re.compile(r"(?://\s*)?(?:-->|\]\]>|/\*\s*\]\]>\s*\*/)?\s*;?\s*$")
_LONGEST_END = 40
_LONGEST_REPAIR = 16_000
"""Characters from which a broken script is not worth the time that a repair takes: it may grow
with the square of them (25 s for 40,000 of a damaged page)."""
_DEEPEST = 12
"""Levels that are searched for objects."""
_BELOW = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart")


def read_script(text: str) -> Any:
    """Return what a script holds, None where it is no JSON and cannot be made any.

    Strict JSON first; then without comment or CDATA around it and with control characters in
    strings; what is still wrong (commas, quotes, an end that is missing) json_repair mends.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    text = _ENVELOPE.sub("", text).rstrip()
    # Of its end only: white space without end within it would take the square of it.
    bare = (text[:-_LONGEST_END] + _ENVELOPE_END.sub("", text[-_LONGEST_END:], count=1)).strip()
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        pass
    if len(bare) > _LONGEST_REPAIR or not bare.startswith(("{", "[")):
        return None
    try:
        return json_repair.loads(bare, skip_json_loads=True)
    except (ValueError, RecursionError, IndexError, TypeError):
        return None


def objects_of(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the typed objects of a page in its order, those within graphs and lists too."""
    for script in tree.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        if kind == "application/ld+json" and script.text and script.text.strip():
            yield from _objects(read_script(script.text), 0)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _BELOW:
            if name in value:
                yield from _objects(value[name], depth + 1)


def types_of(one: Mapping[str, Any]) -> list[str]:
    """Return the names of an object's types, without the vocabulary's address."""
    stated = one.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return [re.split(r"[/#:]", name)[-1] for name in names if isinstance(name, str)]


def article_of(
    objects: Sequence[dict[str, Any]],
    titles: AbstractSet[str] = frozenset(),
    addresses: AbstractSet[str] = frozenset(),
) -> dict[str, Any]:
    """Return the object of the page's article, with what it refers to; empty if there is none.

    Of several, the one whose headline or address is the page's; else the first of a text, else
    the first of a video or gallery.

    Args:
        objects: what `objects_of` found.
        titles: what the page's headings and titles say, folded by `fold_title`.
        addresses: what the page calls its own address.
    """
    best: dict[str, Any] = {}
    best_score = 0
    for one in objects:
        names = types_of(one)
        is_text = any(name in ARTICLE_TYPES for name in names)
        if not is_text and not any(name in MEDIA_TYPES for name in names):
            continue
        score = 4 if is_text else 1
        title = one.get("headline") or one.get("name")
        if isinstance(title, str) and fold_title(title) in titles:
            score += 2
        if addresses and not addresses.isdisjoint(_addresses(one)):
            score += 2
        if score > best_score:
            best, best_score = one, score
    return _resolved(best, objects) if best else {}


def fold_title(title: str) -> str:
    """Return a title in the form in which titles of one page are compared."""
    return fold(unescape(title))


def _addresses(one: Mapping[str, Any]) -> set[str]:
    page = one.get("mainEntityOfPage")
    stated = (one.get("url"), one.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    return {address for address in stated if isinstance(address, str)}


def _resolved(one: dict[str, Any], objects: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return an object in which a reference (`{"@id": …}`) is what it refers to, if it is here."""
    known = {
        other["@id"]: other
        for other in reversed(objects)
        if isinstance(other.get("@id"), str) and len(other) > 1
    }

    def resolve(value: Any) -> Any:
        if isinstance(value, list):
            return [resolve(part) for part in value]
        if isinstance(value, dict) and len(value) <= 2 and "name" not in value:
            return known.get(value.get("@id", ""), value) if _is_id(value) else value
        return value

    return {name: resolve(value) for name, value in one.items()}


def _is_id(value: Mapping[str, Any]) -> bool:
    return isinstance(value.get("@id"), str)


def objects_in(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a property, one or a list of them."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]


def texts_of(value: Any, *names: str) -> list[str]:
    """Return the texts of a property: strings, or the first of `names` that an object has."""
    values = value if isinstance(value, list) else [value]
    found = []
    for one in values:
        if isinstance(one, dict):
            one = next((one[name] for name in names if one.get(name)), None)
            one = one[0] if isinstance(one, list) and one else one
        if isinstance(one, str) and one.strip():
            found.append(unescape(one).strip())
    return found
