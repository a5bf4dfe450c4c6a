"""The line above the headline, and what only stands there."""

from __future__ import annotations

import pytest
from lxml import html

from copydesk.normalize.furniture import kicker, split_heading
from copydesk.normalize.headline import main_headline
from copydesk.normalize.page import Page, parse_page

HEADLINE = "The river rose again overnight"


def page(body: str, head: str = "") -> Page:
    text = f"<html><head>{head}</head><body>{body}</body></html>"
    return parse_page(text, max_depth=100)


@pytest.mark.parametrize(
    ("inside", "label"),
    [
        ('<span class="lbl">EXCLUSIVE</span> ', "EXCLUSIVE"),
        ('<span class="preTitle">Rivers:</span> ', "Rivers"),
        ('<span class="x__overline">Rivers<i class="sr-only">: </i></span><span>', "Rivers"),
        ("<span>Rivers:</span> ", "Rivers"),
        ("<strong>LIVE |</strong> ", "LIVE"),
        ("<em>Macbeth:</em> ", None),
        ("<em>Macbeth</em> ", None),
        ("<span>The whole</span> ", None),
        ("", None),
    ],
)
def test_a_heading_may_begin_with_its_kicker(inside: str, label: str | None) -> None:
    heading = html.fromstring(f"<h1>{inside}{HEADLINE}</h1>")
    found, rest = split_heading(heading)
    assert found == label
    assert label is None or rest == HEADLINE


@pytest.mark.parametrize(
    ("title", "above", "label"),
    [
        (f"LIVE: {HEADLINE}", '<span class="badge">LIVE</span>', "LIVE"),
        (f"LIVE | {HEADLINE} | The Post", '<span class="badge">LIVE</span>', "LIVE"),
        (f"（瀬戸の窓から）{HEADLINE}", '<p><a href="/s">瀬戸の窓から</a></p>', "瀬戸の窓から"),
        (f"Press release - {HEADLINE} - The Post", "<p>Press release</p>", "Press release"),
        (f"Rivers: {HEADLINE}", "<p>Nothing of it</p><nav>Home</nav>", None),
        (f"The Post: {HEADLINE}", '<a href="/">The Post</a>', None),
    ],
)
def test_what_a_title_has_in_front_is_the_kicker_if_the_page_prints_it_above(
    title: str, above: str, label: str | None
) -> None:
    found = page(f"{above}<h1>{HEADLINE}</h1>", f"<title>{title}</title>")
    assert kicker(found, HEADLINE, {"thepost"}) == label
    if label:
        assert main_headline(found, None, {"thepost"}) == (HEADLINE, "page text")


@pytest.mark.parametrize(
    ("above", "label"),
    [
        ('<p class="catch">A craft goes abroad</p>', "A craft goes abroad"),
        ("<div>After seven years</div>", "After seven years"),
        ('<ul class="art-labels"><li>Conservation</li></ul>', "Conservation"),
        ('<a class="label" href="/t">DYR</a>', "DYR"),
        ('<aside><a data-component="series" href="/f">Fiction</a></aside>', "Fiction"),
        ('<nav><a href="/s">Sport</a></nav><a class="label" href="/s">Sport</a>', None),
        ('<p class="topline"><a href="/s">Sport</a></p><nav><a href="/s">Sport</a></nav>', None),
        ('<div class="cat">Culture</div>', None),
        ("<div>25 November 2026</div>", None),
        ("<div>The Post</div>", None),
        ("<div>It rained all night.</div>", None),
        ('<div class="byline">Ann Lee</div>', None),
        ("<div>Advertisement</div>", None),
        ('<span class="label">Up next</span><p>x</p>', None),
        ('<div><a href="/n">News from the north</a></div>', None),
    ],
)
def test_a_line_on_top_is_a_kicker_unless_it_is_something_else(
    above: str, label: str | None
) -> None:
    assert kicker(page(f"{above}<h1>{HEADLINE}</h1>"), HEADLINE, {"thepost"}) == label


def test_a_page_without_headings_has_its_headline_where_a_class_says_so() -> None:
    found = page(
        '<div class="tit">The river rose, and the ferry came</div>',
        '<title>"The Post" / The river rose</title>',
    )
    assert main_headline(found, None, set()) == ("The river rose, and the ferry came", "page text")


@pytest.mark.parametrize(
    ("body", "head", "headline"),
    [
        (
            f"<h1>{HEADLINE}, and the ferry stayed</h1>",
            "<title>River rose overnight: what we know</title>",
            f"{HEADLINE}, and the ferry stayed",
        ),
        ("<h1>The Daily Planet</h1>", f"<title>{HEADLINE}</title>", HEADLINE),
        (f"<h2>{HEADLINE}</h2>", f"<title>{HEADLINE} :: Unknown Paper</title>", HEADLINE),
        ("<h2>The river</h2>", f"<title>{HEADLINE}</title>", HEADLINE),
    ],
)
def test_the_printed_heading_wins_over_a_title_of_nearly_the_same_words(
    body: str, head: str, headline: str
) -> None:
    assert main_headline(page(body, head), None, set())[0] == headline


def test_a_margin_is_no_mark_of_a_kicker() -> None:
    above = '<div><a class="mt-3" href="/paper">The printed paper</a></div>'
    assert kicker(page(f"{above}<h1>{HEADLINE}</h1>"), HEADLINE) is None
