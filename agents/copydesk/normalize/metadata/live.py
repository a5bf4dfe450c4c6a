"""The updates of a live blog (schema.org LiveBlogPosting), newest first as the page has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from lxml import html

from copydesk.events import LiveUpdate
from copydesk.normalize.hygiene import clean_text
from copydesk.normalize.page import Page, text_of

from .jsonld import fold_title, texts_of

_POST = re.compile(
    r"(?:^|[\s_-])(?:lb|live|live-?blog|ticker|liveticker)[_-]{1,2}(?:post|entry|update|item)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TITLE = re.compile(r"title|headline", re.IGNORECASE)
_STAMPS = ("data-ts", "data-time", "data-timestamp", "data-date", "datetime")
_MOST = 500


def posts(page: Page) -> list[html.HtmlElement]:
    """Return the elements of a page's updates; none where it is no live blog."""
    if not _is_live(page):
        return []
    marked = page.tree.xpath("//*[contains(@itemprop, 'liveBlogUpdate')]")
    found = marked or [
        one for one in page.tree.xpath("//body//*[@class]") if _POST.search(one.get("class"))
    ]
    found = found or _stamped(page.tree)
    all_of_them = set(found)
    outer = [one for one in found if all_of_them.isdisjoint(one.iterancestors())]
    return outer[:_MOST]


def _stamped(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the largest group of siblings that have a time and a paragraph each."""
    groups: dict[html.HtmlElement, list[html.HtmlElement]] = {}
    for one in tree.iter("li", "article", "section", "div"):
        stamp = next((value for name in _STAMPS if (value := one.get(name))), None)
        if stamp is None and (time := one.find("time")) is not None:
            stamp = time.get("datetime")
        parent = one.getparent()
        if _instant(stamp) and parent is not None and next(one.iter("p"), None) is not None:
            groups.setdefault(parent, []).append(one)
    largest = max(groups.values(), key=len, default=[])
    return largest if len(largest) > 1 else []


def _is_live(page: Page) -> bool:
    stated = page.json_ld.get("@type")
    kinds = stated if isinstance(stated, list) else [stated]
    if any(isinstance(kind, str) and kind.endswith("LiveBlogPosting") for kind in kinds):
        return True
    return bool(page.tree.xpath("boolean(//*[@itemtype][contains(@itemtype, '/LiveBlogPosting')])"))


def live_updates(
    page: Page, elements: Sequence[html.HtmlElement]
) -> tuple[tuple[LiveUpdate, ...], str | None]:
    """Return the updates and where they were read.

    JSON-LD says when and what; the page itself has the paragraphs.

    Args:
        page: the page.
        elements: those of its updates, as `posts` returns them.
    """
    printed = [update for one in elements if (update := _printed(one))]
    by_text = {fold_title(one.text): one for one in printed}
    by_headline = {fold_title(one.headline): one for one in printed if one.headline}
    value = page.json_ld.get("liveBlogUpdate")
    found = []
    for one in (value if isinstance(value, list) else [value])[:_MOST]:
        if not isinstance(one, dict) or not (stated := _stated(one)):
            continue
        seen = by_text.get(fold_title(stated.text)) or by_headline.get(
            fold_title(stated.headline or "")
        )
        found.append(
            LiveUpdate(
                id=stated.id or (seen.id if seen else None),
                time=stated.time or (seen.time if seen else None),
                headline=stated.headline or (seen.headline if seen else None),
                text=seen.text if seen else stated.text,
            )
        )
    if found:
        return tuple(found), "json-ld"
    return tuple(printed), "page text" if printed else None


def _stated(one: Mapping[str, Any]) -> LiveUpdate | None:
    text = "\n".join(texts_of(one.get("articleBody"))) or "\n".join(texts_of(one.get("text")))
    headline = next(iter(texts_of(one.get("headline"))), None)
    if not text and not headline:
        return None
    address = next(iter(texts_of(one.get("@id")) or texts_of(one.get("url"))), None)
    if "<" in text:
        text = "\n".join(map(str, html.fromstring(f"<div>{text}</div>").itertext()))
    return LiveUpdate(
        id=address,
        time=_instant(one.get("datePublished")),
        headline=clean_text(headline) or None if headline else None,
        text="\n".join(filter(None, map(clean_text, text.splitlines()))),
    )


def _printed(post: html.HtmlElement) -> LiveUpdate | None:
    bodies = post.xpath(".//*[contains(@itemprop, 'articleBody')]")
    inside = bodies[0] if bodies else post
    lines = (one for one in inside.iter("p", "li", "blockquote") if one is not inside)
    paragraphs = list(filter(None, map(text_of, lines)))
    headings = [one for one in post.iter("h2", "h3", "h4", "h5") if text_of(one)] or [
        one for one in post.xpath(".//*[@class]") if _TITLE.search(one.get("class"))
    ]
    headline = text_of(headings[0]) if headings else None
    if not paragraphs and not headline:
        return None
    return LiveUpdate(
        id=post.get("id") or post.get("data-id"),
        time=_time(post),
        headline=headline or None,
        text="\n".join(paragraphs),
    )


def _time(post: html.HtmlElement) -> datetime | None:
    for value in _stamps(post):
        if instant := _instant(value):
            return instant
    return None


def _stamps(post: html.HtmlElement) -> Iterator[str | None]:
    for one in post.iter("meta"):
        if "datePublished" in (one.get("itemprop") or ""):
            yield one.get("content")
    for one in (post, *post.iterdescendants()):
        if one.attrib:
            for name in _STAMPS:
                yield one.get(name)


def _instant(value: Any) -> datetime | None:
    """Return a time with a zone in UTC; one without says too little."""
    if not isinstance(value, str):
        return None
    try:
        stated = datetime.fromisoformat(value.strip())
        return stated.astimezone(UTC).replace(microsecond=0) if stated.tzinfo else None
    except (ValueError, OverflowError):
        return None
