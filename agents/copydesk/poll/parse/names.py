"""Names of elements, whatever prefix or version of a namespace a feed uses."""

from __future__ import annotations

_CORE = ""
_PREFIXES = {
    "http://purl.org/rss/1.0/": _CORE,
    "http://my.netscape.com/rdf/simple/0.9/": _CORE,
    "http://channel.netscape.com/rdf/simple/0.9/": _CORE,
    "http://purl.org/net/rss1.1#": _CORE,
    "http://blogs.law.harvard.edu/tech/rss": _CORE,
    "http://cyber.law.harvard.edu/rss/rss.html": _CORE,
    "http://www.w3.org/2005/atom": _CORE,
    "http://purl.org/atom/ns#": _CORE,
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.0/": "dc:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/rss/1.0/modules/dc/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/dcterms/": "dcterms:",
    "http://search.yahoo.com/mrss": "media:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.itunes.com/dtds/pluginfile.dtd": "itunes:",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
    "http://purl.org/rss/1.0/modules/slash/": "slash:",
    "http://www.georss.org/georss": "georss:",
    "http://www.georss.org/georss/": "georss:",
    "http://www.georss.org/georss/10": "georss:",
    "http://www.opengis.net/gml": "gml:",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.google.com/schemas/sitemap-image/1.1": "image:",
}
_UNKNOWN = "?:"
RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Names(dict[object, str]):
    """An element's tag in a tree -> its name, in lower case with the usual prefix.

    Elements of RSS and Atom have none: `title`, `dc:creator`. A dict, since it is asked for every
    element.

    Args:
        default: the root's default namespace; its elements are taken for RSS's or Atom's where
            it is not known, as feeds invent addresses.
    """

    def __init__(self, default: str | None) -> None:
        super().__init__()
        self._default = default

    def __missing__(self, tag: object) -> str:
        name = self._name(tag) if isinstance(tag, str) else ""
        self[tag] = name
        return name

    def _name(self, tag: str) -> str:
        uri, brace, local = tag.rpartition("}")
        if not brace:
            # A prefix that is not declared is read as what it looks like.
            return tag.lower().removeprefix("rss:").removeprefix("atom:")
        uri = uri[1:]
        prefix = _PREFIXES.get(uri.lower())
        if prefix is None:
            core = uri == self._default or "backend.userland.com/rss" in uri.lower()
            prefix = _CORE if core else _UNKNOWN
        return f"{prefix}{local.lower()}"
