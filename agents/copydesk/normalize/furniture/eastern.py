"""Datelines of Chinese, Japanese, Korean and Persian papers, in forms of their own."""

from __future__ import annotations

from datetime import date

import regex

from copydesk.events import Author, Dateline
from copydesk.normalize.agencies import is_agency_by_form, is_source
from copydesk.normalize.cities import is_city

from .days import complete_date

_H = r"\p{Han}"
_DAY = r"(?:(?P<month>\p{Nd}{1,2})月)?(?P<day>\p{Nd}{1,2})日"
_REPORTERS = (
    r"(?:本报|本報|本社)?(?:首席|特约|特派)?(?:记者|記者|通讯员|见习记者|實習記者)"
    r"[\s:：]*(?P<by>[^（）()\]【】]{2,40})"
)
# 新华社北京11月25日电（记者张三） / 中新网11月25日电 / 本报讯（记者李四） / 据新华社电
_CHINESE = regex.compile(
    rf"^(?P<all>[（(]?据?(?P<source>{_H}{{1,6}}?(?:社|网|網|报|報|台|刊|新闻))"
    rf"(?:(?P<place>{_H}{{2,12}}?))?(?:{_DAY})?(?:专电|專電|电|電|讯|訊|消息)[)）]?"
    rf"\s*(?:[（(]\s*(?:{_REPORTERS}|[^（）()]{{2,30}})\s*[)）])?)[\s：:，,]*"
)
# 【記者王小明台北報導】: a name of three letters, as most are
_UNPARTED = regex.compile(
    rf"^(?P<all>[（(〔［\[【]記者(?P<by>{_H}{{3}})(?P<place>{_H}{{2,4}})(?:報導|报道|電)[)）〕］\]】])\s*"
)
# （中央社記者王小明台北25日電）
_TAIWAN = regex.compile(
    rf"^(?P<all>[（(](?P<source>{_H}{{2,6}}?社)(?:記者(?P<by>{_H}{{2,4}}))?(?P<place>{_H}{{2,8}}?)"
    rf"(?:{_DAY})?(?:綜合外電報導|專電|外電|電)[)）])\s*"
)
# 〔記者王小明／台北報導〕, 記者王小明／台北報導
_REPORTED = regex.compile(
    rf"^(?P<all>[（(〔［\[【]?(?:[\p{{Han}}]{{2,6}}[中心組][／/])?記者\s?(?P<by>{_H}{{2,4}}(?:、{_H}{{2,4}})?)\s?"
    rf"[／/]\s?(?P<place>{_H}{{2,8}})(?:報導|报道|電|專訪|特稿)[)）〕］\]】]?)\s*"
)
_BRACKETED = regex.compile(
    r"^(?P<all>[【\[［〔（(](?P<inside>[^【】\[\]［］〔〕（）()。！？]{2,36})[】\]］〕）)](?:\s*[-–—])?)\s*[:：]?\s*"
)
_NEWS = regex.compile(
    rf"^(?P<source>本報|本报|本刊|本社|{_H}{{1,6}}?[報报網网])(?P<place>{_H}{{2,6}})?"
    rf"(?:訊|讯|專訊|综合报道|綜合報道)$"
    rf"|^(?P<place>{_H}{{2,6}})(?:訊|讯|電|电)$"
    rf"|^(?P<source>{_H}{{2,6}}?)(?:\p{{Nd}}{{4}}年)?{_DAY}(?P<place>{_H}{{2,4}})?(?:訊|讯|電|电)$"
)
_JAPANESE_DAY = regex.compile(_DAY)
_KOREAN = regex.compile(
    r"^(?P<all>[\[(【（［](?P<place>[\p{Hangul}\s·ㆍ,]{2,14})\s?=\s?(?P<source>[\p{Hangul}A-Za-z0-9\s]{2,12})"
    r"[\])】）］]\s*(?:(?P<by>(?:\p{Hangul}{2,4}[\s·ㆍ,]*){1,4}?)(?P<role>기자|특파원|통신원|인턴기자|선임기자))?"
    r"\s*(?:=|(?=\p{Hangul}))\s*)"
)
_KOREAN_REPORTER = regex.compile(
    r"^(?P<all>[\[(【](?P<source>[\p{Hangul}A-Za-z0-9]{2,12}(?:\s[\p{Hangul}A-Za-z0-9]{2,8})?)\s?[=\s]\s?(?P<by>\p{Hangul}{2,4})\s?"
    r"(?:기자|특파원|선임기자)[\])】]\s*=?\s*)"
)
# به گزارش ایرنا، / به گزارش خبرنگار مهر از تبریز،
_PERSIAN = regex.compile(
    r"(?P<all>به گزارش\s+(?:(?:خبرنگار|سرویس|گروه)\s+(?:\p{L}+\s+)??)?(?P<source>[^،,:؛.]{2,34}?)"
    r"(?:\s+(?:از|در)\s+(?P<place>[^،,:؛.\s]+(?:\s[^،,:؛.\s]+)?))?\s?[،,:؛])\s+"
)
_BEGINS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}【\[［〔（(]")
_EASTERN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_NAMES = regex.compile(r"[、，,·ㆍ\s]+(?:通讯员|通訊員|实习生|實習生|摄影记者)?")

Found = tuple[Dateline, int, tuple[Author, ...]]


def eastern_dateline(head: str, names: frozenset[str], published: date | None) -> Found | None:
    """Return the dateline of a head, its length and its reporters, if it has such a one.

    Args:
        head: the beginning of the first paragraph.
        names: names of the site, folded by `hygiene.fold`.
        published: the day of publication, from which a date is completed.
    """
    if not _BEGINS.match(head) or not _EASTERN.search(head[:40]):
        return None
    for pattern in (_TAIWAN, _REPORTED, _UNPARTED, _CHINESE):
        found = pattern.match(head)
        if found and _is_believed(found):
            return _made(found, published, _people(found.groupdict().get("by")))
    return _korean(head, published) or _bracketed(head, names, published)


def _is_believed(found: regex.Match[str]) -> bool:
    """Return whether it has more than a word that ends in `电`: a day, brackets or `本`."""
    groups = found.groupdict()
    source = groups.get("source") or ""
    return bool(
        groups.get("day")
        or "（" in found["all"]
        or "(" in found["all"]
        or "記者" in found["all"]
        or source.startswith("本")
        or is_source(source, frozenset())
    )


def _made(found: regex.Match[str], published: date | None, authors: tuple[Author, ...]) -> Found:
    groups = found.groupdict()
    day = None
    if groups.get("day"):
        month = groups.get("month")
        printed = f"{groups['day']}/{month}" if month else str(groups["day"])
        day = complete_date(printed, published)
    line = Dateline(
        text=found["all"].strip(),
        place=(groups.get("place") or "").strip() or None,
        date=day,
        source=(groups.get("source") or "").strip() or None,
    )
    return line, found.end(), authors


def _people(printed: str | None, role: str | None = None) -> tuple[Author, ...]:
    names = _NAMES.split(printed.strip()) if printed else []
    return tuple(Author(name=name, role=role) for name in names if 1 < len(name) <= 12)


def _korean(head: str, published: date | None) -> Found | None:
    # A paper and its reporter stand as a place and its agency do.
    found = _KOREAN_REPORTER.match(head) or _KOREAN.match(head)
    return None if found is None else _made(found, published, _people(found["by"]))


def _bracketed(head: str, names: frozenset[str], published: date | None) -> Found | None:
    found = _BRACKETED.match(head)
    if found is None:
        return None
    inside = found["inside"].strip()
    day = _JAPANESE_DAY.search(inside)
    date_text = None
    if day:
        printed = f"{day['day']}/{day['month']}" if day["month"] else day["day"]
        date_text = complete_date(printed, published)
    if (news := _NEWS.fullmatch(inside)) is not None:
        place, source = news["place"], news["source"]
        if place is None and source is not None and is_city(source):
            # （吉隆坡1日讯）
            place, source = source, None
        if source is None and not is_city(place):
            return None
        line = Dateline(text=found["all"], place=place, date=date_text, source=source)
        return line, found.end(), ()
    words = [word for word in regex.split(r"[\s　＝=]+", _JAPANESE_DAY.sub(" ", inside)) if word]
    sources = [word for word in words if is_source(word, names)]
    if sources:
        places = [word for word in words if word not in sources]
        line = Dateline(
            text=found["all"],
            place=places[0] if places else None,
            date=date_text,
            source=sources[0],
        )
        return line, found.end(), ()
    if len(words) == 1:
        # 【ロンドン共同】: a place in one script, the agency in another, or a known ending.
        if ending := _known_ending(words[0], names):
            line = Dateline(
                text=found["all"], place=words[0][: -len(ending)], date=date_text, source=ending
            )
            return line, found.end(), ()
    elif "＝" in inside and len(words) == 2 and head.startswith("【"):
        # 【ワシントン＝山田太郎】
        line = Dateline(text=found["all"], place=words[0], date=date_text)
        return line, found.end(), _people(words[1])
    return None


def _known_ending(word: str, names: frozenset[str]) -> str | None:
    for at in range(1, len(word) - 1):
        if is_source(word[at:], names) and len(word) - at >= 2:
            return word[at:]
    found = regex.fullmatch(r"\p{Katakana}[\p{Katakana}ー・]+(?P<source>\p{Han}{2,4})", word)
    return found["source"] if found else None


def persian_dateline(
    head: str, names: frozenset[str]
) -> tuple[Dateline, str, tuple[Author, ...]] | None:
    """Return the dateline `as AGENCY from PLACE reports,` of a head, and what follows it there.

    Any authority may stand there: only an agency or the site itself makes it a dateline.
    """
    found = _PERSIAN.match(head)
    if found is None:
        return None
    source = found["source"].strip()
    if not is_source(source, names) and not is_agency_by_form(source):
        return None
    return Dateline(text=found["all"], place=found["place"], source=source), head[found.end() :], ()
