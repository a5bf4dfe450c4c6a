"""Pages that a person gives to `copydesk extract` and `copydesk inspect`: what workers do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote, urlsplit

from copydesk.errors import PermanentError
from copydesk.events import Discovered, Fetched
from copydesk.settings import NormalizeSettings
from copydesk.urls import normalize_url

from .article import normalize_page
from .extraction import (
    Article,
    extract,
    page_text,
    template_of,
    trace_page,
    trace_refused_page,
)
from .page import canonical_candidates, parse_page
from .site.memory import Template
from .trace import Trace

FILE_HOST = "file.invalid"
"""Stands for a host where a page has no address; nobody can have it (RFC 6761 section 6.4)."""

_REFUSALS = frozenset(
    ("soft-404", "consent-wall", "login-wall", "script-shell", "section-front", "no-article")
)
"""Codes of pages that were read and are no articles."""


@dataclass(frozen=True, slots=True)
class Given:
    """A page, and what is known of it."""

    file: str
    """Name of the file it is from, as it was typed; `-` for standard input."""
    body: bytes
    url: str | None = None
    """Its address; unset if only the page can tell."""
    headers: Mapping[str, str] = field(default_factory=dict)
    entry: Discovered | None = None
    """The feed entry that led to it."""
    fetched_at: datetime | None = None
    facts: Fetched | None = None
    """The facts of its fetch, which say all of this; of a page out of a web archive."""


def article_of(
    page: Given,
    settings: NormalizeSettings,
    extra_suffixes: Sequence[str] = (),
    template: Template | None = None,
) -> Article:
    """Make the article of a page, as the normalize stage would.

    Raises:
        PermanentError: as `normalize_page`, or `too-large`.
    """
    if len(page.body) > settings.max_html_bytes:
        raise PermanentError(
            f"{page.file} has more than {settings.max_html_bytes} bytes", code="too-large"
        )
    if page.facts is not None:
        return normalize_page(page.body, page.facts, settings, extra_suffixes, template)
    return extract(
        page.body,
        page.url or _own_address(page, settings),
        headers=page.headers,
        feed_entry=page.entry,
        fetched_at=page.fetched_at,
        settings=settings,
        extra_suffixes=extra_suffixes,
        template=template,
    )


def traced(
    page: Given,
    settings: NormalizeSettings,
    extra_suffixes: Sequence[str] = (),
    beside: Sequence[Given] = (),
) -> tuple[Article | None, Trace]:
    """Make the article of a page, and say what became of each block of text on it.

    Of a page that is known for something else than an article there is only the trace, which
    has the reason.

    Args:
        page: the page.
        settings: limits.
        extra_suffixes: as for `sites.site_of`.
        beside: other pages of its site, from which is learned what repeats there.

    Raises:
        PermanentError: as `article_of`, for a page that could not be read.
    """
    known = ((one.body, one.url or _own_address(one, settings)) for one in beside)
    template = template_of(known, settings=settings, extra_suffixes=extra_suffixes)
    headers = page.facts.headers if page.facts else page.headers
    try:
        article = article_of(page, settings, extra_suffixes, template)
    except PermanentError as error:
        if error.code not in _REFUSALS:
            raise
        return None, trace_refused_page(page.body, error, headers=headers, settings=settings)
    return article, trace_page(
        page.body, article, headers=headers, settings=settings, template=template
    )


def _own_address(page: Given, settings: NormalizeSettings) -> str:
    """Return what the page calls its address; else one that is made of the file's name."""
    text = page_text(page.body, page.headers)
    for candidate in canonical_candidates(parse_page(text, max_depth=settings.max_tree_depth)):
        try:
            normalize_url(candidate)
        except PermanentError:
            continue
        return candidate.strip()
    name = "stdin" if page.file == "-" else PurePath(page.file).as_posix().lstrip("/")
    return f"https://{FILE_HOST}/{quote(name, errors='surrogateescape')}"


def is_made_up(url: str) -> bool:
    """Return whether an address is one that was made of a file's name."""
    return urlsplit(url).hostname == FILE_HOST
