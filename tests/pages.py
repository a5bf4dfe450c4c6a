"""Pages and their facts for tests: the newsroom's, and the design folder's sample."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from copydesk import headers as h
from copydesk.codec import encode
from copydesk.demo import wire_story_page
from copydesk.events import Discovered, FeedDate, FeedRef, Fetched
from copydesk.records import Output
from copydesk.topics import DISCOVERED

SAMPLE = Path(__file__).parents[2] / "shared" / "samples" / "islamtimes-1024445.txt"
SAMPLE_EXPECTED = SAMPLE.with_suffix(".expected.json")
SEEN = datetime(2026, 11, 14, 1, 15, tzinfo=UTC)


def entry(url: str, **fields: Any) -> Discovered:
    """Return a feed entry for an address."""
    feed = FeedRef(url="https://kabar.example/rss.xml", title=fields.pop("feed_title", None))
    made = {"feed": feed, "link": url, "change": "new", "seen_at": SEEN, **fields}
    return Discovered(**made)


def discovered(url: str) -> Output:
    """Return a feed entry for an address, as poll writes it."""
    headers = h.cloud_event(
        id=h.event_id(url),
        type="copydesk.discovered.new",
        source="/test",
        subject=url,
        schema="discovered",
        partition_key="site.test",
    )
    return Output(DISCOVERED, b"site.test", encode(entry(url)), headers)


def facts(url: str, charset: str | None = None, **fields: Any) -> Fetched:
    """Return the facts of a fetch."""
    return Fetched(
        url=url,
        final_url=url,
        status=200,
        headers={},
        fetched_at=SEEN,
        elapsed_ms=1,
        charset=charset,
        entry=entry(url, **fields),
    )


def sample_page() -> str:
    """Build the page of the sample, as a site of its kind would show it."""
    kicker, headline, date, lead, standfirst, *paragraphs, code = SAMPLE.read_text(
        "utf-8"
    ).splitlines()
    source, _, lead = lead.partition(" - ")
    end = re.search(r"\[[^\]]+\]$", paragraphs[-1])
    assert end is not None
    paragraphs[-1] = paragraphs[-1].removesuffix(end[0])
    return wire_story_page(
        kicker=kicker.removesuffix(":"),
        headline=headline,
        local_date=date,
        source=source,
        lead=lead,
        standfirst=standfirst,
        paragraphs=paragraphs,
        sign_off=end[0],
        story_code=code.removeprefix("Story Code: "),
        site_title=source,
    )


def sample_facts() -> Fetched:
    """Return the facts that go with the sample's page; the date is that of its feed."""
    headline = SAMPLE.read_text("utf-8").splitlines()[1]
    date = FeedDate(
        value=datetime(2022, 11, 14, 1, 12, tzinfo=UTC),
        offset="+03:30",
        text="Mon, 14 Nov 2022 04:42:00 +0330",
    )
    return facts(
        "https://www.islamtimes.example/id/news/1024445",
        title=headline,
        published=date,
        feed_title="IslamTimes",
    )
