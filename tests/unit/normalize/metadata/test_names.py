"""Bylines as printed -> people."""

from __future__ import annotations

import pytest

from copydesk.normalize.metadata.names import (
    are_people,
    is_account,
    is_name_beside,
    names_in,
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Berg", ["Ada Berg"]),
        ("By Staff | Updated 3 hours ago", ["Staff"]),
        ("By Ada Berg and Tom Rowe", ["Ada Berg", "Tom Rowe"]),
        ("Von Ada Berg und Tom Rau, Berlin", ["Ada Berg", "Tom Rau"]),
        ("Por José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Por Ana Ruiz Vega y Luis Mora Gil", ["Ana Ruiz Vega", "Luis Mora Gil"]),
        ("Par Anne Roy et Luc Petit", ["Anne Roy", "Luc Petit"]),
        ("Oleh: Rahmat Hidayat", ["Rahmat Hidayat"]),
        ("Door Jelle Hoekstra en Sanne de Wit", ["Jelle Hoekstra", "Sanne de Wit"]),
        ("Päivi Ruoko, Antero Silla", ["Päivi Ruoko", "Antero Silla"]),
        ("Ada Berg, science correspondent", ["Ada Berg"]),
        ("Ada Berg (ada.berg@post.example)", ["Ada Berg"]),
        ("Ada Berg @adaberg", ["Ada Berg"]),
        ("Автор: Анна Петрова и Иван Сомов", ["Анна Петрова", "Иван Сомов"]),
        ("بقلم: سامي خليل", ["سامي خليل"]),
        ("نویسنده: نجیب کوهستانی", ["نجیب کوهستانی"]),
        ("記者張弛、李若楠", ["張弛", "李若楠"]),
        ("홍길동 기자", ["홍길동"]),
        ("Written by: Ada Berg | Edited by: T. R. Rowe", ["Ada Berg", "T. R. Rowe"]),
        ("Text: Ada Berg, Fotos: Tom Rau", ["Ada Berg", "Tom Rau"]),
        ("Szöveg: Hajdu Piroska Fotó: Szűcs Bálint", ["Hajdu Piroska", "Szűcs Bálint"]),
        ("Του ανταποκριτή μας ΝΙΚΟΥ ΣΠΑΝΟΥ", ["ΝΙΚΟΥ ΣΠΑΝΟΥ"]),
        ("Dal nostro inviato Marco Riva", ["Marco Riva"]),
        ("De notre correspondante Anne Roy", ["Anne Roy"]),
        ("מאת דנה לוי ויואב כהן", ["דנה לוי", "יואב כהן"]),
        ("记者 张弛、李若楠 通讯员 王刚", ["张弛", "李若楠", "王刚"]),
        ("（编辑：王刚）", ["王刚"]),
        ("文／記者張弛", ["張弛"]),
        ("（写真・山田太郎）", ["山田太郎"]),
        ("Ada Berg Monday 1 May 2026 10.00 BST", ["Ada Berg"]),
        ("Posted by Ada Berg on Monday, 1 May 2026", ["Ada Berg"]),
        ("Von Ada Berg, Montag, 4. Mai 2026", ["Ada Berg"]),
        ("By Plácido Domingo", ["Plácido Domingo"]),
        ("Story by Ada Berg. Photographs by Tom Rowe", ["Ada Berg", "Tom Rowe"]),
        ("Ada Berg in Nairobi", ["Ada Berg"]),
        ("Ada Berg is a reporter at the Ferry Post.", ["Ada Berg"]),
        ("By Ada Berg, Associated Press", ["Ada Berg"]),
        ("By Ada Berg, Special to Newsday", ["Ada Berg"]),
        ("By Ada Berg for Newsday", ["Ada Berg"]),
        ("By Ada Berg on May 1, 2026", ["Ada Berg"]),
        ("By Ada Berg - Political Editor", ["Ada Berg"]),
        ("ADA BERG writes", ["ADA BERG"]),
        ("Opinion by Ada Berg", ["Ada Berg"]),
        ("Ein Gastbeitrag von Ada Berg", ["Ada Berg"]),
        ("Aus Rom berichtet Ada Berg", ["Ada Berg"]),
        ("Par Ada Berg avec AFP", ["Ada Berg"]),
        ("Propos recueillis par Ada Berg", ["Ada Berg"]),
        ("Entrevista de Ada Ruiz", ["Ada Ruiz"]),
        ("Por Ada Ruiz — São Paulo", ["Ada Ruiz"]),
        ("a cura di Ada Rossi", ["Ada Rossi"]),
        ("Door onze redacteur Ada Berg", ["Ada Berg"]),
        ("Oprac. Ada Nowak", ["Ada Nowak"]),
        ("Laporan Wartawan Tribunnews.com, Budi Santoso", ["Budi Santoso"]),
        ("Ada Yılmaz / ANKARA", ["Ada Yılmaz"]),
        ("राम कुमार, नई दिल्ली", ["राम कुमार"]),
        ("القاهرة - أحمد علي", ["أحمد علي"]),
        ("إعداد: أحمد علي", ["أحمد علي"]),
        ("گزارش از علی احمدی", ["علی احمدی"]),
        ("Γράφει ο Γιώργος Παππάς", ["Γιώργος Παππάς"]),
        ("本报记者 张三 李四", ["张三", "李四"]),
        ("記者王小明／台北報導", ["王小明"]),
        ("聞き手・山田太郎", ["山田太郎"]),
        ("編集委員 山田太郎", ["山田太郎"]),
        ("홍길동 특파원", ["홍길동"]),
        ("글 홍길동", ["홍길동"]),
        ("https://post.example/author/ada", []),
        ("Updated 3 hours ago", []),
        ("14 November 2026, 12:38", []),
        ("Share", []),
        ("She has written about ferries for ten years. Her book is out now.", []),
    ],
)
def test_a_byline_names_people(line: str, names: list[str]) -> None:
    assert [one.name for one in names_in([line])] == names


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("Edited by: Swati Mishra", "Swati Mishra", "editor"),
        ("Editör: Serkan Topal", "Serkan Topal", "editor"),
        ("責任編輯：王小明", "王小明", "editor"),
        ("تصوير: منى الشاذلي", "منى الشاذلي", "photographer"),
        ("Reporter: Budi Santoso", "Budi Santoso", "reporter"),
        ("Foto: Ada Berg", "Ada Berg", "photographer"),
    ],
)
def test_a_label_says_what_somebody_did(line: str, name: str, role: str) -> None:
    (found,) = names_in([line])
    assert (found.name, found.role) == (name, role)


