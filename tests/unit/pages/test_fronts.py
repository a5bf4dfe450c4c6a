"""Section fronts: refused, and articles that look like one are not."""

from __future__ import annotations

import pytest

from copydesk.errors import PermanentError
from copydesk.normalize import extract
from tests.unit.normalize.metadata.made import made

CARD = (
    '<article class="card"><h2><a href="/harbour/{0}">Story number {0} of the harbour</a></h2>'
    "<p>The council of the harbour met again on day {0} and talked about the pier for hours.</p>"
    "</article>"
)
URL = "https://www.ferrypost.example/harbour"


def front(head: str, cards: int = 8) -> str:
    teasers = "".join(CARD.format(at) for at in range(cards))
    return (
        f"<html><head><title>Harbour</title>{head}</head><body><main><h1>Harbour</h1>{teasers}"
        "</main></body></html>"
    )


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "CollectionPage", "name": "x"}</script>',
        '<meta property="og:type" content="website">',
        '<meta property="og:type" content="article">',
        "",
    ],
    ids=["collection-page", "website", "og-says-article", "nothing-stated"],
)
def test_a_page_of_teasers_is_a_section_front(head: str) -> None:
    with pytest.raises(PermanentError) as error:
        extract(front(head), URL)
    assert error.value.code == "section-front"


def test_an_article_above_many_teasers_is_an_article() -> None:
    teasers = "".join(CARD.format(at) for at in range(12))
    ld = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    assert "night ferry" in made(ld, after=f"<section>{teasers}</section>").text
    assert "night ferry" in made(after=f"<section>{teasers}</section>").text


def test_a_section_that_states_the_article_of_a_teaser_is_a_front() -> None:
    ld = (
        '<meta property="og:type" content="website"><script type="application/ld+json">'
        '{"@type": "NewsArticle", "headline": "Story number 0 of the harbour"}</script>'
    )
    with pytest.raises(PermanentError) as error:
        extract(front(ld, cards=4), URL)
    assert error.value.code == "section-front"


def test_a_section_that_its_address_names_is_a_front_whatever_it_tells_machines() -> None:
    head = (
        '<meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2026-05-01T06:00:00Z">'
    )
    with pytest.raises(PermanentError) as error:
        extract(front(head, cards=4), URL)
    assert error.value.code == "section-front"


def test_an_article_that_states_itself_beside_teasers_is_an_article() -> None:
    teasers = "".join(CARD.format(at) for at in range(4))
    head = (
        '<meta property="og:type" content="website"><script type="application/ld+json">'
        '{"@type": "NewsArticle", "headline": "The night ferry is back after two years"}</script>'
    )
    assert "night ferry" in made(head, after=f"<section>{teasers}</section>").text
