"""A body and its furniture are parted; nothing is invented, no copy is lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from copydesk.events import Block
from copydesk.normalize.furniture import Furniture, Line, kicker, separate
from copydesk.normalize.page import Page, parse_page

COPY = [f"The ferry came back on day {number} of the strike, the mayor said." for number in "12345"]
EMPTY = "<p>x</p>"


def page(text: str = EMPTY) -> Page:
    return parse_page(f"<html><body>{text}</body></html>", max_depth=100)


def parted(*texts: str | Line, on: str = EMPTY, headline: str | None = None) -> Furniture:
    lines = [Line(text) if isinstance(text, str) else text for text in texts]
    return separate(
        page(on),
        lines,
        headline=headline,
        above=None,
        site_names={"thepost"},
        published=date(2026, 11, 25),
        language="en",
    )


def texts(found: Furniture) -> list[str]:
    return [block.text for block in found.blocks]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<span class="kicker">Rivers:</span><h1>It rose</h1>', "Rivers"),
        ('<p class="antetitulo">Ríos</p><h1>It rose</h1>', "Ríos"),
        ('<div class="rutitr">رودها:</div><h1>It rose</h1>', "رودها"),
        ('<span class="c-article__pretitle">Rivieren</span><h1>It rose</h1>', "Rivieren"),
        ('<p class="dachzeile">Flüsse</p><h1>It rose</h1>', "Flüsse"),
        ('<h1><span class="eyebrow">Rivers</span> It rose</h1>', "Rivers"),
        ("<p>Rusia - Iran:</p><h1>It rose</h1>", "Rusia - Iran"),
        (
            '<div class="top-label"><a href="/n">News</a> / <a href="/a">Africa</a></div>'
            "<h1>It rose</h1>",
            None,
        ),
        ('<span id="lblSeccion">Costa</span><h1>It rose</h1>', None),
        ('<nav><a class="kicker">Sport</a></nav><h1>It rose</h1>', None),
        ('<a class="kicker" href="/series/rivers">Rivers</a><h1>It rose</h1>', "Rivers"),
        ('<a class="kicker" href="/2026/11/choir.html">The choir</a><h1>It rose</h1>', None),
        (
            '<div class="masthead"><div class="strapline">The choir sings</div></div>'
            "<h1>It rose</h1>",
            None,
        ),
        ('<a href="/s" class="section">Sport</a><h1>It rose</h1>', None),
        ('<h1>It rose</h1><aside><span class="kicker">Sport</span></aside>', None),
    ],
)
def test_the_kicker_is_what_is_marked_above_the_headline(markup: str, expected: str | None) -> None:
    assert kicker(page(markup), "It rose") == expected


def test_a_marked_standfirst_is_taken_in_many_languages() -> None:
    words = "What the ferry's return means for the islands"
    names = ("standfirst", "sapo", "chapo", "entradilla", "perex", "lid", "field-lead", "dek")
    for name in (*names, "digest", "daodu", "zhaiyao"):
        found = parted(words, *COPY, on=f'<h1>A</h1><p class="{name}">{words}</p>', headline="A")
        assert (found.standfirst, texts(found)) == (words, COPY)


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("The 4.50am boat will run on trial until the end of March", True),
        ("Ann Lee, Tuesday 4.50pm", False),
        ("Updated on Tuesday at 4:50 p.m. EST", False),
        ("4.50 pm, Tuesday, Ann Lee", False),
        # Few letters, and as many words as in a line of Latin ones.
        ("南风三级，渡船正常开行", True),
        ("生活组报道", False),
    ],
)
def test_a_marked_line_of_author_and_time_is_no_standfirst(words: str, is_one: bool) -> None:
    found = parted(*COPY, on=f'<h1>A</h1><p class="standfirst">{words}</p>', headline="A")
    assert found.standfirst == (words if is_one else None)


def test_a_first_paragraph_that_equals_the_description_is_copy() -> None:
    on = f'<meta name="description" content="{COPY[0]}"><p>{COPY[0]}</p>'
    found = parted(*COPY, on=on)
    assert (found.standfirst, texts(found)) == (None, COPY)
    found = parted(Line(COPY[0], emphasised=True), *COPY[1:], on=on)
    assert (found.standfirst, texts(found)) == (COPY[0], COPY[1:])


def test_a_first_paragraph_of_class_lead_with_a_dateline_is_copy() -> None:
    on = f'<h1>A</h1><p class="lead">PARIS (AFP) - {COPY[0]}</p>'
    found = parted(f"PARIS (AFP) - {COPY[0]}", *COPY[1:], on=on, headline="A")
    assert (found.standfirst, texts(found)) == (None, COPY)
    assert found.dateline is not None
    assert found.dateline.place == "PARIS"


def test_links_under_a_label_go_with_it() -> None:
    links = [Line("The bridge is open again", link_share=1.0), Line("A new mayor", link_share=1.0)]
    found = parted(*COPY[:2], Line("Read also:"), *links, *COPY[2:])
    assert texts(found) == COPY
    assert found.removed == ("Read also:", "The bridge is open again", "A new mayor")


def test_copy_under_a_label_stays() -> None:
    found = parted(*COPY[:2], Line("Read also:"), *COPY[2:])
    assert texts(found) == COPY


def test_the_end_of_an_article_is_cleared() -> None:
    found = parted(
        f"CHICAGO, Nov 14 (Reuters) - {COPY[0]}",
        *COPY[1:],
        "Reporting by Ann Lee in Oslo; Editing by Bo Ek",
        "Follow us on WhatsApp",
        "Correction: it was the judge.",
        "Story Code: 1024445",
        Line("See also", "heading"),
        on="<p>Story Code: 1024445</p>",
    )
    assert texts(found) == COPY
    assert found.sign_off == "Reporting by Ann Lee in Oslo; Editing by Bo Ek"
    assert found.ed_note == "Correction: it was the judge."
    assert found.story_codes == ("1024445",)
    assert [one.role for one in found.by] == ["reporter", "editor"]
    assert found.dateline is not None
    assert found.dateline.date == "2026-11-14"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("کد خبر: ۱۷۴۵۲۲۳", "1745223"),
        ("رقم الخبر: 778812", "778812"),
        ("Kode berita: 55-1234", "55-1234"),
        ("News ID: 998877", "998877"),
        ("記事番号：20261125A", "20261125A"),
        ("Haber Kodu: 445566", "445566"),
        ("© dpa-infocom, dpa:261114-930-455812/1", "dpa:261114-930-455812/1"),
    ],
)
def test_story_codes_are_found_by_their_label(printed: str, code: str) -> None:
    assert parted(*COPY, on=f"<p>{printed}</p>").story_codes == (code,)


def test_captions_of_the_pages_pictures_are_no_copy() -> None:
    on = "<figure><figcaption>A boat in the old harbour</figcaption></figure>"
    found = parted(COPY[0], "A boat in the old harbour", *COPY[1:], on=on)
    assert texts(found) == COPY


def test_a_body_of_furniture_alone_stays_as_it_is() -> None:
    assert texts(parted("Read also: The bridge")) == ["Read also: The bridge"]


def test_a_source_named_in_the_dateline_may_sign_off() -> None:
    found = parted(f"OSLO, 24 Nov (Xyz) - {COPY[0]}", *COPY[1:], "Xyz Lee Ek")
    assert found.sign_off == "Xyz Lee Ek"


def test_lines_above_the_dateline_are_no_copy() -> None:
    found = parted("Ann Lee in Oslo", "A boat on the river", f"OSLO (AP) — {COPY[0]}", *COPY[1:])
    assert texts(found) == COPY
    assert found.dateline is not None
    assert found.removed == ("Ann Lee in Oslo", "A boat on the river")


def test_a_sentence_above_what_looks_like_a_dateline_stays() -> None:
    found = parted(COPY[0], f"OSLO (AP) — {COPY[1]}", *COPY[2:])
    assert found.dateline is None
    assert texts(found)[0] == COPY[0]


def test_a_place_that_a_class_marks_is_a_dateline() -> None:
    made = html.fromstring(f'<p><span class="ort">Grazenbach.</span> {COPY[0]}</p>')
    found = parted(Line(f"Grazenbach. {COPY[0]}", element=made), *COPY[1:])
    assert found.dateline is not None
    assert (found.dateline.text, found.dateline.place) == ("Grazenbach.", "Grazenbach")
    made = html.fromstring(f'<p><span class="city">Grazenbach</span> had rain. {COPY[0]}</p>')
    found = parted(Line(f"Grazenbach had rain. {COPY[0]}", element=made), *COPY[1:])
    assert found.dateline is None


def test_names_at_the_end_sign_off_and_names_above_do_not() -> None:
    found = parted("Reporter: Ann Lee", *COPY, "Source: AFP", "Editor: Bo Ek", "Copyright © POST")
    assert texts(found) == COPY
    assert found.sign_off == "Source: AFP\nEditor: Bo Ek\nCopyright © POST"
    assert found.removed == ("Reporter: Ann Lee",)
    assert [(one.name, one.role) for one in found.by] == [
        ("Ann Lee", "reporter"),
        ("Bo Ek", "editor"),
    ]


def test_a_rule_of_characters_above_the_sign_off_goes_with_it() -> None:
    found = parted(*COPY, "___", "Ann Lee contributed to this report.")
    assert (texts(found), found.sign_off) == (COPY, "Ann Lee contributed to this report.")
    assert texts(parted(*COPY[:2], "***", *COPY[2:])) == [*COPY[:2], "***", *COPY[2:]]


def test_a_byline_on_top_of_the_copy_is_none_of_it() -> None:
    for text in (
        "By Ann Lee",
        "di Giacomo Bertoldi, inviato a Pietralba",
        "Por Ana Ríos | @x 5:22 p. m.",
    ):
        assert texts(parted(text, *COPY)) == COPY
    for text in ("By the river, a town waits.", "Di Maio attacca il governo."):
        assert texts(parted(text, *COPY)) == [text, *COPY]


def test_a_note_may_have_a_bare_label() -> None:
    note = "Note : une version précédente de ce texte disait 13 km."
    found = parted(*COPY, note)
    assert (texts(found), found.ed_note) == (COPY, note)
    plain = "Note: the ferry leaves at noon."
    assert texts(parted(*COPY, plain)) == [*COPY, plain]


_PIECES = st.sampled_from(
    (
        *(*COPY, "PARIS (AFP) –", "Read also: x", "(Reporting by A B; editing by C D)", "AFP"),
        *("[IT/r]", "新华社北京11月25日电（记者张三）", "（完）", "انتهای پیام/", "/nq/", "©", "—"),
        *("Updated 1.1.2026", "Photo: A", "Correction: b.", "Follow us on Telegram", " (ANSA)."),
        *("کد خبر: 12345", "(서울=연합뉴스) 홍길동 기자 ="),
    )
)
_TEXT = st.one_of(
    st.lists(_PIECES, min_size=1, max_size=4).map(" ".join),
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80),
)
_LINES = st.lists(
    st.builds(
        Line,
        _TEXT,
        st.sampled_from(["paragraph", "heading", "quote", "list", "table", "embed"]),
        st.none(),
        st.sampled_from([0.0, 0.5, 1.0]),
        st.booleans(),
    ),
    max_size=8,
)


@given(_LINES)
def test_nothing_is_invented(lines: list[Line]) -> None:
    found = parted(*lines)
    whole = "\n".join(line.text for line in lines)
    out = [block.text for block in found.blocks]
    out += [found.standfirst or "", *(found.ed_note or "").split("\n"), *found.removed]
    out += [found.dateline.text if found.dateline else "", *(one.name for one in found.by)]
    for text in out:
        assert text in whole
    for word in (found.sign_off or "").split():
        assert word in whole
    assert bool(lines) == bool(found.blocks)


def test_blocks_of_an_extractor_without_markup_are_read_with_the_pages_links() -> None:
    made = html.fromstring("<html><body><a href='/1'>The bridge is open</a></body></html>")
    texts_ = [*COPY, "Read: The bridge is open"]
    found = separate(
        Page(made),
        [Block(kind="paragraph", text=text) for text in texts_],
        headline=None,
        above=None,
        site_names=set(),
    )
    assert texts(found) == COPY


def test_an_address_for_mail_at_the_end_of_a_sentence_stays_whole() -> None:
    last = "Who lost a boat may write to Ann Lee at ann.lee@post.example"
    found = parted(*COPY, last)
    assert (found.sign_off, texts(found)[-1]) == (None, last)


def _after(markup: str) -> Furniture:
    tree = html.fromstring(f"<div>{markup}</div>")
    element = next(tree.iter("span"))
    line = Line("The Post", "paragraph", element, 0.0, False)
    lines = [Line(text) for text in COPY]
    return separate(page(), lines, headline=None, above=None, site_names={"thepost"}, after=[line])


def test_the_sites_name_signs_off_but_not_as_the_head_of_a_card() -> None:
    assert _after("<p><span>(The Post)</span></p>").sign_off == "The Post"
    card = '<div class="card letter"><div class="card-header"><span>The Post</span></div></div>'
    assert _after(card).sign_off is None


def test_a_heading_that_is_the_pages_day_is_no_copy() -> None:
    day = Line("Monday, November 23, 2026", "heading")
    found = parted(day, *COPY)
    assert texts(found) == COPY
    assert found.removed == (day.text,)
    year = Line("2026: what comes", "heading")
    assert texts(parted(year, *COPY)) == [year.text, *COPY]


def _standfirst(markup: str, description: str = "") -> str | None:
    head = f'<head><meta name="description" content="{description}"></head>'
    on = parse_page(f"<html>{head}<body>{markup}</body></html>", max_depth=99)
    lines = [
        Line(str(one.text_content()), "paragraph", one, 0.0, one.get("class") == "b")
        for one in on.tree.iter("p")
        if one.get("id") is None
    ]
    return separate(on, lines, headline="It rose", above=None, site_names=()).standfirst


_COPY = "".join(f"<p>{one}</p>" for one in COPY)
_SUMMARY = "The river rose by two metres in one night, and nobody was hurt."


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f'<h1>It rose</h1><p id="x">{_SUMMARY}</p><div>{_COPY}</div>', _SUMMARY),
        (f"<h1>It rose</h1><p>{_SUMMARY}</p><div>{_COPY}</div>", _SUMMARY),
        (f'<h1>It rose</h1><div class="linha-fina">{_SUMMARY}</div><div>{_COPY}</div>', _SUMMARY),
        (
            f'<form><h2>It rose</h2><span class="bajada">{_SUMMARY}</span>'
            f"<div>{_COPY}</div></form>",
            _SUMMARY,
        ),
        (f"<h1>It rose</h1><p>{_SUMMARY}</p>{_COPY}", None),
        (f'<h1>It rose</h1>{_COPY}<div class="summary">{_SUMMARY}</div>', None),
        (f'<h1>It rose</h1><div class="live-intro">{_SUMMARY}</div>{_COPY}', None),
    ],
    ids=[
        *("described-beside-the-headline", "taken-for-copy", "marked", "page-in-a-form"),
        *("first-of-the-paragraphs", "below-the-copy", "of-a-live-page"),
    ],
)
def test_a_standfirst_stands_between_headline_and_copy(markup: str, expected: str | None) -> None:
    described = "" if "live" in markup else _SUMMARY
    assert _standfirst(markup, described) == expected


def test_lines_of_a_standfirst_that_breaks_part_are_joined_by_spaces() -> None:
    lines = '<h1>It rose</h1><h4 class="subheadline">Two metres<br>Nobody hurt<br>More to come</h4>'
    assert _standfirst(f"{lines}<div>{_COPY}</div>") == "Two metres Nobody hurt More to come"


def test_a_bold_lead_that_the_page_describes_itself_with_may_stand_above_bold_questions() -> None:
    asked = f'<p class="b">{_SUMMARY}</p><p class="b">How many?</p>{_COPY}'
    assert _standfirst(f"<h1>It rose</h1><div>{asked}</div>", _SUMMARY) == _SUMMARY


@pytest.mark.parametrize(
    "note",
    [
        "Papildyta hidrologų vertinimu ir bendruomenės komentaru.",
        "Updated with the mayor's answer.",
        "Дополнено комментарием мэрии.",
        "(This story has not been edited by the web desk and is auto-generated from a feed.)",
    ],
)
def test_a_line_in_italics_may_say_what_was_added(note: str) -> None:
    found = parted(*COPY, Line(note, emphasised=True))
    assert (found.ed_note, len(found.blocks)) == (note, len(COPY))
    plain = parted(*COPY, "Updated with new engines, the ferry sails again.", COPY[0])
    assert plain.ed_note is None


@pytest.mark.parametrize("mark", ["(sda/afp)", "/۴۰۳۳/", "انتهای پیام/ ۴۰۳۳", "/AFP"])
def test_a_mark_below_the_copy_signs_it_and_is_no_credit_and_no_date(mark: str) -> None:
    found = parted(*COPY, mark)
    assert (texts(found), found.sign_off, found.removed) == (COPY, mark, ())


def test_a_word_below_an_agency_signs_with_it() -> None:
    found = parted(*COPY, "--आईएएनएस", "एसकेपी")
    assert (texts(found), found.sign_off) == (COPY, "--आईएएनएस\nएसकेपी")
    assert texts(parted(*COPY, "Finis")) == [*COPY, "Finis"]


def test_an_address_alone_signs_korean_copy_only() -> None:
    korean = ["시의회는 월요일 회의를 열고 배가 매일 새벽 전에 출항하기로 결정했다고 밝혔다."] * 3
    assert parted(*korean, "hong@post.example").sign_off == "hong@post.example"
    found = parted(*COPY, "lee@post.example")
    assert (found.sign_off, found.removed) == (None, ("lee@post.example",))
