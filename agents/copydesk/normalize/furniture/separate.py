"""Takes furniture out of a body and puts it into the fields of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import regex
from lxml import etree, html

from copydesk.events import Author, Block, Dateline
from copydesk.normalize.hygiene import fold
from copydesk.normalize.page import Page, text_of

from .codes import find_codes, is_code_line
from .datelines import split_dateline
from .folding import folded
from .inserts import (
    is_credit,
    is_note,
    is_promotion,
    is_read_also,
    is_rights_line,
    is_update_line,
    label_of,
    without_credit,
)
from .lines import Line, Marked, lines_of
from .marks import marked_notes, marked_standfirst
from .phrases import BIOS, READ_ALSO
from .signoffs import is_names_line, labelled_names, split_sign_off

_ABOVE = 4
"""Blocks at the top in which the headline, the date and their like may still stand."""
_AT_END = 3
"""Blocks at the end in which a sign-off may stand."""
_LINKS = 0.8
_BESIDE = 2
"""Paragraphs beside one that is marked as a lead, from which it is one of them."""
_ENDS = regex.compile(r"[.!?…。！？؟।۔።:;\"'”’»)\]]\s*$")
_TIME_OR_YEAR = regex.compile(r"\b\p{Nd}{1,2}[:.]\p{Nd}{2}\b|\b\p{Nd}{4}\b|\p{Nd}{4}年")
_TEXTS = etree.XPath("//body//text()[not(parent::script or parent::style)]", smart_strings=False)
_MOST_LINKS = 12
_SHORTEST_CAPTION = 15
_BIO = re.compile(
    r"\b(?:is|was) (?:an? |the |our )?(?:[\w-]+ ){0,4}(?:reporter|correspondent|journalist|editor"
    r"|columnist|professor|fellow|writer|author|researcher|lecturer|analyst)\b"
    r"|\bist (?:freier? |freie )?(?:Journalist|Redakteur|Korrespondent|Autor|Professor)"
    r"|\best (?:un |une )?(?:journaliste|professeure?|chercheu)"
    r"|\bes (?:un |una )?(?:periodista|profesora?|escritora?|analista)\b"
    r"|\bè (?:un |una )?(?:giornalista|professore|scrittore)"
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A body without its furniture, and what that said."""

    blocks: tuple[Block, ...]
    standfirst: str | None = None
    dateline: Dateline | None = None
    sign_off: str | None = None
    ed_note: str | None = None
    story_codes: tuple[str, ...] = ()
    by: tuple[Author, ...] = ()
    """Whom dateline and sign-off name, with roles where those are said."""
    removed: tuple[str, ...] = ()
    """What has no field."""


@dataclass(slots=True)
class _Desk:
    """What is found on the way."""

    removed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    by: list[Author] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def separate(
    page: Page,
    blocks: Sequence[Block | Marked],
    *,
    headline: str | None,
    above: str | None,
    site_names: Collection[str],
    published: date | None = None,
    language: str | None = None,
    before: Sequence[Marked] = (),
    after: Sequence[Marked] = (),
) -> Furniture:
    """Take furniture out of the blocks of a body.

    Every text that comes out stands in the blocks or on the page; where nothing but furniture
    would be left, nothing is taken.

    Args:
        page: the page.
        blocks: the body as extracted, with markup where the extractor knows it.
        headline: the headline, which some extractors repeat on top.
        above: the kicker.
        site_names: names of the site, folded by `fold`, which datelines and sign-offs print.
        published: the day of publication, from which a dateline's date is completed.
        language: BCP 47 tag, for names of months.
        before: lines of the page right before the body, which are no copy.
        after: those right after it.
    """
    desk = _Desk(codes=list(find_codes("\n".join(cast("list[str]", _TEXTS(page.tree))))))
    lines = _without_head(lines_of(page, blocks), headline, above, desk)
    captions = _captions(page)
    lines = _swept(lines, captions, desk)
    desk.notes += [text for text in marked_notes(page) if is_note(text)]
    standfirst, in_standfirst = _standfirst(page, lines, headline, site_names, published, language)
    if standfirst is not None:
        lines = _without_standfirst(lines, standfirst)
    lines, dateline = _dated(page, lines, site_names, published, language, desk)
    if dateline is None:
        alone = lines_of(page, before[-1:])
        _, dateline = _dated(page, [*alone, *lines], site_names, published, language, desk)
    if in_standfirst is not None and dateline is None and standfirst is not None:
        dateline, standfirst = in_standfirst, standfirst[len(in_standfirst.text) :].lstrip()
    names = {*site_names, fold(dateline.source)} if dateline and dateline.source else site_names
    lines, sign_off = _signed_off(lines, names, desk)
    sign_off = sign_off or _signed_off_after(
        _swept(lines_of(page, after), captions, desk), names, desk
    )
    lines = _without_empty_headings(lines, desk)
    if not lines and blocks:
        return Furniture(
            tuple(Block(kind=block.kind, text=block.text) for block in blocks),
            story_codes=tuple(dict.fromkeys(desk.codes)),
        )
    return Furniture(
        blocks=tuple(Block(kind=line.kind, text=line.text) for line in lines),
        standfirst=standfirst,
        dateline=dateline,
        sign_off=sign_off,
        ed_note="\n".join(dict.fromkeys(desk.notes)) or None,
        story_codes=tuple(dict.fromkeys(desk.codes)),
        by=tuple(dict.fromkeys(desk.by)),
        removed=tuple(desk.removed),
    )


