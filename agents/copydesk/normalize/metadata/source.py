"""Who publishes an article, who holds its rights, and by which ids its machines know it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import regex

from copydesk.events import AltId, Publisher, Rights
from copydesk.languages import language_tag
from copydesk.normalize.body.vote import Verdict
from copydesk.normalize.hygiene import clean_text, fold
from copydesk.normalize.page import Page, text_of

from .addresses import absolute, is_licence, is_marked_licence
from .items import item_texts
from .jsonld import texts_of, types_of

_ORGANIZATIONS = frozenset(("Organization", "NewsMediaOrganization", "Corporation", "WebSite"))
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_SIGN = regex.compile(
    r"©|\(c\)\s*\d{4}|(?<!\p{L})copyright\b|\ball rights reserved\b", regex.IGNORECASE
)
_RESERVED = regex.compile(
    r"tous droits réservés|alle rechte vorbehalten|todos los derechos|todos os direitos"
    r"|riproduzione riservata|tutti i diritti|все права защищены|усі права|всички права"
    r"|حقوق|محفوظ|هک|hak cipta|telif hak|tüm hakları|bản quyền|สงวนลิขสิทธิ์|版權所有|版权所有"
    r"|無断転載|著作権|무단|저작권|सर्वाधिकार|මहिमा|រក្សាសិទ្ធិ|መብቱ|პირველ",
    regex.IGNORECASE,
)
_MOST_HOMES = 4
_MOST_KEYWORDS = 30
_LONGEST = 400
_YEARS = regex.compile(r"\p{Nd}{4}(?:\s*[-–—/]\s*\p{Nd}{2,4})?")
_AROUND = regex.compile(
    r"©|℗|\(c\)|copyright|all rights reserved\.?|d\.\s?r\.|tous droits réservés"
    r"|alle rechte vorbehalten|riproduzione riservata|hak cipta terpelihara"
    r"|hak cipta|สงวนลิขสิทธิ์|版權所有|版权所有|不得轉載"
    r"|все права защищены|всички права запазени|усі права захищено|tüm hakları saklıdır"
    r"|جميع الحقوق محفوظة|جمیع حقوق محفوظ(?:\s+است)?|تمام حقوق محفوظ است|حقوق محفوظ(?:\s+ہیں)?"
    r"|جملہ حقوق محفوظ ہیں|सर्वाधिकार सुरक्षित|រក្សាសិទ្ធិគ្រប់យ៉ាង|የቅጂ መብት|bản quyền thuộc",
    regex.IGNORECASE,
)
_REST = regex.compile(
    r"[።।۔]\s?|(?<=\p{L}{4,}|[»“”])\.\s|\s[-–—|]\s|,\s(?=dpa\b|ap\b|\p{Ll})(?!\s?a\.s)|\sor its\s"
)
_GIVEN_TO = regex.compile(
    r"(?:برای|بۆ)\s+(?P<holder>.+?)(?:\s+محفوظ|\s*©|$)|著作権は(?P<holder>.+?)(?:または|に帰属)"
)
_ABBREVIATED = regex.compile(r"(?:^|[\s.])\p{L}[\p{L}\p{M}]{0,2}\.$")
_HOLDERS = ("copyright", "dcterms.rightsholder")
_LONGEST_HOLDER = 80
_IDS = (
    *("article:id", "article_id", "articleid", "story_id", "contentid", "content_id"),
    *("parsely-post-id", "cxenseparse:articleid", "brightspot.contentid", "dc.identifier"),
)


def publisher(page: Page, site: str, feed_title: str | None) -> tuple[Publisher, str | None]:
    """Return who publishes a page, and where the name was read.

    Args:
        page: the page.
        site: its site, as `sites.site_of` gives it.
        feed_title: what its feed calls itself.
    """
    stated = page.json_ld.get("publisher")
    stated = stated[0] if isinstance(stated, list) and stated else stated
    site_objects = [one for one in page.objects if set(types_of(one)) & _ORGANIZATIONS]
    named = (
        ("json-ld", texts_of(stated, "name")),
        ("opengraph", page.every("og:site_name")),
        ("microdata", item_texts(page.tree, "publisher")),
        ("meta", [*page.every("application-name"), *page.every("dc.publisher")]),
        ("json-ld", [name for one in site_objects for name in texts_of(one.get("name"))]),
        ("feed", [feed_title or ""]),
    )
    name, source = next(
        ((text, source) for source, values in named for one in values if (text := clean_text(one))),
        (None, None),
    )
    about = stated if isinstance(stated, dict) else {}
    return (
        Publisher(
            id=site,
            name=name,
            domain=site,
            country=_country(about),
            languages=tuple(_languages(about)),
        ),
        source,
    )


def home_names(page: Page, url: str) -> list[str]:
    """Return what links to the home page call the site: its name, beside words for 'home'."""
    found: list[str] = []
    homes = _homes(url)
    # Pages have hundreds of links: only those that can lead there are resolved.
    short = {"/", "./", "../", *homes, *(home.partition(":")[2] for home in homes)}
    for link in page.tree.iter("a"):
        href = (link.get("href") or "").strip()
        if href in short and absolute(href, url) in homes:
            images = [one.get("alt", "") for one in link.iter("img")]
            found += [text for one in (text_of(link), *images) if (text := clean_text(one))]
            if len(found) >= _MOST_HOMES:
                break
    return [name for name in found if 2 < len(name) <= 40]


def _homes(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}", f"{parts.scheme}://{parts.netloc}/"


def _country(about: dict[str, Any]) -> str | None:
    address = about.get("address")
    stated = address.get("addressCountry") if isinstance(address, dict) else None
    for text in texts_of(stated, "name", "identifier"):
        if _COUNTRY.fullmatch(text):
            return text.upper()
    return None


def _languages(about: dict[str, Any]) -> Iterator[str]:
    for name in ("knowsLanguage", "inLanguage"):
        for text in texts_of(about.get(name), "alternateName", "name"):
            if tag := language_tag(text):
                yield tag


def rights(page: Page, verdicts: Sequence[Verdict], url: str) -> tuple[Rights | None, str | None]:
    """Return whose the rights are, in the page's own words, and where they were read.

    What is stated for the article first (JSON-LD, meta, a licence link), then a notice under the
    text, then the page's last line.

    Args:
        page: the page.
        verdicts: what the vote says of its blocks.
        url: its address.
    """
    one = page.json_ld
    holder = _first(texts_of(one.get("copyrightHolder"), "name"))
    notice = _first(texts_of(one.get("copyrightNotice"), "name"))
    terms = _first(texts_of(one.get("usageInfo"), "url", "@id"))
    licence = absolute(_first(texts_of(one.get("license"), "url", "@id")), url)
    source = "json-ld" if holder or notice or licence or terms else None
    if not notice:
        for name in ("copyright", "dc.rights", "dcterms.rights", "dcterms.rightsholder", "rights"):
            value = page.meta.get(name)
            if not value:
                continue
            if _SIGN.search(value) or _RESERVED.search(value):
                notice, source = value, source or "meta"
                break
            # A bare name under `copyright` is the holder; words under `rights` say what is allowed.
            if name in _HOLDERS and not holder and len(value) <= _LONGEST_HOLDER:
                holder, source = value, source or "meta"
            elif name not in _HOLDERS and not terms:
                terms, source = value, source or "meta"
    if not licence and (link := _licence(page)):
        licence, source = absolute(link, url), source or "page text"
    if not notice and (printed := _notice(verdicts)):
        notice, source = printed, source or "page text"
    if notice and not holder:
        holder = holder_of(notice)
    if not (holder or notice or terms or licence):
        return None, None
    return Rights(holder=holder, notice=notice, usage_terms=terms, licence_uri=licence), source


def _notice(verdicts: Sequence[Verdict]) -> str | None:
    kept = [at for at, one in enumerate(verdicts) if one.kept]
    last = kept[-1] if kept else -1
    near = [one.block.text for one in verdicts[max(0, last - 2) : last + 4]]
    far = [one.block.text for one in verdicts[last + 4 :][::-1]]
    for text in near:
        if len(text) <= _LONGEST and _SIGN.search(text) and len(text.split()) < 40:
            return text
    for pattern in (_SIGN, _RESERVED):
        for text in far[:40]:
            if len(text) <= _LONGEST and (found := pattern.search(text)):
                before = text[: found.start()].strip()
                # A number of the page's own may stand before it.
                return text[found.start() :] if before.isdigit() else text
    return None


def holder_of(notice: str) -> str | None:
    """Return whom a notice names: what is left without sign, years and reserved rights."""
    if given := _GIVEN_TO.search(notice):
        return clean_text(given["holder"])
    bare = _YEARS.sub(" ", _AROUND.sub(" ", notice)).strip(" ,،-–—|:")
    first = clean_text(_REST.split(bare.lstrip(". "), maxsplit=1)[0]).strip(" ,،-–—|:")
    if not _ABBREVIATED.search(first):
        first = first.rstrip(" .。")
    return first if 1 < len(first) <= 80 else None


def _licence(page: Page) -> str | None:
    """Return the licence that a page links to, but not one of a picture.

    Without a mark it is a licence of Creative Commons, if the page links to one alone.
    """
    known: set[str] = set()
    for link in page.tree.iter("a", "link"):
        href = str(link.get("href") or "")
        if not href or not is_licence(link):
            continue
        if any(True for _ in link.iterancestors("figure", "figcaption")):
            continue
        if is_marked_licence(link):
            return href
        known.add(href)
    return known.pop() if len(known) == 1 else None


def _first(values: Sequence[str]) -> str | None:
    return clean_text(values[0]) or None if values else None


def ids(page: Page) -> list[AltId]:
    """Return the ids that the page's machines state: JSON-LD's identifier, meta elements."""
    found: dict[str, AltId] = {}
    stated = page.json_ld.get("identifier")
    for text in texts_of(stated, "value", "@id"):
        if not text.startswith("http"):
            found.setdefault(text, AltId(role="identifier", value=clean_text(text)))
    for name in _IDS:
        value = page.meta.get(name)
        if value and not value.startswith("http"):
            found.setdefault(value, AltId(role="identifier", value=value))
    return list(found.values())


def keywords(page: Page) -> tuple[tuple[str, ...], str | None]:
    """Return the keywords that a page states, each once, and where they were read."""
    for source, values in (
        ("json-ld", texts_of(page.json_ld.get("keywords"), "name", "termCode")),
        ("meta", page.every("news_keywords")),
        ("opengraph", page.every("article:tag")),
        ("meta", page.every("keywords")),
        ("microdata", item_texts(page.tree, "keywords")),
    ):
        words = [
            clean_text(word).lstrip("#") for one in values for word in re.split(r"[,،、，;]", one)
        ]
        # Each once, however it is spelled.
        found = {fold(word): word for word in words[::-1] if 1 < len(word) <= 60}
        if found:
            return tuple(found.values())[::-1][:_MOST_KEYWORDS], source
    return (), None
