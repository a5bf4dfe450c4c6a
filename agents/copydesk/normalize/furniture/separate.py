"""Takes furniture out of a body and puts it into the fields of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from lxml import etree

from copydesk.events import Author, Block, Dateline
from copydesk.normalize.hygiene import fold
from copydesk.normalize.page import Page

from .closing import beside, signed_off, signed_off_after
from .codes import find_codes
from .inserts import is_note
from .lines import Desk, Marked, lines_of
from .marks import marked_notes
from .opening import Told, dated, standfirst_of, without_head, without_standfirst
from .sweep import captions_of, swept, without_empty_headings

_TEXTS = etree.XPath("//body//text()[not(parent::script or parent::style)]", smart_strings=False)


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
    signed: tuple[Author, ...] = ()
    """Who signs the copy by name."""
    removed: tuple[str, ...] = ()
    """What has no field."""


def separate(
    page: Page,
    blocks: Sequence[Block | Marked],
    *,
    headline: str | None,
    above: str | None,
    site_names: Collection[str],
    published: date | None = None,
    language: str | None = None,
    authors: Collection[str] = (),
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
        authors: names of the byline, which a line at the end may repeat.
        before: lines of the page right before the body, which are no copy.
        after: those right after it.
    """
    told = Told(site_names, published, language)
    desk = Desk(codes=list(find_codes("\n".join(cast("list[str]", _TEXTS(page.tree))))))
    lines = without_head(lines_of(page, blocks), headline, above, desk)
    captions = captions_of(page)
    lines = swept(lines, captions, desk)
    desk.notes += [text for text in marked_notes(page) if is_note(text)]
    standfirst, in_standfirst = standfirst_of(page, lines, headline, told)
    if standfirst is not None:
        lines = without_standfirst(lines, standfirst)
    alone = lines_of(page, before[-1:])
    lines, dateline = dated(page, lines, told, desk, *alone)
    if dateline is None:
        _, dateline = dated(page, [*alone, *lines], told, desk)
    if in_standfirst is not None and dateline is None and standfirst is not None:
        dateline, standfirst = in_standfirst, standfirst[len(in_standfirst.text) :].lstrip()
    houses = {*site_names, fold(dateline.source)} if dateline and dateline.source else site_names
    last = lines[-1].element if lines else None
    lines, sign_off = signed_off(lines, houses, frozenset(map(fold, authors)), desk)
    # What is dropped below a sign-off was none of the body, notes there are the article's.
    own = Desk() if sign_off else desk
    below = swept(lines_of(page, after), captions, own, below=True)
    if sign_off is not None:
        desk.notes += own.notes
        below = beside(last, below)
    sign_off = signed_off_after(below, sign_off, houses, desk)
    lines = without_empty_headings(lines, desk)
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
        signed=tuple(dict.fromkeys(desk.signed)),
        removed=tuple(desk.removed),
    )
