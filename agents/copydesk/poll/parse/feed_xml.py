"""RSS, RDF, Atom and CDF: a tree -> ParsedFeed."""

from __future__ import annotations

from lxml import etree

from .constructs import title_of
from .context import Context, Fields, fields_of
from .entries import authors_of, read_entry, relation
from .hints import make_hints
from .model import FeedLinks, Hints, ParsedFeed
from .names import XML_LANG, Names
from .texts import absolute, clean, distinct, plain

_ROOTS = {"rss", "feed", "rdf:rdf", "channel", "entry", "item"}
_ENTRIES = {"item", "entry"}
_ATOM = {"http://www.w3.org/2005/atom": "Atom 1.0", "http://purl.org/atom/ns#": "Atom 0.3"}
_RDF = {
    "http://my.netscape.com/rdf/simple/0.9/": "RSS 0.90",
    "http://channel.netscape.com/rdf/simple/0.9/": "RSS 0.90",
    "http://purl.org/rss/1.0/": "RSS 1.0",
}


def is_feed(root: etree._Element, names: Names) -> bool:
    """Tell if a root is that of a feed."""
    return names[root.tag] in _ROOTS


def entry_elements(root: etree._Element, names: Names) -> list[etree._Element]:
    """Return all entries, wherever they stand."""
    usual = [one for one in root.iter("{*}item", "{*}entry") if names[one.tag] in _ENTRIES]
    # Then in capitals, or with a prefix that is not declared.
    return usual or [one for one in root.iter(etree.Element) if names[one.tag] in _ENTRIES]


def read_feed(
    root: etree._Element, names: Names, context: Context, max_entries: int | None
) -> ParsedFeed:
    """Read a feed.

    Args:
        root: the tree's root, for which `is_feed` is true.
        names: the document's names.
        context: the feed; its language is set here, since dates need it.
        max_entries: entries beyond these are left out.
    """
    channel = _channel(root, names)
    fields = fields_of(channel, names)
    if channel is not root and names[root.tag] == "rdf:rdf":
        fields = {**fields_of(root, names), **fields}
    context.language = _language(root, channel, fields) or context.language
    kind = _format(root, names)
    # Atom's entries take the feed's authors; a channel's editor is no entry's author.
    authors = authors_of(fields, names) if kind.startswith("Atom") else ()
    elements = entry_elements(root, names)
    entries = tuple(read_entry(one, names, context, authors) for one in elements[:max_entries])
    if len(entries) < len(elements):
        context.flaw("too-many-entries", f"{len(elements) - len(entries)} entries are left out")
    return ParsedFeed(
        title=next(filter(None, (title_of(one) for one in _titles(fields))), None),
        language=context.language,
        entries=entries,
        format=kind,
        link=_site(channel, fields, context),
        hints=_hints(fields),
        links=_links(fields, context),
    )


def _channel(root: etree._Element, names: Names) -> etree._Element:
    if names[root.tag] in ("feed", "channel"):
        return root
    return next((one for one in root if names[one.tag] in ("channel", "feed")), root)


def _titles(fields: Fields) -> list[etree._Element]:
    return [*fields.get("title", ()), *fields.get("dc:title", ())]


def _language(root: etree._Element, channel: etree._Element, fields: Fields) -> str | None:
    texts = [plain(one) for name in ("language", "dc:language") for one in fields.get(name, ())]
    return next(
        filter(None, [*texts, clean(channel.get(XML_LANG)), clean(root.get(XML_LANG))]), None
    )


def _format(root: etree._Element, names: Names) -> str:
    name, version = names[root.tag], (root.get("version") or "").strip()
    uris = {str(uri).lower() for uri in root.nsmap.values()}
    if name in ("feed", "entry"):
        known = next((kind for uri, kind in _ATOM.items() if uri in uris), None)
        return known or (f"Atom {version[:10]}" if version else "Atom")
    if name == "rdf:rdf":
        return next((kind for uri, kind in _RDF.items() if uri in uris), "RSS 1.0")
    if name == "channel":
        return "CDF" if root.get("href") or root.get("HREF") else "RSS"
    return f"RSS {version[:10]}" if version else "RSS"


def _site(channel: etree._Element, fields: Fields, context: Context) -> str | None:
    found = None
    for one in fields.get("link", ()):
        href = one.get("href")
        address = absolute(context.base(one), clean(one.text) if href is None else href)
        if href is None and address:
            return address
        if href is not None and relation(one) == "alternate":
            found = found or address
    return found or absolute(context.base(channel), channel.get("href"))


def _links(fields: Fields, context: Context) -> FeedLinks:
    found: dict[str, list[str]] = {}
    for one in fields.get("link", ()):
        if address := absolute(context.base(one), one.get("href")):
            found.setdefault(relation(one), []).append(address)
    archive = found.get("prev-archive") or found.get("previous") or found.get("prev")
    return FeedLinks(
        hubs=distinct(found.get("hub", ())),
        self=next(iter(found.get("self", ())), None),
        next=next(iter(found.get("next", ())), None),
        archive=next(iter(archive or ()), None),
    )


def _hints(fields: Fields) -> Hints:
    def text(name: str) -> str | None:
        return next(filter(None, (plain(one) for one in fields.get(name, ()))), None)

    def parts(name: str) -> list[str | None]:
        return [plain(part) for one in fields.get(name, ()) for part in one]

    return make_hints(
        ttl=text("ttl"),
        period=text("sy:updateperiod"),
        frequency=text("sy:updatefrequency"),
        base=text("sy:updatebase"),
        hours=parts("skiphours"),
        days=parts("skipdays"),
    )
