"""What stands above the copy: the headline again, dates, the standfirst, the dateline."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import regex
from lxml import html

from copydesk.dates.localized import start_of_day
from copydesk.events import Author, Dateline
from copydesk.normalize.hygiene import fold
from copydesk.normalize.metadata.names import names_in
from copydesk.normalize.page import Page, text_of

from .bylines import is_byline, is_names_and_place
from .datelines import split_dateline
from .lines import Desk, Line
from .marks import dateline_mark, marked_standfirst

_ABOVE = 4
"""Blocks at the top in which the headline, the date and their like may still stand."""
_FIRST = 6
"""Blocks at the top among which the first paragraph is looked for, if none before is a sentence."""
_BESIDE = 2
"""Paragraphs beside one that is marked as a lead, from which it is one of them."""
_ENDS = regex.compile(r"[.!?…。！？؟।۔።:;\"'”’»)\]]\s*$")
_SENTENCE = regex.compile(r"[.!?…。！？؟।۔።][\"'”’»」)\]]*\s*$")
_TIME_OR_YEAR = regex.compile(r"\b\p{Nd}{1,2}[:.]\p{Nd}{2}\b|\b\p{Nd}{4}\b|\p{Nd}{4}年")
_DASH_AT_END = regex.compile(r"[-–—:]\s*$")
_LONGEST_LINE, _LONGEST_ALONE = 160, 60
_SEGMENTS = regex.compile(r"\s[·•|]\s")
_PREFIX = 3
_TOP, _OTHERS = 4, 4


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the article before its first paragraph is read."""

    site_names: Collection[str]
    """Folded by `hygiene.fold`."""
    published: date | None = None
    """The day of publication, from which a dateline's date is completed."""
    language: str | None = None
    """BCP 47 tag, for names of months."""


def without_head(
    lines: list[Line], headline: str | None, above: str | None, desk: Desk
) -> list[Line]:
    """Drop the headline, the kicker and the page's date that stand on top of the copy."""
    head = {fold(text) for text in (headline, above) if text}
    kept = []
    sentences = 0
    """A standfirst may stand above the date; below two paragraphs there is no top any more."""
    for at, line in enumerate(lines):
        sentences += len(line.text) > _LONGEST_ALONE and _SENTENCE.search(line.text) is not None
        told = fold(line.text) in head or _is_date_line(line) or _is_byline(line)
        if at < _ABOVE and sentences < _BESIDE and told:
            desk.removed.append(line.text)
        else:
            kept.append(line)
    return kept


def _is_date_line(line: Line) -> bool:
    """Return whether a line above the copy is the page's date, with or without a byline."""
    if len(line.text) > 80:
        return False
    if line.kind == "heading":
        # A heading that is a whole day, with its weekday; a year alone may head copy.
        return start_of_day(line.text) == 0 and _TIME_OR_YEAR.search(line.text) is not None
    if line.kind != "paragraph":
        return False
    if _ENDS.search(line.text) and not _SEGMENTS.search(line.text):
        return False
    # A dateline may stand in a line of its own.
    if _DASH_AT_END.search(line.text):
        return False
    return _TIME_OR_YEAR.search(line.text) is not None


def _is_byline(line: Line) -> bool:
    if line.kind != "paragraph":
        return False
    return is_byline(line.text) or (line.emphasised and is_names_and_place(line.text))


def standfirst_of(
    page: Page, lines: list[Line], headline: str | None, told: Told
) -> tuple[str | None, Dateline | None]:
    """Return the standfirst, and the dateline that it begins with."""
    copy = {
        line.element
        for line in lines[:_TOP]
        if line.element is not None and _SENTENCE.search(line.text) is not None
    }
    marked = marked_standfirst(page, headline, copy)
    if marked is not None and (marked.sure or not _is_among(marked.element, lines)):
        text = marked.text
        found, rest, _ = split_dateline(
            text,
            site_names=told.site_names,
            published=told.published,
            language=told.language,
        )
        if found is None:
            return text, None
        if marked.sure and rest:
            return text, found
    return _unmarked_standfirst(lines, page.meta.get("description")), None