def _standfirst(
    page: Page,
    lines: list[Line],
    headline: str | None,
    site_names: Collection[str],
    published: date | None,
    language: str | None,
) -> tuple[str | None, Dateline | None]:
    """Return the standfirst, and the dateline that it begins with."""
    marked = marked_standfirst(page, headline)
    if marked is not None and (marked.sure or not _is_among(marked.element, lines)):
        text = marked.text
        found, rest, _ = split_dateline(
            text, site_names=site_names, published=published, language=language
        )
        if found is None:
            return text, None
        if marked.sure and rest:
            return text, found
    return _unmarked_standfirst(lines, page.meta.get("description")), None


def _is_among(element: html.HtmlElement, lines: Sequence[Line]) -> bool:
    """Return whether an element stands among the paragraphs of the body, as one of them."""
    parent = element.getparent()
    beside = sum(
        line.element is not None and line.element.getparent() is parent for line in lines[:10]
    )
    return element.tag == "p" and beside > _BESIDE


def _without_head(
    lines: list[Line], headline: str | None, above: str | None, desk: _Desk
) -> list[Line]:
    """Drop the headline, the kicker and the page's date that stand on top of the copy."""
    head = {fold(text) for text in (headline, above) if text}
    kept = []
    for at, line in enumerate(lines):
        if at < _ABOVE and (fold(line.text) in head or _is_date_line(line)):
            desk.removed.append(line.text)
        else:
            kept.append(line)
    return kept


def _is_date_line(line: Line) -> bool:
    """Return whether a line above the copy is the page's date, with or without a byline."""
    if line.kind != "paragraph" or len(line.text) > 80 or _ENDS.search(line.text):
        return False
    # A dateline may stand in a line of its own.
    if regex.search(r"[-–—:]\s*$", line.text):
        return False
    return _TIME_OR_YEAR.search(line.text) is not None


def _captions(page: Page) -> frozenset[str]:
    texts = [text_of(element) for element in page.tree.iter("figcaption")]
    texts += [image.get("alt") or "" for image in page.tree.iter("img", "amp-img")]
    return frozenset(_plain(text) for text in texts if len(text) >= _SHORTEST_CAPTION)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _swept(lines: list[Line], captions: frozenset[str], desk: _Desk) -> list[Line]:
    """Drop inserts, keep notes and codes in their fields."""
    kept: list[Line] = []
    links = 0
    """How many lines under a label of links may still be links."""
    for line in lines:
        text = line.text
        if links and _is_linked(line):
            links -= 1
            desk.removed.append(text)
            continue
        links = 0
        if line.kind in ("table", "quote", "embed"):
            kept.append(line)
        elif is_read_also(text.split("\n")[0], line.link_share):
            if line.kind == "list" and line.link_share < _LINKS / 2:
                kept.append(line)
                continue
            desk.removed.append(text)
            links = _MOST_LINKS if _is_label(text) else 0
        elif is_code_line(text):
            pass
        elif find := (find_codes(text) if text.startswith("©") else ()):
            desk.codes += find
            kept.append(line)
        elif is_note(text, line.emphasised):
            desk.notes.append(text)
        elif _is_machinery(line, captions):
            desk.removed.append(text)
        elif is_names_line(text):
            desk.by += labelled_names(text)
            desk.removed.append(text)
        elif _is_bare(line):
            desk.removed.append(text)
        else:
            kept.append(_without_picture(line, desk))
    return kept


def _is_machinery(line: Line, captions: frozenset[str]) -> bool:
    text = line.text
    if line.kind != "heading" and _plain(text) in captions:
        return True
    return is_promotion(text) or is_credit(text) or is_update_line(text)


def _is_bare(line: Line) -> bool:
    """Return whether it is a heading over the author's bio, or a list of links alone."""
    if line.kind == "heading":
        return BIOS.is_all_of(folded(line.text))
    return line.kind == "list" and line.link_share >= 0.95 and len(line.text) > 40


