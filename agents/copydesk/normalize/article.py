"""A page and the facts of its fetch -> one clean article. Pure: same bytes in, same bytes out."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lxml.html import HtmlElement

from copydesk._version import __version__
from copydesk.codec import encode
from copydesk.errors import PermanentError
from copydesk.events import (
    AiUse,
    AltId,
    Body,
    Completeness,
    Discovered,
    Extraction,
    Fetched,
    FieldProvenance,
    Language,
    Normalized,
    Provenance,
    StageProvenance,
)
from copydesk.events.discovered import WARC_FEED
from copydesk.languages import language_tag
from copydesk.pages.access import Found, access_of, amp_twin_of
from copydesk.pages.consent import by_choice
from copydesk.pages.fronts import by_teasers
from copydesk.pages.missing import by_absence
from copydesk.pages.several import is_one_of_several
from copydesk.pages.walls import MUCH_TEXT, by_tree
from copydesk.rights.answer import ai_use
from copydesk.rights.headers import header_signals
from copydesk.rights.page import page_signals
from copydesk.settings import NormalizeSettings
from copydesk.sites import site_of
from copydesk.urls import article_id, canonical_url

from . import furniture
from .body import judge
from .body.blocks import typed
from .body.segment import Node
from .body.vote import METHOD, Verdict, around, weights
from .charset import decode_page
from .credited import credited
from .dates import find_dates
from .folding import site_names
from .genres import genres
from .headline import headlines, main_headline, social_headline
from .metadata.live import posts
from .metadata.merge import metadata_of
from .metadata.source import home_names
from .metadata.source import publisher as publisher_of
from .page import Page, canonical_candidates, declared_language, parse_page
from .scripts import language_by_script
from .site.lesson import Lesson
from .site.memory import Template
from .site.sweep import sweep

_OPENING = 60
"""Blocks of a page among which the body begins: its script tells the language."""
ANY_TIME = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands for the time of a fetch that nobody knows: later than whatever a page may say."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """What came of a page."""

    article: Normalized
    lesson: Lesson
    """What it teaches the memory of its site."""


def normalize_page(
    body: bytes,
    facts: Fetched,
    settings: NormalizeSettings,
    extra_suffixes: Sequence[str] = (),
    template: Template | None = None,
) -> Normalized:
    """Make the article of a page; arguments and errors are those of `read_page`."""
    return read_page(body, facts, settings, extra_suffixes, template).article


def read_page(
    body: bytes,
    facts: Fetched,
    settings: NormalizeSettings,
    extra_suffixes: Sequence[str] = (),
    template: Template | None = None,
) -> PageRead:
    """Make the article of a page, and say what its site's memory may learn of it.

    Args:
        body: the page's bytes.
        facts: what fetch recorded, with the feed entry.
        settings: limits.
        extra_suffixes: as for `sites.site_of`.
        template: what repeats on the site; None if nothing is known of it.

    Raises:
        PermanentError: too large or too deep (`too-complex`), not HTML (`not-html`), bytes that
            no charset reads (`undecodable`), no article in it (`no-article`), or the page is
            known for something else (`soft-404`, `consent-wall`, `login-wall`, `script-shell`,
            `section-front`).
    """
    text, charset = decode_page(body, facts.charset)
    page = parse_page(text, max_depth=settings.max_tree_depth)
    canonical = canonical_url(facts.final_url, canonical_candidates(page), extra_suffixes)
    entry = facts.entry
    site = site_of(facts.final_url, extra_suffixes)
    publisher, publisher_from = publisher_of(page, site, entry.feed.title)
    names = site_names(
        publisher.name,
        publisher.domain.split(".")[0],
        entry.feed.title,
        *home_names(page, facts.final_url),
    )
    headline, headline_from = main_headline(page, entry.title, names)
    above = furniture.kicker(page, headline, names)
    updates = posts(page)
    swept = sweep(_verdicts(page, text, facts, updates), template)
    verdicts = swept.verdicts
    before, after = around(verdicts)
    read_at = None if facts.fetched_at >= ANY_TIME else facts.fetched_at
    dates = find_dates(
        page,
        entry,
        url=facts.final_url,
        headline=headline,
        fetched_at=read_at,
        publisher_country=publisher.country,
    )
    about = metadata_of(
        page,
        verdicts,
        url=facts.final_url,
        headline=headline,
        authors=entry.authors,
        site_names=names,
        updates=updates,
    )
    declared = declared_language(page) or language_tag(entry.language)
    opening = " ".join(one.block.text for one in verdicts[:_OPENING] if one.kept)
    language = language_by_script(opening, declared)
    parts = furniture.separate(
        page,
        typed([one.block for one in verdicts if one.kept]),
        headline=headline,
        above=above,
        site_names=names,
        published=dates.published.value.date() if dates.published else None,
        language=language,
        authors=[one.name for one in about.by],
        before=typed(before),
        after=typed(after),
    )
    by, by_from = credited(about.by, about.sources["by"], parts.by, parts.signed, names)
    text = "\n\n".join(b.text for b in parts.blocks)
    kinds = genres(page)
    access = access_of(page, text)
    outcome = f"charset {charset}"
    if twin := amp_twin_of(page, facts.final_url):
        outcome = f"{outcome}; AMP twin of {twin}"
    found = {
        "headlines": headline_from,
        "publisher": publisher_from,
        **about.sources,
        "by": by_from,
        "body": f"{METHOD} {weights().version}",
        "standfirst": "page text" if parts.standfirst else None,
        "dateline": "page text" if parts.dateline else None,
        "sign_off": "page text" if parts.sign_off else None,
        "ed_note": "page text" if parts.ed_note else None,
        "access": access.source,
        "completeness": access.source if access.completeness else None,
        "genres": "json-ld" if kinds else None,
    }
    if swept.removed:
        outcome = f"{outcome}; repeating on the site: {len(swept.removed)}"
    known_as = article_id(canonical)
    article = Normalized(
        article_id=known_as,
        alt_ids=tuple(
            AltId(role=role, value=value)
            for role, value in (
                (_id_role(entry), entry.feed.entry_id),
                *(("story-code", code) for code in parts.story_codes),
            )
            if value
        )
        + about.alt_ids,
        url=facts.final_url,
        canonical_url=canonical,
        completeness=_completeness(access, page, facts),
        access=access.access,
        published=dates.published,
        modified=dates.modified,
        first_seen=entry.seen_at,
        fetched=facts.fetched_at,
        headlines=headlines(above, headline, social_headline(page, headline, names), entry.title),
        standfirst=parts.standfirst,
        section=about.section,
        genres=kinds,
        by=by,
        dateline=parts.dateline,
        sign_off=parts.sign_off,
        ed_note=parts.ed_note,
        body=Body(text=text, blocks=parts.blocks),
        language=Language(tag=language, declared=declared) if language else None,
        live_updates=about.live_updates,
        extraction=Extraction(
            method=METHOD, version=weights().version, removed=(*parts.removed, *swept.removed)
        ),
        media=about.media,
        keywords=about.keywords,
        publisher=publisher,
        feed=entry.feed,
        rights=about.rights,
        ai_use=_ai_use(page, facts),
        removed=facts.removed,
        provenance=Provenance(
            fields={
                **{name: FieldProvenance(from_=source) for name, source in found.items() if source},
                **dates.provenance,
            },
            stages=(StageProvenance(name="normalize", version=__version__, outcome=outcome),),
            raw_digest=hashlib.sha256(body).hexdigest(),
            feed_digest=hashlib.sha256(encode(entry)).hexdigest(),
        ),
    )
    lines = {line for block in parts.blocks for line in block.text.split("\n")}
    return PageRead(article, swept.lesson(known_as, lines))


def _verdicts(
    page: Page, html: str, facts: Fetched, updates: Collection[HtmlElement]
) -> list[Verdict]:
    """Return the vote on a page's blocks, if the page is not one that only looks as if it had a
    body."""
    url = facts.final_url
    verdicts = judge(page, html)
    verdict = (
        by_absence(page, facts.entry.title)
        or by_teasers(page, verdicts, url)
        or by_choice(page, verdicts, url)
    )
    if verdict:
        raise verdict.refusal(url)
    verdicts = _without_updates(verdicts, frozenset(updates))
    copy = sum(len(one.block.text) for one in verdicts if one.kept)
    if copy < MUCH_TEXT and (verdict := by_tree(page, facts.entry.title, copy)):
        raise verdict.refusal(url)
    if not copy:
        raise PermanentError(f"no article on the page {url}", code="no-article", url=url)
    return verdicts


def _without_updates(verdicts: list[Verdict], updates: frozenset[HtmlElement]) -> list[Verdict]:
    """Keep of a live blog what stands above its updates, if anything does."""
    if not updates:
        return verdicts
    lead = [
        replace(one, kept=one.kept and updates.isdisjoint(_within(one.block.node)))
        for one in verdicts
    ]
    return lead if any(one.kept for one in lead) else verdicts


def _within(node: Node | None) -> Iterator[HtmlElement]:
    while node is not None:
        yield node.element
        node = node.parent


def _completeness(access: Found, page: Page, facts: Fetched) -> Completeness | None:
    if facts.truncated:
        return Completeness(value="partial", reason="truncated")
    if access.completeness is None and is_one_of_several(page, facts.final_url):
        return Completeness(value="partial", reason="pages")
    return access.completeness


def _ai_use(page: Page, facts: Fetched) -> AiUse | None:
    where, when = facts.final_url, facts.fetched_at
    in_headers = header_signals(facts.headers, where, when)
    return ai_use([*facts.rights, *in_headers, *page_signals(page, where, when)])


def _id_role(entry: Discovered) -> str:
    return "warc-record" if entry.feed.url.startswith(WARC_FEED) else "guid"
