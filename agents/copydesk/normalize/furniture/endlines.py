"""Lines below the copy that are all sign-off: labels and names, agencies, offices, initials."""

from __future__ import annotations

from collections.abc import Collection

import regex

from copydesk.events import Author
from copydesk.normalize.agencies import is_agency_by_form, is_source
from copydesk.normalize.folding import Phrases, folded
from copydesk.normalize.metadata import words

from .bylines import is_byline, is_signature
from .heads import is_small
from .phrases_end import (
    CONTRIBUTED,
    EDITORS,
    OFFICES,
    REPORTERS,
    SOURCES,
    TRANSLATORS,
    WITH_INPUTS,
)

_MOST_NAMED = 6
_LONGEST_LABELLED, _LONGEST_CONTRIBUTED, _LONGEST_WITH = 110, 260, 160
_SENTENCE = regex.compile(r"[!?…。।]$|\p{Ll}{3}\.$")
_NAMED = regex.compile(
    r"[（(]?\s*(?P<label>[^:：՝\n]{2,28}?)\s*[:：՝]\s*(?P<names>[^:：\n()（）/]{2,70}?)"
    # 'A B/KARS, (SHA)': where they were, and for whom
    r"(?:/\p{Lu}[\p{Lu}\s]+)?(?:,?\s\([^()]{2,20}\))?\s*[)）]?$"
)
_SMALL = frozenset(("and", "y", "e", "et", "und", "la", "l'", "the", "der", "de", "da"))
_SOURCED = regex.compile(
    r"[\[(（]?\s*(?P<label>[^:：\n]{2,24}?)\s*[:：]\s*(?P<what>[^:：\n]{2,50}?)\s*[\])）]?\.?$"
)
_PARTS = regex.compile(r"[/／\s]+(?=\p{Han}{2,8}[:：])|\s*[;；|]\s*|\s+[-–/]\s+|\s{2,}")
_AND = regex.compile(
    r"\s*(?:,|;|、|،| and | und | et | y | e | и | و | dan | & )\s*(?:and\s|in\s)?",
    regex.IGNORECASE,
)
# Not behind `St.` and `D.C.`; three letters stand before most stops.
_BOUNDARY = regex.compile(
    r"(?:(?<=\p{Ll}{3}[.!?…])|(?<=[.!?…][\"'”’»)])|(?<=[।۔؟]))\s+(?=\P{Ll})|(?<=[。！？])\s*(?=.)"
)
_NAME = regex.compile(r"\p{L}[\p{L}\p{M}.'’\s\u200c-]{1,40}")
_DEEDS, _BOTH = regex.compile(r"\s?[-/&+]\s?"), 2
_BRACKETS = " .—–-()（）[]【】"
# (Von Merle Hansen, dpa), (By Ann Lee)
_BY_IN_BRACKETS = regex.compile(
    r"^[(（\[](?:von|by|par|por|di|door|af|av|od|от|від|oleh|przez|autor|من|बقلم)\s+"
    r"(?P<names>\p{Lu}[^()（）\[\]:!?]{3,70})[)）\]]\.?$",
    regex.IGNORECASE,
)
# （写真・田辺航）, （文・山田太郎、写真・鈴木花子）
_EASTERN_ROLES = regex.compile(
    r"^[（(【](?:(?:、|　|\s|/|／)*(?:文|文・写真|写真|写真・文|取材|聞き手|構成|編集|編集委員"
    r"|論説委員|記者|訳|翻訳|撮影|図|圖|글|사진|글·사진|번역|撰文|攝影|摄影|採訪|采访|翻译|編譯|编译)[・=＝：:／/\s·]\s?"
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー・\s]{2,16}?){1,3}[）)】]$"
)
# A dotted name's initials, a mark between strokes, numbers of desks.
_INITIALS = regex.compile(
    r"^(?:[-–—]\s?)?(?:\p{L}\p{M}*\.[\s-]?){2,4}$"
    r"|^\p{Lo}\p{M}*(?:\s?\.\s?\p{Lo}\p{M}*){1,3}$"
    r"|^/\s?\p{L}[\p{L}\p{M}.]{0,7}/?$"
    r"|^(?=[^/]*/)(?:[\p{L}\p{M}.]{1,6}(?:[/-]\s?|(?<=/)\s)){1,5}(?:[\p{L}\p{M}.]{1,6})?/?$"
    r"|^\p{Nd}{3,6}\s?/\s?\p{Nd}{3,6}/?$"
)
# (و م ن) ح س/ ع ب: an agency's letters, then those of its desk.
_SPACED = r"\p{Lo}\p{M}*(?:\s\p{Lo}\p{M}*){0,3}"
_MARKS = regex.compile(
    rf"^[(（\[](?:{_SPACED}|\p{{Lu}}{{2,6}})[)）\]]\s(?:{_SPACED}|\p{{L}}{{1,4}})"
    rf"(?:\s?/\s?(?:{_SPACED}|\p{{L}}{{1,4}})){{1,3}}/?$"
)
# cs/jk (AFP, dpa)
_DESK_AND_AGENCIES = regex.compile(r"^\p{Ll}{1,4}(?:/\p{Ll}{1,6}){1,3}\s\([^()]{2,60}\)$")
_SHORT = regex.compile(r"^\p{Ll}{2,4}$|^[(\[]\p{Ll}{2,4}[)\]]$")
_END_MARK = regex.compile(
    r"^[-–—*(（]{0,2}(?:END|ENDS|FIN|FINE|EINDE|KONIEC|КОНЕЦ|SON|終|終わり|完|了|끝|จบ)[-–—*)）]{0,2}$"
)