def _is_label(text: str) -> bool:
    known = folded(text)
    return READ_ALSO.is_all_of(known) or (
        READ_ALSO.is_all_of(label_of(text)) and text.rstrip().endswith((":", "："))
    )


def _is_linked(line: Line) -> bool:
    return line.link_share >= _LINKS or (
        line.kind == "list" and all(not _ENDS.search(item) for item in line.text.split("\n"))
    )


def _without_picture(line: Line, desk: _Desk) -> Line:
    if line.kind != "paragraph":
        return line
    text, credit = without_credit(line.text)
    if credit is None or not text:
        return line
    desk.removed.append(credit)
    return Line(text, line.kind, line.element, line.link_share, line.emphasised)


def _unmarked_standfirst(lines: list[Line], description: str | None) -> str | None:
    """Find the one line near the top without a full stop, or one set apart that is described."""
    paragraphs = [line for line in lines if line.kind in ("paragraph", "heading")]
    if description and len(paragraphs) >= 3:
        first, second = paragraphs[0], paragraphs[1]
        apart = first.kind == "heading" or (first.emphasised and not second.emphasised)
        if apart and fold(first.text) == fold(description):
            return first.text
    open_ended = [not _ENDS.search(line.text) for line in lines]
    for line, is_open in list(zip(lines, open_ended, strict=True))[:2]:
        if is_open and line.kind == "paragraph" and 30 <= len(line.text) <= 250:
            others = len(lines) - 1
            sure = others >= 4 and sum(open_ended) == 1
            return line.text if sure else None
    return None


def _without_standfirst(lines: list[Line], standfirst: str) -> list[Line]:
    wanted = fold(standfirst)
    kept = []
    for at, line in enumerate(lines):
        known = fold(line.text)
        if known != wanted and not (at < _AT_END and len(known) >= 20 and known in wanted):
            kept.append(line)
    return kept or lines


def _signed_off(
    lines: list[Line], site_names: Collection[str], desk: _Desk
) -> tuple[list[Line], str | None]:
    """Take the sign-off from the end, and whatever stands below it."""
    kept = list(lines)
    printed: list[str] = []
    below: list[Line] = []
    for _ in range(_AT_END):
        if not kept:
            break
        last = kept[-1]
        if last.kind in ("table", "embed") or (last.kind == "heading" and below):
            break
        if _is_bio(last) and len(kept) > 2:
            desk.removed.append(last.text)
            kept.pop()
            continue
        found = split_sign_off(
            last.text,
            alone=len(kept) > 1,
            site_names=site_names,
        )
        if found is None:
            if printed or not is_rights_line(last.text):
                break
            continue
        printed.insert(0, found.printed)
        desk.by += found.by
        kept.pop()
        if found.text:
            kept.append(Line(found.text, last.kind, last.element))
            break
    return (kept, " ".join(printed) or None) if kept else (list(lines), None)


def _signed_off_after(
    lines: Sequence[Line], site_names: Collection[str], desk: _Desk
) -> str | None:
    """Return the sign-off that stands below the body in lines of its own."""
    printed: list[str] = []
    for line in lines:
        found = split_sign_off(line.text, alone=True, site_names=site_names)
        if found is None or found.text:
            break
        printed.append(found.printed)
        desk.by += found.by
    return " ".join(printed) or None


def _is_bio(line: Line) -> bool:
    return line.emphasised and len(line.text) <= 400 and _BIO.search(line.text) is not None


def _dated(
    page: Page,
    lines: list[Line],
    site_names: Collection[str],
    published: date | None,
    language: str | None,
    desk: _Desk,
) -> tuple[list[Line], Dateline | None]:
    for at, line in enumerate(lines[:2]):
        if line.kind not in ("paragraph", "list"):
            continue
        found, rest, people = split_dateline(
            line.text,
            site_names=site_names,
            published=published,
            language=language,
            rest="\n".join([line.text[60:], *(other.text for other in lines[at + 1 : at + 12])]),
            bold=_bold_head(page, line),
        )
        if found is None:
            return lines, None
        if not rest and at + 1 == len(lines):
            return lines, None
        desk.by += people
        first = [Line(rest, line.kind, line.element, line.link_share)] if rest else []
        return [*lines[:at], *first, *lines[at + 1 :]], found
    return lines, None


def _bold_head(page: Page, line: Line) -> str | None:
    """Return what a paragraph begins with in bold."""
    within = page.tree if line.element is None else line.element
    for inner in within.iter("b", "strong"):
        text = text_of(inner)
        if 0 < len(text) < len(line.text) and line.text.startswith(text):
            return text
    return None


def _without_empty_headings(lines: list[Line], desk: _Desk) -> list[Line]:
    """Drop headings under which nothing is left."""
    kept = list(lines)
    while len(kept) > 1 and kept[-1].kind == "heading":
        desk.removed.append(kept.pop().text)
    return kept
