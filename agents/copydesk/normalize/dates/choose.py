"""Which of the stated dates is believed, and in which zone its time is.

No source is trusted alone. Dates are compared; what others contradict, what lies after the fetch,
what is an epoch or the time of the fetch itself is dropped. Then the finest of those that agree
is taken and its zone looked for: the page's, the feed's, the country's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from copydesk.dates import Stamp
from copydesk.dates.countries import offsets, one_offset
from copydesk.dates.zones import written
from copydesk.events import FieldProvenance, Instant

from .stated import Stated

ZoneFrom = Literal["page", "feed", "country", "assumed"]
_EPOCHS = (date(1970, 1, 1), date(1969, 12, 31), date(2000, 1, 1))
_OLDEST = 1900
_SLACK = timedelta(days=1)
_CLOCKS_DIFFER = timedelta(minutes=5)
_SERVED = timedelta(minutes=2)
_SURE = 0.35
"""What is trusted less than this is taken only where nothing else is there."""
_DOUBT = 0.25
_STATED = 0.9


@dataclass(frozen=True, slots=True)
class Chosen:
    """A date that is believed."""

    instant: Instant
    provenance: FieldProvenance
    local: datetime
    """On the clock of the zone that was found."""
    shift: int | None = None
    """The offset to take for what this page says in UTC: minutes, where it means local time."""
    east: int | None = None
    """The offset in which to show what this page says in UTC."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the stated dates."""

    countries: tuple[str, ...] = ()
    """Countries that host, locale, language and feed name, best first."""
    fetched_at: datetime | None = None
    """When the page was read."""

    def minutes(self, stamp: Stamp) -> int:
        """Return the offset of a stamp, as good as can be told by itself."""
        if stamp.minutes is not None:
            return stamp.minutes
        return one_offset(self.countries, stamp.local) or 0

    def instant(self, stamp: Stamp) -> datetime:
        """Return a stamp's instant, as good as can be told by itself."""
        return (stamp.local - timedelta(minutes=self.minutes(stamp))).replace(tzinfo=UTC)


def choose_published(stated: Sequence[Stated], around: Surroundings) -> Chosen | None:
    """Return when it was published."""
    possible = _possible([one for one in stated if one.role == "published"], around)
    if not possible:
        return None
    possible = _not_served_now(possible, around)
    score = {at: _score(one, possible, around) for at, one in enumerate(possible)}
    best = max(score, key=lambda at: (score[at], possible[at].weight, -at))
    group = [one for one in possible if _agree(one, possible[best], around)]
    chosen = max(group, key=lambda one: _quality(one, around))
    everybody = sum(_by_kind(possible).values())
    confidence = round(sum(_by_kind(group).values()) / (everybody + _DOUBT), 2)
    # What all dates of the page say of its zone, those of updates too.
    alike = [one for one in stated if one not in possible]
    return _placed(chosen, group, [*group, *alike], around, confidence)


def choose_modified(
    stated: Sequence[Stated], published: Chosen | None, around: Surroundings
) -> Chosen | None:
    """Return when it was last changed: never before it was published, nor after the fetch."""
    possible = []
    for one in _possible([one for one in stated if one.role == "modified"], around):
        chosen = _like_published(one, published, around)
        if published is None or not _before(chosen, published):
            possible.append((one, chosen))
    if around.fetched_at is not None and len(possible) > 1:
        fetched_at = around.fetched_at
        other = [one for one in possible if abs(one[1].instant.value - fetched_at) > _SERVED]
        possible = other or possible
    if not possible:
        return None
    return max(possible, key=lambda each: (each[0].timed, each[0].weight))[1]


def _possible(stated: Sequence[Stated], around: Surroundings) -> list[Stated]:
    found = []
    for one in stated:
        day = one.stamp.local.date()
        if day in _EPOCHS or day.year < _OLDEST:
            continue
        try:
            instant = around.instant(one.stamp)
        except OverflowError:
            continue
        if around.fetched_at is None or instant <= around.fetched_at + _SLACK:
            found.append(one)
    return found


