"""The dateline in front of a first paragraph: places, date and source in the orders of agencies.

A head of the paragraph, up to a dash, a colon, a full stop or a bracket, is split into parts; each
part is a source (by the table of agencies, the site's own names, or the form of a domain), a date
(by form and month names) or a place (by form: capitals, or a few words without a verb's room). What
is not all of these parts, in a combination that agencies print, is a sentence and stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

import regex

from copydesk.events import Author, Dateline

from .agencies import is_source
from .days import complete_date, has_month
from .eastern import eastern_dateline

_LONGEST = 110
_ENDS = regex.compile(
    r"\s*(?:--|[-–—―−]|ـ)(?:\s+|(?<=[.)»\]\p{L}]\s?[–—―-])(?=\p{Lu})|$)"  # dashes
    r"|\s?[:：៖]\s*(?:[-–—]\s*)?(?=[^\s/]|$)"
    r"|\.(?:\s*/\.?)?\s+(?=\P{Ll})|\s?[।|]\s+|[)）]\s+(?![-–—:.,،])|/\s+(?=\P{L}*\p{L})"
    r"|\s=\s",
)
_PARTS = regex.compile(
    r"\((?P<round>[^()]{1,45})\)|\[(?P<square>[^\[\]]{1,45})\]|[«\"“](?P<quoted>[^»\"”]{2,40})[»\"”]"
    r"|/(?P<stroke>[^/]{2,30})/|(?P<plain>(?:[^,،、፣()\[\]«»\"“”/।|–—―:]"
    r"|(?<=\p{L})/(?=\p{L}|\p{Nd})|(?<=\p{Nd})/(?=\p{Nd}))+)"
)
_SPLIT = regex.compile(r"\s+-{1,2}(?:\s+|$)|(?<=\p{L}{4}|\p{Nd}\.?)\.\s+|-{1,2}$")
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
    )
)
_BARE_DAY = regex.compile(r"(?P<before>.*?)\b\p{Nd}{1,2}\.?")
_YEAR = regex.compile(r"\p{Nd}{4}")
_CASED = regex.compile(r"\p{Lu}|\p{Ll}")
_ABBREVIATION = regex.compile(r"(?:^|\s)(?:\p{Lu}\p{Ll}{1,3}|\p{Lu}\.\p{Lu})\.$")
_PLACE_WORDS = 4
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
class _Head:
    """The parts of a head, sorted by kind."""

    sources: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """In brackets, strokes or quotation marks: a source by its place, if anything."""
    days: int = 0
    enclosed: bool = False
    """Whether a known source stands in brackets, strokes or quotation marks."""
    wrong: bool = False


def split_dateline(
    text: str,
    *,
    site_names: Collection[str],
    published: date | None = None,
    language: str | None = None,
    rest: str = "",
    bold: str | None = None,
) -> tuple[Dateline | None, str, tuple[Author, ...]]:
    """Return the dateline of a first paragraph, the paragraph without it, and its reporters.

    Args:
        text: the paragraph.
        site_names: names of the site, folded by `folding.fold`.
        published: the day of publication, from which a date is completed.
        language: BCP 47 tag, for names of months that languages share.
        rest: the other paragraphs: what they print in capitals too is no place.
        bold: what the paragraph begins with in bold, if it does.
    """
    names = frozenset(site_names)
    head = text[:_LONGEST]
    found = eastern_dateline(head, names, published)
    if found is not None:
        line, length, authors = found
        return line, text[length:].lstrip(), authors
    for end, mark in _heads(head):
        printed = head[:end].strip()
        parts = _parts(_without_mark(printed), names, language)
        follows = text[end:].lstrip()
        if parts is None or not _is_dateline(parts, mark, follows, rest, printed, bold):
            continue
        sources = parts.sources or (parts.unknown if parts.unknown else [])
        day = " ".join(parts.dates)
        line = Dateline(
            text=printed,
            place=", ".join(parts.places) or None,
            date=complete_date(day, published, language) if day else None,
            source=sources[0] if sources else None,
        )
        return line, follows, ()
    return None, text, ()


def _heads(head: str) -> Iterator[tuple[int, str]]:
    """Yield ends of what may be a dateline, longest first, with the mark that ends it."""
    ends = [(m.end(), m[0].strip()) for m in _ENDS.finditer(head)]
    yield from reversed(ends)


def _without_mark(printed: str) -> str:
    return regex.sub(r"(?:\s*(?:--|[-–—―−ـ:：៖=|।]))+$", "", printed).strip()


def _parts(printed: str, names: frozenset[str], language: str | None) -> _Head | None:
    head = _Head()
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in _PARTS.finditer(printed):
        between = printed[at : match.start()].strip(" .,،、፣-–—―−/|।")
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
    for piece, enclosed in pieces:
        if piece:
            _sort(piece, enclosed, head, names, language)
        if head.wrong:
            return None
    return head


def _trimmed(part: str) -> str:
    """Return a part without its full stop, unless it is an abbreviation's: `Ill.`, `Ver.`."""
    part = part.strip()
    return part if _ABBREVIATION.search(part) else part.strip(" .")


