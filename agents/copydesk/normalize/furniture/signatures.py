"""Who signs the copy by name, at its end: in brackets, with an office, before what they did."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import regex

from copydesk.events import Author
from copydesk.normalize.agencies import is_house
from copydesk.normalize.folding import Phrases, folded
from copydesk.normalize.metadata import words
from copydesk.normalize.metadata.names import names_in

from .bylines import is_byline, is_signature
from .phrases_end import REPORTERS, WITH_INPUTS

_ENDED = r"(?<=^|[.!?…。！？।۔։။][\"'”’»」』)]?\s?)"
_HAN_LABEL = (
    r"(?:本[報报社]|[\p{Han}]{2,6}[報报]|首席|见习|見習|实习|實習|特约|特派)?"
    r"(?:記者|记者|通讯员|通訊員|編集委員|特派员|特派員|实习生|撰文|采写|採訪|采访)"
)
_HAN_NAME = r"\p{Han}{2,4}"
# （山田太郎）, 【大谷真理】, （记者 沈岚 通讯员 杜小雨 田一川）
# not （敬称略）, （苦笑）, 【関連記事】
_EASTERN = regex.compile(
    rf"(?<=^|[。！？」』”]\s?)[（(【〔](?P<names>(?:{_HAN_LABEL}[\s：:　]*)?{_HAN_NAME}"
    rf"(?:[、・，,/／\s　]+(?:{_HAN_LABEL}[\s：:　]*)?{_HAN_NAME}){{0,6}})[）)】〕]$"
)
_ASIDE = regex.compile(
    r"略|笑|声|聲|続|续|續|以上|以下|写真|動画|記事|関連|相关|图|圖|完|待|泣|下同|同$|拍手|掌|広告"
)
_LABELS = regex.compile(rf"{_HAN_LABEL}[\s：:　]*")
_SEPARATORS = regex.compile(r"[、・，,/／\s　]+")
_PERSON = (
    r"\p{Lu}[\p{L}\p{M}.'’-]+"
    r"(?:\s(?:(?:de|da|di|del|dela|dos|van|von|der|la|le|el|bin|al)\s){0,2}\p{Lu}[\p{L}\p{M}.'’-]*){1,3}"
)
_AND = r"(?:,\s|\s(?:and|und|et|y|e|i|og|och|ja|en|a|at|dan|и|та|і|και|ve|&)\s)"
# (Ronnie Abrenica at Malou Zafe)
_BRACKETED = regex.compile(rf"{_ENDED}[(\[](?P<names>{_PERSON}(?:{_AND}{_PERSON}){{0,3}})[)\]]\.?$")
# (မောင်သာရ) in a line of its own: in scripts without capitals only its place tells it.
_UNCASED = regex.compile(
    r"[(\[](?P<names>\p{Lo}[\p{Lo}\p{M}.\u200b-\u200d]{1,30}(?:\s\p{Lo}[\p{Lo}\p{M}.\u200b-\u200d]{0,20}){0,3})[)\]]"
)
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_UNSPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
# Abdoulaye SOW, correspondant permanent à Linguère
_WITH_OFFICE = regex.compile(rf"(?P<name>{_PERSON}),\s(?P<office>[^.!?;\p{{Nd}}]{{4,70}})$")
_OFFICE = regex.compile(
    rf"(?:\p{{L}}+\s){{0,2}}(?:{'|'.join(map(regex.escape, words.OFFICES.split('|')))})",
    regex.IGNORECASE,
)
# በምናለ ብርሃኑ: 'by' is written onto the name.
_AMHARIC_BY = regex.compile(r"በ(?P<name>\p{Ethiopic}{2,}(?:\s\p{Ethiopic}{2,}){1,2})")
# ปลาวาฬ หางขาด / รายงาน
_DEED_BEHIND = regex.compile(
    r"(?P<name>[^/／:：\n]{2,40}?)\s?[/／]\s?"
    r"(?P<deed>\p{L}[\p{L}\p{M}\s]{1,20})"
)
_DEEDS = Phrases({"any": "|".join((*words.ROLES.values(), *words.TITLES.values()))})
_LONGEST = 100


class Signature(NamedTuple):
    """Names at the end of a text."""

    start: int
    """Where they begin."""
    by: tuple[Author, ...]


def signature(
    text: str, *, alone: bool, emphasised: bool, names: Collection[str]
) -> Signature | None:
    """Return the signature of people at the end of a text, if it has one.

    Args:
        text: one of the last paragraphs.
        alone: whether another paragraph stands before it, so that all of it may be a signature.
        emphasised: whether all of it is in italics, bold or small.
        names: names of the site and of agencies, folded by `hygiene.fold`.
    """
    tail = text[-160:]
    base = len(text) - len(tail)
    if (match := _EASTERN.search(tail)) is not None and not _ASIDE.search(match["names"]):
        people = _SEPARATORS.split(_LABELS.sub(" ", match["names"]).strip())
        return _checked(base + match.start(), [Author(name=name) for name in people], names)
    if (match := _BRACKETED.search(tail)) is not None and not _is_according_to(match["names"]):
        listed = regex.split(_AND, match["names"])
        return _checked(base + match.start(), [Author(name=name) for name in listed], names)
    return _line(text, emphasised, names) if alone and len(text) <= _LONGEST else None


def _is_according_to(inside: str) -> bool:
    """Return whether brackets begin as 'according to' does: `(Theo Reuters)`."""
    phrase = WITH_INPUTS.begins(folded(inside))
    return phrase is not None and is_house(inside[len(phrase) :].strip(), frozenset())


def _line(text: str, emphasised: bool, names: Collection[str]) -> Signature | None:
    """Return the same for a short line that is nothing else."""
    if (match := _UNCASED.fullmatch(text)) is not None and not _CJK.search(text):
        name = match["names"]
        told = " " in name or _UNSPACED.match(name)
        return _checked(0, [Author(name=name)] if told else [], names)
    if (match := _AMHARIC_BY.fullmatch(text)) is not None:
        return _checked(0, [Author(name=match["name"])], names)
    if (match := _WITH_OFFICE.match(text)) is not None and _OFFICE.match(match["office"]):
        return _checked(0, [Author(name=match["name"])], names)
    if (match := _DEED_BEHIND.fullmatch(text)) is not None:
        known = folded(match["deed"])
        if REPORTERS.is_all_of(known) or _DEEDS.is_all_of(known):
            return _checked(0, [Author(name=match["name"].strip())], names)
    # What an agency prints last, '(Reporting by …; editing by …)', is none of theirs.
    bare = text[0].isalpha() and ";" not in text
    if bare and (is_byline(text) or is_signature(text, emphasised)):
        people = [one for one in names_in([text]) if one.role is None and not one.is_source]
        return _checked(0, [Author(name=one.name.rstrip(".")) for one in people], names)
    return None


def _checked(start: int, people: list[Author], names: Collection[str]) -> Signature:
    """Return a signature; where a house signs with them the line is an agency's."""
    own = frozenset(names)
    houses = any(is_house(one.name, own) for one in people)
    return Signature(start, () if houses else tuple(people))
