"""What the readers of one feed share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from copydesk.dates import read_date
from copydesk.events import FeedDate

from .model import Entry, Flaw
from .names import Names
from .texts import base_of

_MOST_BAD_DATES = 1000
"""After so many dates that cannot be read, no more are tried: each costs a third of a ms."""
Fields = Mapping[str, list[etree._Element]]
"""The children of an element by their names."""


@dataclass(slots=True)
class Context:
    """One feed that is being read."""

    url: str
    seen_at: datetime | None = None
    language: str | None = None
    has_bases: bool = False
    """Whether the document has an xml:base anywhere."""
    flaws: list[Flaw] = field(default_factory=list)
    bad_dates: list[str] = field(default_factory=list)

    def base(self, element: etree._Element) -> str:
        """Return what addresses in an element are relative to."""
        return base_of(element, self.url) if self.has_bases else self.url

    def date(self, text: str | None, language: str | None = None) -> FeedDate | None:
        """Read a date and note one that cannot be read."""
        if text is None or len(self.bad_dates) >= _MOST_BAD_DATES:
            return None
        found = read_date(text, language=language or self.language, seen_at=self.seen_at)
        if found is None:
            self.bad_dates.append(text)
        return found

    def flaw(self, code: str, text: str) -> None:
        """Note something that is broken."""
        self.flaws.append(Flaw(code, text))


def fields_of(element: etree._Element, names: Names) -> dict[str, list[etree._Element]]:
    """Return the children of an element by their names."""
    found: dict[str, list[etree._Element]] = {}
    for child in element:
        name = names[child.tag]
        if name in found:
            found[name].append(child)
        else:
            found[name] = [child]
    return found


def flaws_of(entries: Sequence[Entry], bad_dates: Sequence[str]) -> list[Flaw]:
    """Return what is wrong with the entries of a feed, one flaw for each kind."""
    found = []
    if bad_dates:
        count = len(bad_dates)
        text = f"{count} dates cannot be read: {bad_dates[0]!r}"
        found.append(Flaw("bad-date", text, count))
    dates = (date for one in entries for date in (one.published, one.updated))
    if clamped := sum(date is not None and date.clamped for date in dates):
        found.append(Flaw("date-in-future", f"{clamped} dates are in the future", clamped))
    if linkless := sum(one.link is None for one in entries):
        found.append(Flaw("no-link", f"{linkless} entries have no link", linkless))
    counted = Counter(one.key for one in entries)
    if twice := sum(count > 1 for count in counted.values()):
        found.append(Flaw("listed-twice", f"{twice} entries are listed more than once", twice))
    return found
