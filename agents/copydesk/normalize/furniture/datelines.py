"""The dateline in front of a first paragraph: places, date and source in the orders of agencies.

A head of the paragraph, up to a dash, a colon, a full stop or a bracket, is split into parts; each
part is a source (by the table of agencies, the site's own names, or the form of a domain), a date
(by form and month names) or a place (by form: capitals, or a few words without a verb's room). What
is not all of these parts, in a combination that agencies print, is a sentence and stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import regex

from copydesk.dates.localized import start_of_day
from copydesk.events import Author, Dateline
from copydesk.normalize.cities import is_city

from .days import complete_date
from .eastern import eastern_dateline, persian_dateline
from .heads import Head, is_capitals, is_cased, is_small, parts_of, without_mark

_LONGEST = 110
_SENTENCE = 60
"""Characters of the paragraph behind a city alone: `Mumbai: 31°` is a line of a table."""
_CITY_AND_REGION = 2
# و م ن, A.F.P.
_INITIALS = regex.compile(r"(?:\p{L}[\s.\u200c]\s?){1,4}\p{L}\.?")
_VIETNAMESE_INITIALS = regex.compile(r"\p{Lu}{2,5}")
_MARK_BEHIND = regex.compile(r"\s*(?:--|[-–—―−:：|/])(?=\s)")
_MARK_AT_END = regex.compile(r"[-–—―−:：|/.)]$")
_ENDS = regex.compile(
    r"\s*(?:--|[-–—―−]|ـ)(?:\s+"  # dashes
    r"|(?<=[.)»\]]\s?(?:[–—―-]|--)|\p{L}\s?[–—―]|\p{L}\s-)(?=\p{Lu})|$)"
    r"|\s?[:：៖]\s*(?:[-–—]\s*)?(?=[^\s/]|$)"
    r"|\.(?:\s*/\.?)?\s+(?=\P{Ll})|\s?[।|]\s+|[)）]\s+(?![-–—:.,،])|/\s+(?=\P{L}*\p{L})"
    r"|\s=\s",
)
# دمشق-سانا, Баку, 1 мая, АЗЕРТАДЖ: the agency itself is the end
_UNMARKED = regex.compile(
    r"[\p{Arabic}\s]{2,22}?\s?[-–/]\s?\p{Arabic}{2,12}\s+(?=\p{Arabic})"
    r"|\p{Lu}[\p{L}\s-]{2,20},\s\p{Nd}{1,2}\s\p{L}{3,10},\s\p{Lu}{3,12}\s+(?=\p{Lu}\p{Ll})"
)


def split_dateline(
    text: str,
    *,
    site_names: Collection[str],
    published: date | None = None,
    language: str | None = None,
    rest: str = "",
    bold: str | None = None,
    marked: str | None = None,
    alone: bool = False,
) -> tuple[Dateline | None, str, tuple[Author, ...]]:
    """Return the dateline of a first paragraph, the paragraph without it, and its reporters.

    Args:
        text: the paragraph.
        site_names: names of the site, folded by `hygiene.fold`.
        published: the day of publication, from which a date is completed.
        language: BCP 47 tag, for names of months that languages share.
        rest: the other paragraphs: what they print in capitals too is no place.
        bold: what the paragraph begins with in bold, if it does.
        marked: what it begins with in an element that a class calls a dateline or a place.
        alone: whether the paragraph is no sentence, so that all of it may be a dateline.
    """
    names = frozenset(site_names)
    head = text[:_LONGEST]
    found = eastern_dateline(head, names, published)
    if found is not None:
        line, length, authors = found
        return line, text[length:].lstrip(), authors
    if marked and (made := _marked(text, marked, names, published, language)):
        return made
    if persian := persian_dateline(text, names):
        return persian
    ends = list(_heads(head))
    if alone and len(text) <= _LONGEST:
        ends.insert(0, (len(text), ""))
    for end, mark in ends:
        printed = head[:end].strip()
        parts = parts_of(without_mark(printed), names, language)
        follows = text[end:].lstrip()
        if parts is None:
            continue
        if _is_paper(parts, printed, language):
            parts = Head(sources=[*parts.unknown, *parts.places])
        elif not _is_dateline(parts, mark, follows, rest, printed, bold):
            continue
        return _made(parts, printed, published, language), follows, ()
    return None, text, ()


def _is_paper(parts: Head, printed: str, language: str | None) -> bool:
    """Return whether a head is a Vietnamese paper's own name: `(Dân trí) -`, `TPO –`."""
    if language is None or not language.startswith("vi") or parts.dates or parts.sources:
        return False
    if not printed.endswith(("-", "–")):
        return False
    initials = len(parts.places) == 1 and _VIETNAMESE_INITIALS.fullmatch(parts.places[0])
    return (len(parts.unknown) == 1 and not parts.places) or (not parts.unknown and bool(initials))


