"""Live blogs: updates in a field of their own, the lead in the body."""

from __future__ import annotations

from datetime import UTC, datetime

from .made import HEADLINE, made, source

POSTS = (
    '<div class="lb-post" id="p2"><time datetime="2026-05-01T12:30:00+03:00">12:30</time>'
    "<h3>It sails</h3><p>The ferry left the pier.</p><p>The choir sang.</p></div>"
    '<div class="lb-post" id="p1"><time datetime="2026-05-01T12:00:00+03:00">12:00</time>'
    "<h3>People wait</h3><p>Three hundred people are at the pier.</p></div>"
)
LD = (
    '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "%s",'
    '"liveBlogUpdate": %s}</script>'
)
STATED = (
    '[{"@type": "BlogPosting", "headline": "It sails", "datePublished":'
    '"2026-05-01T12:30:00+03:00", "articleBody": "The ferry left the pier. The choir sang."}]'
)


def test_updates_that_are_stated_take_paragraphs_and_id_from_the_page() -> None:
    found = made(LD % (HEADLINE, STATED), after=f"<section>{POSTS}</section>")
    (update,) = found.live_updates
    assert update.id == "p2"
    assert update.time == datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
    assert (update.headline, update.text) == (
        "It sails",
        "The ferry left the pier.\nThe choir sang.",
    )
    assert source(found, "live_updates") == "json-ld"
    assert found.genres == ("live",)


def test_updates_that_are_only_printed_are_read_from_the_page() -> None:
    found = made(LD % (HEADLINE, "[]"), after=f"<section>{POSTS}</section>")
    assert [one.headline for one in found.live_updates] == ["It sails", "People wait"]
    assert source(found, "live_updates") == "page text"


def test_updates_are_not_in_the_body() -> None:
    found = made(LD % (HEADLINE, "[]"), after=f"<section>{POSTS}</section>")
    assert "The choir sang." not in found.text
    assert "two years after a storm" in found.text


def test_a_page_that_is_no_live_blog_has_no_updates() -> None:
    assert made(after=f"<section>{POSTS}</section>").live_updates == ()


def test_siblings_with_a_time_each_are_updates_whatever_they_are_called() -> None:
    posts = "".join(
        f'<li data-time="2026-05-01T{hour}:00:00Z"><h3>Post {hour}</h3><p>The ferry is at pier '
        f"{hour}.</p><div>Like 4</div></li>"
        for hour in (12, 11, 10)
    )
    found = made(LD % (HEADLINE, "[]"), after=f"<ol>{posts}</ol>")
    assert [one.text for one in found.live_updates] == [
        f"The ferry is at pier {hour}." for hour in (12, 11, 10)
    ]


def test_an_update_whose_time_has_no_zone_has_no_time() -> None:
    stated = STATED.replace("12:30:00+03:00", "12:30:00")
    (update,) = made(LD % (HEADLINE, stated)).live_updates
    assert (update.id, update.time) == (None, None)