def test_a_word_that_joins_names_is_none_itself() -> None:
    assert [one.name for one in names_in(["By", "Ada Berg", "and", "Tom Rowe"])] == [
        "Ada Berg",
        "Tom Rowe",
    ]


def test_a_day_in_a_piece_of_its_own_is_no_name() -> None:
    assert [one.name for one in names_in(["by Jeff Lund", "Monday, November 18, 2019"])] == [
        "Jeff Lund"
    ]


def test_a_label_in_a_piece_of_its_own_holds_for_the_next() -> None:
    (found,) = names_in(["Fotografie:", "Ondřej Mikeš"])
    assert (found.name, found.role) == ("Ondřej Mikeš", "photographer")


def test_a_place_after_a_comma_of_its_own_is_no_name() -> None:
    assert [one.name for one in names_in(["تحریر:", "شازیہ بلوچ", "، گوادر"])] == ["شازیہ بلوچ"]


@pytest.mark.parametrize("name", ["admin", "subh_admin", "jdadmin", "Administrator", "webmaster"])
def test_accounts_are_no_people(name: str) -> None:
    assert is_account(name)
    assert not is_account("Adminah Okoro")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Edited by: Ada Berg", "editor"),
        ("Traducido por: Ana Ruiz", "translator"),
        ("Překlad: Jana Malá", "translator"),
        ("Our correspondent Ada Berg", "reporter"),
        ("写真・山田太郎", "photographer"),
        ("Ada Berg", None),
    ],
)
def test_a_label_in_many_languages_gives_a_role(line: str, role: str | None) -> None:
    assert [one.role for one in names_in([line])] == [role]