def _not_served_now(stated: list[Stated], around: Surroundings) -> list[Stated]:
    """Drop what is the time of the fetch where another kind of source says an older day."""
    if around.fetched_at is None:
        return stated
    now = around.fetched_at
    fresh = [one for one in stated if one.timed and abs(around.instant(one.stamp) - now) <= _SERVED]
    kinds = {one.kind for one in fresh}
    older = [
        one
        for one in stated
        if one.kind not in kinds
        and one.weight >= _SURE
        and around.instant(one.stamp) < now - timedelta(days=2)
    ]
    return [one for one in stated if one not in fresh] if older else stated


def _agree(one: Stated, other: Stated, around: Surroundings) -> bool:
    if one.timed and other.timed:
        return abs(around.instant(one.stamp) - around.instant(other.stamp)) <= timedelta(hours=26)
    days = abs((one.stamp.local.date() - other.stamp.local.date()).days)
    return days <= (1 if one.timed or other.timed else 0)


def _by_kind(stated: Sequence[Stated]) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in stated:
        found[one.kind] = max(found.get(one.kind, 0.0), one.weight)
    return found


def _score(one: Stated, stated: Sequence[Stated], around: Surroundings) -> float:
    """Return how much speaks for a day: the best of each kind of source that agrees."""
    return sum(_by_kind([each for each in stated if _agree(each, one, around)]).values())


def _quality(one: Stated, around: Surroundings) -> tuple[bool, bool, bool, bool, float]:
    instant = around.instant(one.stamp)
    late = around.fetched_at is not None and instant > around.fetched_at + _CLOCKS_DIFFER
    sure = one.weight >= _SURE
    # What says itself to be the publication needs no zone to count before a text.
    zoned = one.kind != "feed" and (one.stamp.minutes is not None or one.weight >= _STATED)
    return (sure, one.timed and not late, one.timed and zoned, one.kind != "feed", one.weight)


def _placed(
    chosen: Stated,
    group: Sequence[Stated],
    stated: Sequence[Stated],
    around: Surroundings,
    confidence: float,
) -> Chosen:
    stamp = chosen.stamp
    if chosen.kind == "feed":
        return _of_feed(chosen, confidence)
    if stamp.minutes is not None:
        if stamp.minutes == 0 and not stamp.named and chosen.timed:
            return _from_utc(chosen, group, around, confidence)
        return _chosen(chosen, stamp, stamp.minutes, "page", confidence)
    if (minutes := _of_page(stamp, stated)) is not None:
        return _chosen(chosen, stamp, minutes, "page", confidence)
    for one in group:
        if one.kind == "feed" and one.stamp.minutes is not None:
            minutes = _shown_by_feed(chosen, one.stamp, around)
            if minutes is not None:
                return _chosen(chosen, stamp, minutes, "feed", confidence)
    minutes = one_offset(around.countries, stamp.local)
    return _chosen(chosen, stamp, minutes, "assumed" if minutes is None else "country", confidence)


def _of_feed(stated: Stated, confidence: float) -> Chosen:
    minutes = stated.stamp.minutes
    zone_from: ZoneFrom = "assumed" if minutes is None else "feed"
    return _chosen(stated, stated.stamp, minutes, zone_from, confidence)


def _from_utc(
    chosen: Stated, group: Sequence[Stated], around: Surroundings, confidence: float
) -> Chosen:
    """Place what is said to be UTC: the same time may be printed in the zone of the page.

    Or the same clock, with another zone: then it is no UTC but that zone's time.
    """
    stamp = chosen.stamp
    minute = stamp.local.replace(second=0, microsecond=0)
    feed: int | None = None
    for one in sorted(group, key=lambda each: (not each.stamp.named, each.kind == "feed")):
        said, theirs = one.stamp, one.stamp.local.replace(second=0, microsecond=0)
        if not one.timed or not said.minutes:
            continue
        # A machine's other time is another statement, not the same one with another zone.
        lied = theirs == minute and (said.named or one.kind in ("text", "feed"))
        if one.kind == "feed":
            feed = said.minutes if lied and feed is None else feed
        elif lied:
            made = _chosen(chosen, stamp, said.minutes, "page", confidence)
            return replace(made, shift=said.minutes)
        elif theirs - timedelta(minutes=said.minutes) == minute:
            return replace(
                _chosen(chosen, stamp, 0, "page", confidence, said.minutes), east=said.minutes
            )
    if feed is not None:
        return replace(_chosen(chosen, stamp, feed, "feed", confidence), shift=feed)
    for one in group:
        if one.kind == "text" and one.timed and one.stamp.minutes is None:
            east = round((one.stamp.local.replace(second=0) - minute).total_seconds() / 60)
            if east and _plausible(east, stamp.local, around):
                return replace(_chosen(chosen, stamp, 0, "page", confidence, east), east=east)
    late = around.fetched_at is not None and stamp.utc > around.fetched_at + _CLOCKS_DIFFER
    if late and (there := one_offset(around.countries, stamp.local)):
        return replace(_chosen(chosen, stamp, there, "country", confidence), shift=there)
    return _chosen(chosen, stamp, 0, "page", confidence)


