"""Pictures and videos, by the pattern on the page."""

from __future__ import annotations

import pytest

from copydesk.normalize.metadata.media import stem_of

from .made import made, source

HOST = "https://www.ferrypost.example"


def figure(image: str, caption: str = "") -> str:
    return f"<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


@pytest.mark.parametrize(
    ("image", "href"),
    [
        ('<img src="/a/pier.jpg">', "/a/pier.jpg"),
        ('<img src="/sites/default/files/blanket.jpg">', "/sites/default/files/blanket.jpg"),
        ('<img src="data:image/gif;base64,R0" data-src="/a/pier.jpg">', "/a/pier.jpg"),
        (
            '<img src="/s.jpg" srcset="/a/pier-400.jpg 400w, /a/pier-900.jpg 900w">',
            "/a/pier-900.jpg",
        ),
        ('<a href="/a/pier.jpg"><img src="/a/pier-300x200.jpg"></a>', "/a/pier-300x200.jpg"),
        ('<img src="/s.jpg" data-srcset="/a/pier-1.jpg 1x, /a/pier-2.jpg 2x">', "/a/pier-2.jpg"),
        (
            '<img class="lazy"><noscript><img src="/a/pier.jpg"></noscript>',
            "/a/pier.jpg",
        ),
        ('<amp-img src="/a/pier.jpg" width="16" height="9" layout="responsive">', "/a/pier.jpg"),
        ('<img src="/2026/pier.jpg" srcset="/size/w300/2026/pier.jpg 300w">', "/2026/pier.jpg"),
        ('<img src="/i/pier.jpg?w=640" srcset="/i/pier.jpg?w=320 320w">', "/i/pier.jpg?w=640"),
        ('<img src="/p/pier_default_0.jpg">', "/p/pier_default_0.jpg"),
        ('<img src="/img/loading.gif" data-echo="/a/pier.jpg">', "/a/pier.jpg"),
    ],
    ids=[
        *("src", "name-that-begins-alike", "lazy", "srcset", "linked-to-itself"),
        *("densities", "for-readers-without-scripts", "amp-ratio", "original-beside-a-size"),
        *("wider-by-its-query", "one-of-several-sizes", "lazy-by-another-name"),
    ],
)
def test_a_picture_is_found_with_its_best_address(image: str, href: str) -> None:
    found = made(under=figure(image))
    assert [one.href for one in found.media] == [HOST + href]
    assert source(found, "media") == "page text"


@pytest.mark.parametrize(
    "image",
    [
        '<img src="data:image/gif;base64,R0">',
        '<img src="/count.gif" width="1" height="1">',
        '<img src="/img/logo.png">',
        '<img src="/img/default-og.png">',
        '<img src="/img/share_default.png">',
        '<a href="javascript:print()"><img src="/images/print.gif"></a>',
        '<img src="/icons/share.svg">',
        '<img class="avatar" src="/people/ada.jpg">',
        '<a href="https://shop.example/"><img src="/promo/sale.jpg"></a>',
        '<div class="ad"><img src="/a/sale.jpg"></div>',
        '<div class="related-stories"><img src="/a/other.jpg"></div>',
    ],
    ids=[
        "data",
        "pixel",
        "logo",
        "default",
        "default-share",
        "print",
        "icon",
        "avatar",
        "linked-away",
        "ad",
        "related",
    ],
)
def test_what_is_no_picture_of_the_article_is_dropped(image: str) -> None:
    assert made(inside=f"<div>{image}</div>").media == ()


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        ("The pier. Photo: Tom Rowe", "The pier.", "Tom Rowe"),
        ("The pier. (Foto: Tom Rowe)", "The pier.", "Tom Rowe"),
        ("The pier (Beacon photo by Tom Rowe)", "The pier", "Beacon photo by Tom Rowe"),
        ("The pier. <span>© Tom Rowe</span>", "The pier.", "Tom Rowe"),
        ('The pier. <span class="credit">Tom Rowe</span>', "The pier.", "Tom Rowe"),
        ("The pier. <cite>Photographer: Tom Rowe</cite>", "The pier.", "Photographer: Tom Rowe"),
        ("Пристань. Фото: Анна Петрова", "Пристань.", "Анна Петрова"),
        ("碼頭。（陳大文攝）", "碼頭。", "陳大文攝"),
        ("The pier at night", "The pier at night", None),
    ],
)
def test_a_caption_is_parted_from_its_credit(caption: str, text: str, credit: str | None) -> None:
    (found,) = made(under=figure('<img src="/a/pier.jpg">', caption)).media
    assert (found.caption, found.credit) == (text, credit)


