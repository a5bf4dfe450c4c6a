"""The kicker: a line above the headline, or its first words in an element of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, cast

import regex
from lxml import etree, html

from copydesk.normalize.folding import folded
from copydesk.normalize.hygiene import clean_text, fold
from copydesk.normalize.page import Page, text_of

from .inserts import is_promotion, is_read_also, is_update_line
from .marks import headline_element, is_away, is_marked, marks_of

# What the trade calls it, in its languages. Marks that mean nothing else.
_SURE = re.compile(
    r"kicker|eyebrow|roof-?line|\broof\b|dach-?zeile|ober-?zeile|ober-?titel|spitzmarke|antetitulo"
    r"|ante-titulo|pre-?titul|pre-?title|sobre-?titulo|sur-?titre|surtitle|\brotulo|\bvolanta"
    r"|cintillo|\bbalazo\b|\bhat\b|\bchapeu\b|\bcartola\b|\bru-?titr|\bro-?titr|\brouti?tr|روتیتر"
    r"|nadtytul|nad-?titul|nad-?zaglavie|nadzagolov|nadnaslov|supra-?titlu|felcim|yper-?titlos"
    r"|ust-?baslik|upper-?title|vignette|vinjett|stikktittel|trompet\b|bovenkop|ylaotsikko"
    r"|occhiello|sopra-?titolo|super-?title|headline-(?:label|prefix|tag)|title-prefix"
    r"|post-label|\bstrap-?line|(?<![\w-])mt(?![\w-])|yinti|yimu|\bmeiti|\bjianti|subject-label|\bepigraf"
    r"|(?:detail-)?series(?:-label|-name|-title)?\b|\bcatch\b|\bshoulder\b"
)
# Marks that sites give to a section as well.
_WEAK = re.compile(
    r"overline|top-?line(?!r)|\blabels?\b|\blbl\b|\bflag\b|\bcimke\b|\bcat-?label\b"
    r"|\btagline\b"
)
_INSIDE = re.compile(
    r"prefix|\btag\b|\brubri|\bcat(?:egor|$|-)|section|topic|\blive\b|exclusiv|\bpre\b"
)
_OTHER = re.compile(
    r"date|time|author|byline|secci|ressort|rubri|\bby\b|\bcat\b|categ|section|crumb|path|\btags?\b|shar|social|\bads?\b"
    r"|advert|logo|site|brand|nav|menu|skip|cookie|sr-only|screen-reader|hidden|meta|channel"
    r"|topic|label|search|alert|breaking|ticker|button|btn|home|print|source|count|view|weather|badge|live"
    r"|masthead"
)
_CRUMBS = re.compile("breadcrumb|crumbs")
_LONGEST, _LONGEST_INSIDE, _LONGEST_UNMARKED = 80, 60, 45
_SHORTEST_REST = 5
_NEAR = 12
_BETWEEN = r"\s*[|｜:：–—»/·•-]+\s*"
_SPLIT = regex.compile(
    rf"(?P<open>[（(【\[「『]?)(?P<label>.{{2,60}}?)(?:[）)】\]」』]\s*|{_BETWEEN})$"
)
# A link to a day's story is a promotion of another one; a series has no date in its address.
_ARTICLE = re.compile(r"/(?:19|20)\d\d[/-]?[01]?\d[/-]|\d{6,}|/\d{4}-\d\d-\d\d")
_LETTERS = regex.compile(r"\p{L}")
_NO_LABEL = regex.compile(r"\p{Nd}|\s[/›»>]\s|[.!?…。！？،,;@©]")
_INLINE = ("span", "small", "em", "strong", "b", "i", "a", "div", "mark", "font", "label")
_Elements = list[html.HtmlElement]
_ALL = etree.XPath("//body//*[@class or @data-component]")
_BEFORE = etree.XPath("preceding::*[@class or @data-component][position() <= 40]")
_TEXTS_BEFORE = etree.XPath("preceding::text()[normalize-space()][position() <= 12]")
_NAVIGATION = etree.XPath("//nav//a | //ul[contains(@class,'menu') or contains(@class,'nav')]//a")


def kicker(page: Page, headline: str | None = None, site_names: Collection[str] = ()) -> str | None:
    """Return the line above the headline; no trailing colon.

    It is the headline's own first element, or the line above that a title has as a prefix
    ('LIVE: …'), or what a class says is one, or a line that ends with a colon, or one that stands
    right on top without being a link, a date, a section or a name. A section is none.

    Args:
        page: the page.
        headline: its headline.
        site_names: names of the site, folded by `hygiene.fold`, which stand there too.
    """
    heading = headline_element(page, headline)
    if heading is None:
        return next(_marked(cast(_Elements, _ALL(page.tree))), None)
    inner, rest = split_heading(heading)
    if inner and fold(rest) == fold(headline or ""):
        return inner
    if (prefix := prefix_of(page, heading, headline or "", site_names)) is not None:
        return prefix
    sections: set[str] | None = None
    for at, element in enumerate(reversed(cast(_Elements, _BEFORE(heading)))):
        marks = marks_of(element)
        sure = is_marked(marks, _SURE)
        if not sure and not (at < _NEAR and is_marked(marks, _WEAK)):
            continue
        if not sure and len(list(islice(element.iter("a"), 2))) > 1:
            continue  # A path of sections.
        text = _text(element)
        if text is None or _is_off(element, text) or _is_machinery(text):
            continue
        if fold(text) in site_names:
            continue
        link = element if element.tag == "a" else next(element.iter("a"), None)
        if link is not None and _ARTICLE.search(link.get("href") or ""):
            continue
        if link is not None or not sure:
            sections = _sections(page) if sections is None else sections
            if fold(text) in sections:
                continue
        return text
    line = _unmarked(page, heading)
    return None if line is None or fold(line) in site_names else line


def split_heading(heading: html.HtmlElement) -> tuple[str | None, str]:
    """Return the kicker with which a heading's element begins, if it does, and the rest of it.

    It stands in an element of its own, which a class marks or a colon or a bar closes.
    """
    whole = text_of(heading)
    holder = heading
    while (
        not (holder.text or "").strip() and len(holder) == 1 and not (holder[0].tail or "").strip()
    ):
        if not isinstance(holder[0].tag, str) or len(holder[0]) == 0:
            return None, whole
        holder = holder[0]
    if (holder.text or "").strip() or len(holder) == 0 or holder[0].tag not in _INLINE:
        return None, whole
    first = holder[0]
    text = text_of(first)
    rest = whole[len(text) :] if whole.startswith(text) else ""
    bare = text.rstrip(":：|｜›» -–—").strip("[]【】()（）")
    closed = bare != text or regex.match(r"\s*[:：|｜]", rest) is not None
    rest = rest.lstrip(" :：|｜›»–—-")
    if not bare or len(bare) > _LONGEST_INSIDE or len(rest) < _SHORTEST_REST or first.tag == "a":
        return None, whole
    marks = " ".join(marks_of(one) for one in (first, *first.iterdescendants()) if one.attrib)
    marked = any(is_marked(marks, one) for one in (_SURE, _WEAK, _INSIDE))
    # `<em>Title of a play:</em> …` is no kicker: italics say something else.
    if marked or (closed and first.tag not in ("em", "i")):
        return bare, rest
    return None, whole


def prefix_of(
    page: Page, heading: html.HtmlElement, headline: str, site_names: Collection[str] = ()
) -> str | None:
    """Return what a title has before the headline, if a line above the heading is just that."""
    titles = [page.meta.get("og:title"), page.json_ld.get("headline"), _title(page)]
    wanted = fold(headline)
    own = text_of(heading)
    for title in (*titles, own):
        if not title or not wanted or wanted not in fold(str(title)):
            continue
        label = _label_before(clean_text(str(title)), headline)
        if label is None or fold(label) in site_names:
            continue
        if (printed := is_above(heading, label)) is not None:
            return printed
    return None


def _label_before(title: str, headline: str) -> str | None:
    at = title.casefold().find(headline.casefold())
    if at <= 0:
        return None
    found = _SPLIT.match(title[:at])
    return found["label"].strip() if found else None


def is_above(heading: html.HtmlElement, label: str) -> str | None:
    """Return a label as it is printed in a line above a heading, or None if it is in none."""
    wanted = fold(label)
    for text in reversed(cast("list[Any]", _TEXTS_BEFORE(heading))):
        # What ends the breadcrumbs is the page's short name.
        if fold(text) == wanted and not _is_path(text.getparent()):
            return clean_text(text).rstrip(":：|›» ")
    return None


def _is_path(element: html.HtmlElement) -> bool:
    above = (element, *element.iterancestors())
    return any(one.tag == "nav" or is_marked(marks_of(one), _CRUMBS) for one in above[:4])


def split_prefix(text: str, heading: html.HtmlElement) -> str:
    """Return a heading's text without a label in front of it that the line above it repeats."""
    found = regex.match(
        rf"(?P<label>.{{2,40}}?)\s*[|｜:：]\s*(?P<rest>.{{{_SHORTEST_REST},}})", text
    )
    if found is not None and is_above(heading, found["label"]) is not None:
        return cast(str, found["rest"])
    return text