def end_line(
    text: str, site_names: Collection[str], emphasised: bool = False
) -> tuple[Author, ...] | None:
    """Return whom a line below the copy names, None if it is no sign-off.

    Args:
        text: the line; another stands above it.
        site_names: names of the site, folded by `hygiene.fold`.
        emphasised: whether all of it is in italics, bold or small.
    """
    text = text.strip()
    if is_names_line(text):
        return labelled_names(text)
    if start_of_origin(text, site_names) == 0 or is_office(text):
        return ()
    if (found := _BY_IN_BRACKETS.match(text)) is not None:
        names = [one for one in _AND.split(found["names"]) if not is_source(one, set(site_names))]
        return tuple(author for name in names for author in author_of(name.strip(), None))
    if _EASTERN_ROLES.match(text) or _is_initials(text) or _MARKS.match(text):
        return ()
    if _SHORT.match(text) or _DESK_AND_AGENCIES.match(text) or _END_MARK.match(text):
        return ()
    return () if is_byline(text) or is_signature(text, emphasised) else None


def _is_source_line(text: str, site_names: Collection[str]) -> bool:
    """Return whether a line is a label and the agency or paper that the copy is from."""
    found = _SOURCED.match(text) if len(text) <= _LONGEST_LABELLED else None
    if found is None or _SENTENCE.search(text):
        return False
    known = folded(found["label"])
    what = found["what"].strip(_BRACKETS)
    if SOURCES.is_all_of(known):
        # Whoever is named: an institute, a paper, an address.
        return len(what.split()) <= 6 and (
            not is_small(what[0]) or "." in what or is_source(what, set(site_names))
        )
    if not (EDITORS.is_all_of(known) or REPORTERS.is_all_of(known)):
        return False
    return _is_initials(what) or is_source(what, set(site_names)) or is_agency_by_form(what)


def start_of_origin(text: str, site_names: Collection[str]) -> int | None:
    """Return where the sentence begins that says, at the end of a text, from whom the copy is or
    whose reports went into it; None if there is none."""
    start = max((found.end() for found in _BOUNDARY.finditer(text)), default=0)
    last = text[start:]
    return start if _is_source_line(last, site_names) or _is_contribution(last) else None


def _is_contribution(text: str) -> bool:
    known = folded(text)
    if len(text) <= _LONGEST_CONTRIBUTED and CONTRIBUTED.ends(known):
        return True
    if len(text) > _LONGEST_WITH:
        return False
    phrase = WITH_INPUTS.begins(known)
    if phrase is None:
        return False
    if text[0] in "(（[—–-*" or text.isupper() or phrase == known:
        return True
    # Without brackets only where nothing but names follows.
    named = regex.split(r"\s+", text)[phrase.count(" ") + 1 :]
    return 1 <= len(named) <= _MOST_NAMED and all(
        word[0].isupper() or word.lower() in _SMALL for word in named
    )


def is_office(text: str) -> bool:
    """Return whether a line is the office that gave a release out, or the editors as a whole."""
    return len(text) <= 60 and OFFICES.is_all_of(folded(text))


def _is_initials(text: str) -> bool:
    """Return whether a line is initials: all small, all capitals, digits, or without case."""
    if len(text) > 24 or not _INITIALS.match(text):
        return False
    letters = [part for part in regex.split(r"[^\p{L}\p{M}]+", text) if part]
    alike = all(part.islower() for part in letters) or all(part.isupper() for part in letters)
    cased = any(part.islower() or part.isupper() for part in letters)
    short = all(len(part) <= 3 for part in letters) or (len(letters) == 1 and "/" in text)
    return alike or (not cased and short)


def _label_role(label: str) -> str | None:
    parts = _DEEDS.split(label)
    if len(parts) == _BOTH and all(_label_role(one) or is_author_label(one) for one in parts):
        # 'Haber-Kamera', 'Text/Foto': one who did both is the author.
        return "reporter"
    known = folded(label)
    if EDITORS.is_all_of(known):
        return "editor"
    if REPORTERS.is_all_of(known):
        return "reporter"
    if TRANSLATORS.is_all_of(known):
        return "translator"
    return next((role for role, names in _ROLES.items() if names.is_all_of(known)), None)


_ROLES = {role: Phrases({"any": listed}) for role, listed in words.ROLES.items()}
_AUTHORS = Phrases({"any": words.AUTHOR_LABELS})


def is_author_label(label: str) -> bool:
    """Return whether a label stands before the name of an author."""
    return _AUTHORS.is_all_of(folded(label))


def labelled_names(text: str) -> tuple[Author, ...]:
    """Return whom a line `Editor: NAME`, `責任編輯：NAME` names, empty if it is no such line."""
    found: list[Author] = []
    for part in _PARTS.split(text.strip()):
        match = _NAMED.match(part)
        if match is None:
            label, _, names = part.partition(" ")
        else:
            label, names = match["label"], match["names"]
        role = _label_role(label)
        if role or (match is not None and is_author_label(label)):
            for name in _AND.split(names):
                found += author_of(name.strip(), role)
    return tuple(dict.fromkeys(found))


def is_names_line(text: str) -> bool:
    """Return whether a short line is labels and the names of who made the copy."""
    if len(text) > _LONGEST_LABELLED or _SENTENCE.search(text):
        return False
    parts = [_NAMED.fullmatch(part) for part in _PARTS.split(text.strip())]
    return bool(parts) and all(
        part is not None
        and (_label_role(part["label"]) is not None or is_author_label(part["label"]))
        and all(author_of(name.strip(), None) for name in _AND.split(part["names"]) if name)
        for part in parts
    )


def author_of(name: str, role: str | None) -> list[Author]:
    """Return an author, or nothing if a text is no name by its form."""
    whole = _NAME.fullmatch(name) is not None and len(name.split()) <= 5 and not is_small(name[0])
    return [Author(name=name, role=role)] if whole else []
