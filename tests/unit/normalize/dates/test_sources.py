"""Where dates are read from, and what each of them is called."""

from __future__ import annotations

import pytest

from .finding import URL, find, ld, shown

ISO = "2026-11-24T10:00:00+01:00"
THEN = "2026-11-24T09:00 +01:00 page minute"


@pytest.mark.parametrize(
    ("head", "body", "source"),
    [
        (ld(f'"datePublished":"{ISO}"'), "", "json-ld"),
        (ld(f'"datePublished":"{ISO}",,'), "", "json-ld"),
        (
            f'<script type="application/ld+json">{{"@graph":[{{"@type":"WebPage",'
            f'"datePublished":"{ISO}"}}]}}</script>',
            "",
            "json-ld",
        ),
        (
            f'<script type="application/ld+json">{{"@type":"VideoObject","uploadDate":"{ISO}"}}'
            "</script>",
            "",
            "json-ld",
        ),
        (f'<meta property="article:published_time" content="{ISO}">', "", "opengraph"),
        (f'<meta itemprop="datePublished" content="{ISO}">', "", "microdata"),
        (f'<meta name="parsely-pub-date" content="{ISO}">', "", "meta"),
        (f'<meta name="sailthru.date" content="{ISO}">', "", "meta"),
        (f'<meta name="DC.date.issued" content="{ISO}">', "", "meta"),
        ("", f'<span itemprop="datePublished" content="{ISO}">x</span>', "microdata"),
        ("", f'<span property="schema:datePublished" content="{ISO}">x</span>', "microdata"),
        ("", f'<time datetime="{ISO}">an hour ago</time>', "page text"),
        ("", f'<abbr class="published" title="{ISO}">x</abbr>', "page text"),
        ("", f'<span class="ts" data-timestamp="{ISO}">x</span>', "page text"),
        ("", '<p class="date">24 Nov 2026 10:00 CET</p>', "page text"),
    ],
)
def test_a_date_is_read_from_each_of_its_places(head: str, body: str, source: str) -> None:
    found = find(body, head=head)
    assert shown(found.published) == THEN
    assert found.provenance["published"].from_ == source
    assert found.modified is None


@pytest.mark.parametrize("stamp", ["1795510800", "1795510800000"])
def test_an_epoch_in_seconds_or_milliseconds(stamp: str) -> None:
    found = find(f'<span class="date" data-timestamp="{stamp}">x</span>')
    assert shown(found.published) == "2026-11-24T09:00 +00:00 page minute"


@pytest.mark.parametrize(
    "path",
    ["2026/11/24/x", "a/2026-11-24/x", "a/2026-11/24/c_1.htm", "2026/nov/24/x", "a/20261124/x",
     "x-20261124155012345.htm"],
)  # fmt: skip
def test_a_day_in_the_address(path: str) -> None:
    found = find(url=f"https://paper.example/{path}")
    assert shown(found.published) == "2026-11-24T00:00 None assumed day"
    assert found.provenance["published"].from_ == "url"


@pytest.mark.parametrize("path", ["2026/11/x", "a/20269924/x", "id-1234567890123", "1/2/3"])
def test_what_is_no_day_in_an_address(path: str) -> None:
    assert find(url=f"https://paper.example/{path}").published is None


def test_the_feed_alone() -> None:
    found = find(feed="Tue, 24 Nov 2026 10:15:32 +0700")
    assert shown(found.published) == "2026-11-24T03:15 +07:00 feed second"
    assert found.provenance["published"].from_ == "feed"


def test_the_feed_before_todays_date_in_the_masthead() -> None:
    today = '<div class="date-block">Wednesday, 25 November 2026</div>'
    found = find(f"<footer>{today}</footer>", feed="Tue, 24 Nov 2026 10:15:32 +0700")
    assert shown(found.published) == "2026-11-24T03:15 +07:00 feed second"


@pytest.mark.parametrize(
    "body",
    [
        "<footer>© 2010-2026. Last build 20 Nov 2026</footer>",
        '<div class="related"><span class="date">20 November 2026 10:00</span></div>',
        '<aside><time datetime="2026-11-20T10:00:00Z">x</time></aside>',
        '<div class="comments"><span class="date">20 November 2026 10:00</span></div>',
    ],
)
def test_dates_of_other_things_are_not_the_articles(body: str) -> None:
    assert find(body).published is None


def test_the_posts_of_a_live_blog_are_not_its_publication() -> None:
    post = '{"@type":"BlogPosting","datePublished":"2026-11-24T15:00:00+01:00"}'
    found = find(head=ld(f'"datePublished":"{ISO}","liveBlogUpdate":[{post}]'))
    assert shown(found.published) == THEN


def test_hours_ago_give_a_day_where_nothing_else_does() -> None:
    found = find('<p class="date">3 hours ago</p>')
    assert shown(found.published) == "2026-11-25T00:00 +00:00 page day"
    arabic = find('<p class="date">منذ ساعتين</p>', lang="ar")
    assert shown(arabic.published) == "2026-11-25T00:00 +00:00 page day"
    beside = find('<p class="date">3 hours ago</p>', url=f"{URL}/2026/11/24/x")
    assert shown(beside.published) == "2026-11-24T00:00 None assumed day"


def test_a_date_that_stands_free_among_other_texts() -> None:
    found = find("입력 :[ 2026-11-24 15:24 ]<br>" + "다리가 다시 열렸다. " * 30, lang="ko-KR")
    assert shown(found.published) == "2026-11-24T06:24 +09:00 country minute"


def test_a_page_without_a_date_has_none() -> None:
    found = find('<p class="date">today</p>')
    assert (found.published, found.modified, found.provenance) == (None, None, {})
