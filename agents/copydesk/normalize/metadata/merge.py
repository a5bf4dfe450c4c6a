"""All that a page, its machines and its feed say about an article, merged: one value a field."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from copydesk.events import AltId, Author, LiveUpdate, Medium, Rights
from copydesk.normalize.body.vote import Verdict
from copydesk.normalize.page import Page

from .authors import byline
from .live import live_updates
from .media import media
from .section import section
from .source import ids, keywords, rights
from .zones import zones_of


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is said about an article beside its text."""

    by: tuple[Author, ...]
    section: str | None
    media: tuple[Medium, ...]
    rights: Rights | None
    keywords: tuple[str, ...]
    alt_ids: tuple[AltId, ...]
    live_updates: tuple[LiveUpdate, ...]
    sources: dict[str, str | None]
    """Where each field was read, as provenance names it."""


def metadata_of(
    page: Page,
    verdicts: Sequence[Verdict],
    *,
    url: str,
    headline: str | None,
    authors: Sequence[str],
    site_names: Collection[str],
    updates: Sequence[HtmlElement] = (),
) -> Metadata:
    """Merge what is said about an article (docs/extraction.md has the order of the sources).

    Args:
        page: the page.
        verdicts: what the vote says of its blocks.
        url: its address after redirects.
        headline: its main headline.
        authors: as the feed has them.
        site_names: names of the site, folded by `hygiene.fold`.
        updates: elements of a live blog's updates, as `live.posts` returns them.
    """
    zones = zones_of(page, headline, verdicts)
    by = byline(page, zones, url, authors, site_names)
    stands_in, section_from = section(page, zones, headline, url, site_names)
    found, media_from = media(page, zones, url)
    words, words_from = keywords(page)
    whose, rights_from = rights(page, verdicts, url)
    posted, updates_from = live_updates(page, updates)
    return Metadata(
        by=by.by,
        section=stands_in,
        media=found,
        rights=whose,
        keywords=words,
        alt_ids=tuple(ids(page)),
        live_updates=posted,
        sources={
            "by": by.source,
            "section": section_from,
            "media": media_from,
            "rights": rights_from,
            "keywords": words_from,
            "live_updates": updates_from,
        },
    )
