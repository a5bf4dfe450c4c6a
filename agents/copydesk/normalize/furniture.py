"""Furniture around the copy that has a field of its own: kicker, standfirst, dateline, sign-off."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.events import Block, Dateline

from .page import Page, text_of

_CLASS_KICKER = re.compile(r"kicker|eyebrow|overline|roofline|dachzeile", re.IGNORECASE)
_CLASS_STANDFIRST = re.compile(
    r"standfirst|\bdek\b|subheadline|sub-headline|\bsapo\b", re.IGNORECASE
)
_SIGN_OFF = re.compile(r"\s*([\[(][\w. -]{1,15}/[\w. -]{1,15}[\])])\s*$")
_STORY_CODE = re.compile(r"story code\s*:\s*([\w-]{3,20})", re.IGNORECASE)
_ABOVE = 4
"""Blocks at the top in which the headline, the date and their like may still stand."""
_TIME_OR_YEAR = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{4}\b|\d{4}年")
_ENDS = re.compile(r"[.!?…。！？؟।:;\"'”’»)\]]\s*$")
_DATELINE = re.compile(r"^(?P<text>(?P<source>[^\W\d_][\w .]{1,30}?) ?[-–—])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What was taken out of the body."""

    blocks: tuple[Block, ...]
    standfirst: str | None = None
    dateline: Dateline | None = None
    sign_off: str | None = None
    removed: tuple[str, ...] = ()


def kicker(page: Page) -> str | None:
    """Return the line above the headline, where the page marks it."""
    for element in page.tree.xpath("//*[@class]"):
        if _CLASS_KICKER.search(element.get("class")):
            text = text_of(element).rstrip(":： ")
            if 0 < len(text) <= 80:
                return text
    return None


def story_code(page: Page) -> str | None:
    """Return the story code that some agencies print under the copy."""
    text = page.tree.text_content()
    # The expression alone looks at each letter; most pages have no such words.
    found = _STORY_CODE.search(text) if "story code" in text.casefold() else None
    return found[1] if found else None


def _marked_standfirst(page: Page) -> str | None:
    for element in page.tree.xpath("//p[@class] | //h2[@class] | //div[@class]"):
        if _CLASS_STANDFIRST.search(element.get("class")):
            text = text_of(element)
            if 20 <= len(text) <= 600:
                return text
    return None


def _is_date_line(block: Block) -> bool:
    """Return whether a line above the copy is the page's date, with or without a byline."""
    text = block.text
    if block.kind != "paragraph" or len(text) > 80 or _ENDS.search(text):
        return False
    return bool(_TIME_OR_YEAR.search(text))


def _unmarked_standfirst(blocks: list[Block]) -> str | None:
    """Find the one line near the top without a full stop, among paragraphs that have one."""
    open_ended = [not _ENDS.search(block.text) for block in blocks]
    for block, is_open in list(zip(blocks, open_ended, strict=True))[:2]:
        if is_open and block.kind == "paragraph" and 30 <= len(block.text) <= 250:
            others = len(blocks) - 1
            return block.text if others >= 4 and sum(open_ended) == 1 else None
    return None


def separate(
    page: Page,
    blocks: list[Block],
    *,
    headline: str | None,
    above: str | None,
    site_names: set[str],
) -> Furniture:
    """Take furniture out of the blocks of a body.

    Args:
        page: the page.
        blocks: the body as extracted.
        headline: the headline, which some extractors repeat on top.
        above: the kicker.
        site_names: names of the site, folded by `fold`; a first paragraph that begins with one
            and a dash has a dateline.
    """
    removed: list[str] = []
    head = [headline, above, f"{above}:" if above else None]
    for block in blocks[:_ABOVE]:
        if block.text in head or _is_date_line(block):
            removed.append(block.text)
    blocks = [b for at, b in enumerate(blocks) if at >= _ABOVE or b.text not in removed]
    standfirst = _marked_standfirst(page) or _unmarked_standfirst(blocks)
    if standfirst is not None:
        blocks = [block for block in blocks if block.text != standfirst]
    blocks = [block for block in blocks if not _STORY_CODE.fullmatch(block.text)]
    dateline = sign_off = None
    if (
        blocks
        and (found := _DATELINE.match(blocks[0].text))
        and fold(found["source"]) in site_names
    ):
        dateline = Dateline(text=found["text"], source=found["source"])
        first = Block(kind=blocks[0].kind, text=blocks[0].text[found.end() :])
        blocks = [first, *blocks[1:]]
    if blocks and (found := _SIGN_OFF.search(blocks[-1].text)):
        sign_off = found[1]
        rest = blocks[-1].text[: found.start()]
        blocks = [*blocks[:-1], *([Block(kind=blocks[-1].kind, text=rest)] if rest else [])]
    return Furniture(tuple(blocks), standfirst, dateline, sign_off, tuple(removed))


def fold(name: str) -> str:
    """Return a name in the form in which names are compared."""
    return re.sub(r"[\W_]", "", name).casefold()
