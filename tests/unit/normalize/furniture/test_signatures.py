"""Names that sign the copy, and ends of sentences that are none."""

from __future__ import annotations

from typing import cast

import pytest
from lxml import html

from copydesk.normalize.furniture import Furniture, Line, separate
from copydesk.normalize.furniture.signatures import signature
from copydesk.normalize.furniture.signoffs import split_sign_off
from copydesk.normalize.page import parse_page, text_of

COPY = [f"The ferry came back on day {number} of the strike, the mayor said." for number in "12345"]


def signed(text: str, *, alone: bool = False, emphasised: bool = False) -> tuple[str, list[str]]:
    found = signature(text, alone=alone, emphasised=emphasised, names=("thepost",))
    if found is None:
        return "", []
    return text[found.start :], [one.name for one in found.by]


@pytest.mark.parametrize(
    ("text", "printed", "names"),
    [
        ("川が増水した。（山田太郎）", "（山田太郎）", ["山田太郎"]),
        ("川が増水した。【大谷真理】", "【大谷真理】", ["大谷真理"]),
        ("河水上漲。（記者王小明）", "（記者王小明）", ["王小明"]),
        (
            "河水上涨。（记者 沈岚 通讯员 杜小雨 田一川）",
            "（记者 沈岚 通讯员 杜小雨 田一川）",
            ["沈岚", "杜小雨", "田一川"],
        ),
        ("Tumaas ang ilog. (Ana Reyes at Jun Cruz)", "(Ana Reyes at Jun Cruz)", None),
        ("Der Fluss stieg. (Ada Berg und Tom Rau)", "(Ada Berg und Tom Rau)", None),
        ("Река поднялась. (Анна Серова)", "(Анна Серова)", ["Анна Серова"]),
    ],
)
def test_names_in_brackets_at_the_end_sign_the_copy(
    text: str, printed: str, names: list[str] | None
) -> None:
    found, people = signed(text)
    assert found == printed
    assert people == names if names else len(people) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(မောင်သာရ)", "မောင်သာရ"),
        ("(سامي خليل)", "سامي خليل"),
        ("በምናለ ብርሃኑ", "ምናለ ብርሃኑ"),
        ("Abdou SOW, correspondant à Linguère", "Abdou SOW"),
        ("Ada Berg, science editor", "Ada Berg"),
        ("ปลาวาฬ หางขาด / รายงาน", "ปลาวาฬ หางขาด"),
        ("Ewa Zuch / Foto", "Ewa Zuch"),
        ("By Ada Berg", "Ada Berg"),
    ],
)
def test_a_last_line_may_be_a_signature_by_its_form(text: str, name: str) -> None:
    assert signed(text, alone=True) == (text, [name])
    assert signed(text) == ("", [])


def test_a_full_name_in_bold_signs_where_it_is_all_of_the_last_line() -> None:
    assert signed("Լիա Խոջոյան", alone=True, emphasised=True) == ("Լիա Խոջոյան", ["Լիա Խոջոյան"])
    assert signed("Լիա Խոջոյան", alone=True) == ("", [])


@pytest.mark.parametrize(
    "text",
    [
        "出席者を紹介する。（敬称略）",
        "写真はこちら。【関連記事】",
        "The river rose. (The mayor was not there.)",
        "(Reporting by Ada Berg in Lower Quay; editing by Tom Rowe)",
        "Reporting by Ada Berg; editing by Tom Rowe",
        "The river rose (Ada Berg)",
        "Nobody was hurt. (laughter)",
        "Ada Berg, 34, lives by the river",
        "Margaret Ellery, writer, born 3 April 1935; died 2 November 2026",
        "Ada Berg, who lives by the river, was not there",
        "The river rose / and fell",
        "(انتهى القسم الأول من هذه القصة الطويلة عن النهر)",
    ],
)
def test_what_is_no_name_stays(text: str) -> None:
    assert signed(text, alone=True) == ("", [])


def test_a_house_that_signs_with_its_people_is_an_agencys_line() -> None:
    assert signed("By The Post Bureau", alone=True) == ("By The Post Bureau", [])


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("The boats were launched. PTI KJN RHL RHL", "PTI KJN RHL RHL"),
        ("Река поднялась. А.Г., К.Д.", "А.Г., К.Д."),
        ("The river rose. J.P. and L.M.", "J.P. and L.M."),
        ("Реката нарасна. бр/нд/13:50", "бр/нд/13:50"),
        ("ਨਦੀ ਚੜ੍ਹੀ। -ਟੀਐੱਨਐੱਨਪੀ", "-ਟੀਐੱਨਐੱਨਪੀ"),
        ("Řeka stoupla. –čtk", "–čtk"),
        (
            "강물이 불었다.\n구례=이서연 기자 sylee@post.example",
            "구례=이서연 기자 sylee@post.example",
        ),
    ],
)
def test_marks_of_a_desk_hang_on_the_last_sentence(text: str, printed: str) -> None:
    *above, last = text.split("\n")
    found = split_sign_off(last, alone=bool(above))
    assert found is not None
    assert found.printed == printed


