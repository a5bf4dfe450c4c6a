"""Pages that are gone with a status of 200; articles about such pages stay articles."""

from __future__ import annotations

import pytest

from copydesk.errors import PermanentError
from copydesk.normalize import extract

URL = "https://www.ferrypost.example/harbour/ferry-is-back-20260501"
NEWS = "".join(
    f"<article><h3><a href='/n/{at}'>Story {at} of the harbour</a></h3><p>The council of the "
    f"harbour met again on day {at} and talked about the pier for hours on end.</p></article>"
    for at in range(4)
)
COPY = "".join(
    f"<p>{one}</p>"
    for one in (
        "Links rot: of the addresses that were printed ten years ago every third leads nowhere.",
        "Researchers of the university followed four thousand of them over the last two years.",
        "Most answered with a page that says that nothing is there, and some with adverts only.",
    )
)


def refused(page: str) -> str | None:
    try:
        extract(page, URL)
    except PermanentError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    ("heading", "box"),
    [
        ("The story you want no longer exists", "class='error-page'"),
        ("Diese Adresse existiert nicht mehr oder wurde nicht gefunden", "id='page-404'"),
        ("La nota que buscas ya no está disponible", "class='not-found'"),
        ("Тази статия не съществува", "class='error-404'"),
        ("Artikel yang Anda cari tidak ditemukan", "class='page-not-found'"),
        ("お探しの記事は存在しません", "class='error404'"),
        ("الخبر الذي تبحث عنه غير موجود", "class='notfound'"),
    ],
)
def test_a_heading_and_its_box_say_that_a_page_is_gone(heading: str, box: str) -> None:
    page = (
        "<html><head><title>The Post</title><meta property='og:type' content='article'></head>"
        f"<body><main {box}><h1>{heading}</h1><p>Go back to the front page, or search.</p>"
        f"<section><h2>Latest</h2>{NEWS}</section></main></body></html>"
    )
    assert refused(page) == "soft-404"


@pytest.mark.parametrize(
    "heading",
    ["Oops! Page not found", "Hoppla, Seite nicht gefunden", "Ups! Nie znaleziono strony"],
)
def test_an_exclamation_may_stand_before_it(heading: str) -> None:
    page = f"<html><head><title>x</title></head><body><h1>{heading}</h1>{NEWS}</body></html>"
    assert refused(page) == "soft-404"


@pytest.mark.parametrize(
    "title", ["Page not found: why links rot", "Flight recorder not found", "404 years of ferries"]
)
def test_an_article_about_what_was_not_found_is_an_article(title: str) -> None:
    stated = f'{{"@type": "NewsArticle", "headline": "{title}"}}'
    ld = f'<script type="application/ld+json">{stated}</script>'
    page = (
        f"<html><head><title>{title} - The Post</title>{ld}</head><body class='postid-404'>"
        f"<article><h1>{title}</h1>{COPY}</article></body></html>"
    )
    assert refused(page) is None


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("error-template", "<h1>Alamak!</h1><p>Halaman yang anda cari tidak dijumpai.</p>"),
        ("page error404", "<h1>Hoppla</h1><p>Diese Seite existiert nicht mehr.</p>"),
    ],
)
def test_the_template_and_the_words_at_the_heading_say_that_it_is_gone(
    template: str, words: str
) -> None:
    page = f"<html><body class='{template}'><section>{words}</section>{NEWS}</body></html>"
    assert refused(page) == "soft-404"


def test_an_article_in_a_template_of_another_name_is_one() -> None:
    page = f"<html><body class='post-template'><h1>Links that are gone</h1>{COPY}</body></html>"
    assert refused(page) is None