def _marked(elements: _Elements) -> Iterator[str]:
    for element in elements:
        if not is_marked(marks_of(element), _SURE):
            continue
        text = _text(element)
        if text and not _is_off(element, text):
            yield text


def _text(element: html.HtmlElement) -> str | None:
    if len(element) > 4:
        return None
    text = text_of(element).rstrip(":：|›» ")
    return text if _LETTERS.search(text) and len(text) <= _LONGEST else None


def _is_off(element: html.HtmlElement, text: str) -> bool:
    """Return whether it stands apart from the article: not so an `aside` that holds it alone."""
    for above in element.iterancestors("aside"):
        return text_of(above).rstrip(":：|›» ") != text
    return is_away(element)


def _is_machinery(text: str) -> bool:
    said = is_promotion(text) or is_update_line(text) or is_read_also(text)
    return said or "。" in text


def _sections(page: Page) -> set[str]:
    """Return what the page calls its sections, folded."""
    names = [text_of(link) for link in cast(_Elements, _NAVIGATION(page.tree))]
    stated = page.json_ld.get("articleSection")
    names += [stated] if isinstance(stated, str) else []
    names += [one for one in stated if isinstance(one, str)] if isinstance(stated, list) else []
    names += [part for one in page.every("article:section") for part in one.split("/")]
    return {fold(name) for name in names if name}


