"""Who wrote it, by the pattern on the page."""

from __future__ import annotations

import pytest

from .made import made, source

PERSON = '<script type="application/ld+json">{"@type": "NewsArticle", "author": %s}</script>'


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Ada Berg"', ["Ada Berg"]),
        ('"Ada Berg, Tom Rowe"', ["Ada Berg", "Tom Rowe"]),
        ('{"@type": "Person", "name": "Ada Berg"}', ["Ada Berg"]),
        ('[{"name": "Ada Berg"}, {"name": "Tom Rowe"}]', ["Ada Berg", "Tom Rowe"]),
        ('{"@type": "Organization", "name": "Reuters"}', ["Reuters"]),
        ('{"name": "By Ada Berg"}', ["Ada Berg"]),
        ('{"name": ["Ada Berg", "Tom Rowe"]}', ["Ada Berg", "Tom Rowe"]),
        ('{"name": "Ada Berg &amp; Tom Rowe"}', ["Ada Berg", "Tom Rowe"]),
        ('{"name": "ada.berg@ferrypost.example"}', []),
        ('"https://www.ferrypost.example/author/ada"', []),
        ('{"name": "admin"}', []),
    ],
)
def test_json_ld_names_authors_in_many_shapes(author: str, names: list[str]) -> None:
    found = made(PERSON % author)
    assert [one.name for one in found.by] == names
    assert source(found, "by") == ("json-ld" if names else None)


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        ('<meta name="author" content="Ada Berg">', "meta"),
        ('<meta name="parsely-author" content="Ada Berg">', "meta"),
        ('<meta name="sailthru.author" content="Ada Berg">', "meta"),
        ('<meta name="DC.creator" content="Ada Berg">', "meta"),
        ('<meta property="article:author" content="Ada Berg">', "opengraph"),
    ],
)
def test_meta_elements_name_authors(head: str, origin: str) -> None:
    found = made(head)
    assert [one.name for one in found.by] == ["Ada Berg"]
    assert source(found, "by") == origin


def test_each_of_several_meta_elements_counts() -> None:
    head = "".join(
        f'<meta name="parsely-author" content="{name}">' for name in ("Ada Berg", "Tom Rowe")
    )
    assert [one.name for one in made(head).by] == ["Ada Berg", "Tom Rowe"]


@pytest.mark.parametrize(
    "under",
    [
        '<div class="byline">By Ada Berg | Updated 3 hours ago</div>',
        '<span class="post-author">Ada Berg</span><span class="date">1 May 2026</span>',
        '<p>By <a href="/author/ada">Ada Berg</a></p>',
        '<a rel="author" href="/ada">Ada Berg</a>',
        '<div class="meta"><div>Author</div><div>Ada Berg</div></div>',
        '<div itemprop="author" itemscope><span itemprop="name">Ada Berg</span></div>',
        '<div class="wartawan">Ada Berg</div>',
        '<div class="nguoi-viet">Ada Berg</div>',
        '<div data-qa="author-name">Ada Berg</div>',
        "<address>Ada Berg</address>",
        "<p>Posted on May 1, 2026 by Ada Berg</p>",
        "<p>Ada Berg, Abuja</p>",
    ],
    ids=[
        *("byline-class", "author-class", "by-line", "rel-author", "label-and-item", "microdata"),
        *("indonesian-class", "vietnamese-class", "test-attribute", "address", "date-before"),
        "city-behind",
    ],
)
def test_what_is_printed_under_the_headline_names_the_author(under: str) -> None:
    assert [one.name for one in made(under=under).by] == ["Ada Berg"]


def test_the_printed_name_wins_over_machines_in_another_script() -> None:
    found = made(PERSON % '{"name": "Ada Berg"}', under='<div class="byline">Автор: Ада Берг</div>')
    assert [one.name for one in found.by] == ["Ада Берг"]
    assert source(found, "by") == "page text"


def test_an_account_and_the_site_yield_to_a_printed_name() -> None:
    for machine in ("admin", "The Ferry Post"):
        found = made(PERSON % f'{{"name": "{machine}"}}', under='<p class="byline">By Ada Berg</p>')
        assert [one.name for one in found.by] == ["Ada Berg"]


