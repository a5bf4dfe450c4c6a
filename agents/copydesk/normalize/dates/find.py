"""A page, its feed entry and when it was read -> when it was published and last changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from copydesk.dates import Stamp
from copydesk.dates.countries import of_host, of_tag
from copydesk.dates.zones import offset_minutes
from copydesk.errors import PermanentError
from copydesk.events import Discovered, FeedDate, FieldProvenance, Instant
from copydesk.normalize.page import Page, declared_language
from copydesk.sites import host_of

from .choose import Surroundings, choose_modified, choose_published
from .machine import in_address, in_json, in_meta
from .printed import in_text
from .stated import Role, Stated


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of an article, each with where it is from."""

    published: Instant | None = None
    modified: Instant | None = None
    provenance: dict[str, FieldProvenance] = field(default_factory=dict)
    """By the names of the two."""


def find_dates(
    page: Page,
    entry: Discovered,
    *,
    url: str | None = None,
    headline: str | None = None,
    fetched_at: datetime | None = None,
    publisher_country: str | None = None,
) -> Dates:
    """Return when an article was published and last changed.

    Args:
        page: the page.
        entry: its feed entry.
        url: the page's address; the entry's link if unset.
        headline: the main headline; dates near it count more.
        fetched_at: when the page was read: nothing on it is from later.
        publisher_country: where its publisher says to be (ISO 3166-1 alpha-2).
    """
    address = url or entry.link
    language = declared_language(page)
    countries = _countries(page, entry, address, publisher_country)
    around = Surroundings(countries, fetched_at)
    country = around.countries[0] if around.countries else None
    stated = [
        *in_json(page, language),
        *in_meta(page, language),
        *in_text(page, headline, language, country, fetched_at),
        *in_address(address),
        *_in_feed(entry),
    ]
    published = choose_published(stated, around)
    modified = choose_modified(stated, published, around)
    found = (("published", published), ("modified", modified))
    return Dates(
        published.instant if published else None,
        modified.instant if modified else None,
        {name: one.provenance for name, one in found if one},
    )


def _countries(
    page: Page, entry: Discovered, url: str, publisher_country: str | None
) -> tuple[str, ...]:
    try:
        host, _ = host_of(url)
    except PermanentError:
        host = ""
    named = [
        of_host(host),
        of_tag(page.meta.get("og:locale")),
        of_tag(page.tree.get("lang")),
        of_tag(page.meta.get("content-language")),
        of_tag(entry.language),
        publisher_country,
    ]
    return tuple(dict.fromkeys(filter(None, named)))


def _in_feed(entry: Discovered) -> Iterator[Stated]:
    if entry.published is not None and not entry.published.clamped:
        yield Stated("published", "feed", _stamp(entry.published), 0.8)
    changed = entry.updated
    if changed is None or changed.clamped:
        return
    role: Role = "published" if entry.published is None else "modified"
    if entry.published is None or changed.value != entry.published.value:
        yield Stated(role, "feed", _stamp(changed), 0.5)


def _stamp(date: FeedDate) -> Stamp:
    minutes = None if date.offset is None else offset_minutes(date.offset)
    local = date.value.replace(tzinfo=None) + timedelta(minutes=minutes or 0)
    return Stamp(local, minutes, "second" if date.value.second else "minute")