def _is_among(element: html.HtmlElement, lines: list[Line]) -> bool:
    """Return whether an element stands among the paragraphs of the body, as one of them."""
    parent = element.getparent()
    beside = sum(
        line.element is not None
        and line.element is not element
        and line.element.getparent() is parent
        and _SENTENCE.search(line.text) is not None
        for line in lines[:10]
    )
    return element.tag == "p" and beside >= _BESIDE


def _unmarked_standfirst(lines: list[Line], description: str | None) -> str | None:
    """Find the one line near the top without a full stop, or one set apart that is described."""
    paragraphs = [line for line in lines if line.kind in ("paragraph", "heading")]
    if description and len(paragraphs) >= 3:
        first = paragraphs[0]
        plain = any(not one.emphasised for one in paragraphs[1:_OTHERS])
        apart = first.kind == "heading" or (first.emphasised and plain)
        if apart and fold(first.text) == fold(description):
            return first.text
    open_ended = [not _ENDS.search(line.text) for line in lines]
    for line, is_open in list(zip(lines, open_ended, strict=True))[:2]:
        if is_open and line.kind == "paragraph" and 30 <= len(line.text) <= 250:
            others = len(lines) - 1
            sure = others >= 4 and sum(open_ended) == 1
            return line.text if sure else None
    return None


def without_standfirst(lines: list[Line], standfirst: str) -> list[Line]:
    """Drop the standfirst from the top of the copy; it may stand there in several lines."""
    wanted = fold(standfirst)
    kept = []
    for at, line in enumerate(lines):
        known = fold(line.text)
        if known != wanted and not (at < _PREFIX and len(known) >= 10 and known in wanted):
            kept.append(line)
    return kept or lines


def dated(
    page: Page, lines: list[Line], told: Told, desk: Desk, before: Line | None = None
) -> tuple[list[Line], Dateline | None]:
    """Cut the dateline off the first paragraph; lines above it are no copy.

    The first paragraph is the first that is a sentence. One that stands below others that are
    none (a byline, a caption, a subhead that came along) is it still.

    Args:
        page: the page.
        lines: the body.
        told: what is known of the article.
        desk: takes what is dropped, and whom the dateline names.
        before: the line of the page right before the body.
    """
    for at, line in enumerate(lines[:_FIRST]):
        if line.kind not in ("paragraph", "list"):
            continue
        alone = _SENTENCE.search(line.text) is None
        others = [*lines[at + 1 : at + 12], *lines[at + 12 :][-2:]]
        found, rest, people = split_dateline(
            line.text,
            site_names=told.site_names,
            published=told.published,
            language=told.language,
            rest="\n".join([line.text[60:], *(other.text for other in others)]),
            bold=_bold_head(page, line),
            marked=dateline_mark(line.element),
            alone=alone and (line.emphasised or len(line.text) <= _LONGEST_ALONE),
        )
        if found is not None:
            if not rest and at + 1 == len(lines):
                return lines, None
            desk.by += people
            desk.signed += () if rest else _reporter_above(line, lines[at - 1] if at else before)
            above = [one for one in lines[:at] if not _is_no_copy(one)]
            desk.removed += [one.text for one in lines[:at] if _is_no_copy(one)]
            first = [Line(rest, line.kind, line.element, line.link_share)] if rest else []
            return [*above, *first, *lines[at + 1 :]], found
        if not alone or len(line.text) > _LONGEST_LINE:
            break
    return lines, None


def _reporter_above(dateline: Line, above: Line | None) -> list[Author]:
    """Return who stands in the line above a dateline, the two alone in one paragraph."""
    holder = dateline.element
    if above is None or above.element is None or holder is None:
        return []
    if above.element is not holder and above.element.getparent() is not holder:
        return []
    if len(text_of(holder)) > len(above.text) + len(dateline.text) + 1:
        return []
    names = names_in([above.text]) if len(above.text) <= _LONGEST_ALONE else []
    return [Author(name=one.name, role=one.role) for one in names if not one.is_source]


def _is_no_copy(line: Line) -> bool:
    short = len(line.text) <= _LONGEST_LINE and _SENTENCE.search(line.text) is None
    return line.kind in ("paragraph", "heading") and short


def _bold_head(page: Page, line: Line) -> str | None:
    """Return what a paragraph begins with in bold."""
    within = page.tree if line.element is None else line.element
    for inner in within.iter("b", "strong"):
        text = text_of(inner)
        if 0 < len(text) < len(line.text) and line.text.startswith(text):
            return text
    return None
