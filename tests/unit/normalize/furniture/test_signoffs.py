"""Sign-offs, and last sentences that are none."""

from __future__ import annotations

import pytest

from copydesk.normalize.furniture.endlines import is_names_line, labelled_names
from copydesk.normalize.furniture.signoffs import split_sign_off


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Air naik.[IT/r]", "[IT/r]"),
        ("Air naik. (ant/abc)", "(ant/abc)"),
        ("Air naik. (RH/DN)", "(RH/DN)"),
        ("The water rose. (END/2026)", "(END/2026)"),
        ("The water rose. (END)", "(END)"),
        ("The water rose. /nq/", "/nq/"),
        ("Das Wasser stieg. dpa xyz mno", "dpa xyz mno"),
        (
            "The water rose. (Reporting by Ann Lee in Oslo; editing by Bo Ek)",
            "(Reporting by Ann Lee in Oslo; editing by Bo Ek)",
        ),
        ("The water rose. — Reporting by Ann Lee", "— Reporting by Ann Lee"),
        ("The water rose. (Reuters)", "(Reuters)"),
        ("L'eau monte. OD/AKS/BK", "OD/AKS/BK"),
        ("L'acqua sale. (ANSA).", "(ANSA)."),
        ("El agua sube. EFE/ab/cd", "EFE/ab/cd"),
        ("رودخانه بالا آمد. انتهای پیام/", "انتهای پیام/"),
        ("رودخانه بالا آمد. انتهای پیام/ م‌ر", "انتهای پیام/ م‌ر"),
        ("رودخانه بالا آمد./1234", "/1234"),
        ("ارتفع النهر. [م.ع]", "[م.ع]"),
        ("ارتفع النهر. (رويترز)", "(رويترز)"),
        ("河水上漲。(責任編輯: 王小明)", "(責任編輯: 王小明)"),
        ("河水上涨。（完）", "（完）"),
        ("강물이 불었다. (끝)", "(끝)"),
        ("강물이 불었다. hong@yna.example", "hong@yna.example"),
        ("강물이 불었다. 정나라 칼럼니스트 jung@yna.example", "정나라 칼럼니스트 jung@yna.example"),
        ("नदी चढ़ी। (भाषा)", "(भाषा)"),
        ("नदी चढ़ी। — ए.पी.", "— ए.पी."),
        ("แม่น้ำสูงขึ้น (ปณ)", "(ปณ)"),
        ("Река поднялась. (ТАСС)", "(ТАСС)"),
        ("Το ποτάμι ανέβηκε. (ΑΠΕ-ΜΠΕ)", "(ΑΠΕ-ΜΠΕ)"),
        ("The water rose. (With inputs from agencies)", "(With inputs from agencies)"),
        ("The water rose. (Source: AFP)", "(Source: AFP)"),
        ("The water rose. PTI", "PTI"),
        ("Rzeka wzbiera. (PAG)", "(PAG)"),
        ("Rzeka wzbiera. kno/", "kno/"),
        ("Der Fluss steigt. dpa", "dpa"),
        ("Der Fluss steigt. (mit dpa)", "(mit dpa)"),
        ("L'eau monte. (avec AFP)", "(avec AFP)"),
        ("El agua sube. (con información de EFE)", "(con información de EFE)"),
        ("Apa crește. AGERPRES/(AS - editor: Ion Pop)", "AGERPRES/(AS - editor: Ion Pop)"),
        ("ارتفع النهر. (و م ن)", "(و م ن)"),
        ("ارتفع النهر. (وكالات)", "(وكالات)"),
        ("नदी चढ़ी। रासस", "रासस"),
        ("नदी चढ़ी। (एजेंसी)", "(एजेंसी)"),
        ("河水上涨。（来源：新华社）", "（来源：新华社）"),
        ("Air naik. (Z-2)", "(Z-2)"),
        ("Air naik. (*)", "(*)"),
        ("El agua sube. (I)", "(I)"),
        ("The water rose. Enditem", "Enditem"),
        ("The water rose. /FC", "/FC"),
        ("The water rose. – Rappler.com", "– Rappler.com"),
        ("A água sobe. AB // CD", "AB // CD"),
        ("河水上漲。（編輯：陳清芳）1130501", "（編輯：陳清芳）1130501"),
        ("河水上涨。【责任编辑:李四】", "【责任编辑:李四】"),
        ("Der Fluss steigt. (red, APA, 1.5.2024)", "(red, APA, 1.5.2024)"),
        ("Река поднялась. Источник: РИА Новости", "Источник: РИА Новости"),
        ("The water rose. With inputs from PTI", "With inputs from PTI"),
        (
            "The water rose. The Associated Press contributed to this report.",
            "The Associated Press contributed to this report.",
        ),
        (
            "The water rose. Reporting by Ann Lee in Oslo; Editing by Bo Ek",
            "Reporting by Ann Lee in Oslo; Editing by Bo Ek",
        ),
    ],
)
def test_a_sign_off_is_taken_off_the_last_paragraph(text: str, printed: str) -> None:
    found = split_sign_off(text, alone=True)
    assert found is not None
    assert found.printed == printed
    assert found.text == text.removesuffix(printed).rstrip()


