"""Boxes between paragraphs: captions, calls, pulled quotes; and copy in boxes."""

from __future__ import annotations

import pytest
from lxml import html

from copydesk.normalize.furniture import Line
from copydesk.normalize.furniture.boxes import is_boxed, is_pulled
from copydesk.normalize.page import text_of

LONG = "The river rose by a metre in one night, and the ferry stayed in the harbour. " * 4


def line(markup: str, emphasised: bool = False) -> Line:
    tree = html.fromstring(f"<div><article>{markup}<p>{LONG}</p><p>{LONG}</p></article></div>")
    element = next(one for one in tree.iter() if one.get("id") == "x")
    return Line(text_of(element), "paragraph", element, 0.0, emphasised)


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="nl-box"><p id="x">Your address could not be saved.</p></div>',
        '<div class="follow"><h4>Follow</h4><ul><li id="x">Get the app</li></ul></div>',
        '<section class="kommentit"><p id="x">Stay away from the ice!</p></section>',
        '<div class="summury"><p id="x">A machine wrote this summary.</p></div>',
        '<span class="kuvateksti" id="x">A boat on the river</span>',
        '<div id="x" class="img-art"><img src="a"><span>A boat on the river</span></div>',
        '<div id="x"><b></b><span class="didascalia">A boat on the river</span></div>',
        '<table><tr><td><img src="a"></td></tr><tr><td id="x">The first boat.</td></tr></table>',
        '<p><img src="a"></p><p id="x" align="center">A boat on the river.</p>',
    ],
)
def test_a_box_is_told_by_its_class_or_its_picture(markup: str) -> None:
    assert is_boxed(line(markup))


def test_a_line_in_italics_below_a_picture_is_its_caption() -> None:
    markup = '<p><img src="a"></p><p id="x">A boat on the river</p>'
    assert is_boxed(line(markup, emphasised=True))
    assert not is_boxed(line(markup))


@pytest.mark.parametrize(
    "markup",
    [
        '<p id="x">The ferry left.</p>',
        '<p id="x"><img src="smile.png"> The ferry left.</p>',
        f'<div class="newsletter-page"><p id="x">The ferry left.</p><p>{LONG * 5}</p></div>',
        '<p><img src="a"></p><p id="x">The ferry left.</p>',
        '<p class="capital" id="x">The ferry left.</p>',
    ],
)
def test_copy_stays(markup: str) -> None:
    assert not is_boxed(line(markup))


def test_a_quotation_beside_the_copy_is_pulled_out_of_it() -> None:
    assert is_pulled(line('<aside><blockquote id="x">No</blockquote></aside>'))
    assert is_pulled(line('<div class="pull-quote"><blockquote id="x">No</blockquote></div>'))
    assert not is_pulled(line('<blockquote id="x">No</blockquote>'))


@pytest.mark.parametrize(
    "name", ["has-drop-cap", "uk-text-lead", "kommentar-text", "topic-text", "text-caption-1"]
)
def test_a_class_that_only_sounds_like_a_box_leaves_its_paragraph(name: str) -> None:
    assert not is_boxed(line(f'<p id="x" class="{name}">The first boat was full.</p>'))
