"""The parts of what may be a dateline: sources, places and dates, told by table and by form."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from copydesk.dates.localized import is_weekday
from copydesk.normalize.agencies import is_agency_by_form, is_source
from copydesk.normalize.folding import initials

from .days import has_month

_PARTS = regex.compile(
    r"\((?P<round>[^()]{1,45})\)|\[(?P<square>[^\[\]]{1,45})\]|[«\"“](?P<quoted>[^»\"”]{2,40})[»\"”]"
    r"|/(?P<stroke>[^/]{2,30})/|(?P<plain>(?:[^,،、၊፣()\[\]«»\"“”/।|–—―:]"
    r"|(?<=\p{L})/(?=\p{L}|\p{Nd})|(?<=\p{Nd})/(?=\p{Nd}))+)"
)
_SPLIT = regex.compile(
    r"\s+-{1,2}(?:\s+|$)|(?<=\p{Arabic})-(?:\s+|(?=\p{Arabic}))|(?<=\p{L}{4}|\p{Nd}{4}\.?)\.\s+|-{1,2}$"
)
_DOMAIN = regex.compile(
    r"[\p{L}\p{N}-]{2,20}\.(?:com?|id|net|org|co\.id|ru|info|tv|news|az|kz|uz|my|vn)", regex.I
)
_WORD = r"[\p{L}\p{M}'’ʻ`\u200c\u200d.-]+"
_DATES = tuple(
    regex.compile(rf"(?P<before>.*?)(?P<date>{form})(?P<after>.*)", regex.IGNORECASE)
    for form in (
        rf"(?:le\s|el\s)?\p{{Nd}}{{1,2}}(?:\.|º|er|st|nd|rd|th)?(?:\s(?:de\s|d['’])?|\.)"
        rf"{_WORD}(?:\s(?:de\s)?\p{{Nd}}{{4}}(?:\sг\.?)?)?",
        rf"{_WORD}\s\p{{Nd}}{{1,2}}(?:,?\s\p{{Nd}}{{4}})?",
        r"\p{Nd}{1,2}[/.-]\p{Nd}{1,2}(?:[/.-]\p{Nd}{2,4})?",
        rf"\p{{Nd}}{{4}}\.\s{_WORD}\s\p{{Nd}}{{1,2}}\.?",
    )
)
_CORRESPONDENT = regex.compile(r"корр?\.?\s|кор\.?\s|corr\.?\s", regex.IGNORECASE)
_BARE_DAY = regex.compile(r"(?P<before>.*?)\b\p{Nd}{1,2}\.?")
_YEAR = regex.compile(r"\p{Nd}{4}")
# Georgian has small letters, and capitals for headlines only.
_CASED = regex.compile(r"\p{Lu}|(?!\p{Georgian})\p{Ll}")
_ABBREVIATION = regex.compile(r"(?:^|\s)(?:\p{Lu}\p{Ll}{1,3}|\p{Lu}\.\p{Lu})\.$")
# МОСКВА, 25 ноя — РВ: behind a day and a dash no place stands.
_INITIALS_BEHIND = regex.compile(r"[-–—]\s*\p{Lu}{2,5}\.?$")
_PLACE_WORDS = 4
_PREPOSITIONS = frozenset(
    (
        *("on", "in", "at", "since", "by", "from", "until", "after", "before", "am", "im", "seit"),
        *("ab", "bis", "vom", "le", "du", "au", "depuis", "el", "desde", "em", "il", "dal", "op"),
        *("den", "w", "v", "od", "do", "dne", "в", "на", "с", "до", "от", "з", "у", "από", "في"),
    )
)
_NO_PLACE = regex.compile(
    r"[!?…%$€£#@*+=<>0-9;\"“”„]|(?<!\b\p{L}{1,4})\.(?=\s)|(?:^|\s)(?:is|was|the|and|said|and|und|ist"
    r"|est|es|di|dan|и|в|на|في|من|است|है|যে)(?:\s|$)",
    regex.I,
)
_LABELS = frozenset(
    (
        *("UPDATE", "BREAKING", "LIVE", "WATCH", "VIDEO", "PHOTOS", "PHOTO", "NEWS", "EXCLUSIVE"),
        *("OPINION", "ANALYSIS", "EXPLAINER", "NOTE", "FACTBOX", "TIMELINE", "CORRECTION", "ALERT"),
        *("WARNING", "LISTEN", "READ", "EDITORIAL", "COMMENT", "INTERVIEW", "REVIEW", "PREVIEW"),
        *(
            "QUESTION",
            "ANSWER",
            "NATO",
            "NASA",
            "COVID",
            "UEFA",
            "FIFA",
            "UNESCO",
            "UNICEF",
            "OPEC",
        ),
        *(
            "EILMELDUNG",
            "URGENT",
            "DIRECT",
            "VIDÉO",
            "EXCLUSIF",
            "ENTRETIEN",
            "REPORTAGE",
            "ÚLTIMA",
        ),
        *(
            "ENTREVISTA",
            "EXCLUSIVO",
            "AGORA",
            "VÍDEO",
            "FOTOS",
            "FOTO",
            "ULTIMORA",
            "СРОЧНО",
            "ВИДЕО",
        ),
        *("ФОТО", "ОБНОВЛЕНО", "ВАЖНО", "ОНЛАЙН", "МОЛНИЯ", "ВІДЕО", "ТЕРМІНОВО", "SONDAKİKA"),
        *("ΒΙΝΤΕΟ", "ΕΚΤΑΚΤΟ"),
    )
)
"""Words in capitals that stand before a colon or a dash and are no places."""


@dataclass(slots=True)
class Head:
    """The parts of a head, sorted by kind."""

    sources: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """In brackets, strokes or quotation marks, or initials at the end: a source, if anything."""
    days: int = 0
    by_form: bool = False
    """Whether a source is one by its form alone: `Hill News`."""
    enclosed: bool = False
    """Whether a known source stands in brackets, strokes or quotation marks."""
    wrong: bool = False


def is_cased(text: str) -> bool:
    """Return whether a text is in a script that has capitals."""
    return _CASED.search(text) is not None


def is_small(letter: str) -> bool:
    """Return whether a letter is small, in a script in which names begin with a capital."""
    return letter.islower() and is_cased(letter)


def without_mark(printed: str) -> str:
    """Return a head without the dash, colon or bar that ends it."""
    return regex.sub(r"(?:\s*(?:--|[-–—―−ـ:：៖=|।]))+$", "", printed).strip()


def parts_of(printed: str, names: frozenset[str], language: str | None) -> Head | None:
    """Return the parts of a head, None where one of them is none that a dateline has.

    Args:
        printed: the head without its mark.
        names: names of the site, folded by `hygiene.fold`.
        language: BCP 47 tag, for names of months.
    """
    head = Head()
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in _PARTS.finditer(printed):
        between = printed[at : match.start()].strip(" .,،、၊፣-–—―−/|।")
        if between:
            return None
        at = match.end()
        if match["plain"] is None:
            inside = next(part for part in match.groups() if part is not None)
            pieces.append((inside.strip(), True))
        else:
            pieces += [(_trimmed(part), False) for part in _SPLIT.split(match["plain"]) if part]
    if printed[at:].strip(" .,-–—/|"):
        return None
    pieces = [one for one in pieces if one[0]]
    for at, (piece, enclosed) in enumerate(pieces):
        if enclosed and head.sources and initials(head.sources[-1]) == piece.casefold():
            # Yayla Haber Ajansı (YHA)
            head.sources[-1] += f" ({piece})"
        elif enclosed and _is_region(piece, pieces[at + 1 :], head, names):
            head.places[-1] += f" ({piece})"
        else:
            _sort(piece, enclosed, head, names, language)
        if head.wrong:
            return None
    told = head.sources or head.unknown or not head.dates
    if not told and len(head.places) == 2 and _INITIALS_BEHIND.search(printed):
        head.unknown.append(head.places.pop())
    return head


def _is_region(
    piece: str, after: list[tuple[str, bool]], head: Head, names: frozenset[str]
) -> bool:
    """Return whether brackets behind a place say where that is: the source is still to come."""
    if not after or len(head.places) != 1 or head.sources or head.dates or head.unknown:
        return False
    named = piece[0].isupper() and not piece.isupper() and len(piece.split()) <= 3
    return named and not is_source(piece, names)


def _trimmed(part: str) -> str:
    """Return a part without its full stop, unless it is an abbreviation's: `Ill.`, `Ver.`."""
    part = part.strip()
    return part if _ABBREVIATION.search(part) else part.strip(" .")


