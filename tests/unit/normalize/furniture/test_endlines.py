"""Lines below the copy that are all sign-off, and short last paragraphs that are none."""

from __future__ import annotations

import pytest

from copydesk.normalize.furniture.endlines import end_line


@pytest.mark.parametrize(
    "text",
    [
        "(With inputs from PTI)",
        "—WITH A REPORT FROM LEO BENITEZ",
        "With files from The Canadian Press",
        "Con información de AFP",
        "Com informações da Agência Brasil",
        "(Mit Material von dpa)",
        "Associated Press writer Tom Lindqvist in Concord contributed to this report.",
        "Ann Lee and Bo Ek contributed reporting.",
        "(Von Merle Hansen, dpa)",
        "Redaktion: (apa/mk)",
        "cs/jk (AFP, dpa)",
        "Quelle: dpa",
        "Kaynak: YHA",
        "Извор: Танјуб",
        "Źródło: PAP",
        "Πηγή: ΑΠΕ-ΜΠΕ",
        "المصدر: وكالات",
        "منبع: ایسنا",
        "সূত্র: বাসস",
        "Nguồn: VnExpress",
        "来源：新华社",
        "წყარო: ინტერპრესნიუსი",
        "Pewarta: I Gede Artana dan Siti Rohmah",
        "autor: Jan Hieronim Kosecki",
        "ავტორი: თამთა ჩართოლანი",
        "編輯：王小明 核稿編輯：陳大文",
        "（译者：李四）",
        "（写真・田辺航）",
        "（文・山田太郎、写真・鈴木花子）",
        "Translated by Ann Lee",
        "Übersetzung: Max Müller",
        "Biroul de presă",
        "Пресс-служба",
        "Ν.Σ.",
        "/apb",
        "lmg-rrt/cpy",
        "jhk/ mark/",
        "۷۱۲۴/ ۶۰۱۱",
        "(و م ن) ح س/ ع ب",
        "एसकेपी/",
        "END",
        "（終）",
        "Анна КОТОВА, Пётр ЛЕДКОВ.",
        "By Ann Lee",
        "Беседовала Анна Ли",
        "م.ن",
        "/আরএস",
    ],
)
def test_a_line_of_its_own_may_be_all_sign_off(text: str) -> None:
    assert end_line(text, set()) is not None


@pytest.mark.parametrize(
    "text",
    [
        "The ferry leaves at noon.",
        "Voters decide on Sunday",
        "Our source: nobody",
        "Source of joy: the river",
        "Bron: a river in Wales",
        "The result: 3-1",
        "Final score: Arsenal 2, Chelsea 1",
        "President: Ann Lee",
        "Winner: Ann Lee",
        "Termin: 25. November",
        "Paris",
        "Ann Lee",
        "More Great WIRED Stories",
        "By the river, a town waits",
        "With agencies closing their doors the town is poor",
        "Agencies warn of floods",
        "The water rose. Ann Lee contributed to this report.",
        "Redaktion und Verlag streiten",
        "Nobody contributed to this report's success",
        "(laughs)",
        "（敬称略）",
        "Wann? Am Sonntag",
    ],
)
def test_an_ordinary_short_last_paragraph_stays(text: str) -> None:
    assert end_line(text, set()) is None


def test_names_alone_sign_off_where_they_are_set_apart() -> None:
    assert end_line("Ann Lee, Bo Ek", set()) is None
    assert end_line("Ann Lee, Bo Ek", set(), emphasised=True) == ()


def test_names_of_a_sign_off_have_their_roles() -> None:
    found = end_line("Tłumaczenie: Jan Kowalski", set()) or ()
    assert [(one.name, one.role) for one in found] == [("Jan Kowalski", "translator")]
    found = end_line("(Von Merle Hansen, dpa)", set()) or ()
    assert [(one.name, one.role) for one in found] == [("Merle Hansen", None)]