def _of_page(stamp: Stamp, stated: Sequence[Stated]) -> int | None:
    """Return the offset that the page shows with another date; UTC is what machines write."""
    for one in stated:
        said = one.stamp
        near = abs((said.local - stamp.local).days) <= 7
        if (
            one.kind != "feed"
            and near
            and said.minutes is not None
            and (said.minutes or said.named)
        ):
            return said.minutes
    return None


def _shown_by_feed(chosen: Stated, feed: Stamp, around: Surroundings) -> int | None:
    """Return the feed's offset where it shows the same clock, or that of the same instant."""
    stamp, said = chosen.stamp, feed.minutes or 0
    if not chosen.timed:
        return said or None if feed.local.date() == stamp.local.date() else None
    if stamp.local.replace(second=0) == feed.local.replace(second=0):
        return said
    utc = feed.utc.replace(tzinfo=None)
    east = round((stamp.local.replace(second=0) - utc.replace(second=0)).total_seconds() / 60)
    return east if _plausible(east, stamp.local, around) else None


def _plausible(east: int, local: datetime, around: Surroundings) -> bool:
    if around.countries:
        return any(east in offsets(country, local) for country in around.countries)
    return east % 30 == 0 and -720 <= east <= 840


def _chosen(
    stated: Stated,
    stamp: Stamp,
    minutes: int | None,
    zone_from: ZoneFrom,
    confidence: float,
    shown: int | None = None,
) -> Chosen:
    local = stamp.local.replace(microsecond=0)
    if stamp.precision == "day":
        local = local.replace(hour=0, minute=0, second=0)
    value = (local - timedelta(minutes=minutes or 0)).replace(tzinfo=UTC)
    offset = minutes if shown is None else shown
    return Chosen(
        Instant(
            value=value,
            offset=None if offset is None else written(offset),
            zone_from=zone_from,
            precision="day" if stamp.precision == "day" else "second" if local.second else "minute",
        ),
        FieldProvenance(from_=stated.source, confidence=confidence),
        local,
    )


def _like_published(one: Stated, published: Chosen | None, around: Surroundings) -> Chosen:
    """Place an update as the publication of the same page was placed."""
    stamp, confidence = one.stamp, round(one.weight / (one.weight + _DOUBT), 2)
    if one.kind == "feed":
        return _chosen(
            one, stamp, stamp.minutes, "assumed" if stamp.minutes is None else "feed", confidence
        )
    if stamp.minutes is not None:
        if stamp.minutes == 0 and not stamp.named and published is not None:
            if published.shift is not None:
                return _chosen(one, stamp, published.shift, "page", confidence)
            return _chosen(one, stamp, 0, "page", confidence, published.east)
        return _chosen(one, stamp, stamp.minutes, "page", confidence)
    known = published.instant if published is not None else None
    if known is not None and known.offset is not None and known.zone_from is not None:
        sign = -1 if known.offset.startswith("-") else 1
        minutes = sign * (int(known.offset[1:3]) * 60 + int(known.offset[4:6]))
        return _chosen(one, stamp, minutes, known.zone_from, confidence)
    there = one_offset(around.countries, stamp.local)
    return _chosen(one, stamp, there, "assumed" if there is None else "country", confidence)


def _before(modified: Chosen, published: Chosen) -> bool:
    if "day" in (modified.instant.precision, published.instant.precision):
        return modified.local.date() < published.local.date()
    return modified.instant.value < published.instant.value
