"""A byline -> the people and desks it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from copydesk.dates.localized import start_of_day
from copydesk.normalize.agencies import is_source
from copydesk.normalize.cities import is_city
from copydesk.normalize.hygiene import clean_text

from . import words

_MOST_WORDS = 7
_LONGEST = 70
_EMAIL = re.compile(r"[<(\[]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)\]]?")
_HANDLE = re.compile(r"\(?(?<!\w)@\w+\)?")
_ADDRESS = re.compile(r"(?:https?:|www\.)\S+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]\s*")
_STRONG = regex.compile(r"\s+[|•·–—―-]+\s+|\s*[|•·／;；]\s*|\s+/\s+|^\W*[-–—]\s*|\s*[-–—]\s*$")
_DIGIT = regex.compile(r"\p{Nd}")
_LETTER = regex.compile(r"\p{L}")
_JOINED = regex.compile(
    rf"\s+(?:{'|'.join(map(re.escape, words.CONJUNCTIONS.split('|')))})\s+|\s*[&、，]\s*"
    # Arabic's and Hebrew's 'and' is written onto the next word; names begin with it too, so a first
    # name of two words must stand before it.
    r"|(?<=\p{Arabic}{2,}\s\p{Arabic}{2,})\s+و\s*(?=\p{Arabic}{2,}\s\p{Arabic}{2,})"
    r"|(?<=\p{Hebrew}{2,}\s\p{Hebrew}{2,})\s+ו(?=\p{Hebrew}{2,}\s\p{Hebrew}{2,})",
    regex.IGNORECASE,
)
_TWO_WORDS = r"\p{L}[\p{L}\p{M}.'’-]*\s+\p{L}[\p{L}\p{M}.'’-]*"
# Hatice YILMAZ-Kerem ASLANOĞLU/KARS, (SHA)
_CAPITALS = regex.compile(r"(?<=\s\p{Lu}{2,})-(?=\p{Lu}\p{Ll}+\s\p{Lu}{2,})")
_PLACE_BEHIND = regex.compile(r"(?<=\p{L}{2})/\p{Lu}{2,}[\p{Lu}\s.-]*(?:,.*)?$")
_WITHIN = regex.compile(
    rf"(?<={_TWO_WORDS})\s+(?:{words.WITHIN})\s+(?={_TWO_WORDS})", regex.IGNORECASE
)
_LEADING = regex.compile(
    rf"^(?:{'|'.join(map(re.escape, words.CONJUNCTIONS.split('|')))})\s+(?=\p{{L}}+\s)"
)
_FULL_NAME = r"\p{Lu}[\p{L}\p{M}.'’-]*(?:\s\p{Lu}[\p{L}\p{M}.'’-]*){1,2}"
_PEOPLE = regex.compile(
    rf"{_FULL_NAME}(?:,\s{_FULL_NAME})*"
    rf"\s(?i:{'|'.join(map(re.escape, f'{words.CONJUNCTIONS}|{words.WITHIN}'.split('|')))})\s"
    rf"{_FULL_NAME}(?:,\s\p{{Lu}}[\p{{L}}\p{{M}}\s.'’-]*)?"
)
_BESIDE = regex.compile(r"\s*[,،/|]\s*|\s+[-–—]\s+|\s+in\s+(?=\p{Lu})")
_NAME_AND_PLACE = 2
_ONE_PERSON = regex.compile(
    r"\p{Lu}[\p{L}\p{M}.'’-]*(?:\s\p{Lu}[\p{L}\p{M}.'’-]*){1,3}"
    r"|\p{Lo}[\p{Lo}\p{M}]+(?:\s\p{Lo}[\p{Lo}\p{M}]+){1,3}"
)
_LONGEST_LINE = 120
_LONGEST_PIECE = 2000
"""Characters of a byline that are read: patterns take the square of it, and pages say anything."""
_COMMA = re.compile(r"\s*[,،]\s*")
_SENTENCE = regex.compile(r"[!?…؟。！？]|\p{L}{4,}\.\s")
_COLON = "[:：៖՝]"


def _either(*lists: str) -> str:
    parts = sorted({word for one in lists for word in one.split("|")}, key=len, reverse=True)
    return "|".join(map(re.escape, parts))


_ROLES = {
    word.casefold(): role for role, listed in words.ROLES.items() for word in listed.split("|")
} | {word.casefold(): "reporter" for word in words.CORRESPONDENTS.split("|")}
_ANY_LABEL = _either(words.AUTHOR_LABELS, words.SOURCE_LABELS, *words.ROLES.values())
_LABELLED = regex.compile(
    # 'Haber-Kamera: A', 'Text/Foto: B': one who did both.
    rf"\s*(?P<label>{_ANY_LABEL})(?:\s?[-/&+]\s?(?:{_ANY_LABEL}))?"
    rf"\s*(?:{_COLON}\s*|$)",
    regex.IGNORECASE,
)
_DEEDS = (
    "(?:edited|editing|reporting|reported|photos?|photographs|photography|illustrations?|written|words"
    "|posted|published|story|text|video|translated)"
)
_BARE = regex.compile(
    rf"\s*(?P<label>{_either(words.CORRESPONDENTS)})\s*{_COLON}?\s+(?=\p{{L}}+\s+\p{{L}})"
    rf"|\s*(?P<label>{_either(words.BARE)}|{_DEEDS} by)\s+"
    rf"|\s*(?P<label>{_either(words.BEFORE_TWO)})\s+(?=\p{{L}}+\s+\p{{L}})"
    rf"|\s*(?P<label>{_either(words.BARE_DEEDS)})\s+(?-i:(?=[\p{{Lu}}\p{{Lo}}]))"
    # 'Aus Rom berichtet A B', 'Laporan Wartawan Tribunnews.com, A B'
    r"|\s*(?P<label>aus\s\p{L}+\sberichtet|laporan\swartawan\s[\w.]+,?)\s+",
    regex.IGNORECASE,
)
_HAN_LABEL = regex.compile(
    # Names are short: '记者在首班船上看到，船舱里坐了四十多名乘客' is copy.
    r"\s*(?P<label>本?[報报]?記者|本?[報报]?记者|通讯员|撰文|責任編輯|责任编辑|编辑|編輯)"
    r"\s*(?=\p{Han}{1,5}(?!\p{Han})(?!.*\p{Han}{7}))"
    r"|\s*(?P<label>写真|撮影|取材|文|聞き手)\s*[・＝=／/]\s*(?=\p{Han})"
    r"|\s*(?P<label>編集委員|論説委員|글|기자)\s+(?=[\p{Han}\p{Hangul}]{2,5}$)"
)
_ALL_LABELS = (words.AUTHOR_LABELS, words.SOURCE_LABELS, *words.ROLES.values())


def _whole(*lists: str) -> str:
    """Return a pattern of the labels that are no end of another: 'edited by', but not 'by'."""
    labels = {word for one in lists for word in one.split("|")}
    ends = {word.rpartition(" ")[2] for word in labels if " " in word}
    return _either("|".join(labels - ends))


_INSIDE = regex.compile(
    # 'Text: A, photos: B' and '记者 A 通讯员 B': a label within a line begins a part of its own.
    rf"[\s,;，；、.]+(?=(?:{_whole(*_ALL_LABELS)})\s*{_COLON})"
    r"|\s+(?=(?:记者|記者|通讯员|编辑|編輯|摄影|攝影)\s+\p{Han})"
    # 'Story by A. Photographs by B'.
    rf"|[\s,;.]+(?:and\s+)?(?={_DEEDS}\s+by\s)",
    regex.IGNORECASE,
)
_WRAPPED = re.compile(r"^[（【〔\[]([^（）【】〔〕\[\]]*)[）】〕\]]$")
_LOWER = regex.compile(r"\p{Ll}")
_PARTICLES = frozenset(
    (
        *("de", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "zu", "zum"),
        *("den", "der", "ten", "ter", "al", "el", "bin", "ibn", "ben", "abu", "la", "le", "af"),
    )
)
_HAN_AFTER = regex.compile(
    r"(?<=\p{Hangul}{2,4})\s*(?:선임|인턴|객원)?(?:기자(?:님)?|특파원)$|(?<=\p{Han}{2,4})\s*記者$"
)
_HAN_NAMES = regex.compile(r"\p{Han}{2,3}(?:\s\p{Han}{2,3})+")
_REPORTED = regex.compile(r"\p{Han}{2,4}(?:報導|报道|報道|電|电)")
_WHERE = regex.compile(r"(?:reporting\s+)?(?:from|in|at|aus|desde|depuis|из)\s", regex.IGNORECASE)
_NO_NAMES = frozenset(words.NO_NAMES.split("|"))
_CALL = regex.compile(rf"(?:{_either(words.CALLS)})\s", regex.IGNORECASE)
_TITLES = {title: role for role, listed in words.TITLES.items() for title in listed.split("|")}
_HOUSE = regex.compile(rf"(?:{_either(words.HOUSES)})(?:(?<=['’])|\s)")
_OFFICE = regex.compile(rf"\b(?:{_either(words.OFFICES)})", regex.IGNORECASE)
_MACHINES = frozenset(words.MACHINES.split("|"))
_ADMIN = re.compile(r"(?:^|[_.\d-])admin(?:$|[_.\d-])")
_UNDERSCORED = re.compile(r"\w+_\w+")
_JOINED_ADMIN = re.compile(r"[a-z\d_.-]+admin")
_SOURCES = frozenset(words.SOURCE_LABELS.split("|"))
_JOINS = frozenset(f"{words.CONJUNCTIONS}|{words.WITHIN}".split("|"))
_BEFORE_DAY = "on|am|le|el|op|den"
_TWO_NAMES = r"\p{Lu}[\p{L}\p{M}.'’-]+(?:\s\p{L}[\p{L}\p{M}.'’-]*){0,3}\s\p{Lu}[\p{L}\p{M}.'’-]+"
# 'Ada Berg in Nairobi', 'Ada Berg is a reporter …': the name ends there.
_GOES_ON = regex.compile(
    rf"^({_TWO_NAMES})\s+(?:(?:reporting\s+)?(?:in|from|at|aus|for|für|pour)\s+(?=(?:the\s)?\p{{Lu}})"
    r"|(?:with|mit|avec|con|com|met)\s(?:l['’])?(?=\p{Lu}{2,})"
    r"|(?:writes|reports|schreibt|berichtet|escribe|informa|scrive)[.:]?$"
    rf"|(?:{_BEFORE_DAY})\s+(?:\p{{L}}+\s)?(?=\p{{Nd}})|(?=\p{{Nd}}{{1,2}}[:./\s])"
    r"|(?:is|was)\s+(?:an?|the|our)\s|ist\s|est\s(?:une?\s)?|es\s(?:una?\s)|è\s).*$"
)
_DAY_BEFORE = regex.compile(
    r"^[^.!?]{0,40}\p{Nd}[^.!?]{0,20}?\s(?=(?:by|von|par|por|door|oleh)\s+(?-i:\p{Lu}[\p{L}.]+\s\p{Lu}))",
    regex.IGNORECASE,
)
"""A date before the label: 'Posted on May 1, 2026 by Ada Berg'."""
_ON = regex.compile(rf"\s+(?:{_BEFORE_DAY})$")
"""What is left before a day that was cut off: 'Posted by Ada Berg on'."""


class Name(NamedTuple):
    """A name of a byline."""

    name: str
    """As printed."""
    role: str | None = None
    """What the byline says that they did: editor, photographer, video, translator, reporter."""
    labelled: bool = False
    """Whether a word before it says that it is a name."""
    is_source: bool = False
    """Whether the word before it is 'source'."""


def names_in(pieces: Iterable[str]) -> list[Name]:
    """Return the names of a byline, each once.

    Args:
        pieces: its text, cut where the page's elements do.
    """
    found: dict[str, Name] = {}
    label: str | None = None
    for piece in _parts(pieces):
        label, rest = _label(piece, label)
        if not rest:
            continue
        # A place follows its name after a comma that begins a part of its own.
        bare = rest.strip(",، ")
        if rest[0] in ",،، " and (len(bare.split()) < 2 or _is_office(bare)):
            continue
        role = _ROLES.get(label) if label else None
        labelled = label is not None or _HAN_AFTER.search(rest) is not None
        for name in _split(rest):
            if found and label is None and (said := _OFFICE.search(name)):
                _entitle(found, name, said[0])
                continue
            one = Name(name, role, labelled, label in _SOURCES)
            if is_name(name):
                found.setdefault(name.casefold(), one)
        label = None
    # Where they are stands beside them.
    people = [one for one in found.values() if not is_city(one.name)]
    return people or list(found.values())


def _entitle(found: dict[str, Name], title: str, office: str) -> None:
    """Give the last name the role of an office that stands behind it: 'A B - Photographer'."""
    key, last = found.popitem()
    role = _TITLES.get(title.casefold()) or _TITLES.get(office.casefold())
    found[key] = last if last.role else last._replace(role=role)


def _parts(pieces: Iterable[str]) -> Iterator[str]:
    for piece in pieces:
        text = clean_text(piece[: 2 * _LONGEST_PIECE])[:_LONGEST_PIECE]
        text = _ADDRESS.sub(" ", _HANDLE.sub(" ", _EMAIL.sub(" ", text)))
        text = _DAY_BEFORE.sub("", _WRAPPED.sub(r"\1", text.strip()))
        is_label = _LABELLED.match(text) or _BARE.match(text) or _HAN_LABEL.match(text)
        for line in _INSIDE.split(text) if is_label else (text,):
            for part in _STRONG.split(line):
                if part and (bare := _GOES_ON.sub(r"\1", _without_day(part.strip()))):
                    yield bare


def _without_day(text: str) -> str:
    """Return a part of a byline without the weekday that begins its date, and all behind that."""
    at = start_of_day(text)
    return text if at is None else _ON.sub("", text[:at].rstrip(" ,،、"))


def _label(piece: str, before: str | None) -> tuple[str | None, str]:
    """Return the label that holds for a piece, and what is left of the piece."""
    label, rest = before, piece
    while found := (_LABELLED.match(rest) or _BARE.match(rest) or _HAN_LABEL.match(rest)):
        label, rest = found["label"].casefold(), rest[found.end() :]
        if not rest:
            break
    return label, rest.strip()


def _split(text: str) -> Iterator[str]:
    text = _BRACKETS.sub(" ", text).strip()
    if _HAN_NAMES.fullmatch(text):
        yield from text.split()
        return
    text = _PLACE_BEHIND.sub("", text)
    parted = (one for part in _JOINED.split(text) for one in _WITHIN.split(part))
    joined = (one for part in parted for one in _CAPITALS.split(part))
    for several in joined:
        parts = [part for part in _COMMA.split(several) if part]
        first = parts[0].split() if parts else []
        for at, part in enumerate(parts):
            # 'A B, C D' are two people; 'A B, Berlin' and 'A B, science editor' are one.
            if at and len(first) > 1 and (len(part.split()) < 2 or _is_office(part)):
                continue
            # 'A B, CNN Indonesia' too, but not 'Associated Press, Reuters'.
            if at and is_source(part, frozenset()) and not is_source(parts[0], frozenset()):
                continue
            yield _trimmed(part)


def _is_office(text: str) -> bool:
    """Return whether what stands after a name and a comma says what somebody is, or where."""
    if _OFFICE.search(text) or _HOUSE.match(text):
        return True
    first = text.partition(" ")[0]
    return bool(_LOWER.match(first)) and first not in _PARTICLES


def _trimmed(name: str) -> str:
    name = _HAN_AFTER.sub("", name.strip(' \t,،:：;-–—|/*"“”'))
    return _LEADING.sub("", name).strip()


def is_name(text: str) -> bool:
    """Return whether a text may be the name of a person or a desk."""
    if not 1 < len(text) <= _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if (
        _WHERE.match(text)
        or _DIGIT.search(text)
        or not _LETTER.search(text)
        or _SENTENCE.search(text)
        or _CALL.match(text)
        or _REPORTED.fullmatch(text)
    ):
        return False
    folded = text.casefold()
    return folded not in _NO_NAMES and folded not in _JOINS and not _LABELLED.fullmatch(text)


def are_people(text: str) -> bool:
    """Return whether a line is nothing but names of two people and more, and perhaps a place."""
    return len(text) <= _LONGEST_LINE and _PEOPLE.fullmatch(text) is not None


def is_name_beside(text: str) -> bool:
    """Return whether a line is the name of one person and, set apart, a city or an agency: 'Ada
    Berg, Abuja', 'Ada Berg in London', 'القاهرة - أحمد علي'."""
    parts = [part for part in _BESIDE.split(text.strip()) if part]
    if len(text) > _LONGEST or len(parts) != _NAME_AND_PLACE:
        return False
    beside = [is_city(part) or is_source(part, frozenset()) for part in parts]
    if sum(beside) != 1:
        return False
    [name] = [part for part, is_place in zip(parts, beside, strict=True) if not is_place]
    return _ONE_PERSON.fullmatch(name) is not None


def is_account(name: str) -> bool:
    """Return whether a name is that of a content system's account, as `subh_admin`."""
    folded = name.casefold().strip()
    if folded in _MACHINES or _ADMIN.search(folded) or _UNDERSCORED.fullmatch(folded):
        return True
    return _JOINED_ADMIN.fullmatch(name.strip()) is not None
