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
    ],
    ids=[
        *("last-element", "italics-in-a-sentence", "only-line-of-the-box", "cell-below"),
        *("attribute", "italics-below", "label-in-a-span"),
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