@pytest.mark.parametrize(
    "text",
    [
        "The river rose. NASA GPS",
        "It was the work of J.P. Morgan",
        "The train left at 10/12/13:50 sharp",
        "The river rose – slowly",
    ],
)
def test_what_looks_like_a_mark_of_a_desk_stays(text: str) -> None:
    assert split_sign_off(text, alone=False) is None


def below(markup: str, *, authors: tuple[str, ...] = ()) -> Furniture:
    """Return what becomes of the paragraphs of a box, the last of which stand below the body."""
    tree = html.fromstring(markup)
    lines = [
        Line(text_of(cast("html.HtmlElement", one)), "paragraph", one, 0.0, one.get("class") == "b")
        for one in tree.iter("p")
    ]
    copy = [one for one in lines if one.element is not None and one.element.get("id") is None]
    return separate(
        parse_page(markup, max_depth=100),
        copy,
        headline=None,
        above=None,
        site_names={"ministryofboats", "thepost"},
        authors=authors,
        after=[one for one in lines if one not in copy],
    )


def box(*lines: str) -> str:
    return f"<div>{''.join(f'<p>{one}</p>' for one in COPY)}{''.join(lines)}</div>"


@pytest.mark.parametrize("label", ["Issued by:", "Imetolewa na:", "Diterbitkan oleh:"])
def test_a_release_ends_with_who_gave_it_out(label: str) -> None:
    found = below(
        box(
            f"<p class='b'>{label}</p>",
            "<p class='b'>Office of Public Relations</p>",
            "<p class='b' id='x'>Department of Boats</p>",
        )
    )
    assert found.sign_off == f"{label}\nOffice of Public Relations\nDepartment of Boats"
    assert [one.name for one in found.signed] == ["Office of Public Relations"]
    assert [block.text for block in found.blocks] == COPY


def test_what_somebody_issued_is_copy() -> None:
    found = below(box("<p>The permit was issued by:</p>", "<p>the harbour, in May, he said.</p>"))
    assert found.sign_off is None
    assert len(found.blocks) == len(COPY) + 2


def test_a_sign_off_goes_on_below_the_body_in_the_same_box() -> None:
    last = "<p class='b'>*Estagiária sob supervisão de Ana Lima.</p>"
    beside = below(box(last, "<p id='x'>Edição: Rui Dias</p>"))
    assert beside.sign_off == "*Estagiária sob supervisão de Ana Lima.\nEdição: Rui Dias"
    outside = below(f"<div>{box(last)}<div><p id='x'>Edição: Rui Dias</p></div></div>")
    assert outside.sign_off == "*Estagiária sob supervisão de Ana Lima."


def test_an_agency_of_the_byline_signs_off_and_a_person_of_it_heads_a_card() -> None:
    assert below(box("<p>TTN</p>"), authors=("TTN",)).sign_off == "TTN"
    card = below(box("<p class='b'>Ada Berg</p>"), authors=("Ada Berg",))
    assert (card.sign_off, card.removed) == (None, ("Ada Berg",))
    assert below(box("<p id='x'>Ada Berg</p>"), authors=("Ada Berg",)).sign_off is None


@pytest.mark.parametrize(
    "line",
    [
        "השתתפה בהכנת הכתבה: מיכל דדון",
        "Rozmawiała: Jagoda Sawicka",
        "Haber-Kamera: Hatice YILMAZ-Kerem ASLANOĞLU/KARS, (SHA)",
        "Լուսանկարները՝ Հայկ Մանուչարյանի",
    ],
)
def test_labels_of_many_languages_close_the_copy(line: str) -> None:
    assert below(box(f"<p>{line}</p>")).sign_off == line


def test_a_reporter_and_a_dateline_may_share_the_first_paragraph() -> None:
    first = html.fromstring("<p>Ada Berg<br>Berlin, 24 November</p>")
    lines = [Line(text, "paragraph", first) for text in ("Ada Berg", "Berlin, 24 November")]
    found = separate(
        parse_page("<p>x</p>", max_depth=9),
        [lines[1], *map(Line, COPY)],
        headline=None,
        above=None,
        site_names=(),
        language="en",
        before=[lines[0]],
    )
    assert found.dateline is not None
    assert (found.dateline.text, found.dateline.place) == ("Berlin, 24 November", "Berlin")
    assert [one.name for one in found.signed] == ["Ada Berg"]


def test_a_name_at_the_right_below_the_copy_signs_it() -> None:
    copy = "".join(f"<p>{text}</p>" for text in COPY)
    for set_right in ('style="text-align: right;"', 'align="right"'):
        found = below(f"<div>{copy}<p {set_right}>Ana Popescu</p></div>")
        assert (found.sign_off, [one.name for one in found.signed]) == (
            "Ana Popescu",
            ["Ana Popescu"],
        )
    assert below(f"<div>{copy}<p>Ana Popescu</p></div>").sign_off is None
