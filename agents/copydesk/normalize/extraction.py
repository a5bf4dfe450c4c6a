"""`extract`: a page that anybody has, without a feed, a fetch or Kafka -> one clean article.

`inspect_page` says as well what became of each block of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from copydesk.charsets import media_type
from copydesk.errors import PermanentError
from copydesk.events import Discovered, FeedRef, Fetched
from copydesk.events import Normalized as Article
from copydesk.settings import NormalizeSettings

from .article import ANY_TIME, PageRead, read_page
from .body import judge
from .charset import decode_page
from .page import parse_page
from .site import memory
from .site.lesson import Lesson
from .site.memory import Template
from .site.sweep import sweep
from .trace import Refusal, Trace, trace, trace_refused

__all__ = ["Article", "Template", "Trace", "extract", "inspect_page", "template_of"]


def extract(
    html: bytes | str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    feed_entry: Discovered | None = None,
    fetched_at: datetime | None = None,
    settings: NormalizeSettings | None = None,
    extra_suffixes: Sequence[str] = (),
    template: Template | None = None,
) -> Article:
    """Make the article of a page. Pure: the same arguments give the same bytes everywhere.

    Args:
        html: the page as served, or as text.
        url: its address, after redirects.
        headers: of its answer; `content-type` may name the charset.
        feed_entry: the feed entry that led to it.
        fetched_at: when it was read (UTC): a date after that is not believed.
        settings: limits of size and depth.
        extra_suffixes: as for `sites.site_of`.
        template: what repeats on the site, as `template_of` finds it.

    Returns:
        The fields of EVENTS.md as `normalize` fills them; `.text` is the body as plain text.

    Raises:
        PermanentError: as for `normalize_page`: its code says what the page is instead.
    """
    at = fetched_at or ANY_TIME
    own = settings or NormalizeSettings()
    article = _read(html, url, headers, feed_entry, at, own, extra_suffixes, template).article
    return replace(
        article,
        feed=article.feed if feed_entry else None,
        first_seen=article.first_seen if feed_entry else None,
        fetched=fetched_at,
    )


def template_of(
    pages: Iterable[tuple[bytes | str, str]],
    *,
    settings: NormalizeSettings | None = None,
    extra_suffixes: Sequence[str] = (),
) -> Template | None:
    """Return what repeats in the bodies of some pages of one site: what `extract` may leave out.

    Three stories at least must have it, and half of them; pages that are no articles are passed
    over.

    Args:
        pages: each as for `extract`, with its address.
        settings: limits of size and depth.
        extra_suffixes: as for `sites.site_of`.
    """
    own = settings or NormalizeSettings()

    def lessons() -> Iterator[Lesson]:
        for html, url in pages:
            try:
                yield _read(html, url, None, None, ANY_TIME, own, extra_suffixes, None).lesson
            except PermanentError:
                continue

    return memory.template_of(lessons())


def _read(
    html: bytes | str,
    url: str,
    headers: Mapping[str, str] | None,
    feed_entry: Discovered | None,
    fetched_at: datetime,
    settings: NormalizeSettings,
    extra_suffixes: Sequence[str],
    template: Template | None,
) -> PageRead:
    known = _lower(headers)
    if isinstance(html, str):
        html, known = html.encode("utf-8", "replace"), {**known, "content-type": "text/html"}
    entry = feed_entry or Discovered(
        feed=FeedRef(url=url, entry_id=""), link=url, seen_at=fetched_at, change="new"
    )
    facts = Fetched(
        url=url,
        final_url=url,
        status=200,
        headers=known,
        charset=media_type(known)[1],
        fetched_at=fetched_at,
        elapsed_ms=0,
        entry=entry,
    )
    return read_page(html, facts, settings, extra_suffixes, template)


def inspect_page(
    html: bytes | str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    feed_entry: Discovered | None = None,
    fetched_at: datetime | None = None,
    settings: NormalizeSettings | None = None,
    extra_suffixes: Sequence[str] = (),
    template: Template | None = None,
) -> tuple[Article, Trace]:
    """Make the article of a page, and say what became of each block of text on it.

    Arguments and errors are those of `extract`.
    """
    article = extract(
        html,
        url,
        headers=headers,
        feed_entry=feed_entry,
        fetched_at=fetched_at,
        settings=settings,
        extra_suffixes=extra_suffixes,
        template=template,
    )
    return article, trace_page(html, article, headers=headers, settings=settings, template=template)


def trace_page(
    html: bytes | str,
    article: Article,
    *,
    headers: Mapping[str, str] | None = None,
    settings: NormalizeSettings | None = None,
    template: Template | None = None,
) -> Trace:
    """Say what became of each block of text on the page of an article.

    The page is read and voted on a second time: stages need no trace, and pay for none.
    """
    text = page_text(html, headers)
    page = parse_page(text, max_depth=(settings or NormalizeSettings()).max_tree_depth)
    return trace(sweep(judge(page, text), template).verdicts, article)


def trace_refused_page(
    html: bytes | str,
    error: PermanentError,
    *,
    headers: Mapping[str, str] | None = None,
    settings: NormalizeSettings | None = None,
) -> Trace:
    """Say what the vote thinks of the blocks of a page of which no article was made, and why.

    Args:
        html: the page.
        error: what `extract` raised for it.
        headers: of its answer.
        settings: limits of depth.
    """
    text = page_text(html, headers)
    page = parse_page(text, max_depth=(settings or NormalizeSettings()).max_tree_depth)
    evidence = error.context.get("evidence")
    why = Refusal(error.code, error.message, str(evidence) if evidence else None)
    return trace_refused(judge(page, text), why)


def page_text(html: bytes | str, headers: Mapping[str, str] | None = None) -> str:
    """Return a page as text, by the charset that its headers or it itself names.

    Raises:
        DecodeError: as `decode_page`.
    """
    if isinstance(html, str):
        return html
    return decode_page(html, media_type(_lower(headers))[1])[0]


def _lower(headers: Mapping[str, str] | None) -> dict[str, str]:
    return {name.lower(): value for name, value in (headers or {}).items()}
