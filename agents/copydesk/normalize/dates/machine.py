"""Dates that a page states for machines, and the one in its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from copydesk.dates import Stamp, read_stamp
from copydesk.normalize.metadata.jsonld import texts_of
from copydesk.normalize.page import Page

from .labels import in_names
from .stated import Role, Stated

# schema.org names, and what they are worth; uploadDate and dateCreated stand in for a publication.
_PROPERTIES: dict[str, tuple[Role, float]] = {
    "datePublished": ("published", 1.0),
    "uploadDate": ("published", 0.8),
    "dateCreated": ("published", 0.6),
    "dateModified": ("modified", 1.0),
}
_META: dict[str, tuple[Role, str, float]] = {
    **dict.fromkeys(
        ("article:published_time", "og:article:published_time", "og:published_time",
         "og:pubdate", "video:release_date", "og:release_date"),
        ("published", "opengraph", 0.95),
    ),
    **dict.fromkeys(
        ("article:modified_time", "og:updated_time", "og:modified_time",
         "og:article:modified_time", "article:updated_time"),
        ("modified", "opengraph", 0.95),
    ),
    **dict.fromkeys(("datepublished",), ("published", "microdata", 0.9)),
    **dict.fromkeys(("datemodified",), ("modified", "microdata", 0.9)),
    **dict.fromkeys(
        ("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publishdate",
         "publish_date", "publish-date", "published", "published_time", "pubdate", "pub_date",
         "article.published", "publication_date", "publicationdate", "article_date_original",
         "originalpublicationdate", "date_published", "displaydate", "ptime", "timestamp",
         "rbpubdate", "citation_publication_date", "citation_date", "mediator_published_time",
         "weibo:article:create_at", "bt:pubdate", "cse_pubdate", "firstpublishtime"),
        ("published", "meta", 0.85),
    ),
    **dict.fromkeys(
        ("date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created",
         "dc.date.created", "dcterms.available", "eprints.date", "dc:date", "dc.issued",
         "article:date", "item-publish-date", "created", "creation_date", "datecreated"),
        ("published", "meta", 0.75),
    ),
    **dict.fromkeys(
        ("last-modified", "dc.date.modified", "dcterms.modified", "lastmod", "revised", "modified",
         "date_modified", "moddate", "utime", "lastupdate", "last_modified",
         "weibo:article:update_at", "cxenseparse:recs:articlemodified"),
        ("modified", "meta", 0.8),
    ),
}  # fmt: skip
# The same under a prefix of a site's or a service's own: `vr:published_time`.
_META_LIKE = re.compile(
    r"(?:^|[:._-])(?:(?P<made>publish(?:ed)?|publication|pub)|(?:modified|modification|updated?))"
    r"[_-]?(?:time|date|at|on)$"
)
_NOT_OURS = re.compile(r"site|comment|related|event|video|image|author|profile|next|prev")
_LOOSE_JSON = re.compile(r'"(datePublished|uploadDate|dateModified)"\s*:\s*"([^"]{8,60})"')
_VIDEO_OR_PAGE = re.compile(r"VideoObject|WebPage|ItemPage|AudioObject|ImageGallery|MediaGallery")
_DATA = (
    "data-timestamp", "data-published", "data-datetime", "data-pubdate", "data-publish-date",
    "data-published-date", "data-date", "data-time", "data-utime", "data-epoch", "data-unixtime",
    "data-unix", "data-ts", "data-publish-time", "data-published-at", "data-pubtime",
)  # fmt: skip
MACHINE_ATTRIBUTES = frozenset(["datetime", "itemprop", "property", *_DATA])
"""Attributes of elements for which `of_element` may find a date; `title` of `abbr` beside them."""
_ADDRESS = (
    re.compile(r"/(\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"[/_-]((?:19|20)\d\d)([01]\d)([0-3]\d)(?=[/_.-]|$|\d{4,9}(?:\D|$))"),
)


def in_json(page: Page, language: str | None) -> Iterator[Stated]:
    """Yield the dates of JSON-LD: the article's, else a video's or the page's."""
    objects = [page.json_ld] if page.json_ld else []
    if not any(page.json_ld.get(name) for name in ("datePublished", "dateModified")):
        objects += [
            one
            for one in page.objects
            if _VIDEO_OR_PAGE.search(str(one.get("@type"))) and one is not page.json_ld
        ]
    found = False
    for one in objects:
        worth = 1.0 if one is page.json_ld else 0.8
        for name, (role, weight) in _PROPERTIES.items():
            text = _stated(one.get(name))
            if stamp := _machine(text, language):
                found = True
                yield Stated(role, "json-ld", stamp, weight * worth)
    if found:
        return
    # JSON with a comma too many is no JSON; its dates are dates all the same.
    for script in page.tree.iterfind(".//script[@type='application/ld+json']"):
        for name, text in _LOOSE_JSON.findall((script.text or "")[:100_000])[:4]:
            if stamp := _machine(text, language):
                role, weight = _PROPERTIES[name]
                yield Stated(role, "json-ld", stamp, weight * 0.8)