def _sort(
    piece: str, enclosed: bool, head: Head, names: frozenset[str], language: str | None
) -> None:
    if is_source(piece, names) or _DOMAIN.fullmatch(piece):
        head.sources.append(piece)
        head.enclosed |= enclosed
        return
    if is_agency_by_form(piece):
        head.sources.append(piece)
        head.by_form = True
        head.enclosed |= enclosed
        return
    # Not in front: Dushanbe, the city, is Monday.
    if head.places and is_weekday(piece):
        return
    if enclosed and (said := _CORRESPONDENT.match(piece)) is not None:
        _sort(piece[said.end() :], enclosed, head, names, language)
        return
    if enclosed:
        short = len(piece) <= 40 and len(piece.split()) <= 4 and not regex.search(r"[!?;]", piece)
        head.unknown.append(piece)
        head.wrong |= not short
        return
    if _YEAR.fullmatch(piece) and (head.dates or head.places):
        head.dates.append(piece)
        return
    matches = (form.fullmatch(piece) for form in _DATES)
    found = next((m for m in matches if m and has_month(m["date"], language)), None)
    if found is not None:
        head.dates.append(found["date"])
        behind = found["after"].strip(" ,.")
        if found["before"] and behind and is_source(behind, names):
            head.sources.append(behind)
            behind = ""
        place = f"{found['before']} {behind}".strip(" ,.")
        place = place.removesuffix(" في")
    elif (day := _BARE_DAY.fullmatch(piece)) is not None:
        head.days += 1
        head.dates.append(piece[len(day["before"]) :])
        place = day["before"].strip()
    else:
        place = piece
    if place:
        if is_source(place, names):
            head.sources.append(place)
        elif _may_be_place(place):
            head.places.append(place)
        else:
            head.wrong = True


def _may_be_place(text: str) -> bool:
    words = text.split()
    if text.casefold() in _PREPOSITIONS:
        return False
    if len(words) > _PLACE_WORDS or len(text) > 45 or _NO_PLACE.search(text):
        return False
    if _CASED.search(text):
        return text[0].isupper() or text[0] in "'’ʻ"
    return regex.match(r"[\p{L}\p{M}]", text) is not None


def is_capitals(place: str) -> bool:
    """Return whether a place is printed in capitals, and is none of the labels that are."""
    letters = [letter for letter in place if letter.isalpha()]
    if len(letters) < 3 or place.strip(".") in _LABELS:
        return False
    words = place.split()
    return all(letter.isupper() for letter in words[0] if letter.isalpha()) and (
        sum(letter.isupper() for letter in letters) >= 0.6 * len(letters)
    )
