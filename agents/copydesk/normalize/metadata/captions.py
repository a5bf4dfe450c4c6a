"""What is printed at a picture: its caption, and who made it."""

from __future__ import annotations

import re
from itertools import islice

import regex
from lxml import html

from copydesk.normalize.hygiene import clean_text
from copydesk.normalize.page import is_aligned, text_of

from .credits import credit_in, is_labelled, says_who, split_credit
from .media_stated import number

CAPTION = re.compile(
    r"caption|(?:^|[\s_-])(?:cap|pie|podpis|popis(?:ek)?|potpis|opis|legenda?|leyenda|epigrafe|altyazi|pic-?text)(?:$|[\s_-])"
    r"|(?:img|image|foto|photo|pic)[_-]?(?:cap|desc|text|pie|popis|podpis)|pie[_-]?(?:de[_-]?)?foto"
    r"|bildunterschrift|bild-?(?:text|legende)|bildetekst|billed-?tekst|legende|didascalia|fotopie"
    r"|bijschrift|kuvateksti|kepalairas|resim-?alt|chu-?thich|photojournal",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"credit|(?:^|[\s_-])(?:cr|copyright|foto-?author|photographer|photo-?by|source|quelle|fuente|fonte"
    r"|fotograf[oa]?|fotos|byline|rights)(?:s?$|[\s_-])|author|autor|attribution",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"im(?:g|age)|photo|foto|(?:^|[\s_-])pic|bild|media|thumb|fig|kuva|slika|obraz|visual|galler|galer"
    r"|attachment|zdj|slide",
    re.IGNORECASE,
)
"""Parts of class names of a box that is a picture's."""
_LEADS = ("data-caption", "data-sub-html", "data-description", "data-image-caption")
_MAKERS = (
    "data-credit",
    "data-credits",
    "data-copyright",
    "data-photographer",
    "data-image-credit",
)
_SMALL = re.compile(
    r"small|muted|secondary|desc|info|legend|note|text-|txt|titre|title|alt|sub", re.IGNORECASE
)
"""Parts of class names of a line that is set smaller than copy."""
_ICON = 50
"""Pixels; a smaller picture in a picture's box is a sign to click on."""
_HIDDEN = re.compile(r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text)(?:$|\s)")
_LONGEST = 600
_LONGEST_CREDIT = 80
_LINES = frozenset(
    ("p", "div", "span", "td", "em", "i", "small", "center", "font", "dd", "dt", "h5", "h6")
)
_LETTER = regex.compile(r"\p{L}")
_ENDS = regex.compile(r"[.!?…।。！？][”\"»)]?$")
_BOTH = 2
_TABLE = ("td", "tr", "tbody")
_TAG = re.compile(r"<[^>]*>")


def caption_of(picture: html.HtmlElement) -> tuple[str | None, str | None]:
    """Return caption and credit that are printed at a picture, each as printed.

    The words that only announce a credit ('Photo:') and brackets around it are left out.
    """
    where = _figure(picture)
    boxes = _boxes(where, picture) if where is not None else []
    if not boxes and (beside := _beside(picture)) is not None:
        boxes = [beside]
    loose = [
        one
        for one in (where.iter() if where is not None else ())
        if one is not where
        and (_is(one, _CREDIT) or one.tag in ("small", "cite") or is_labelled(text_of(one)))
        and not any(up in boxes for up in (one, *one.iterancestors()))
        and one.tag not in ("img", "source", "a")
    ]
    credit = next((found for one in loose if (found := credit_in(text_of(one)))), None)
    if credit is None and (stated := _attribute(picture, _MAKERS)):
        credit = credit_in(stated)
    if boxes:
        text, own = _without_credit(boxes[0])
    else:
        text, own = _attribute(picture, _LEADS) or "", None
    credit = own or credit
    if credit is None:
        text, credit = split_credit(text)
    return text[:_LONGEST] or None, credit


