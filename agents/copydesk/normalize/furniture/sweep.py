"""Inserts out of a body: what a line says, or the box that it stands in, tells them from copy."""

from __future__ import annotations

import regex

from copydesk.normalize.folding import folded
from copydesk.normalize.page import Page, text_of

from .boxes import is_boxed, is_pulled
from .codes import find_codes, is_code_line
from .endlines import is_names_line, labelled_names
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
from .lines import Desk, Line
from .phrases import READ_ALSO
from .phrases_end import BIOS
from .signoffs import is_mark

_LINKS = 0.8
_MOST_LINKS = 12
_SHORTEST_CAPTION = 15
_ALL_LINKS = 0.95
_LONGEST_NAMES = 60
"""Characters from which on a line that is no list of names is copy."""
_LONGEST_RIGHTS = 40
_ENDS = regex.compile(r"[.!?…。！？؟।۔።:;\"'”’»)\]]\s*$")
_HANGUL, _HEAD = regex.compile(r"\p{Hangul}"), 60
_SENTENCE = regex.compile(r"[.!?…。！？؟।۔።][\"'”’»」)\]]*\s*$")


def captions_of(page: Page) -> frozenset[str]:
    """Return what is printed at the pictures of a page, and what they are said to show."""
    texts = [text_of(element) for element in page.tree.iter("figcaption")]
    texts += [image.get("alt") or "" for image in page.tree.iter("img", "amp-img")]
    return frozenset(_plain(text) for text in texts if len(text) >= _SHORTEST_CAPTION)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def swept(
    lines: list[Line], captions: frozenset[str], desk: Desk, *, below: bool = False
) -> list[Line]:
    """Drop inserts, keep notes and codes in their fields.

    Args:
        lines: those of a body, or those below it.
        captions: as `captions_of` returns them.
        desk: takes what is dropped.
        below: whether the lines stand below the body: names are no byline there.
    """
    kept: list[Line] = []
    links = 0
    """How many lines under a label of links may still be links."""
    end = _end_of_copy(lines)
    korean = any(_HANGUL.search(line.text[:_HEAD]) for line in lines[:1])
    for at, line in enumerate(lines):
        text = line.text
        if links and _is_linked(line):
            links -= 1
            desk.removed.append(text)
            continue
        links = 0
        if (line.kind == "quote" and is_pulled(line)) or (
            line.kind == "table" and (line.link_share >= _ALL_LINKS or is_boxed(line))
        ):
            desk.removed.append(text)
        elif line.kind in ("table", "quote", "embed"):
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
        elif (
            _ends_names(text, kept)
            or (below and _is_notice(text))
            or ((below or at > end) and is_mark(text, korean=korean))
        ):
            kept.append(line)
        elif _is_machinery(line, captions) or _is_bare(line):
            desk.removed.append(text)
        else:
            kept.append(_without_picture(line, desk))
    return kept if below else _without_names_above(kept, desk)


def _without_names_above(lines: list[Line], desk: Desk) -> list[Line]:
    """Drop names that stand above or within the copy; those at its end are its sign-off."""
    end = _end_of_copy(lines)
    kept: list[Line] = []
    for at, line in enumerate(lines):
        if at < end and line.kind == "paragraph" and is_names_line(line.text):
            desk.by += labelled_names(line.text)
            desk.removed.append(line.text)
        else:
            kept.append(line)
    return kept


def _end_of_copy(lines: list[Line]) -> int:
    """Return where the last line is that is copy."""
    return next((at for at in range(len(lines) - 1, -1, -1) if _is_copy(lines[at].text)), 0)


def _is_copy(text: str) -> bool:
    long = len(text) > _LONGEST_NAMES or _SENTENCE.search(text) is not None
    return long and not is_names_line(text)


def _ends_names(text: str, kept: list[Line]) -> bool:
    """Return whether a line names who made the copy, or is the notice that belongs to such."""
    if is_names_line(text):
        return True
    return bool(kept) and is_names_line(kept[-1].text) and _is_notice(text)


def _is_notice(text: str) -> bool:
    return len(text) <= _LONGEST_RIGHTS and is_rights_line(text)


def _is_machinery(line: Line, captions: frozenset[str]) -> bool:
    text = line.text
    if line.kind != "heading" and _plain(text) in captions:
        return True
    if is_promotion(text) or is_credit(text) or is_update_line(text):
        return True
    return is_boxed(line)


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


def _without_picture(line: Line, desk: Desk) -> Line:
    if line.kind != "paragraph":
        return line
    text, credit = without_credit(line.text)
    if credit is None or not text:
        return line
    desk.removed.append(credit)
    return Line(text, line.kind, line.element, line.link_share, line.emphasised)


def without_empty_headings(lines: list[Line], desk: Desk) -> list[Line]:
    """Drop headings under which nothing is left."""
    kept = list(lines)
    while len(kept) > 1 and kept[-1].kind == "heading":
        desk.removed.append(kept.pop().text)
    return kept
