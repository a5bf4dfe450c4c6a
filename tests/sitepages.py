"""Pages of one site, whose template puts a text into each body: for tests of its memory."""

from __future__ import annotations

from datetime import timedelta
from html import escape

from copydesk import headers as h
from copydesk.codec import encode
from copydesk.events import Fetched
from copydesk.instants import to_ms
from copydesk.partitions import partition_for
from copydesk.records import Record
from copydesk.topics import FETCHED
from tests.pages import facts

INSERT = (
    "The harbour gazette has been reporting from both shores for ninety years and belongs to the "
    "people who read it; whoever wants to keep it that way can become a member for six crowns."
)
"""What the vote alone keeps: a paragraph among others."""
_SUBJECTS = ("ferry", "market", "bridge", "school", "library", "clinic", "orchard", "quarry")
_VERBS = ("reopened", "closed", "moved", "grew", "was sold", "was painted", "burned", "was named")


def paragraphs(n: int) -> list[str]:
    """Return the copy of a story."""
    subject, verb = _SUBJECTS[n % 8], _VERBS[n // 8 % 8]
    return [
        f"The {subject} in the {n}th district {verb} on Monday, the council of the town said, "
        f"after a debate of {n + 2} hours that more than {40 + n} residents had come to follow.",
        f"According to the mayor the {subject} had cost {n + 3} million crowns since it was built, "
        f"and {n + 5} people work there, most of whom live within sight of it.",
        f"A vote on what becomes of the {subject} is planned for the {n % 28 + 1}th of the month; "
        f"the opposition has said that it will ask for {n + 7} changes before that.",
    ]


def page(n: int, insert: str | None = INSERT, *, heading: str | None = None) -> str:
    """Return the page of a story."""
    first, second, third = paragraphs(n)
    title = f"{_SUBJECTS[n % 8].title()} number {n} {_VERBS[n // 8 % 8]}"
    put = f"<p>{escape(insert)}</p>" if insert else ""
    above = f"<h2>{escape(heading)}</h2>" if heading else ""
    return (
        f"<html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{first}</p><p>{second}</p>{above}{put}<p>{third}</p></article></body></html>"
    )


def address(n: int, site: str = "gazette.test") -> str:
    """Return the address of a story."""
    return f"https://www.{site}/news/{n}"


def read(
    n: int, offset: int, *, site: str = "gazette.test", body: str | None = None, partitions: int = 1
) -> tuple[Record, Fetched]:
    """Return the `fetched` record of a story, and its facts."""
    known = facts(address(n, site))
    at = known.fetched_at + timedelta(seconds=offset)
    key = site.encode()
    headers = h.cloud_event(
        id=h.event_id("fetched", known.url, at.isoformat()),
        type="copydesk.fetched",
        source="/test",
        subject=known.url,
        schema="fetched",
        partition_key=site,
        time=at,
        extra=((h.HTTP_HEADER, encode(known)),),
    )
    text = page(n) if body is None else body
    partition = partition_for(key, partitions)
    return Record(FETCHED.name, partition, offset, key, text.encode(), headers, to_ms(at)), known