def _boxes(where: html.HtmlElement, picture: html.HtmlElement) -> list[html.HtmlElement]:
    """Return what holds the caption in a picture's own element, best first.

    A `figcaption` or a class says so; else it is the only line of text in a box that is the
    picture's: one with a name of that kind, a figure, an entry of a list, a table with one cell
    of text.
    """
    if found := [one for one in where.iter("figcaption") if text_of(one)]:
        return found
    named = [one for one in where.iter() if _is(one, CAPTION) and text_of(one)]
    # What holds the picture as well is only named after the caption.
    marked = [one for one in named if next(one.iter("img", "amp-img"), None) is None]
    marked = [one for one in marked if not any(up in marked for up in one.iterancestors())]
    if marked:
        return marked
    box = _smallest(picture, where)
    lines = _lines_after(picture, box)
    owned = box.tag in ("figure", "li", "table", "dl") or named or _is(box, _PICTURE)
    if owned or _is_set_below(picture, box, lines):
        has_heading = next(box.iter("h1", "h2", "h3", "h4", "time"), None) is not None
        if len(lines) == 1 and not has_heading:
            return lines
    return named


def _is_set_below(
    picture: html.HtmlElement, box: html.HtmlElement, lines: list[html.HtmlElement]
) -> bool:
    """Return whether a picture and one line below it fill a box that has no name for either.

    The line says who made the picture, or is set smaller than copy.
    """
    if len(lines) != 1 or len(box) != _BOTH or lines[0].getparent() is not box:
        return False
    if picture not in set(box[0].iter()) or len(text_of(box)) > len(text_of(lines[0])):
        return False
    return split_credit(text_of(lines[0]))[1] is not None or _is(lines[0], _SMALL)


def _smallest(picture: html.HtmlElement, where: html.HtmlElement) -> html.HtmlElement:
    """Return the smallest box with text around a picture, the table where that is a part of one."""
    for up in picture.iterancestors():
        if up is where or (up.tag not in _TABLE and _LETTER.search(text_of(up))):
            return up
    return where


