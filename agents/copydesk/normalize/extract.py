"""A page and the facts of its fetch -> one clean article. Pure: same bytes in, same bytes out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from html import unescape
from typing import Any
from urllib.parse import urljoin

from copydesk._version import __version__
from copydesk.codec import encode
from copydesk.events import (
    AltId,
    Author,
    Body,
    Extraction,
    Fetched,
    FieldProvenance,
    Headline,
    Language,
    Medium,
    Normalized,
    Provenance,
    Publisher,
    StageProvenance,
)
from copydesk.languages import language_tag
from copydesk.settings import NormalizeSettings
from copydesk.sites import site_of
from copydesk.urls import article_id, canonical_url

from . import body as bodies
from . import dates, furniture
from .charset import decode_page
from .genres import genres
from .headline import main_headline
from .hygiene import clean_text
from .page import Page, canonical_candidates, declared_language, parse_page


def normalize_page(
    body: bytes,
    facts: Fetched,
    settings: NormalizeSettings,
    extra_suffixes: Sequence[str] = (),
) -> Normalized:
    """Make the article of a page.

    Args:
        body: the page's bytes.
        facts: what fetch recorded, with the feed entry.
        settings: limits.
        extra_suffixes: as for `sites.site_of`.

    Raises:
        PermanentError: too large or too deep (`too-complex`), not HTML (`not-html`), bytes that
            no charset reads (`undecodable`), no article in it (`no-article`).
    """
    text, charset = decode_page(body, facts.charset)
    page = parse_page(text, max_depth=settings.max_tree_depth)
    canonical = canonical_url(facts.final_url, canonical_candidates(page), extra_suffixes)
    entry = facts.entry
    publisher = _publisher(page, facts, extra_suffixes)
    names = {furniture.fold(n) for n in (publisher.name, publisher.domain.split(".")[0]) if n}
    names |= {furniture.fold(entry.feed.title)} if entry.feed.title else set()
    headline, headline_from = main_headline(page, entry.title, names)
    above = furniture.kicker(page)
    blocks = bodies.extract_blocks(page.tree, facts.final_url)
    parts = furniture.separate(page, blocks, headline=headline, above=above, site_names=names)
    published, published_from = dates.published(page, entry)
    by, by_from = _authors(page, entry.authors)
    declared = language_tag(declared_language(page)) or language_tag(entry.language)
    code = furniture.story_code(page)
    found = {
        "headlines": headline_from,
        "published": published_from,
        "by": by_from,
        "body": f"{bodies.METHOD} {bodies.VERSION}",
        "standfirst": "page text" if parts.standfirst else None,
        "dateline": "page text" if parts.dateline else None,
        "sign_off": "page text" if parts.sign_off else None,
    }
    return Normalized(
        article_id=article_id(canonical),
        alt_ids=tuple(
            AltId(role=role, value=value)
            for role, value in (("guid", entry.feed.entry_id), ("story-code", code))
            if value
        ),
        url=facts.final_url,
        canonical_url=canonical,
        published=published,
        modified=dates.modified(page, entry),
        first_seen=entry.seen_at,
        fetched=facts.fetched_at,
        headlines=_headlines(above, headline, entry.title),
        standfirst=parts.standfirst,
        section=clean_text(_text(page.json_ld.get("articleSection"))) or None,
        genres=genres(page),
        by=by,
        dateline=parts.dateline,
        sign_off=parts.sign_off,
        body=Body(text="\n\n".join(b.text for b in parts.blocks), blocks=parts.blocks),
        language=Language(tag=declared, declared=declared) if declared else None,
        extraction=Extraction(method=bodies.METHOD, version=bodies.VERSION, removed=parts.removed),
        media=_media(page, facts.final_url),
        publisher=publisher,
        feed=entry.feed,
        provenance=Provenance(
            fields={
                name: FieldProvenance(from_=source) for name, source in found.items() if source
            },
            stages=(
                StageProvenance(
                    name="normalize", version=__version__, outcome=f"charset {charset}"
                ),
            ),
            raw_digest=hashlib.sha256(body).hexdigest(),
            feed_digest=hashlib.sha256(encode(entry)).hexdigest(),
        ),
    )


def _headlines(above: str | None, main: str | None, feed: str | None) -> tuple[Headline, ...]:
    lines = [Headline(role="kicker", value=above)] if above else []
    if main:
        lines.append(Headline(role="main", value=main))
    cleaned = clean_text(feed or "")
    if cleaned and cleaned != main:
        lines.append(Headline(role="feed", value=cleaned))
    return tuple(lines)


def _publisher(page: Page, facts: Fetched, extra_suffixes: Sequence[str]) -> Publisher:
    site = site_of(facts.final_url, extra_suffixes)
    stated = page.json_ld.get("publisher")
    name = _text(stated.get("name")) if isinstance(stated, dict) else ""
    name = name or page.meta.get("og:site_name", "") or facts.entry.feed.title or ""
    return Publisher(id=site, name=clean_text(name) or None, domain=site)


def _authors(page: Page, from_feed: Sequence[str]) -> tuple[tuple[Author, ...], str | None]:
    stated = page.json_ld.get("author")
    people: list[Any] = stated if isinstance(stated, list) else [stated]
    names = [_text(p.get("name")) if isinstance(p, dict) else _text(p) for p in people]
    for source, found in (
        ("json-ld", names),
        ("meta", [page.meta.get("author", "")]),
        ("feed", from_feed),
    ):
        cleaned = [clean_text(unescape(name)) for name in found]
        # Some put the address of a profile page where a name belongs.
        cleaned = [n for n in cleaned if n and not n.startswith(("http:", "https:"))]
        if cleaned:
            return tuple(Author(name=name) for name in dict.fromkeys(cleaned)), source
    return (), None


def _media(page: Page, base: str) -> tuple[Medium, ...]:
    href = page.meta.get("og:image")
    if not href:
        return ()
    try:
        absolute = urljoin(base, href)
    except ValueError:
        return ()
    if not absolute.startswith(("http://", "https://")):
        return ()
    return (Medium(href=absolute, alt=page.meta.get("og:image:alt")),)


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""
