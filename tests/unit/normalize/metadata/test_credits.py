"""Captions and the credits at their ends, by the pattern."""

from __future__ import annotations

import pytest

from copydesk.normalize.metadata.credits import split_credit

from .made import made


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The pier. (AP Photo/Tom Rowe)", "The pier.", "AP Photo/Tom Rowe"),
        ("The pier (AFP)", "The pier", "AFP"),
        (
            "Фота: Алесь Гарбуз. Звон паднялі трактарам з ракі",
            "Звон паднялі трактарам з ракі",
            "Алесь Гарбуз",
        ),
        (
            "Foto: Ada Berg. Die Fähre legt am neuen Pier an",
            "Die Fähre legt am neuen Pier an",
            "Ada Berg",
        ),
        (
            "The ferry in the photo. The pier was closed",
            "The ferry in the photo. The pier was closed",
            None,
        ),
        ("罗天佑在岸边。本报记者 沈岚 摄", "罗天佑在岸边。", "本报记者 沈岚 摄"),
        ("이불을 개고 있다. 너울면 제공", "이불을 개고 있다.", "너울면 제공"),
        ("တံတား လဲလှယ်နေစဉ် (ဓာတ်ပုံ – ကိုမျိုး)", "တံတား လဲလှယ်နေစဉ်", "ကိုမျိုး"),
        ("本を選ぶ親子（潮路新聞）", "本を選ぶ親子", "潮路新聞"),
        ("本を選ぶ親子（右）", "本を選ぶ親子（右）", None),
        ("The pier. Ph.: Ada Berg", "The pier.", "Ada Berg"),
        ("The pier. (Harbour Society via AP)", "The pier.", "Harbour Society via AP"),
        ("The pier. (Post Photo: Tom Rowe)", "The pier.", "Tom Rowe"),
        ("The pier. —TOM ROWE", "The pier.", "TOM ROWE"),
        ("The pier (c) Tom Rowe", "The pier", "Tom Rowe"),
        ("The pier © Tom Rowe", "The pier", "Tom Rowe"),
        ("Der Pier. Foto: Tom Rau/dpa", "Der Pier.", "Tom Rau/dpa"),
        ("Der Pier. Foto Tom Rau", "Der Pier.", "Tom Rau"),
        ("Molo nocą / Fot. Ewa Zuch / PAP", "Molo nocą", "Ewa Zuch / PAP"),
        ("Dermaga. ANTARA FOTO/Budi Santo/rwa.", "Dermaga.", "ANTARA FOTO/Budi Santo/rwa"),
        ("Причал. Фото И. Сомова", "Причал.", "И. Сомова"),
        ("Η προβλήτα (φωτ. Ν. Σπανός)", "Η προβλήτα", "Ν. Σπανός"),
        ("رصيف الميناء (تصوير: سامي خليل)", "رصيف الميناء", "سامي خليل"),
        ("بندرگاہ (فوٹو: احمد خان)", "بندرگاہ", "احمد خان"),
        ("码头夜景。（张弛 摄）", "码头夜景。", "张弛 摄"),
        ("码头夜景。（港务局供图）", "码头夜景。", "港务局供图"),
        ("부두. (사진=항만청 제공) 2026.05.01.", "부두.", "항만청 제공"),
        ("The pier. Ada Berg/AFP", "The pier.", "Ada Berg/AFP"),
        ("The pier. [Ada Berg/Al Jazeera]", "The pier.", "Ada Berg/Al Jazeera"),
        ("The pier. PHOTO | ADA BERG", "The pier.", "ADA BERG"),
        ("Le quai. (Crédits : Reuters)", "Le quai.", "Reuters"),
        ("El muelle. Foto de Ada Ruiz", "El muelle.", "Ada Ruiz"),
        ("O cais. Reprodução/TV Globo", "O cais.", "Reprodução/TV Globo"),
        ("Il molo all'alba - Foto Ansa", "Il molo all'alba", "Ansa"),
        ("De pier. Beeld ANP", "De pier.", "ANP"),
        ("Molo. Źródło: PAP", "Molo.", "PAP"),
        ("Dermaga. (Dok. Kemenhub)", "Dermaga.", "Dok. Kemenhub"),
        ("码头。（新华社发）", "码头。", "新华社发"),
        ("碼頭。圖／中央社", "碼頭。", "中央社"),
        ("碼頭。記者王小明／攝影", "碼頭。", "記者王小明／攝影"),
        ("早朝の港＝共同", "早朝の港", "共同"),
        ("早朝の港＝9日、釜山", "早朝の港＝9日、釜山", None),
        ("부두. /연합뉴스", "부두.", "연합뉴스"),
        ("घाट (फोटो- एएनआई)", "घाट", "एएनआई"),
        ("They came by bus/train", "They came by bus/train", None),
        ("AFP / Tom Rowe", "", "AFP / Tom Rowe"),
        ("The pier (left) in the rain", "The pier (left) in the rain", None),
        ("The pier in 2019 (archived plan)", "The pier in 2019", "archived plan"),
        ("The pier - and the boats - at night.", "The pier - and the boats - at night.", None),
        ("She photographed the pier.", "She photographed the pier.", None),
        ("The photo shows a pier.", "The photo shows a pier.", None),
    ],
)
def test_a_credit_is_the_end_of_a_caption(text: str, caption: str, credit: str | None) -> None:
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    ("markup", "caption", "credit"),
    [
        (
            "<figure><img src='/a/p.jpg'><figcaption><span>The pier at night.</span>"
            "<em>Tom Rowe, The Post</em></figcaption></figure>",
            "The pier at night.",
            "Tom Rowe, The Post",
        ),
        (
            "<figure><img src='/a/p.jpg'><figcaption>The <i>Vasa</i></figcaption></figure>",
            "The Vasa",
            None,
        ),
        (
            "<div class='photo'><img src='/a/p.jpg'><p>The pier at night.</p></div>",
            "The pier at night.",
            None,
        ),
        (
            "<table align='left'><tr><td><img src='/a/p.jpg'></td></tr>"
            "<tr><td>The pier at night.<br>Photo: Tom Rowe</td></tr></table>",
            "The pier at night.",
            "Tom Rowe",
        ),
        (
            "<a href='/a/p.jpg' data-caption='The pier at night'><img src='/a/p.jpg'></a>",
            "The pier at night",
            None,
        ),
        (
            "<p><img src='/a/p.jpg' data-credit='Tom Rowe'></p><p><em>The pier at night</em></p>",
            "The pier at night",
            "Tom Rowe",
        ),
        (
            "<div class='foto'><img src='/a/p.jpg'><div class='podpis'>Molo nocą "
            "<span class='zrodlo'>fot. Ewa Zuch</span></div></div>",
            "Molo nocą",
            "Ewa Zuch",
        ),
        (
            "<div class='mb-2'><img src='/a/p.jpg'><div>The pier. (AFP/Tom Rowe)</div></div>",
            "The pier.",
            "AFP/Tom Rowe",
        ),
        (
            "<div><img src='/a/p.jpg'><p class='text-muted'>Het pier bij nacht</p></div>",
            "Het pier bij nacht",
            None,
        ),
        (
            "<dl><dt><img src='/a/p.jpg'></dt><dt><b>La jetée la nuit</b></dt>"
            "<dd>Ph. : Le Ferry</dd></dl>",
            "La jetée la nuit",
            "Le Ferry",
        ),
        (
            "<table><tr><td><img src='/a/p.jpg'></td></tr><tr><td>El muelle. (Foto: Eva Paz)</td>"
            "</tr><tr><td><img src='/i/z.gif' width='14'><a href='#'>Ampliar</a></td></tr></table>",
            "El muelle.",
            "Eva Paz",
        ),
        (
            "<div class='headPhoto'><a><img src='/a/p.jpg'><span>Zobacz galerię</span></a>"
            "<div class='opis'>Molo nocą<span> | fot. Ewa Zuch</span></div></div>",
            "Molo nocą",
            "Ewa Zuch",
        ),
        (
            "<figure><img src='/a/p.jpg'><figcaption>Човен біля крижини "
            "<span>Пресслужба рятувальників</span></figcaption></figure>",
            "Човен біля крижини",
            "Пресслужба рятувальників",
        ),
        (
            "<div class='foto'><img src='/a/p.jpg'><h6>O cais. <b>Foto: Rui Dias</b></h6></div>",
            "O cais.",
            "Rui Dias",
        ),
        (
            "<div data-caption='Ringen på isen' data-credit='Foto: Tor Moe'>"
            "<img src='/a/p.jpg'></div>",
            "Ringen på isen",
            "Tor Moe",
        ),
        (
            "<div class='photo-carousel'><figure><img src='/a/p.jpg'><figcaption>The pier"
            "</figcaption></figure><a>Next</a></div>",
            "The pier",
            None,
        ),
        (
            "<div class='dnd-widget-wrapper'><img src='/a/p.jpg'>"
            "<div class='dnd-caption'>O cais</div></div>",
            "O cais",
            None,
        ),
    ],
    ids=[
        *("last-element", "italics-in-a-sentence", "only-line-of-the-box", "cell-below"),
        *("attribute", "italics-below", "label-in-a-span", "box-without-a-name", "small-line"),
        *("definition-list", "sign-beside", "button-beside", "office-in-a-span", "heading-below"),
        *("label-in-an-attribute", "own-row-of-pictures", "drupals-widget"),
    ],
)
def test_a_caption_is_found_by_where_it_stands(
    markup: str, caption: str, credit: str | None
) -> None:
    (picture,) = made(inside=markup).media
    assert (picture.caption, picture.credit) == (caption, credit)


