"""The pictures and videos that a page's machines name: JSON-LD, microdata, OpenGraph, meta."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from copydesk.events import Medium
from copydesk.normalize.hygiene import clean_text
from copydesk.normalize.page import Page

from .addresses import absolute
from .items import item_addresses
from .jsonld import texts_of, types_of


def stated_pictures(page: Page, url: str) -> Iterator[tuple[Medium, str]]:
    """Yield the pictures of an article that machines are told, best first, and where."""
    value = page.json_ld.get("image") or page.json_ld.get("thumbnailUrl")
    for one in value if isinstance(value, list) else [value]:
        about: Mapping[str, Any] = one if isinstance(one, dict) else {}
        for href in texts_of(one, "contentUrl", "url", "@id")[:1]:
            if full := absolute(href, url):
                yield _from_json(about, full), "json-ld"
    for href in item_addresses(page.tree, "image"):
        if full := absolute(href, url):
            yield Medium(href=full), "microdata"
    for name, source in (
        ("og:image", "opengraph"),
        ("og:image:secure_url", "opengraph"),
        ("twitter:image", "twitter"),
        ("twitter:image:src", "twitter"),
        ("parsely-image-url", "meta"),
        ("sailthru.image.full", "meta"),
    ):
        if full := absolute(page.meta.get(name), url):
            is_first = name == "og:image"
            yield (
                Medium(
                    href=full,
                    type=page.meta.get("og:image:type") if is_first else None,
                    width=number(page.meta.get("og:image:width")) if is_first else None,
                    height=number(page.meta.get("og:image:height")) if is_first else None,
                    alt=page.meta.get("og:image:alt") if is_first else None,
                ),
                source,
            )


def number(text: Any) -> int | None:
    """Return the pixels that a size gives, as `600`, `600px` or `600w`."""
    found = re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px|w)?\s*$", str(text)) if text else None
    return int(found[1]) if found else None


def _from_json(about: Mapping[str, Any], href: str) -> Medium:
    def text(*names: str) -> str | None:
        found = next((texts_of(about[name], "name") for name in names if about.get(name)), [])
        return clean_text(found[0]) or None if found else None

    def size(name: str) -> int | None:
        value = about.get(name)
        return number(value.get("value") if isinstance(value, dict) else value)

    return Medium(
        href=href,
        type=text("encodingFormat"),
        width=size("width"),
        height=size("height"),
        caption=text("caption"),
        credit=text("creditText", "creator", "copyrightHolder"),
        licence=text("license"),
    )


def stated_videos(page: Page, url: str) -> Iterator[Medium]:
    """Yield the article's own videos: those that its object names, or OpenGraph."""
    own = page.json_ld
    value = own if "VideoObject" in types_of(own) else own.get("video")
    found: dict[str, Medium] = {}
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            for href in texts_of(one.get("contentUrl")) or texts_of(one.get("embedUrl")):
                if full := absolute(href, url):
                    found.setdefault(full, replace(_from_json(one, full), type=_video_type(one)))
    for name in ("og:video:secure_url", "og:video:url", "og:video"):
        if not found and (full := absolute(page.meta.get(name), url)):
            found[full] = Medium(href=full, type=page.meta.get("og:video:type", "video/*"))
    yield from found.values()


def _video_type(one: Mapping[str, Any]) -> str:
    return next(iter(texts_of(one.get("encodingFormat"))), "video/*")