def test_the_sizes_of_one_picture_are_one() -> None:
    images = figure('<img src="/a/pier-300x200.jpg">') + figure('<img src="/a/pier-1024x683.jpg">')
    assert len(made(under=images).media) == 1
    assert stem_of(f"{HOST}/w800/pier.jpg") == stem_of(f"{HOST}/w1200/pier-scaled.jpg?x=1")
    assert stem_of(f"{HOST}/a/pier.jpg") != stem_of(f"{HOST}/a/choir.jpg")


def test_opengraph_and_json_ld_are_asked_where_no_picture_is_shown() -> None:
    og = (
        '<meta property="og:image" content="/a/pier.jpg">'
        '<meta property="og:image:width" content="900">'
    )
    (found,) = made(og).media
    assert (found.href, found.width) == (f"{HOST}/a/pier.jpg", 900)
    ld = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "image": {"@type":'
        '"ImageObject", "url": "/a/choir.jpg", "creditText": "Tom Rowe"}}</script>'
    )
    article = made(og + ld)
    assert [(one.href, one.credit) for one in article.media] == [
        (f"{HOST}/a/choir.jpg", "Tom Rowe")
    ]
    assert source(article, "media") == "json-ld"
    assert made('<meta property="og:image" content="/img/default-share.png">').media == ()


def test_json_ld_tells_the_credit_of_a_picture_that_is_shown() -> None:
    ld = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "image": {"url":'
        '"/a/pier-1200x800.jpg", "creditText": "Tom Rowe"}}</script>'
    )
    (found,) = made(ld, under=figure('<img src="/a/pier-300x200.jpg">')).media
    assert found.credit == "Tom Rowe"


def test_a_video_is_named_by_its_file() -> None:
    ld = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "video": {"@type":'
        '"VideoObject", "contentUrl": "/v/pier.mp4", "encodingFormat": "video/mp4"}}</script>'
    )
    (found,) = made(ld).media
    assert (found.href, found.type) == (f"{HOST}/v/pier.mp4", "video/mp4")


@pytest.mark.parametrize(
    ("image", "width", "height", "alt"),
    [
        ('<img src="/a/pier.jpg" width="800px" height="600.5">', 800, 600, None),
        (
            '<img src="/a/pier.jpg" width="100%" height="auto" alt=" The  pier ">',
            None,
            None,
            "The pier",
        ),
        (
            '<img src="/a/pier.jpg" srcset="/a/p-900.jpg 900w" width="300" height="200">',
            900,
            None,
            None,
        ),
        ('<amp-img src="/a/pier.jpg" width="16" height="9" layout="responsive">', None, None, None),
    ],
    ids=["pixels", "percent", "size-of-another-file", "ratio"],
)
def test_a_size_is_that_of_the_file_or_none(
    image: str, width: int | None, height: int | None, alt: str | None
) -> None:
    (found,) = made(under=figure(image)).media
    assert (found.width, found.height, found.alt) == (width, height, alt)


def test_the_licence_in_a_caption_is_the_pictures() -> None:
    licence = "https://creativecommons.org/licenses/by-sa/4.0/"
    caption = f'The pier. Photo: Tom Rowe / <a href="{licence}">CC BY-SA 4.0</a>'
    (found,) = made(under=figure('<img src="/a/pier.jpg">', caption)).media
    assert found.licence == licence


@pytest.mark.parametrize(
    ("player", "href", "kind"),
    [
        ('<video src="/v/pier.mp4" poster="/a/pier.jpg"></video>', "/v/pier.mp4", "video/*"),
        (
            '<video><source src="/v/pier.webm" type="video/webm">'
            '<source src="/v/pier.mp4"></video>',
            "/v/pier.webm",
            "video/webm",
        ),
        ('<audio src="/v/pier.mp3"></audio>', "/v/pier.mp3", "audio/*"),
    ],
    ids=["attribute", "sources", "sound"],
)
def test_what_is_played_at_the_article_is_a_medium(player: str, href: str, kind: str) -> None:
    article = made(under=figure(player, "It sails"))
    (found,) = article.media
    assert (found.href, found.type, found.caption) == (HOST + href, kind, "It sails")
    assert source(article, "media") == "page text"
    assert made(inside=f'<div class="related">{player}</div>').media == ()
