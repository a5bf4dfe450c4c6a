"""The sign-off under the last paragraph, and the names of those who made the copy in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import regex

from copydesk.events import Author
from copydesk.normalize.agencies import is_agency_by_form, is_source
from copydesk.normalize.folding import folded
from copydesk.normalize.hygiene import fold

from .endlines import author_of, labelled_names, start_of_origin
from .phrases_end import SOURCES, WITH_INPUTS

_LETTER = r"\p{L}\p{M}*"
_INITIALS = rf"(?:(?:{_LETTER}[\u200c.]?){{1,6}}|{_LETTER}(?:\s{_LETTER}){{1,3}})"
_ENDED = r"(?<=[.!?…。！？।؟۔።။][\"'”’»」)]?\s?|^)"
# [IT/r], (ant/abc), (RH/DN), (END/2026)
_BRACKETED = regex.compile(
    r"[\[(（](?=[^)\]]*\p{L})[\p{L}\p{M}\p{N}_. -]{1,15}"
    r"(?:/[\p{L}\p{M}\p{N}_. -]{1,15}){1,3}[\])）]\.?$"
)
_DOTTED = regex.compile(
    r"[\[(](?:(?:\p{L}{1,2}[.\u200c]\s?){1,3}\p{L}{0,2}|\p{Lo}(?:\s\p{Lo}){1,3})[\])]$"
)
# (PAG): whoever it is, it is no sentence.
_ABBREVIATED = regex.compile(r"(?<=^|[.!?…][\"'”’»]?\s)\(\p{Lu}{1,6}\)\.?$")
# (Z-2), (OL-5), (*): a desk's number, a newsroom's mark
_NUMBERED = regex.compile(
    r"(?<=^|[.!?…][\"'”’»]?\s)[(（](?:\p{Lu}{1,3}-\p{Nd}{1,3}|\*{1,3})[)）]\.?$"
)
_BARE = regex.compile(
    r"(?<=[.!?…。।۔።][\"'”’»」)\]]?\s)(?P<name>\p{L}[\p{L}\p{M}./-]{1,24}(?:\s\p{L}[\p{L}\p{M}]{1,20})?)$"
)
_SMALL_AGENCIES = frozenset(("dpa", "epd", "kna", "ots", "dpa-afx", "sid"))
_IN_BRACKETS = regex.compile(
    r"(?<=^|[.!?…。！？।۔።؟][\"'”’»」]?\s?)[(（\[](?P<inside>[^()（）\[\]]{3,70})[)）\]][.。]?$"
)
# AGERPRES/(AS - editor: Ion Pop)
_AGENCY_AND_BRACKETS = regex.compile(
    r"(?<=^|[.!?…]\s?)(?P<name>\p{Lu}[\p{L}-]{1,15})\s?/\s?\([^()]{2,90}\)$"
)
# DPI KJN RHL: an agency, then those of its desk.
_AGENCY_AND_DESK = regex.compile(
    r"(?<=[.!?…][\"'”’»]?\s)(?P<name>\p{Lu}[\p{Lu}-]{1,6})(?:\s\p{Lu}{2,4}){1,5}$"
)
# А.Г., К.Д.
_DOTTED_BARE = regex.compile(
    r"(?<=[.!?…][\"'”’»]?\s)\p{Lu}\.\s?\p{Lu}\.(?:(?:,\s?|\s\p{Ll}{1,3}\s)\p{Lu}\.\s?\p{Lu}\.){0,2}$"
)
# -dpa, -ਟੀਐੱਨਐੱਨਪੀ: a word that hangs on its dash is none of a sentence.
_HANGING = regex.compile(r"(?<=[.!?…।۔][\"'”’»]?\s)[-–—]\p{L}[\p{L}\p{M}.]{1,20}$")
_END = regex.compile(
    r"(?:[\[(（]\s*(?:END|ENDS|FIN|KONIEC|конец|끝|完|了|おわり|hết|تمت|انتهى|END/?\p{Nd}{0,4})\s*[\])）]\.?"
    r"|(?<=\s|^)(?:###|-30-|#END|ENDS|Enditem)|[-—–/]?\s?انتهای (?:پیام|خبر)\s?[/.]?.{0,14}"
    r"|[-—–/]?\s?(?:انتهى|پایان پیام)\s?[/.]?.{0,12})$",
    regex.IGNORECASE,
)
_STROKES = regex.compile(
    rf"{_ENDED}(?:/{_INITIALS}(?:/{_INITIALS})*/"
    rf"|{_INITIALS}(?:/{_INITIALS}){{1,4}}(?:/\p{{Nd}}{{1,2}}[:.]\p{{Nd}}{{2}})?"
    rf"|/\s?\p{{Nd}}{{3,6}}/?|\p{{Ll}}{{2,4}}/|/(?:\p{{Ll}}{{2,4}}|\p{{Lu}}{{2,4}})"
    rf"|{_INITIALS}(?:\s?//\s?{_INITIALS}){{1,2}})$"
)
_DPA = regex.compile(
    rf"(?:{_ENDED}dpa(?:-\p{{L}}+)?(?:\s\p{{Ll}}{{2,4}}){{2,5}}|©[^\n]{{0,30}}\bdpa[^\n]{{0,40}})$"
)
_THAI = regex.compile(r"\([ก-ฮ]{2,3}\)$")
_SOURCE = regex.compile(
    r"(?P<all>(?:[\[(（]|(?:--?|[—–―])\s?)(?P<name>[^()（）\[\]—–]{2,40}?)[\])）]?[.。]?)$"
)
_COMMAS = regex.compile(r"\s*[,;/]\s*")
_IS_DAY = regex.compile(r"\p{Nd}{1,2}\.\s?\p{Nd}{1,2}\.(?:\s?\p{Nd}{2,4})?")
_DESK = regex.compile(r"\p{Ll}{2,4}")
_ADDRESS = regex.compile(r"(?:\p{L}[\p{L}\p{N}-]{1,30}\.){1,3}\p{L}{2,8}")
# H.A. (Theo Reuters): initials, and whence they have it
_INITIALS_AND_WHENCE = regex.compile(r"(?:\p{Lu}\.\s?){1,4}\((?P<inside>[^()]{3,60})\)\.?")
# বিডি প্রতিদিন/এমআই: a house, and the initials of one who works there
_HOUSE_AND_INITIALS = regex.compile(r"[\p{Lo}\p{M}\s]{2,25}/\s?\p{Lo}[\p{Lo}\p{M}.]{0,7}")
_LONGEST_MARK = 30
_LONGEST_REPORTING = 420
_BY = regex.compile(
    r"[(（—–-]{0,3}\s{0,3}(?P<label>(?:additional\s+)?(?:reporting|writing|edited|editing|reported|written|compiled"
    r"|reporte|reportage|reportagem|bericht|geschrieben|redigiert|editado|edição|hecho)\s+(?:by|in|von"
    r"|de|por|du)\b)",
    regex.IGNORECASE,
)
_AGENCY_TEAM = regex.compile(
    r"(?P<all>[(（\[【](?P<inside>(?:إعداد|تحرير|كتابة|Redaktion|Traduction|version française"
    r"|Tradotto|Traducido|Reporte|Автор|Редактор|Перевод|翻译|编译|編譯|翻訳|編集|責任編輯|責編|责任编辑"
    r"|编辑|編輯|譯者|译者|核稿|責任編集|Oprac|Opracow|Haberi|Yazan|Pewarta|取材)[^()（）\[\]【】]{2,160})"
    # The day behind it, by the years of the Republic: 1130501
    r"[)）\]】](?:[.。]|\p{Nd}{6,7})?)$",
    regex.IGNORECASE,
)
_MAIL = r"[\w.+-]{2,40}@[\w-]+(?:\.[\w-]+){1,3}"
_REPORTER_LINE = regex.compile(
    # Right behind a stop there is the rest of an address, as in `ada.berg@post.example`.
    rf"(?:^|(?<=[.!?\"”]\s|[。”]))[\[(【/=]*\s*(?:(?:\p{{Hangul}}{{2,8}}\s?=\s?)?"
    rf"(?P<name>\p{{Hangul}}{{2,4}})"
    r"\s?(?:기자|특파원|선임기자|인턴기자|객원기자|칼럼니스트|논설위원|평론가|에디터)"
    rf"\s*[=/]?\s*[\[(]?(?:{_MAIL})?|{_MAIL})[\])】]*$"
)
_KOREAN_REPORTER = regex.compile("기자|특파원")
_EAST_REPORTER = regex.compile(
    r"^[（(]?(?:本報)?(?:记者|記者)[\s:：]*(?P<name>\p{Han}{2,4}(?:、\p{Han}{2,4})*)[）)]?$"
)
_DASHED = regex.compile(r"^[-–—]\s?\p{L}[^.!?。।]{2,34}$")
_AND = regex.compile(
    r"\s*(?:,|;|、|،| and | und | et | y | e | и | و | & )\s*(?:and\s|in\s)?", regex.IGNORECASE
)
_ROLE_PART = regex.compile(
    r"(?P<label>additional reporting by|reporting and writing by|reporting by|writing by|written by"
    r"|editing by|edited by|reporte de|editado por|reportagem de|edição de|bericht von"
    r"|geschrieben von|redigiert von|reportage de|compiled by)\s+(?P<names>[^;.]+)",
    regex.IGNORECASE,
)
_PLACE_OF = regex.compile(r"\s+(?:in|at|from|en|em|à|aus)\s+\p{Lu}.*$")
_MOST = 4


@dataclass(frozen=True, slots=True)
class SignOff:
    """What a paragraph ends with."""

    text: str
    """The paragraph without it."""
    printed: str
    """As printed."""
    by: tuple[Author, ...] = ()


def split_sign_off(
    text: str, *, alone: bool, site_names: Collection[str] = (), below: bool = False
) -> SignOff | None:
    """Return a paragraph without the sign-off at its end, if it has one.

    Args:
        text: one of the last paragraphs.
        alone: whether another paragraph stands before it, so that all of it may be a sign-off.
        site_names: names of the site, folded by `hygiene.fold`.
        below: whether a part of the sign-off stands below it in a line of its own.
    """
    names = frozenset(site_names)
    end = len(text)
    by: list[Author] = []
    for _ in range(_MOST):
        found = _last(text[:end].rstrip(), alone, names)
        if found is None:
            break
        start, authors = found
        if start == 0 and not alone:
            break
        end = start
        by = [*authors, *by]
    if end == len(text):
        return None
    return SignOff(text[:end].rstrip(), text[end:].strip(), tuple(by))


def is_mark(text: str, *, korean: bool = False) -> bool:
    """Return whether a short line is a desk's letters, a reporter's name or the mark of an end,
    and nothing else.

    Args:
        text: the line.
        korean: whether the copy is.
    """
    if len(text) > _LONGEST_MARK:
        return False
    if (found := _REPORTER_LINE.fullmatch(text)) is not None:
        # An address alone is how to reach somebody; in Korea it signs the copy.
        return korean or found["name"] is not None
    for pattern in (_BRACKETED, _NUMBERED, _END, _STROKES):
        if (match := pattern.match(text)) is not None and match.end() == len(text):
            return pattern is not _STROKES or _are_initials(text)
    return False


def _last(text: str, alone: bool, names: frozenset[str]) -> tuple[int, tuple[Author, ...]] | None:
    """Return where the last piece of a sign-off begins, and whom it names."""
    if not text:
        return None
    if alone and (match := _INITIALS_AND_WHENCE.fullmatch(text)):
        return (0, ()) if _says_whence(match["inside"], names) else None
    tail = text[-220:]
    base = len(text) - len(tail)
    for pattern in (
        _BRACKETED,
        _DOTTED,
        _ABBREVIATED,
        _NUMBERED,
        _END,
        _STROKES,
        _DPA,
        _THAI,
        _DOTTED_BARE,
        _HANGING,
    ):
        if (match := pattern.search(tail)) is not None:
            if pattern is _STROKES and not _are_initials(match[0]):
                continue
            return base + match.start(), ()
    if (match := _AGENCY_TEAM.search(tail)) is not None:
        return base + match.start(), labelled_names(match["inside"])
    if (found := _reporting(text)) is not None:
        return found
    if (match := _SOURCE.search(tail)) is not None and (
        is_source(match["name"].strip(), names) or _ADDRESS.fullmatch(match["name"])
    ):
        before = tail[: match.start()].rstrip()
        if not before or regex.search(r"[.!?…。！？।؟۔።။\"'”’»」]$", before):
            return base + match.start(), ()
    bare = _BARE.search(tail)
    if bare is not None and is_source(bare["name"], names):
        name = bare["name"]
        if not name.islower() or name in _SMALL_AGENCIES:
            return base + bare.start("name"), ()
    if (match := _IN_BRACKETS.search(tail)) is not None and _says_whence(match["inside"], names):
        return base + match.start(), ()
    if (start := start_of_origin(text, names)) is not None:
        return start, ()
    if (match := _AGENCY_AND_BRACKETS.search(tail)) is not None and is_source(match["name"], names):
        return base + match.start(), ()
    if (match := _AGENCY_AND_DESK.search(tail)) is not None and is_source(match["name"], names):
        return base + match.start(), ()
    if (match := _REPORTER_LINE.search(tail)) is not None:
        role = "reporter" if _KOREAN_REPORTER.search(match[0]) else None
        author = (Author(name=match["name"], role=role),) if match["name"] else ()
        return base + match.start(), author
    if alone and len(text) <= 40:
        return _whole(text, names)
    return None


def _says_whence(inside: str, names: frozenset[str]) -> bool:
    """Return whether brackets say whose reports went into the copy, or from where it is."""
    # red, APA, 1.5.2024
    parts = [part for part in _COMMAS.split(inside) if not _IS_DAY.fullmatch(part)]
    sources = [part for part in parts if is_source(part, names)]
    if sources and all(part in sources or _DESK.fullmatch(part) for part in parts):
        return True
    if WITH_INPUTS.begins(folded(inside)) is not None or is_agency_by_form(inside):
        return True
    label, mark, _ = inside.replace("：", ":").partition(":")
    return bool(mark) and SOURCES.is_all_of(folded(label))


def _whole(text: str, names: frozenset[str]) -> tuple[int, tuple[Author, ...]] | None:
    """Return the same for a short paragraph that is nothing else."""
    if is_source(text.strip(" .-–—()[]"), names):
        return 0, ()
    if (match := _EAST_REPORTER.match(text)) is not None:
        people = tuple(Author(name=name) for name in match["name"].split("、"))
        return 0, people
    if _DASHED.match(text) and len(text.split()) <= 5:
        return 0, ()
    if _HOUSE_AND_INITIALS.fullmatch(text):
        return 0, ()
    first, *others = text.split()
    # Ana Popescu is a person; ANA abc is not.
    person = first.istitle() and fold(first) not in names
    if is_source(first, names) and others and len(others) <= 3 and not person:
        return (0, ()) if not regex.search(r"[.!?।,:]$", text) else None
    return None


def _are_initials(printed: str) -> bool:
    """Return whether parts between strokes are initials: all small, all capitals, or digits."""
    letters = [part for part in regex.split(r"[/\s.:\u200c]+", printed) if part]
    if not all(part.isdecimal() for part in letters):
        # The hour at which they were done.
        letters = [part for part in letters if not part.isdecimal()]
    if not letters:
        return False
    cased = [part for part in letters if part[0].islower() or part[0].isupper()]
    return len(cased) == len(letters) or all(len(part) <= 4 for part in letters)


def _reporting(text: str) -> tuple[int, tuple[Author, ...]] | None:
    """Return where `(Reporting by …; editing by …)` begins, at the end of a text."""
    for match in _BY.finditer(text, max(0, len(text) - _LONGEST_REPORTING)):
        start = match.start()
        before = text[:start].rstrip()
        opened = regex.match(r"[(（—–-]", match[0]) is not None
        inside = text[start:]
        told = opened or ";" in inside
        if before and not (told and regex.search(r"[.!?…。\"'”’»)]$", before)):
            continue
        if inside.count(". ") > 3:
            continue
        if opened and match[0][0] in "(（" and not regex.search(r"[)）]\.?$", text):
            continue
        authors = reporting_names(inside)
        if authors:
            return start, authors
    return None


def reporting_names(text: str) -> tuple[Author, ...]:
    """Return reporters and editors that `Reporting by …; editing by …` names."""
    found: list[Author] = []
    for match in _ROLE_PART.finditer(text):
        label = match["label"].lower()
        role = "editor" if "edit" in label or "redig" in label else "reporter"
        for name in _AND.split(match["names"].strip(" )）")):
            found += author_of(_PLACE_OF.sub("", name).strip(" )）"), role)
    return tuple(dict.fromkeys(found))
