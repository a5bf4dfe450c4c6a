"""The wire layout: the newsroom's own story, and the sample of the design folder where it is."""

import re
from datetime import datetime
from html import unescape
from pathlib import Path

import feedparser
import pytest

from copydesk.demo import Link, Newsroom, wire_story_feed, wire_story_page
from copydesk.demo.articles import written
from copydesk.demo.pages import article_page
from copydesk.demo.sites import SITES

SAMPLE = Path(__file__).parents[4] / "shared" / "samples" / "islamtimes-1024445.txt"


def lines_of(page: str) -> list[str]:
    """Return the texts of a page's blocks, as a browser's text view shows them."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    return [line.strip() for line in unescape(re.sub(r"<[^>]+>", "", text)).split("\n")]


def test_the_newsrooms_wire_story_has_all_parts_in_order(newsroom: Newsroom) -> None:
    kabar = SITES[0]
    article = next(one for one in written(kabar) if one.story.code == 2048817)
    version = article.versions[0]
    page = article_page(article, version, port=newsroom.port, start=newsroom.start, t=0)
    lines = lines_of(page)
    at = [
        lines.index(f"{article.story.kicker}:"),
        lines.index(version.headline),
        lines.index(f"Kabar Nusa - {version.paragraphs[0]}"),
        lines.index(version.standfirst),
        lines.index(version.paragraphs[1]),
        lines.index(f"{version.paragraphs[-1]}[KN/r]"),
        lines.index("Story Code: 2048817"),
    ]
    assert at == sorted(at)
    assert len(article.versions) == 1, "the twin of the sample stays as it is"
    date = lines[at[1] + 1]
    assert re.fullmatch(r"\d\d \w{3} \d{4} \d\d:\d\d", date)


def test_texts_are_escaped() -> None:
    page = wire_story_page(
        kicker="A & B",
        headline="<b>bold</b>",
        local_date="1 Jan 2026 00:00",
        source="S",
        lead="1 < 2",
        standfirst="x",
        paragraphs=["</p><script>alert(1)</script>"],
        sign_off="[S/r]",
        story_code="7",
        see_also=Link('/"><i>', "<i>"),
    )
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert "S - 1 &lt; 2" in page


def test_the_feed_prints_the_offset_that_the_page_lacks() -> None:
    feed = wire_story_feed(
        headline="H",
        link="http://kabar.newsroom.test/1",
        entry_id="1",
        published=datetime.fromisoformat("2026-11-14T04:42:00+03:30"),
        summary="S",
        feed_url="http://kabar.newsroom.test/rss.xml",
    )
    parsed = feedparser.parse(feed.encode())
    assert not parsed.bozo
    assert parsed.entries[0].published == "Sat, 14 Nov 2026 04:42:00 +0330"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the design folder's sample is not here")
def test_the_samples_page_can_be_built_with_the_same_layout() -> None:
    sample = SAMPLE.read_text("utf-8").splitlines()
    kicker, headline, date, lead, standfirst, *paragraphs, code = sample
    source, _, lead = lead.partition(" - ")
    end = re.search(r"\[[^\]]+\]$", paragraphs[-1])
    assert end is not None
    paragraphs[-1] = paragraphs[-1].removesuffix(end[0])
    page = wire_story_page(
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
    lines = lines_of(page)
    at = [lines.index(line) for line in sample]
    assert at == sorted(at)