def _stated(value: Any) -> str:
    """Return a date as text: some write a number, a list, or an object with its `@value`."""
    if isinstance(value, int | float):
        return str(value)
    return next(iter(texts_of(value, "@value")), "")


def in_meta(page: Page, language: str | None) -> Iterator[Stated]:
    """Yield the dates of meta elements."""
    for name, text in page.meta.items():
        if (known := _META.get(name) or _meta_like(name)) and (stamp := _machine(text, language)):
            role, source, weight = known
            yield Stated(role, source, stamp, weight)


def _meta_like(name: str) -> tuple[Role, str, float] | None:
    found = _META_LIKE.search(name)
    if found is None or _NOT_OURS.search(name):
        return None
    return ("published", "meta", 0.7) if found["made"] else ("modified", "meta", 0.7)


def of_element(element: html.HtmlElement, language: str | None) -> Stated | None:
    """Return the date for machines of an element: `time`, microdata, RDFa, `abbr`, `data-*`."""
    prop = (element.get("itemprop") or element.get("property") or "").rpartition(":")[2]
    texts = [element.get("datetime"), element.get("content"), *map(element.get, _DATA)]
    if element.tag == "abbr":
        texts.append(element.get("title"))
    if prop in _PROPERTIES:
        texts.append(element.text)
    stamp = next(filter(None, (_machine(text, language) for text in texts if text)), None)
    if stamp is None:
        return None
    if prop in _PROPERTIES:
        role, weight = _PROPERTIES[prop]
        return Stated(role, "microdata", stamp, min(weight, 0.9))
    if prop and not element.get("datetime"):
        return None
    names = " ".join(filter(None, (element.get("class"), element.get("id"))))
    around = element.getparent()
    label = in_names(names) or (None if around is None else in_names(around.get("class") or ""))
    return Stated(label or "published", "page text", stamp, 0.75 if label else 0.7)


def in_address(url: str) -> Iterator[Stated]:
    """Yield the day that is in an address: `/2026/11/25/`, `/2026-11/25/`, `20261125`."""
    try:
        path = unquote(urlsplit(url).path).lower()[:500]
    except ValueError:
        return
    for pattern in _ADDRESS:
        if found := pattern.search(path):
            text = f"{found[3]} {found[2]} {found[1]}"
            if found[2].isdigit():
                text = f"{found[1]}/{int(found[2]):02}/{int(found[3]):02}"
            if stamp := read_stamp(text):
                yield Stated("published", "url", stamp, 0.6)
                return


def _machine(text: str, language: str | None) -> Stamp | None:
    """Read a date for machines: a whole one, day-only where its time is midnight to the second."""
    stamp = read_stamp(text, language=language)
    if stamp is None or stamp.precision in ("month", "year"):
        return None
    local = stamp.local
    if stamp.precision == "minute" and not (local.hour or local.minute):
        return replace(stamp, precision="day")
    return stamp