def test_an_office_after_a_comma_is_no_name() -> None:
    assert [one.name for one in names_in(["di", "Marco Riva", ", inviato a Pietralba"])] == [
        "Marco Riva"
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Анна Котова и Иван Сомов, Усть-Вага", True),
        ("Ada Berg and Tom Rowe", True),
        ("Ada Berg", False),
        ("The pier and the boats", False),
        ("Bread and Butter", False),
    ],
)
def test_a_line_of_people_is_known_without_a_label(line: str, expected: bool) -> None:
    assert are_people(line) is expected


@pytest.mark.parametrize(
    "line", ["About Ann Lee", "Follow Ann Lee on the network", "Mehr von Ann Lee", "Sobre Ann Lee"]
)
def test_a_link_about_somebody_is_no_name(line: str) -> None:
    assert names_in([line]) == []


def test_a_byline_without_end_is_read_to_a_limit() -> None:
    names = names_in([f"Ann Lee, {'x' * 500_000}"])
    assert [one.name for one in names] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("pieces", "named"),
    [
        (["Ragnhild Eide", "Journalist", "Tor Moe", "Fotograf"], ["reporter", "photographer"]),
        (["Ana Lima* - Repórter da Agência X e Rui Dias, da Rádio X"], ["reporter", None]),
        (["Ewa Zuch", "dziennikarka"], ["reporter"]),
        (["Ada Berg, dell'Ansa"], [None]),
    ],
)
def test_an_office_behind_a_name_is_its_role(pieces: list[str], named: list[str | None]) -> None:
    found = names_in(pieces)
    assert [one.role for one in found] == named
    assert all(" " in one.name for one in found)


def test_an_office_with_nobody_before_it_is_who_wrote() -> None:
    assert [one.name for one in names_in(["Staff Reporter"])] == ["Staff Reporter"]
    assert names_in(["Wim Eggink, ten Have"])[0].name == "Wim Eggink"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Haber-Kamera: Hatice YILMAZ-Kerem ASLAN/KARS, (SHA)", ["Hatice YILMAZ", "Kerem ASLAN"]),
        ("Text/Foto: Ada Berg", ["Ada Berg"]),
        ("Της Ευανθίας Ζιάκα", ["Ευανθίας Ζιάκα"]),
        ("ni Ana Reyes", ["Ana Reyes"]),
        ("Подготовил Пётр Зареченский", ["Пётр Зареченский"]),
        ("Rozmawiała: Jagoda Sawicka", ["Jagoda Sawicka"]),
        ("Propos recueillis par : Léa Roux", ["Léa Roux"]),
        ("Door Wim Eggink / foto's: Gert Paalman", ["Wim Eggink", "Gert Paalman"]),
        ("Լուսանկարները՝ Հայկ Մանուչարյանի", ["Հայկ Մանուչարյանի"]),
        ("[责任编辑：徐静]", ["徐静"]),
        ("Marie CURIE-SKŁODOWSKA", ["Marie CURIE-SKŁODOWSKA"]),
        ("ni", []),
    ],
)
def test_labels_and_joins_of_more_languages(line: str, names: list[str]) -> None:
    assert [one.name for one in names_in([line])] == names


@pytest.mark.parametrize("name", ["gazette_webteam", "redaktar"])
def test_an_underscore_or_an_office_in_small_letters_is_an_account(name: str) -> None:
    assert is_account(name)


def test_copy_that_begins_with_what_a_reporter_saw_names_nobody() -> None:
    for copy in ("记者在码头看到，天还没亮就有人排队等船", "记者了解到，船舱里坐了四十多名乘客"):
        assert not any(one.labelled for one in names_in([copy]))
    people = names_in(["本报记者 林禾 通讯员 周小满"])
    assert [(one.name, one.labelled) for one in people] == [("林禾", True), ("周小满", True)]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Ada Berg, Abuja", True),
        ("Ada Berg in London", True),
        ("Ada Ruiz / Madrid", True),
        ("Budi Santoso, CNN Indonesia", True),
        ("أحمد علي - القاهرة", True),
        ("রহিম উদ্দিন, ঢাকা", True),
        ("Ada Berg, mother of two", False),
        ("London, Paris", False),
        ("The boats in London", False),
        ("Ada Berg", False),
    ],
)
def test_a_name_beside_a_city_or_an_agency_is_a_byline_without_a_label(
    line: str, is_one: bool
) -> None:
    assert is_name_beside(line) is is_one
