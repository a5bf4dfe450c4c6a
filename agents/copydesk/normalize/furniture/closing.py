"""What stands below the copy: the sign-off, and a few words on the author."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice

import regex

from copydesk.events import Author

from .endlines import end_line
from .inserts import is_rights_line
from .lines import Desk, Line
from .marks import is_marked, marks_of
from .signoffs import split_sign_off

_NO_SIGN = ("table", "embed", "heading", "list")
_LINKED = 0.8
_AT_END = 5
"""Blocks at the end in which a sign-off may stand."""
_UP = 4
"""Elements above a line that may be its box."""
_CARD = re.compile(
    r"(?<![a-z])(?:cards?|widgets?|cta|promo|donat(?:e|ion))(?![a-z])", re.IGNORECASE
)
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_BIO = re.compile(
    r"\b(?:is|was) (?:an? |the |our )?(?:[\w-]+ ){0,4}(?:reporter|correspondent|journalist|editor"
    r"|columnist|professor|fellow|writer|author|researcher|lecturer|analyst)\b"
    r"|\bist (?:freier? |freie )?(?:Journalist|Redakteur|Korrespondent|Autor|Professor)"
    r"|\best (?:un |une )?(?:journaliste|professeure?|chercheu)"
    r"|\bes (?:un |una )?(?:periodista|profesora?|escritora?|analista)\b"
    r"|\bè (?:un |una )?(?:giornalista|professore|scrittore)"
)


def signed_off(
    lines: list[Line], site_names: Collection[str], desk: Desk
) -> tuple[list[Line], str | None]:
    """Take the sign-off from the end, and whatever stands below it."""
    kept = list(lines)
    printed: list[str] = []
    by: list[Author] = []
    for _ in range(_AT_END):
        if not kept:
            break
        last = kept[-1]
        if last.kind in _NO_SIGN:
            break
        if _is_bio(last) and len(kept) > 2:
            desk.removed.append(last.text)
            kept.pop()
            continue
        if _LETTER.search(last.text) is None and len(kept) > 1:
            # A rule between the copy and what stands below it, in characters.
            if not printed:
                break
            desk.removed.append(kept.pop().text)
            continue
        found = _signed(last, len(kept) > 1, site_names, bool(printed))
        if found is None:
            break
        text, sign, authors = found
        printed.insert(0, sign)
        by[:0] = authors
        kept.pop()
        if text:
            kept.append(Line(text, last.kind, last.element))
            break
    if not kept:
        return list(lines), None
    desk.by += by
    return kept, "\n".join(printed) or None


def _signed(
    line: Line, alone: bool, site_names: Collection[str], below: bool
) -> tuple[str, str, tuple[Author, ...]] | None:
    """Return what a line is without its sign-off, that, and whom it names."""
    if alone and (authors := end_line(line.text, site_names, line.emphasised)) is not None:
        return "", line.text, authors
    if alone and is_rights_line(line.text):
        return "", line.text, ()
    found = split_sign_off(line.text, alone=alone, site_names=site_names, below=below)
    return None if found is None else (found.text, found.printed, found.by)


def signed_off_after(lines: Sequence[Line], site_names: Collection[str], desk: Desk) -> str | None:
    """Return the sign-off that stands below the body in lines of its own."""
    printed: list[str] = []
    for line in lines:
        if line.kind in _NO_SIGN or line.link_share >= _LINKED or _is_in_card(line):
            break
        found = _signed(line, True, site_names, bool(printed))
        if found is None or found[0]:
            break
        printed.append(found[1])
        desk.by += found[2]
    return "\n".join(printed) or None


def _is_in_card(line: Line) -> bool:
    """Return whether a line is the head of a box that calls to something: the site names itself."""
    above = () if line.element is None else islice(line.element.iterancestors(), _UP)
    return any(one.attrib and is_marked(marks_of(one), _CARD) for one in above)


def _is_bio(line: Line) -> bool:
    return line.emphasised and len(line.text) <= 400 and _BIO.search(line.text) is not None