def _lines_after(picture: html.HtmlElement, where: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the elements of text that stand below a picture in its own box."""
    order = list(where.iter())
    lines = [
        one
        for one in order[order.index(picture) + 1 :]
        if one.tag in _LINES and _LETTER.search(text_of(one))
    ]
    lines = [one for one in lines if not any(up in lines for up in one.iterancestors())]
    lines = [one for one in lines if not _leads_away(one)]
    if len(lines) > 1:
        # What says who made it stands in a line of its own.
        return [one for one in lines if not is_labelled(text_of(one))]
    return lines


def _leads_away(line: html.HtmlElement) -> bool:
    """Return whether a line is mostly a link, in one as a teaser's title is, or has a button."""
    if next(line.iter("button", "table"), None) is not None:
        return True
    if next(line.iterancestors("a"), None) is not None:
        return True
    linked = sum(len(text_of(one)) for one in line.iter("a"))
    return linked * 2 > len(text_of(line))


def _attribute(picture: html.HtmlElement, names: tuple[str, ...]) -> str | None:
    """Return what an attribute of a picture, or of the link or figure around it, says."""
    for one in (picture, *islice(picture.iterancestors("a", "figure", "picture", "div"), 2)):
        for name in names:
            if (value := one.get(name)) and (text := clean_text(_TAG.sub(" ", value))):
                return text
    return None


def _without_credit(box: html.HtmlElement) -> tuple[str, str | None]:
    inner = [one for one in box.iterdescendants() if isinstance(one.tag, str)]
    whole = text_of(box)
    for one in inner:
        text = text_of(one)
        marked = _is(one, _CREDIT)
        is_all = len(text) >= len(whole)
        if is_all and not (marked and len(text) <= _LONGEST_CREDIT and not _is(one, CAPTION)):
            continue
        if text and (marked or one.tag in ("cite", "small") or is_labelled(text)):
            return _rest(box, text), credit_in(text)
    last = inner[-1] if inner else None
    if (
        last is not None
        and last.tag in ("em", "i", "span", "b", "strong")
        and (_is_set_apart(last) or _names_a_house(last, whole))
    ):
        return _rest(box, text_of(last)), credit_in(text_of(last))
    return _shown(box), None


def _rest(box: html.HtmlElement, credit: str) -> str:
    before, _, after = _shown(box).rpartition(credit)
    return clean_text(f"{before} {after}").strip(" |–—-/")


def _is_set_apart(last: html.HtmlElement) -> bool:
    """Return whether the last element of a caption says who made the picture: no sentence, and
    after a whole sentence or after an element of its own."""
    text, before = text_of(last), last.getprevious()
    if (last.tail or "").strip() or not 1 < len(text) <= _LONGEST_CREDIT or _ENDS.search(text):
        return False
    if before is not None:
        bare = (before.tail or "").strip()
        return bool(_ENDS.search(bare)) if bare else before.tag != "br" and bool(text_of(before))
    parent = last.getparent()
    return parent is not None and bool(_ENDS.search((parent.text or "").strip()))


def _names_a_house(last: html.HtmlElement, whole: str) -> bool:
    """Return whether the last element of a caption is an agency's or an office's name."""
    text = text_of(last)
    if (last.tail or "").strip() or not 0 < len(text) < min(len(whole), _LONGEST_CREDIT):
        return False
    return says_who(text)


def _shown(element: html.HtmlElement) -> str:
    """Return an element's text without what is there for screen readers only."""
    hidden = [text_of(one) for one in element.iterdescendants() if _is(one, _HIDDEN)]
    text = text_of(element)
    for one in hidden:
        text = text.replace(one, " ", 1)
    return clean_text(text)


def _figure(picture: html.HtmlElement) -> html.HtmlElement | None:
    """Return the element that is this picture's own: a figure, or what holds no other picture."""
    own: html.HtmlElement | None = None
    for level, up in enumerate(picture.iterancestors()):
        if up.tag == "figure":
            return up
        if level > 6 or up.tag in ("body", "article", "main", "section", "header"):
            return own
        if holds_several(up) or len(text_of(up)) > _LONGEST:
            return own
        if next(up.iter("h1"), None) is not None:
            return own
        own = up
    return own


def holds_several(element: html.HtmlElement) -> bool:
    """Return whether an element holds more than one picture; a page may have thousands."""
    pictures = (
        one
        for one in element.iter("img", "amp-img")
        if not 0 < (number(one.get("width")) or 0) < _ICON
    )
    return len(list(islice(pictures, 2))) > 1


def _beside(picture: html.HtmlElement) -> html.HtmlElement | None:
    """Return the paragraph after a picture that is set as a caption: centred, or marked."""
    holder = picture
    for up in picture.iterancestors():
        if up.tag in ("body", "article", "main") or text_of(up):
            break
        holder = up
    after = holder.getnext()
    while after is not None and after.tag in ("br", "noscript"):
        after = after.getnext()
    if after is None or next(after.iter("img"), None) is not None:
        return None
    is_centred = is_aligned(after, "center")
    # A paragraph that is all in italics or small right below a picture is set as a caption too.
    inner = [one for one in after if isinstance(one.tag, str)]
    is_centred |= (
        len(inner) == 1
        and inner[0].tag in ("em", "i", "small")
        and text_of(inner[0]) == text_of(after)
    )
    marks = " ".join(filter(None, (after.get("class"), after.get("data-component"))))
    text = text_of(after)
    if text and len(text) <= _LONGEST and (is_centred or CAPTION.search(marks)):
        return after
    return None


def _is(element: html.HtmlElement, pattern: re.Pattern[str]) -> bool:
    return bool(element.get("class")) and pattern.search(element.get("class", "")) is not None
