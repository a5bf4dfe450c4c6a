"""The one function that reads any feed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from copydesk.errors import PermanentError

from .context import Context, flaws_of
from .decoding import decode
from .feed_xml import entry_elements, is_feed, read_feed
from .json_feed import read_json
from .model import ParsedFeed, not_a_feed
from .names import Names
from .sitemap import is_sitemap, read_sitemap
from .texts import clean
from .xmltree import Prolog, Tree, parse_xml, take_prolog

_PAGE = re.compile(rb"<(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE)
_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel|item|entry)[\s>/]", re.IGNORECASE)
_PAGE_BYTES = 4096
_A_PAGE = (
    "is a web page, not a feed; 'copydesk feeds inspect' shows the feeds that it names, and one "
    "of those is to be added"
)


def parse_feed(
    body: bytes,
    *,
    url: str,
    headers: Mapping[str, str] | None = None,
    seen_at: datetime | None = None,
    max_entries: int | None = None,
) -> ParsedFeed:
    """Read a feed: RSS 0.9x to 2.0, Atom 0.3 and 1.0, CDF, JSON Feed, sitemaps; broken ones too.

    The same arguments always give the same result: no clock, no network, no locale.

    Args:
        body: the bytes as served, without content-encoding; gzip files are opened.
        url: where they came from, for relative addresses.
        headers: response headers, for the charset and the language.
        seen_at: when they came. A date after it becomes it, and is marked `clamped`.
        max_entries: entries beyond these are left out.

    Returns:
        The feed; what is broken and was read all the same is in its `warnings`.

    Raises:
        PermanentError: it is no feed (`not-a-feed`), or a gzip file of more than 50 MiB
            (`too-large`).
    """
    lower = {name.lower(): value for name, value in (headers or {}).items()}
    found = decode(body, lower, url)
    context = Context(url, seen_at, _language(lower))
    feed = _read(found.data, context, max_entries)
    warnings = (*found.flaws, *context.flaws, *flaws_of(feed.entries, context.bad_dates))
    return replace(feed, charset=found.charset, warnings=warnings)


def _language(headers: Mapping[str, str]) -> str | None:
    return clean(headers.get("content-language", "").partition(",")[0])


def _read(data: bytes, context: Context, max_entries: int | None) -> ParsedFeed:
    if data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return read_json(data, context, max_entries)
    if b"<" not in data:
        raise not_a_feed(context.url, "is no feed: there is no XML and no JSON in it")
    prolog = take_prolog(data)
    tree = parse_xml(prolog, context.url)
    if tree is not None and tree.whole and (feed := _read_tree(tree, prolog, context, max_entries)):
        return feed
    if _PAGE.search(data[:_PAGE_BYTES]) and not _FEED.search(prolog.data):
        raise not_a_feed(context.url, _A_PAGE)
    return _read_broken(prolog, tree, context, max_entries)


def _read_broken(
    prolog: Prolog, tree: Tree | None, context: Context, max_entries: int | None
) -> ParsedFeed:
    # Loaded when it is needed: most feeds are well-formed.
    from .tolerant import read_broken

    context.flaws.extend(prolog.flaws)
    error = None
    try:
        feed = read_broken(prolog.text, context, max_entries)
        if feed.entries:
            return feed
    except PermanentError as refused:
        error = refused
    found = tree and _read_tree(tree, prolog, context, max_entries)
    if found and found.entries:
        context.flaw("not-well-formed", "It is broken XML, and may have more than was read")
        return found
    if error is not None:
        raise error
    return feed


def _read_tree(
    tree: Tree, prolog: Prolog, context: Context, max_entries: int | None
) -> ParsedFeed | None:
    """Read a tree; None if it is no feed, or there is more in its text than the tree shows."""
    names = Names(tree.root.nsmap.get(None))
    context.has_bases = b"xml:base" in prolog.data
    if is_sitemap(tree.root, names):
        feed = read_sitemap(tree.root, names, context, max_entries)
    elif not is_feed(tree.root, names):
        if names[tree.root.tag].rpartition(":")[2] == "html":
            raise not_a_feed(context.url, _A_PAGE)
        return None
    elif not entry_elements(tree.root, names) and _ENTRY.search(prolog.data):
        return None
    else:
        feed = read_feed(tree.root, names, context, max_entries)
    context.flaws.extend(tree.flaws)
    return feed