def _made(parts: Head, printed: str, published: date | None, language: str | None) -> Dateline:
    sources = parts.sources or parts.unknown
    day = " ".join(parts.dates)
    return Dateline(
        text=printed,
        place=", ".join(parts.places) or None,
        date=complete_date(day, published, language) if day else None,
        source=sources[0] if sources else None,
    )


def _marked(
    text: str,
    marked: str,
    names: frozenset[str],
    published: date | None,
    language: str | None,
) -> tuple[Dateline, str, tuple[Author, ...]] | None:
    """Return the dateline that a class marks, with the mark that may stand behind its element."""
    if not text.startswith(marked):
        return None
    found = _MARK_BEHIND.match(text, len(marked))
    end = found.end() if found else len(marked)
    printed = text[:end].strip()
    if not text[end:].strip() or not _MARK_AT_END.search(printed):
        return None
    parts = parts_of(without_mark(printed).rstrip("."), names, language)
    if parts is None or not (parts.places or parts.sources):
        return None
    return _made(parts, printed, published, language), text[end:].lstrip(), ()


def _heads(head: str) -> Iterator[tuple[int, str]]:
    """Yield ends of what may be a dateline, longest first, with the mark that ends it."""
    ends = [(m.end(), m[0].strip()) for m in _ENDS.finditer(head)]
    if (found := _UNMARKED.match(head)) is not None:
        yield found.end(), "="
    yield from reversed(ends)


def _is_dateline(
    head: Head, mark: str, follows: str, rest: str, printed: str, bold: str | None
) -> bool:
    """Return whether the parts are a combination that agencies print."""
    first = regex.search(r"\p{L}", follows)
    if first is not None and is_small(first[0]):
        return False
    if follows and follows[0] in ".,;)،،-–—":
        return False
    if len(head.places) > 3 or len(head.sources) > 2 or len(head.dates) > 2:
        return False
    capitals = bool(head.places) and all(is_capitals(place) for place in head.places[:1])
    dash, colon = mark.endswith(("-", "–", "—", "―", "−", "ـ")), mark.endswith((":", "：", "៖"))
    dated = bool(head.dates) and not head.days
    if not mark:
        # In a line of its own nothing but what it says tells it from a heading.
        day = dated and len(head.places) == 1 and start_of_day(printed) is None
        return bool(head.sources and head.places) or (day and not printed[0].isdecimal())
    if head.by_form and not (dated or (head.places and (capitals or head.enclosed))):
        return dash and not follows
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
        told = _INITIALS.fullmatch(head.unknown[0]) or f"({head.unknown[0]})" in rest
        if told and len(head.places) == 1 and (dash or colon):
            return True
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
        if mark in "।|" or ((dash or colon) and not printed[0].isdecimal()):
            return True
        return mark == "." and not printed[0].isdecimal() and is_city(head.places[0])
    if head.days:
        return False
    if (
        (dash or colon or mark in "।|")
        and len(follows) >= _SENTENCE
        and len(head.places) <= _CITY_AND_REGION
        and is_city(head.places[0])
    ):
        return True
    if dash and printed.rstrip(" -–—").endswith(".") and regex.search(r"\.[-–—]", printed):
        return True
    if capitals and (dash or colon):
        return not _again(head, rest)
    # Scripts without capitals: only what the page sets apart in bold.
    return (
        bold is not None
        and printed == bold
        and (colon or dash)
        and not is_cased(printed)
        and len(head.places) == 1
        and len(printed) <= 26
    )


def _is_sourced(
    head: Head, mark: str, dash: bool, colon: bool, dated: bool, capitals: bool
) -> bool:
    if mark in (")", "）"):
        return head.enclosed and bool(head.places or head.dates)
    if mark.startswith("."):
        one = len(head.places) == 1 and len(head.places[0].split()) <= 2
        return dated or (head.enclosed and (capitals or (one and not head.by_form)))
    if mark in ("/", "|", "=", "।"):
        return bool(head.places)
    if colon:
        return bool(head.places) or dated
    return dash


def _again(head: Head, rest: str) -> bool:
    """Return whether the rest prints it in capitals as well: an abbreviation or a brand."""
    first = head.places[0].split()[0]
    return regex.search(rf"(?<!\p{{L}}){regex.escape(first)}(?!\p{{L}})", rest) is not None
