"""The pictures and videos of an article, without icons, pixels, logos, avatars and ads."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml import html
from msgspec.structs import replace

from copydesk.events import Medium
from copydesk.normalize.hygiene import clean_text
from copydesk.normalize.page import Page
from copydesk.pages.words import SUBSCRIBE

from .addresses import absolute, is_licence
from .captions import caption_of, holds_several
from .media_stated import number, stated_pictures, stated_videos
from .players import players
from .zones import Zones, is_elsewhere

_LAZY = (
    *("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image"),
    *("data-hi-res-src", "data-full-src", "data-img-url", "data-echo"),
)
_SMALLEST = 100
"""Pixels; a picture that is smaller on either side is no picture of an article."""
_NOT_EDITORIAL = re.compile(
    r"(?:^|[/_.=-])(?:logos?\d*|icons?|sprites?|avatars?|gravatar|favicon|banners?|ads?|adserver"
    r"|doubleclick|emoji|smilies)(?=[/_.\d-]|$)"
    r"|(?:^|[/_.-])(?:pixel|spacer|blank|placeholder|badge|1x1|transparent|loading|share"
    r"|play-?button|print(?:er)?|envelope|zoom|lupa|no-?image|apple-touch)(?:[_.\d-][^/]*)?$"
    # A site's own picture for pages that have none; `…_default_0.jpg` is one of several sizes.
    r"|(?:^|/)default[_.-][^/]*$|[_.-]default(?:[_.-](?:og|img|image|share|photo|thumb|news|logo)[^/]*)?\.\w+$",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:logo|icon|avatar|emoji|pixel|author(?:-?(?:photo|image|pic|box))?|byline|bio|badge|sprite)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])", re.IGNORECASE)
_OTHER_TAGS = frozenset(("nav", "footer", "form", "aside", "noscript", "template", "button"))
_SIZE = re.compile(
    r"(?:[-_@](?:\d{2,4}x\d{2,4}|w\d{2,4}|\d{2,4}w|scaled|large|medium|small|thumb(?:nail)?|og|\dx))+"
    r"(?=\.\w{3,4}$)|(?<=/)(?:w|h|width|height|resize|crop|zoom|thumb_w)?[/_-]?\d{2,4}(?:[x_]\d{2,4})?(?=/)",
    re.IGNORECASE,
)
_WIDTH = re.compile(r"(?:^|&)w(?:idth)?=(\d{2,4})(?=&|$)")
_MOST = 60
_MOST_LOOKED_AT = 500
"""Pictures of a page whose captions are looked for: damaged pages repeat one by thousands."""
_NEAR = 2
"""Elements around a picture that may be its teaser."""


def media(page: Page, zones: Zones, url: str) -> tuple[tuple[Medium, ...], str | None]:
    """Return the pictures and videos of an article, and where most was read.

    What is printed at the article comes first; what JSON-LD and OpenGraph name is taken where
    the article shows no picture, and tells credit and size of those that it shows.

    Args:
        page: the page.
        zones: where its article is.
        url: its address, for addresses on it.
    """
    stated = list(stated_pictures(page, url))
    by_stem = {stem_of(one.href): one for one, _ in reversed(stated)}
    found: dict[str, Medium] = {}
    for picture in islice(_pictures(zones, url, by_stem), _MOST_LOOKED_AT):
        if len(found) == _MOST:
            break
        if medium := _medium(picture, url):
            stem = stem_of(medium.href)
            found.setdefault(stem, _joined(medium, by_stem.get(stem)))
    source = "page text" if found else None
    if not found:
        for one, origin in stated:
            if one.href and not _NOT_EDITORIAL.search(urlsplit(one.href).path):
                found[stem_of(one.href)] = one
                source = origin
                break
    videos, videos_from = list(stated_videos(page, url)), "json-ld"
    if not videos:
        videos, videos_from = list(players(zones, url)), "page text"
    return (*list(found.values())[:_MOST], *videos), source or (videos_from if videos else None)


def stem_of(href: str) -> str:
    """Return what the addresses of one picture in its several sizes have in common."""
    path = urlsplit(href).path
    while (bare := _SIZE.sub("", path)) != path:
        path = bare
    name = path.rstrip("/").rpartition("/")[2]
    return name.partition(".")[0].casefold() or path.casefold()


def _joined(shown: Medium, stated: Medium | None) -> Medium:
    if stated is None:
        return shown
    return replace(
        shown,
        credit=shown.credit or stated.credit,
        caption=shown.caption or stated.caption,
        licence=shown.licence or stated.licence,
    )


def _pictures(zones: Zones, url: str, stated: Container[str]) -> Iterator[html.HtmlElement]:
    inside = set(zones.container.iter("img", "amp-img"))
    places = (
        (zones.above, _is_set_apart),
        (zones.head, None),
        (zones.copy, None),
        (zones.after, lambda one: _is_below(one, url, stated)),
    )
    for elements, is_here in places:
        for one in elements:
            if one not in inside or not (is_here is None or is_here(one)):
                continue
            if _is_editorial(one, zones):
                yield one


def _is_set_apart(picture: html.HtmlElement) -> bool:
    """Return whether a picture above the headline is more than the head of a page."""
    return not any(up.tag == "header" for up in picture.iterancestors())


def _is_below(picture: html.HtmlElement, url: str, stated: Container[str]) -> bool:
    """Return whether a picture below the text is one of it: one with a caption or a credit.

    A teaser has a heading or a date beside its picture, or leads to what it is a teaser of; a
    picture in a link is believed where the page states it. A promotion says so in its caption.
    """
    caption, credit = caption_of(picture)
    if caption is None and credit is None:
        return False
    if any(word in (caption or "").lower() for word in SUBSCRIBE):
        return False
    for level, up in enumerate(picture.iterancestors()):
        if up.tag == "a" and not _leads_to_picture(up):
            href, _ = _best_source(picture, url)
            return href is not None and stem_of(href) in stated
        if level > _NEAR or up.tag in ("body", "article", "main"):
            return True
        if holds_several(up):
            return True
        if next(up.iter("h2", "h3", "h4", "time"), None) is not None:
            return False
    return True


def _is_editorial(picture: html.HtmlElement, zones: Zones) -> bool:
    marks = f"{picture.get('class', '')} {picture.get('id', '')} {picture.get('role', '')}"
    if _CLASS.search(marks) or picture.get("itemprop") == "logo":
        return False
    # AMP's `responsive` sizes are a ratio, as 16 and 9.
    if picture.get("layout") != "responsive" and any(
        0 < (number(picture.get(side)) or _SMALLEST) < _SMALLEST for side in ("width", "height")
    ):
        return False
    picture = _plain_twin(picture)
    if is_elsewhere(picture, zones.container):
        return False
    for up in picture.iterancestors():
        if up is zones.container:
            break
        if _CLASS.search(up.get("class", "")):
            return False
        if up.tag in _OTHER_TAGS:
            return False
        if up.tag == "a" and not _leads_to_picture(up) and caption_of(picture)[0] is None:
            return False
    return True


def _plain_twin(picture: html.HtmlElement) -> html.HtmlElement:
    """Return the picture without an address for which one in a `noscript` stands, else itself.

    Scripts fill in the address of the one; the other is for readers without them.
    """
    up = picture.getparent()
    if up is None or up.tag != "noscript" or (holder := up.getparent()) is None:
        return picture
    twins = [one for one in holder.iter("img") if one is not picture]
    blank = [one for one in twins if _best_source(one, "https://x.invalid/")[0] is None]
    return blank[0] if blank and len(twins) == len(blank) else picture


def _leads_to_picture(link: html.HtmlElement) -> bool:
    href = (link.get("href") or "#").strip()
    return href.startswith(("#", "javascript:")) or _PICTURE.search(href) is not None


def _medium(picture: html.HtmlElement, url: str) -> Medium | None:
    href, width = _best_source(picture, url)
    if href is None or _NOT_EDITORIAL.search(urlsplit(href).path):
        return None
    caption, credit = caption_of(picture)
    return Medium(
        href=href,
        width=width or _size(picture, "width"),
        height=None if width else _size(picture, "height"),
        caption=caption,
        alt=clean_text(picture.get("alt") or "") or None,
        credit=credit,
        licence=_licence(picture, url),
    )


def _licence(picture: html.HtmlElement, url: str) -> str | None:
    """Return the licence that a link in a picture's figure leads to."""
    for figure in picture.iterancestors("figure"):
        for link in figure.iter("a"):
            if is_licence(link):
                return absolute(link.get("href"), url)
    return None


