"""Boxes between paragraphs, told by their class: captions, calls to subscribe, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from copydesk.normalize.page import is_aligned, text_of

from .lines import Line
from .marks import is_marked, marks_of

# By parts of a name, in the languages in which sites write their classes.
_CAPTION = re.compile(
    r"(?<!text-)caption|(?<![\w-])cap(?![\w-])|img-?cap|(?<![a-z])(?:img|image|foto|photo|bild|pic)-?(?:desc|text|txt)\b|\bpictext\b"
    r"|kuvateksti|billed-?tekst|bildetekst|bild-?text|bild-?unterschrift|didascalia|epigrafe-foto"
    r"|pie-?(?:de-?)?foto|legenda?-foto|\blegende\b|kep-?alairas|\bpodpis\b|\bpotpis\b|popisek"
    r"|bijschrift|onderschrift|foto-?alti|resim-?alti|chu-?thich|photojournal|\bcutline\b"
)
_CALL = re.compile(
    r"newsletter|\bnl-?box\b|nyhedsbrev|nyhetsbrev|uutiskirje|boletin|infolettre|nieuwsbrief"
    r"|hirlevel|\bbulten\b|follow-?(?:us|box)\b|(?<![\w-])(?:follow|folgen)(?![\w-])|app-?(?:promo|banner|download)\b"
    r"|sign-?up|subscri(?:be|ption)-?(?:box|form|promo|widget)|\bpromo-?box\b|\bdonat"
)
_COMMENTS = re.compile(
    r"(?<![\w-])comments?(?:-list|-section|-area)?(?![\w-])|kommentit|kommentar(?:e|er|feld|bereich)(?![a-z])|\bdisqus"
)
_MADE_BY_MACHINE = re.compile(r"\b(?:ai|gpt)-?(?:summary|summury)|\bsummury\b")
_BOXES = (_CAPTION, _CALL, _COMMENTS, _MADE_BY_MACHINE)
_PULLED = re.compile(r"pull-?quote|\bpulled\b|\bzitatbox\b|citation-?exergue|\bexergue\b")
_PICTURES = ("img", "amp-img", "picture")
_LONGEST_AT_PICTURE = 250
_MOST_INNER, _MOST_CHILDREN = 4, 8
_SENTENCE = re.compile(r"[.!?…。！？؟۔।።]$")
_UP = 3
"""Elements above a line that may be its box."""
_LONGEST = 400


def is_boxed(line: Line) -> bool:
    """Return whether a short line stands in a box that its class calls something else than copy."""
    if line.element is None or len(line.text) > _LONGEST:
        return False
    element = line.element
    return (
        _is_named_so(line.text, element)
        or (len(line.text) <= _LONGEST_AT_PICTURE and _is_at_picture(element))
        or _is_below_picture(line, element)
    )


def is_pulled(line: Line) -> bool:
    """Return whether a quotation is pulled out: it stands beside the copy, or is marked so."""
    if line.element is None:
        return False
    above = (line.element, *line.element.iterancestors())
    for element in above[: _UP + 1]:
        if element.tag == "aside" or is_marked(marks_of(element), _PULLED):
            return True
        if element.tag in ("article", "main", "body"):
            break
    return False


def _is_at_picture(element: html.HtmlElement) -> bool:
    """Return whether a line and a picture fill a box of their own: then it is the caption."""
    for level, box in enumerate((element, *element.iterancestors())):
        if level > _UP or len(box) > _MOST_CHILDREN or box.tag in ("article", "main", "body"):
            return False
        # Elements are found in a fraction of the time in which a text is read.
        if (level or box.tag != "p") and next(box.iter(*_PICTURES), None) is not None:
            return (
                len(list(box.iter("p", "li", "tr"))) <= 2
                and len(text_of(box)) <= _LONGEST_AT_PICTURE
            )
    return False


def _is_below_picture(line: Line, element: html.HtmlElement) -> bool:
    """Return whether a line is set apart right below a picture: in italics, or centred."""
    before = element.getprevious()
    if before is None or len(line.text) > _LONGEST_AT_PICTURE or text_of(before):
        return False
    if next(before.iter(*_PICTURES), None) is None and before.tag not in _PICTURES:
        return False
    centred = is_aligned(element, "center")
    return centred or (line.emphasised and _SENTENCE.search(line.text) is None)


def _is_named_so(text: str, element: html.HtmlElement) -> bool:
    inner = [*element[:_MOST_INNER], *(one for child in element[:_MOST_INNER] for one in child[:2])]
    whole = [one for one in inner if one.attrib and text_of(one) == text]
    return any(
        is_marked(marks, box)
        for element in (*whole, *_around(element))
        if (marks := marks_of(element))
        for box in _BOXES
    )


def _around(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield element
    for level, above in enumerate(element.iterancestors()):
        # What holds much is the page, whatever it is called.
        if level >= _UP or above.tag in ("article", "main", "body", "td"):
            return
        if len(above) > _MOST_CHILDREN or len(above.text_content()) > 3 * _LONGEST:
            return
        yield above