@pytest.mark.parametrize(
    "text",
    [
        *("AFP", "ТАСС", "रासस", "-- BERNAMA", "OD/AKS/BK", "記者 陳大文", "- நமது நிருபர்"),
        *("বিডি প্রতিদিন/এমআই", "(Z-2)", "(I)"),
    ],
)
def test_a_paragraph_may_be_all_sign_off(text: str) -> None:
    found = split_sign_off(text, alone=True)
    assert found is not None
    assert (found.text, found.printed) == ("", text)
    assert split_sign_off(text, alone=False) is None


def test_initials_and_an_agency_are_one_sign_off() -> None:
    found = split_sign_off("H.A. (Theo Reuters)", alone=True)
    assert found is not None
    assert (found.text, found.printed, found.by) == ("", "H.A. (Theo Reuters)", ())


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opens in May (if the money lasts).",
        "It is a question of either/or.",
        "Nobody was hurt. (The mayor was not there.)",
        "He named the source: A friend of St. Mary's.",
        "The road has a number. It is the B/27.",
        "市议会开会。综合来看今年的形势不错",
        "She works for a news agency (Reuters)",
        "The limit is 30 km/h",
        "Der Zug fährt wieder (Stand: Montag).",
        "Le pont rouvre en mai (sous réserve).",
        "Мост откроют в мае (если хватит денег).",
        "يفتح الجسر في مايو (إن شاء الله).",
        "پل در اردیبهشت باز می‌شود (اگر پول برسد).",
        "पुल मई में खुलेगा (अगर पैसा बचा)।",
        "桥将于五月通车（如果资金到位）。",
        "橋は五月に開通する（予定）。",
        "다리는 5월에 열린다(예정).",
        "Η γέφυρα ανοίγει τον Μάιο (αν φτάσουν τα χρήματα).",
        "Reporting by night is hard, the reporters said at the end of a long day.",
        "The water rose. (With the mayor away, nobody was told.)",
        "The water rose. So says the PTI.",
        "The water rose. (And the chimney works.)",
        "川が増水した。（苦笑）",
        "川が増水した。（敬称略）",
        "河水上涨。（未完待续）",
    ],
)
def test_a_last_sentence_in_brackets_stays(text: str) -> None:
    assert split_sign_off(text, alone=True) is None


def test_reporters_and_editors_have_their_roles() -> None:
    text = "Reporting by Ann Lee in Oslo and Bo Ek in Rome; Editing by Cy Poe"
    found = split_sign_off(text, alone=True)
    assert found is not None
    assert [(one.name, one.role) for one in found.by] == [
        ("Ann Lee", "reporter"),
        ("Bo Ek", "reporter"),
        ("Cy Poe", "editor"),
    ]


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("Editör: Serkan Topal", "Serkan Topal", "editor"),
        ("责任编辑：王小明", "王小明", "editor"),
        ("Pewarta: Siti Aminah", "Siti Aminah", "reporter"),
        ("Редактор: Анна Ли", "Анна Ли", "editor"),
    ],
)
def test_a_line_of_names_names_them(line: str, name: str, role: str) -> None:
    assert is_names_line(line)
    assert [(one.name, one.role) for one in labelled_names(line)] == [(name, role)]