def _size(picture: html.HtmlElement, side: str) -> int | None:
    size = number(picture.get(side))
    return size if size and (picture.get("layout") != "responsive" or size >= _SMALLEST) else None


def _best_source(picture: html.HtmlElement, url: str) -> tuple[str | None, int | None]:
    """Return the address of a picture's largest file, and its width where `srcset` says it."""
    sets = [picture.get("srcset"), picture.get("data-srcset"), picture.get("data-lazy-srcset")]
    largest: tuple[float, int | None, str] | None = None
    for candidate in (
        one for text in sets if text for one in re.split(r",\s+|,(?=https?:|/)", text)
    ):
        href, _, size = candidate.strip().partition(" ")
        width = number(size.strip()) if size.strip().endswith("w") else None
        rank = width or _density(size.strip())
        if rank and (largest is None or rank > largest[0]) and (full := absolute(href, url)):
            largest = (rank, width, full)
    if largest:
        plain = absolute(picture.get("src"), url)
        if plain and plain != largest[2] and _is_larger(plain, largest[2], largest[1] or 0):
            return plain, None
        return largest[2], largest[1]
    for name in (*_LAZY, "src"):
        if full := absolute(picture.get(name), url):
            return full, None
    return None, None


def _is_larger(plain: str, sized: str, width: int) -> bool:
    """Return whether an address is that of the file of which another is a smaller size.

    The other has a folder or two more, which say the size, or this one asks for a greater width.
    """
    ours, theirs = urlsplit(plain), urlsplit(sized)
    if ours.path == theirs.path:
        asked = _WIDTH.search(ours.query)
        return asked is not None and 0 < width < int(asked[1])
    folders, others = ours.path.split("/"), theirs.path.split("/")
    more = set(others) - set(folders)
    return set(folders) < set(others) and folders[-1] == others[-1] and any(map(_is_size, more))


def _is_size(folder: str) -> bool:
    return re.fullmatch(r"[a-z_-]*\d{2,4}(?:x\d{1,4})?", folder, re.IGNORECASE) is not None


def _density(text: str) -> float:
    found = re.fullmatch(r"(\d(?:\.\d{1,2})?)x", text)
    return float(found[1]) if found else 0