def _sort(
    piece: str, enclosed: bool, head: _Head, names: frozenset[str], language: str | None
) -> None:
    if is_source(piece, names) or _DOMAIN.fullmatch(piece):
        head.sources.append(piece)
        head.enclosed |= enclosed
        return
    if enclosed:
        short = len(piece) <= 40 and len(piece.split()) <= 4 and not regex.search(r"[!?;]", piece)
        head.unknown.append(piece)
        head.wrong |= not short
        return
    if _YEAR.fullmatch(piece) and head.dates:
        head.dates.append(piece)
        return
    matches = (form.fullmatch(piece) for form in _DATES)
    found = next((m for m in matches if m and has_month(m["date"], language)), None)
    if found is not None:
        head.dates.append(found["date"])
        place = f"{found['before']} {found['after']}".strip(" ,.")
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
    if len(words) > _PLACE_WORDS or len(text) > 45 or _NO_PLACE.search(text):
        return False
    if _CASED.search(text):
        return text[0].isupper() or text[0] in "'’ʻ"
    return regex.match(r"[\p{L}\p{M}]", text) is not None


def _is_dateline(
    head: _Head, mark: str, follows: str, rest: str, printed: str, bold: str | None
) -> bool:
    """Return whether the parts are a combination that agencies print."""
    first = regex.search(r"\p{L}", follows)
    if first is not None and first[0].islower():
        return False
    if follows and follows[0] in ".,;)،،-–—":
        return False
    if len(head.places) > 3 or len(head.sources) > 2 or len(head.dates) > 2:
        return False
    capitals = bool(head.places) and all(_is_capitals(place) for place in head.places[:1])
    dash, colon = mark.endswith(("-", "–", "—", "―", "−", "ـ")), mark.endswith((":", "：", "៖"))
    dated = bool(head.dates) and not head.days
    if head.sources and not head.unknown:
        return _is_sourced(head, mark, dash, colon, dated, capitals)
    if head.sources or len(head.unknown) > 1:
        return False
    if head.unknown:
        # Nobody knows the agency: a place in capitals or a date must speak for it.
        if mark == "." and not (capitals and dated):
            return False
        if dash and ("«" in printed or colon):
            return False
        if head.places and (dated or head.days) and len(head.unknown[0]) <= 20:
            return True
        if colon and "«" in printed and head.places:
            return len(head.places) == 1
        return bool(
            capitals
            and dash
            and not regex.search(r"\p{Ll}{4}", head.unknown[0])
            and not _again(head, rest)
        )
    if not head.places:
        return False
    if dated:
        # A date in front is a line about the page, but in Nepal, where a danda follows.
        return mark in "।|" or ((dash or colon) and not printed[0].isdecimal())
    if head.days:
        return False
    if dash and printed.rstrip(" -–—").endswith(".") and regex.search(r"\.[-–—]", printed):
        return True
    if capitals and (dash or colon):
        return not _again(head, rest)
    # Scripts without capitals: only what the page sets apart in bold.
    return (
        bold is not None
        and printed == bold
        and (colon or dash)
        and _CASED.search(printed) is None
        and len(head.places) == 1
        and len(printed) <= 26
    )


def _is_sourced(
    head: _Head, mark: str, dash: bool, colon: bool, dated: bool, capitals: bool
) -> bool:
    if mark in (")", "）"):
        return head.enclosed and bool(head.places or head.dates)
    if mark.startswith("."):
        return dated or (capitals and head.enclosed)
    if mark in ("/", "|", "=", "।"):
        return bool(head.places)
    if colon:
        return bool(head.places) or dated
    return dash


def _is_capitals(place: str) -> bool:
    letters = [letter for letter in place if letter.isalpha()]
    if len(letters) < 3 or place.strip(".") in _LABELS:
        return False
    words = place.split()
    return all(letter.isupper() for letter in words[0] if letter.isalpha()) and (
        sum(letter.isupper() for letter in letters) >= 0.6 * len(letters)
    )


def _again(head: _Head, rest: str) -> bool:
    """Return whether the rest prints it in capitals as well: an abbreviation or a brand."""
    first = head.places[0].split()[0]
    return regex.search(rf"(?<!\p{{L}}){regex.escape(first)}(?!\p{{L}})", rest) is not None