def test_the_title_of_a_teaser_is_no_caption() -> None:
    teaser = "<li><a href='/news/boats'><img src='/a/b.jpg'><div>Boats are back</div></a></li>"
    assert made(after=f"<ul>{teaser}</ul>").media == ()


def test_a_picture_below_the_text_counts_with_a_caption_of_its_own() -> None:
    below = "<div class='pic'><img src='/a/p.jpg'><p class='caption'>{}</p></div>"
    assert [one.caption for one in made(after=below.format("The pier")).media] == ["The pier"]
    assert made(after=below.format("Subscribe to our sister magazine for more")).media == ()
    assert made(after="<div class='pic'><img src='/a/p.jpg'></div>").media == ()


@pytest.mark.parametrize(
    "row",
    [
        "<div class='carousel'><figure><img src='/a/b.jpg'></figure><h3>Boats are back</h3></div>",
        "<div class='swiper'><a href='/b'><img src='/a/b.jpg'></a><time>Friday</time></div>",
        "<div class='elementor-widget related-widget'><img src='/a/b.jpg'></div>",
    ],
)
def test_a_row_of_teasers_has_none_of_the_articles_pictures(row: str) -> None:
    assert made(inside=row).media == ()


def test_a_paragraph_beside_a_picture_is_no_caption() -> None:
    beside = "<div><img src='/a/p.jpg'><p>The pier was built in May, the council said.</p></div>"
    (picture,) = made(inside=beside).media
    assert picture.caption is None
