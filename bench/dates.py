"""Dates of the gold set against htmldate: right days, right instants and zones, CPU.

Both read the same pages in the same run; htmldate with its extensive search. It knows days only.
The day of ours is that on the clock of the zone it found. Pages without an expected date are left
out. Instants are right to the minute.

Example: python -m bench.dates --rounds 3
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import htmldate

from bench.measure import arguments, race, show
from copydesk.dates import read_date
from copydesk.dates.zones import offset_minutes
from copydesk.events import Discovered, FeedRef, Instant
from copydesk.normalize.charset import decode_page
from copydesk.normalize.dates import Dates, find_dates
from copydesk.normalize.headline import main_headline
from copydesk.normalize.hygiene import fold
from copydesk.normalize.page import Page, parse_page

GOLD = Path(__file__).parent / "gold"


@dataclass(frozen=True, slots=True)
class Case:
    """A page of the gold set."""

    name: str
    language: str
    text: str
    page: Page
    url: str
    headline: str | None
    fetched_at: datetime
    entry: Discovered
    published: dict[str, Any]
    modified: dict[str, Any] | None


def cases(folder: Path) -> list[Case]:
    """Read the pages that have a date."""
    found = []
    for path in sorted(one for one in folder.iterdir() if one.is_dir()):
        expected = json.loads((path / "expected.json").read_text("utf-8"))
        if not expected.get("published"):
            continue
        known = json.loads((path / "page.json").read_text("utf-8"))
        text, _ = decode_page((path / "page.html").read_bytes(), None)
        page = parse_page(text, max_depth=500)
        fetched_at = datetime.fromisoformat(known["fetched_at"])
        entry = _entry(known, fetched_at)
        names = {fold(n) for n in (page.meta.get("og:site_name"), entry.feed.title) if n}
        headline, _ = main_headline(page, entry.title, names)
        found.append(
            Case(
                path.name, path.name.partition("-")[0], text, page, known["url"], headline,
                fetched_at, entry, expected["published"], expected.get("modified"),
            )
        )  # fmt: skip
    return found


def _entry(known: dict[str, Any], fetched_at: datetime) -> Discovered:
    feed = known["feed_entry"] or {}
    language = feed.get("feed_language")
    return Discovered(
        feed=FeedRef(
            url=feed.get("feed_url") or "https://none.test/", title=feed.get("feed_title")
        ),
        link=known["url"],
        change="new",
        seen_at=fetched_at,
        title=feed.get("title"),
        published=read_date(feed.get("published"), language=language, seen_at=fetched_at),
        updated=read_date(feed.get("updated"), language=language, seen_at=fetched_at),
        language=language,
    )


def ours(case: Case) -> Dates:
    """Return what we find."""
    return find_dates(
        case.page, case.entry, url=case.url, headline=case.headline, fetched_at=case.fetched_at
    )


def peer(case: Case) -> str | None:
    """Return the day that htmldate finds."""
    found = htmldate.find_date(
        case.text, url=case.url, extensive_search=True, original_date=True,
        max_date=case.fetched_at + timedelta(days=1),
    )  # fmt: skip
    return None if found is None else str(found)


def day(value: datetime, offset: str | None) -> str:
    """Return the day on the clock of a zone."""
    east = offset_minutes(offset) if offset else 0
    return (value + timedelta(minutes=east or 0)).date().isoformat()


def same(found: Instant | None, expected: dict[str, Any] | None) -> bool:
    """Tell if instant (to the minute), offset and where it is from are right."""
    if found is None or expected is None:
        return found is None and expected is None
    value = datetime.fromisoformat(expected["value"])
    return (
        abs((found.value - value).total_seconds()) < 60
        and found.offset == expected["offset"]
        and found.zone_from == expected["zone_from"]
    )


def share(flags: Iterable[bool]) -> str:
    """Return a share as `0.95`."""
    known = list(flags)
    return f"{sum(known) / len(known):.3f}" if known else "-"


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--kept", action="store_true", help="the half that nobody looks at")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    known = cases(GOLD / ("kept" if given.kept else "tuning"))
    rows: dict[str, list[tuple[bool, bool, bool, bool]]] = defaultdict(list)
    fine, wrong = [], []
    for case in known:
        found, theirs = ours(case), peer(case)
        wanted = day(datetime.fromisoformat(case.published["value"]), case.published["offset"])
        mine = found.published and day(found.published.value, found.published.offset)
        right = (
            mine == wanted,
            theirs == wanted,
            same(found.published, case.published),
            same(found.modified, case.modified),
        )
        rows[case.language].append(right)
        fine.append(found.published is not None
                    and found.published.precision == case.published["precision"])  # fmt: skip
        if not all((right[0], right[2], right[3])) and not given.kept:
            wrong.append(f"{case.name}\n  published {found.published}\n  wanted {case.published}"
                         f"\n  modified {found.modified}\n  wanted {case.modified}")  # fmt: skip
    print(f"{'':5} {'pages':>5} {'day':>6} {'htmldate':>8} {'instant, zone':>14} {'modified':>9}")
    every = [row for group in rows.values() for row in group]
    for language, group in [*sorted(rows.items()), ("all", every)]:
        days, theirs_, instants, changed = (share(column) for column in zip(*group, strict=True))
        print(f"{language:5} {len(group):5} {days:>6} {theirs_:>8} {instants:>14} {changed:>9}")
    print(f"precision as expected: {share(fine)}")
    print("\n".join(wrong))
    timings = race(
        {
            "ours": lambda: [ours(case) for case in known],
            "htmldate": lambda: [peer(case) for case in known],
        },
        len(known),
        given.rounds,
    )
    print("\nCPU; ours on the tree that the stage has, htmldate parses for itself")
    show(timings, "pages", "htmldate")


if __name__ == "__main__":
    main()