def _title(page: Page) -> str:
    element = page.tree.find(".//title")
    return "" if element is None else element.text or ""


def _unmarked(page: Page, heading: html.HtmlElement) -> str | None:
    """Return the line that stands right on top of a heading and can be nothing else."""
    element = _right_before(heading)
    if element is None:
        return None
    line = text_of(element)
    if line.endswith((":", "：")) and len(line) <= _LONGEST_INSIDE:
        return line.rstrip(":： ")
    if not 4 <= len(line) <= _LONGEST_UNMARKED or _NO_LABEL.search(line):
        return None
    if element.tag not in ("p", "div", "span", "font", "b", "strong", "h2", "h3", "h4"):
        return None
    marks = " ".join(marks_of(one) for one in (element, *element.iterdescendants()) if one.attrib)
    if (
        is_marked(marks, _OTHER)
        or next(element.iter("a", "img", "time", "button"), None) is not None
    ):
        return None
    if _is_machinery(line) or is_away(element) or len(folded(line).split()) > 8:
        return None
    return None if fold(line) in _sections(page) else line


def _right_before(heading: html.HtmlElement) -> html.HtmlElement | None:
    """Return what stands right before an element, up to three levels above."""
    element = heading
    for _ in range(3):
        previous = element.getprevious()
        while previous is not None and (
            previous.tag in ("br", "hr") or not isinstance(previous.tag, str)
        ):
            if (previous.tail or "").strip():
                return None
            previous = previous.getprevious()
        if previous is not None:
            if (
                previous.tag in ("nav", "header", "script", "style")
                or (previous.tail or "").strip()
            ):
                return None
            return previous if len(previous) <= 2 else None
        parent = element.getparent()
        if parent is None or parent.tag == "body" or (parent.text or "").strip():
            return None
        element = parent
    return None
