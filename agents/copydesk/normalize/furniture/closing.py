"""What stands below the copy: the sign-off, and a few words on the author."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice

import regex
from lxml import html

from copydesk.events import Author
from copydesk.normalize.folding import folded
from copydesk.normalize.hygiene import fold
from copydesk.normalize.page import is_aligned

from .endlines import end_line, is_names_line, is_office, labelled_names
from .inserts import is_rights_line
from .lines import Desk, Line
from .marks import is_marked, marks_of
from .phrases_end import ISSUED_BY
from .signatures import signature
from .signoffs import split_sign_off

_NO_SIGN = ("table", "embed", "heading", "list")
_LINKED = 0.8
_MOST_OF_ISSUER, _LONGEST_ISSUER = 4, 90
"""Lines in which a release says who gave it out, and letters of each."""
_AT_END = 5
"""Blocks at the end in which a sign-off may stand."""
_LONGEST_STYLE = 200
_UP = 4
"""Elements above a line that may be its box."""
_CARD = re.compile(r"(?<![a-z])(?:cards?|widgets?|cta|promo|donat(?:e|ion))(?![a-z])")
_MARK = regex.compile(r"\p{L}[\p{L}\p{M}.]{1,11}")
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
    lines: list[Line], site_names: Collection[str], authors: Collection[str], desk: Desk
) -> tuple[list[Line], str | None]:
    """Take the sign-off from the end, and whatever stands below it.

    Args:
        lines: the body.
        site_names: names of the site and of the dateline's source, folded by `hygiene.fold`.
        authors: names of the byline, folded: an agency's sign the copy again, a person's stands
            over a few words on them.
        desk: takes what is dropped, and whom the sign-off names.
    """
    names = {*site_names, *authors}
    kept, printed = _issued(lines, desk)
    by: list[Author] = []
    signed: list[Author] = []
    for _ in range(0 if printed else _AT_END):
        if not kept:
            break
        last = kept[-1]
        if last.kind in _NO_SIGN:
            break
        is_card = " " in last.text and fold(last.text) in authors and not is_office(last.text)
        if (is_card or _is_bio(last)) and len(kept) > 2:
            desk.removed.append(last.text)
            kept.pop()
            continue
        if _LETTER.search(last.text) is None and len(kept) > 1:
            # A rule between the copy and what stands below it, in characters.
            if not printed:
                break
            desk.removed.append(kept.pop().text)
            continue
        found = _signed(last, len(kept) > 1, names, bool(printed))
        if found is None and _is_mark_below(kept, names):
            found = "", last.text, (), ()
        if found is None:
            break
        text, sign, named, signers = found
        printed.insert(0, sign)
        by[:0] = named
        signed[:0] = signers
        kept.pop()
        if text:
            kept.append(Line(text, last.kind, last.element))
            break
    if not kept:
        return list(lines), None
    desk.by += by
    desk.signed += signed
    return kept, "\n".join(printed) or None


def _is_mark_below(lines: Sequence[Line], names: Collection[str]) -> bool:
    """Return whether the last line is a word below an agency's: who worked on it there."""
    if len(lines) <= 2 or not _MARK.fullmatch(lines[-1].text):
        return False
    found = _signed(lines[-2], True, names, True)
    return found is not None and not found[0]


def _issued(lines: Sequence[Line], desk: Desk) -> tuple[list[Line], list[str]]:
    """Return lines without the block that says who gave a release out, and its lines.

    `Issued by:` stands in a line of its own; the office and the house follow, a line each.
    """
    for at in range(max(1, len(lines) - _MOST_OF_ISSUER), len(lines) - 1):
        text = lines[at].text
        if text.rstrip().endswith((":", "：")) and ISSUED_BY.is_all_of(folded(text)):
            below = [line.text for line in lines[at:]]
            if all(len(one) <= _LONGEST_ISSUER for one in below):
                desk.signed.append(Author(name=below[1]))
                return list(lines[:at]), below
    return list(lines), []


def _signed(
    line: Line, alone: bool, site_names: Collection[str], below: bool
) -> tuple[str, str, tuple[Author, ...], tuple[Author, ...]] | None:
    """Return what a line is without its sign-off, that, whom it names, and who signs by name."""
    text = line.text
    if alone and is_names_line(text):
        return "", text, labelled_names(text), ()
    # Whoever signs a letter sets a name at the right.
    apart = line.emphasised or (
        line.element is not None and is_aligned(line.element, "right", within=_LONGEST_STYLE)
    )
    found = signature(text, alone=alone, emphasised=apart, names=site_names)
    if found is not None and (alone or found.start):
        return text[: found.start].rstrip(), text[found.start :], (), found.by
    if alone and (authors := end_line(text, site_names, apart)) is not None:
        return "", text, authors, ()
    if alone and is_rights_line(text):
        return "", text, (), ()
    split = split_sign_off(text, alone=alone, site_names=site_names, below=below)
    return None if split is None else (split.text, split.printed, split.by, ())


def signed_off_after(
    lines: Sequence[Line], above: str | None, site_names: Collection[str], desk: Desk
) -> str | None:
    """Return the sign-off with what of it stands below the body in lines of its own.

    Args:
        lines: those below the body.
        above: the sign-off at the end of the body.
        site_names: names of the site, folded by `hygiene.fold`.
        desk: takes whom it names.
    """
    printed = above.split("\n") if above else []
    for line in lines:
        if line.kind in _NO_SIGN or line.link_share >= _LINKED or _is_in_card(line):
            break
        # A notice belongs to the names above it; alone it is the page's.
        own = split_sign_off(line.text, alone=True, site_names=site_names)
        if not printed and own is None and is_rights_line(line.text):
            break
        found = _signed(line, True, site_names, bool(printed))
        if found is None and printed and _is_issuer(line, printed[0]):
            found = "", line.text, (), ()
        if found is None or found[0]:
            break
        if found[1] in printed:
            continue
        printed.append(found[1])
        desk.by += found[2]
        desk.signed += found[3]
    return "\n".join(printed) or None


def _is_issuer(line: Line, label: str) -> bool:
    """Return whether a line below `Issued by:` is one of those that say by whom."""
    short = line.emphasised and len(line.text) <= _LONGEST_ISSUER
    return short and ISSUED_BY.is_all_of(folded(label))


def beside(last: html.HtmlElement | None, below: Sequence[Line]) -> list[Line]:
    """Return the lines below a body that stand in one element with its last: they go on with it.

    What the page prints outside the text, as the editor in charge, is none of the sign-off.
    """
    parent = None if last is None else last.getparent()
    here = (last, parent)
    return [
        line
        for line in below
        if parent is not None
        and line.element is not None
        and (
            line.element is last
            or (line.element.getparent() in here and not is_rights_line(line.text))
        )
    ]


def _is_in_card(line: Line) -> bool:
    """Return whether a line is the head of a box that calls to something: the site names itself."""
    above = () if line.element is None else islice(line.element.iterancestors(), _UP)
    return any(one.attrib and is_marked(marks_of(one), _CARD) for one in above)


def _is_bio(line: Line) -> bool:
    return line.emphasised and len(line.text) <= 400 and _BIO.search(line.text) is not None