def test_the_site_is_the_author_where_there_is_nobody_else() -> None:
    found = made(PERSON % '{"name": "The Ferry Post"}')
    assert [one.name for one in found.by] == ["The Ferry Post"]


def test_the_link_to_an_authors_page_is_its_uri() -> None:
    found = made(under='<p class="byline">By <a href="/author/ada">Ada Berg</a> and Tom Rowe</p>')
    assert [(one.name, one.uri) for one in found.by] == [
        ("Ada Berg", "https://www.ferrypost.example/author/ada"),
        ("Tom Rowe", None),
    ]


def test_a_photographer_of_a_caption_is_no_author() -> None:
    figure = '<figure><img src="/a.jpg"><figcaption>The pier. Photo: Tom Rowe</figcaption></figure>'
    found = made(under=f'<p class="byline">By Ada Berg</p>{figure}')
    assert [one.name for one in found.by] == ["Ada Berg"]


def test_the_feed_is_asked_last() -> None:
    found = made(authors=("Ada Berg",))
    assert [one.name for one in found.by] == ["Ada Berg"]
    assert source(found, "by") == "feed"


def test_the_office_that_machines_state_is_the_role() -> None:
    stated = '{"name": "Ada Berg", "jobTitle": "Harbour correspondent", "url": "/author/ada"}'
    (found,) = made(PERSON % stated).by
    assert (found.role, found.uri) == (
        "Harbour correspondent",
        "https://www.ferrypost.example/author/ada",
    )


REVIEW = (
    '<script type="application/ld+json">{"@type": "ClaimReview", "itemReviewed": {"@type":'
    '"CreativeWork", "author": {"@type": "Person", "name": "The Harbour Board"}}}</script>'
)


def test_whose_claim_is_reviewed_is_no_author() -> None:
    claim = '<h4 class="author">The Harbour Board</h4>'
    assert made(REVIEW, under=claim).by == ()
    signed = made(REVIEW, under=f'{claim}<p class="byline">By Ada Berg</p>')
    assert [one.name for one in signed.by] == ["Ada Berg"]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="statement"><h4 class="author">Tom Rowe</h4></div>',
        '<blockquote>It sails. <cite class="author">Tom Rowe</cite></blockquote>',
        '<div class="pull-quote"><p>It sails</p><span class="quote-author">Tom Rowe</span></div>',
        '<div class="statement-source">Source: Harbour Board</div>',
    ],
    ids=["statement", "blockquote", "pulled", "source-of-a-statement"],
)
def test_who_is_quoted_is_no_author(box: str) -> None:
    assert made(under=box).by == ()


@pytest.mark.parametrize(
    ("under", "names"),
    [
        (
            "<news-byline><ul><li><a href='mailto:a@x.example'>Ada Berg</a><span>Journalist</span>"
            "</li><li><a href='mailto:t@x.example'>Tom Rau</a><span>Fotograf</span></li></ul>"
            "</news-byline>",
            ["Ada Berg", "Tom Rau"],
        ),
        (
            "<div class='autor'><div class='autores'>Ana Lima</div><div class='local'>Tefé (AM)"
            "</div></div>",
            ["Ana Lima"],
        ),
        ("<div><b>AFP</b> | Updated: 09-12-2026 17:42 IST</div>", ["AFP"]),
        ("<div><b>Harbour</b> | Updated: 09-12-2026 17:42 IST</div>", []),
        ("<a class='tag' href='/by/tag/harbour/'>Harbour News</a>", []),
        ("<a href='/by/ada-berg/'>Ada Berg</a>", ["Ada Berg"]),
    ],
    ids=["own-element", "place-beside", "agency-line", "no-agency", "by-a-folder", "by-a-person"],
)
def test_who_is_named_is_told_by_what_stands_around(under: str, names: list[str]) -> None:
    assert [one.name for one in made(under=under).by] == names


def test_the_source_below_the_text_is_no_author_beside_its_editor() -> None:
    below = "<p>Kaynak: YHA</p><p>Editör: Zeynep Aksoy</p>"
    assert [one.name for one in made(after=below).by] == ["Zeynep Aksoy"]
    above = made(under="<p>Kaynak: AA | Editör: Serkan Topal</p>").by
    assert [one.name for one in above] == ["AA", "Serkan Topal"]
