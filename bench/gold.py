"""Precision and recall of each field on the gold set (bench/gold/README.md).

Without --kept the pages that are there to tune with; those that are kept back are for the end.

Example: python -m bench.gold --wrong standfirst
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.quality import accuracy, scores
from copydesk.dates import read_date
from copydesk.errors import PermanentError
from copydesk.events import Discovered, FeedDate, FeedRef
from copydesk.normalize import Article, extract

FOLDER = Path(__file__).parent / "gold"
_NO_ARTICLE = {"section-front", "soft-404", "consent-wall", "login-wall"}
_SPACE = re.compile(r"\s+")

Values = set[Any]


@dataclass(frozen=True)
class Case:
    """A page with its answer and what we make of it."""

    name: str
    expected: dict[str, Any]
    article: Article | None
    """None where the page is refused."""
    code: str | None = None
    """Why it was refused."""


def cases(folder: Path) -> Iterator[Case]:
    """Extract each page of a folder."""
    for one in sorted(folder.iterdir()):
        given = json.loads((one / "page.json").read_text("utf-8"))
        expected = json.loads((one / "expected.json").read_text("utf-8"))
        try:
            article = extract(
                (one / "page.html").read_bytes(),
                given["url"],
                headers=given["headers"],
                feed_entry=_entry(given),
                fetched_at=datetime.fromisoformat(given["fetched_at"]),
            )
            yield Case(one.name, expected, article)
        except PermanentError as error:
            yield Case(one.name, expected, None, error.code)


def _entry(given: Mapping[str, Any]) -> Discovered | None:
    entry = given.get("feed_entry")
    if not entry:
        return None
    seen = datetime.fromisoformat(given["fetched_at"])

    def date(name: str) -> FeedDate | None:
        text, language = entry.get(name), entry.get("feed_language")
        return read_date(text, language=language, seen_at=seen) if text else None

    return Discovered(
        feed=FeedRef(
            url=entry["feed_url"], title=entry.get("feed_title"), entry_id=entry.get("id")
        ),
        link=entry.get("link") or given["url"],
        change="new",
        seen_at=seen,
        title=entry.get("title"),
        summary=entry.get("summary"),
        content=entry.get("content"),
        authors=tuple(entry.get("authors") or ()),
        categories=tuple(entry.get("categories") or ()),
        language=entry.get("feed_language"),
        published=date("published"),
        updated=date("updated"),
    )


def _one(value: object) -> Values:
    return {_SPACE.sub(" ", str(value)).strip()} if value else set()


def _headline(role: str) -> Callable[[Any], Values]:
    def of(source: Any) -> Values:
        if isinstance(source, dict):
            return {h["value"] for h in source.get("headlines", ()) if h["role"] == role}
        return {h.value for h in source.headlines if h.role == role}

    return of


def _field(name: str) -> Callable[[Any], Values]:
    def of(source: Any) -> Values:
        found = source.get(name) if isinstance(source, dict) else getattr(source, name, None)
        return _one(found)

    return of


def _part(name: str, inner: str) -> Callable[[Any], Values]:
    def of(source: Any) -> Values:
        found = source.get(name) if isinstance(source, dict) else getattr(source, name, None)
        if not found:
            return set()
        return _one(found.get(inner) if isinstance(found, dict) else getattr(found, inner))

    return of


def _inner(found: Any, inner: str) -> Values:
    values: Values = set()
    for one in found or ():
        values |= _one(one.get(inner) if isinstance(one, dict) else getattr(one, inner))
    return values


def _instant(name: str, what: str) -> Callable[[Any], Values]:
    def of(source: Any) -> Values:
        found = source.get(name) if isinstance(source, dict) else getattr(source, name)
        if not found:
            return set()
        given = found if isinstance(found, dict) else _plain(found)
        if what == "day":
            return {_local_day(given)}
        if what == "instant":
            return {given["value"][:16]}
        return _one(given.get(what))

    return of


def _plain(instant: Any) -> dict[str, Any]:
    return {
        "value": instant.value.isoformat().replace("+00:00", "Z"),
        "offset": instant.offset,
        "zone_from": instant.zone_from,
        "precision": instant.precision,
    }


def _local_day(given: Mapping[str, Any]) -> str:
    value = datetime.fromisoformat(given["value"])
    offset = given.get("offset")
    if offset:
        sign = -1 if offset[0] == "-" else 1
        value += sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
    return value.date().isoformat()


def _codes(source: Any) -> Values:
    found = source.get("alt_ids", ()) if isinstance(source, dict) else source.alt_ids
    pairs = (
        (o["role"], o["value"]) if isinstance(o, dict) else (o.role, o.value) for o in found or ()
    )
    return {value for role, value in pairs if role == "story-code"}


def _language(source: Any) -> Values:
    if isinstance(source, dict):
        return _one((source.get("language") or "").split("-")[0])
    return _one(source.language.tag.split("-")[0] if source.language else None)


FIELDS: dict[str, Callable[[Any], Values]] = {
    "headline": _headline("main"),
    "kicker": _headline("kicker"),
    "standfirst": _field("standfirst"),
    "section": _field("section"),
    "by": lambda source: _inner(
        source.get("by") if isinstance(source, dict) else source.by, "name"
    ),
    "dateline": _part("dateline", "text"),
    "dateline source": _part("dateline", "source"),
    "dateline place": _part("dateline", "place"),
    "sign_off": _field("sign_off"),
    "ed_note": _field("ed_note"),
    "story code": _codes,
    "published: day": _instant("published", "day"),
    "published: instant": _instant("published", "instant"),
    "published: zone_from": _instant("published", "zone_from"),
    "modified: instant": _instant("modified", "instant"),
    "media": lambda s: _inner(s.get("media") if isinstance(s, dict) else s.media, "href"),
    "captions": lambda s: _inner(s.get("media") if isinstance(s, dict) else s.media, "caption"),
    "credits": lambda s: _inner(s.get("media") if isinstance(s, dict) else s.media, "credit"),
    "access": _field("access"),
    "language": _language,
    "live updates": lambda s: _inner(
        s.get("live_updates") if isinstance(s, dict) else getattr(s, "live_updates", ()), "text"
    ),
}


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kept", action="store_true", help="the part that is kept back")
    parser.add_argument("--wrong", help="show what is wrong in this field ('body' and 'kind' too)")
    given = parser.parse_args()
    found = list(cases(FOLDER / ("kept" if given.kept else "tuning")))
    right = sum(_kind_is_right(case) for case in found)
    print(f"{len(found)} pages; article or not: {right} right")
    if given.wrong == "kind":
        for case in found:
            if not _kind_is_right(case):
                print(f"  {case.name}: {case.expected['kind']}, we say {case.code or 'article'}")
    articles = [case for case in found if case.expected["kind"] not in _NO_ARTICLE]
    _body(articles, given.wrong)
    print(f"{'field':22} {'precision':>9} {'recall':>7}   right wrong missed")
    for name, of in FIELDS.items():
        _show(name, of, articles, given.wrong)


def _kind_is_right(case: Case) -> bool:
    kind = case.expected["kind"]
    return case.code == kind if kind in _NO_ARTICLE else case.article is not None


def _body(articles: list[Case], wrong: str | None) -> None:
    truth = [
        "\n".join(block["text"] for block in (case.expected.get("body") or {}).get("blocks", ()))
        for case in articles
    ]
    texts = [case.article.text if case.article else "" for case in articles]
    f1, precision, recall = scores(texts, truth)
    print(
        f"body: F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}  "
        f"accuracy {accuracy(texts, truth):.3f}"
    )
    unwanted: defaultdict[str, list[str]] = defaultdict(list)
    for case, text in zip(articles, texts, strict=True):
        for line in case.expected.get("not_in_body", ()):
            if line in text:
                unwanted[case.name].append(line)
    total = sum(len(case.expected.get("not_in_body", ())) for case in articles)
    print(f"furniture left in bodies: {sum(map(len, unwanted.values()))} of {total} lines")
    if wrong == "body":
        for case, text, true in zip(articles, texts, truth, strict=True):
            ours, theirs = text.split("\n"), true.split("\n")
            for line in ours:
                if line and line not in theirs:
                    print(f"  {case.name}: + {line[:150]}")
            for line in theirs:
                if line and line not in ours:
                    print(f"  {case.name}: - {line[:150]}")


def _show(name: str, of: Callable[[Any], Values], articles: list[Case], wrong: str | None) -> None:
    right = extra = missed = 0
    for case in articles:
        truth = of(case.expected)
        ours = of(case.article) if case.article else set()
        right += len(ours & truth)
        extra += len(ours - truth)
        missed += len(truth - ours)
        if wrong == name and ours != truth:
            print(f"  {case.name}: {sorted(map(str, ours))} for {sorted(map(str, truth))}")
    precision = right / (right + extra) if right + extra else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    print(f"{name:22} {precision:9.3f} {recall:7.3f}   {right:5} {extra:5} {missed:6}")


if __name__ == "__main__":
    main()
