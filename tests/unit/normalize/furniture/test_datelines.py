"""Datelines in the orders of the world's agencies, and sentences that only look like one."""

from __future__ import annotations

from datetime import date

import pytest

from copydesk.normalize.furniture.datelines import split_dateline
from copydesk.normalize.furniture.days import complete_date

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("printed", "copy", "place", "day", "source"),
    [
        ("PARIS (AFP) –", "The river rose.", "PARIS", None, "AFP"),
        ("LONDON, Nov 25 (Reuters) -", "The river rose.", "LONDON", "2026-11-25", "Reuters"),
        ("(Reuters) -", "The river rose.", None, None, "Reuters"),
        ("DUNMORE, Ill. (AP) —", "The river rose.", "DUNMORE, Ill.", None, "AP"),
        ("SIOUX FALLS, S.D. –", "The river rose.", "SIOUX FALLS, S.D.", None, None),
        ("८ मङ्सिर, जुम्ला ।", "नदी बढ्यो।", "जुम्ला", None, None),
        ("JAKARTA, KOMPAS.com –", "Sungai naik.", "JAKARTA", None, "KOMPAS.com"),
        ("TEMPO.CO, Jakarta -", "Sungai naik.", "Jakarta", None, "TEMPO.CO"),
        ("KUALA LUMPUR:", "Sungai naik.", "KUALA LUMPUR", None, None),
        ("KUALA LUMPUR, 14 Nov (Bernama) --", "Air.", "KUALA LUMPUR", "2026-11-14", "Bernama"),
        ("MADRID, 12 (EUROPA PRESS) -", "El agua sube.", "MADRID", "2026-11-12", "EUROPA PRESS"),
        ("Zongolica, Ver.-", "Un contenedor salió.", "Zongolica, Ver.", None, None),
        ("(ANSA) - ROMA, 25 NOV -", "Il fiume sale.", "ROMA", "2026-11-25", "ANSA"),
        ("ROMA, 25 NOV -", "Il fiume sale.", "ROMA", "2026-11-25", None),
        ("Berlin (dpa/lby) -", "Der Fluss steigt.", "Berlin", None, "dpa/lby"),
        ("Paris, le 25 novembre (APS) -", "Le fleuve.", "Paris", "2026-11-25", "APS"),
        ("МОСКВА, 12 ноября. /ТАСС/.", "Река поднялась.", "МОСКВА", "2026-11-12", "ТАСС"),
        ("МОСКВА, 12 ноя — РИА Новости.", "Река поднялась.", "МОСКВА", "2026-11-12", "РИА Новости"),
        ("ПОРЕЧЬЕ, 12 ноя — РВ.", "Река поднялась.", "ПОРЕЧЬЕ", "2026-11-12", "РВ"),
        ("PORT LORNE (Harbour Wire) —", "It rose.", "PORT LORNE", None, "Harbour Wire"),
        ("غزة - وكالات:", "ارتفع النهر.", "غزة", None, "وكالات"),
        ("المرسى – وكالة أنباء الساحل:", "ارتفع.", "المرسى", None, "وكالة أنباء الساحل"),
        ("المرسى - وكالة الساحل للأنباء:", "ارتفع.", "المرسى", None, "وكالة الساحل للأنباء"),
        ("بندر – خبرگزاری ساحل –", "رودخانه بالا آمد.", "بندر", None, "خبرگزاری ساحل"),
        ("ТАСС, 12 ноября.", "Река поднялась.", None, "2026-11-12", "ТАСС"),
        ("КИЇВ. 25 листопада. УНН.", "Річка піднялася.", "КИЇВ", "2026-11-25", "УНН"),
        ("تهران - ایرنا -", "رودخانه بالا آمد.", "تهران", None, "ایرنا"),
        ("الرياض 25 نوفمبر (واس) --", "ارتفع النهر.", "الرياض", "2026-11-25", "واس"),
        ("غزة / سما /", "ارتفع النهر.", "غزة", None, "سما"),
        ("नई दिल्ली, 25 नवंबर (भाषा)", "नदी चढ़ी।", "नई दिल्ली", "2026-11-25", "भाषा"),
        ("নিজস্ব প্রতিবেদক, ঢাকা:", "নদী বেড়েছে।", "ঢাকা", None, "নিজস্ব প্রতিবেদক"),
        ("ΑΘΗΝΑ –", "Το ποτάμι ανέβηκε.", "ΑΘΗΝΑ", None, None),
        ("Ankara (AA) -", "Nehir yükseldi.", "Ankara", None, "AA"),
        ("İSTANBUL (DHA) -", "Nehir yükseldi.", "İSTANBUL", None, "DHA"),
        ("HÀ NỘI (TTXVN) -", "Nước sông dâng.", "HÀ NỘI", None, "TTXVN"),
        ("WARSZAWA (PAP) –", "Rzeka wzbiera.", "WARSZAWA", None, "PAP"),
        ("新华社北京11月25日电（记者张三）", "河水上涨。", "北京", "2026-11-25", "新华社"),
        ("【本報訊】", "河水上漲。", None, None, "本報"),
        ("【ロンドン共同】", "川が増水した。", "ロンドン", None, "共同"),
        ("(서울=연합뉴스) 홍길동 기자 =", "강물이 불었다.", "서울", None, "연합뉴스"),
        ("（中央社記者王小明台北25日電）", "河水上漲。", "台北", "2026-11-25", "中央社"),
        ("IslamTimes -", "Sungai naik.", None, None, "IslamTimes"),
        ("PARIS, Nov. 25, 2026 /PRNewswire/ --", "It rose.", "PARIS", "2026-11-25", "PRNewswire"),
        ("Guapora (Colombia), 25 nov (NFE).-", "Subió.", "Guapora (Colombia)", "2026-11-25", "NFE"),
        ("ĽUBENÁ 25. novembra (SITA-N) –", "Rieka stúpa.", "ĽUBENÁ", "2026-11-25", "SITA-N"),
        ("KÖLN, 20. November (KNA)", "Der Fluss steigt.", "KÖLN", "2026-11-20", "KNA"),
        ("Köln (epd).", "Der Fluss steigt.", "Köln", None, "epd"),
        ("MILANO (ITALPRESS) -", "Il fiume sale.", "MILANO", None, "ITALPRESS"),
        ("SÃO PAULO, SP (FOLHAPRESS) -", "O rio sobe.", "SÃO PAULO, SP", None, "FOLHAPRESS"),
        (
            "ARTVİN - Yayla Haber Ajansı (YHA) |",
            "Yükseldi.",
            "ARTVİN",
            None,
            "Yayla Haber Ajansı (YHA)",
        ),
        ("نواكشوط - (و م ن):", "ارتفع النهر.", "نواكشوط", None, "و م ن"),
        ("عمان في 25 نوفمبر /بترا/", "ارتفع النهر.", "عمان", "2026-11-25", "بترا"),
        ("تهران- ایرنا-", "رودخانه بالا آمد.", "تهران", None, "ایرنا"),
        ("به گزارش شفق نیوز از تبریز،", "رودخانه بالا آمد.", "تبریز", None, "شفق نیوز"),
        ("به گزارش ایسنا،", "رودخانه بالا آمد.", None, None, "ایسنا"),
        ("नयी दिल्ली, 25 नवम्बर (वार्ता)", "नदी चढ़ी।", "नयी दिल्ली", "2026-11-25", "वार्ता"),
        ("హైదరాబాద్, నవంబర్ 25 (వారధి న్యూస్):", "నది.", "హైదరాబాద్", "2026-11-25", "వారధి న్యూస్"),
        ("მესტია, 20 ნოემბერი (ინტერმთა) –", "წყალი.", "მესტია", "2026-11-20", "ინტერმთა"),
        ("【大纪元2026年11月25日讯】", "河水上涨。", None, "2026-11-25", "大纪元"),
        ("【記者王小明台北報導】", "河水上漲。", "台北", None, None),
        ("（記者王小明／台北報導）", "河水上漲。", "台北", None, None),
        ("[ワシントン　２５日　ロイター] -", "増水。", "ワシントン", "2026-11-25", "ロイター"),
        ("[한국경제TV 홍길동 기자]", "강물이 불었다.", None, None, "한국경제TV"),
        ("[헤럴드경제=홍길동 기자]", "강물이 불었다.", None, None, "헤럴드경제"),
        ("دمشق-سانا", "ارتفع النهر.", "دمشق", None, "سانا"),
        ("غزة - صفا", "ارتفع النهر.", "غزة", None, "صفا"),
        ("رام الله 25-11-2026 وفا-", "ارتفع النهر.", "رام الله", "2026-11-25", "وفا"),
        ("Баку, 25 ноября, АЗЕРТАДЖ", "Река поднялась.", "Баку", "2026-11-25", "АЗЕРТАДЖ"),
        ("25 ноября, Минск /Корр. БЕЛТА/.", "Река поднялась.", "Минск", "2026-11-25", "БЕЛТА"),
        ("ДУШАНБЕ, 25 ноября. /НИАТ/.", "Река поднялась.", "ДУШАНБЕ", "2026-11-25", "НИАТ"),
        ("TOKYO, Nov 25 (Jiji Press)--", "The river rose.", "TOKYO", "2026-11-25", "Jiji Press"),
        ("OSLO, Wednesday, Nov 25 (AP) –", "The river rose.", "OSLO", "2026-11-25", "AP"),
        ("भोपाल, एजेंसी।", "नदी चढ़ी।", "भोपाल", None, "एजेंसी"),
        ("Bogotá, 25 de noviembre de 2026.", "El río sube.", "Bogotá", "2026-11-25", None),
        ("（吉隆坡25日讯）", "河水上涨。", "吉隆坡", "2026-11-25", None),
        ("（新加坡讯）", "河水上涨。", "新加坡", None, None),
        ("【明報專訊】", "河水上漲。", None, None, "明報"),
    ],
)
def test_a_dateline_is_taken_apart(
    printed: str, copy: str, place: str | None, day: str | None, source: str | None
) -> None:
    found, rest, _ = split_dateline(
        f"{printed} {copy}", site_names={"islamtimes"}, published=DAY, rest="Another paragraph."
    )
    assert found is not None
    assert (found.text, rest) == (printed, copy)
    assert (found.place, found.date, found.source) == (place, day, source)


LONG = "The river rose by two metres in the night, and the ferry stays in the harbour today."


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("Islamabad —", "Islamabad"),
        ("Wien –", "Wien"),
        ("Kathmandu:", "Kathmandu"),
        ("Georgetown, Guyana –", "Georgetown, Guyana"),
        ("नई दिल्ली:", "नई दिल्ली"),
        ("नई दिल्ली।", "नई दिल्ली"),
        ("কলকাতা:", "কলকাতা"),
        ("சென்னை:", "சென்னை"),
        ("തിരുവനന്തപുരം:", "തിരുവനന്തപുരം"),
        ("بيروت-", "بيروت"),
        ("کراچی:", "کراچی"),
        ("ភ្នំពេញ៖", "ភ្នំពេញ"),
        ("กรุงเทพฯ -", "กรุงเทพฯ"),
        ("ירושלים -", "ירושלים"),
    ],
)
def test_a_city_alone_is_told_from_a_label_by_its_name(printed: str, place: str) -> None:
    found, rest, _ = split_dateline(f"{printed} {LONG}", site_names=set(), published=DAY)
    assert found is not None
    assert (found.text, found.place, rest) == (printed, place, LONG)
    # A line of a table, and a word that names no city.
    assert split_dateline(f"{printed} 31°", site_names=set())[0] is None
    assert split_dateline(f"Nobody {printed[-1]} {LONG}", site_names=set())[0] is None


@pytest.mark.parametrize(("printed", "source"), [("(Dân trí) -", "Dân trí"), ("TPO –", "TPO")])
def test_a_vietnamese_paper_stands_in_front_of_its_copy(printed: str, source: str) -> None:
    found, rest, _ = split_dateline(f"{printed} {LONG}", site_names=set(), language="vi")
    assert found is not None
    assert (found.source, found.place, rest) == (source, None, LONG)
    assert split_dateline(f"(Dân trí) - {LONG}", site_names=set(), language="en")[0] is None


@pytest.mark.parametrize(
    "text",
    [
        "Rain - it fell all night - kept the boats in the harbour.",
        "NATO — the alliance of 32 — met on Monday.",
        "NATO - What began as a meeting became a row.",
        "Apple (AAPL) - The company sold more telephones.",
        "05/10/2018 - Publicado por: Clarissa Borba",
        "Summary: 5-1A: Two schools won.",
        "The mayor: Nobody knew of the crack.",
        "UPDATE: The road is open again.",
        "Anna Berg (41) - Die Bäckerin aus Kiel - hat gewonnen.",
        "„Wir warten“ – Das sagte der Bürgermeister am Montag.",
        "En 2025, le maire – Un homme patient – a démissionné.",
        "Moscow, once quiet - The streets are full.",
        "Москва - столица, и река в ней поднялась.",
        "Президент: Мы построим мост.",
        "«Мы ждём», – Сказал мэр.",
        "Источник: Рейтер сообщает о наводнении.",
        "الرئيس: لن ننتظر أكثر من ذلك.",
        "مصر - التي استضافت القمة - رحبت بالقرار.",
        "رئیس جمهور: منتظر نمی‌مانیم.",
        "प्रधानमंत्री: हम पुल बनाएंगे।",
        "নদী: শহরের প্রাণ।",
        "市长：桥明年通车。",
        "（写真）川が増水した。",
        "【独自】川が増水した。",
        "서울시는 25일 강물이 불었다고 밝혔다.",
        "ראש העיר: הגשר ייפתח מחר.",
        "Δήμαρχος: Η γέφυρα ανοίγει αύριο.",
        "Reuters said on Monday that - The rest is unknown.",
        "Paris – a town of 212 people – does not mind the joke.",
        "Pietralba - un paese di 300 anime - lo conosce per nome.",
        "Fox News - The host left in May.",
        "Good News (for now) - The river fell.",
        "Barbed Wire (and worse) - The fence fell.",
        "مصر - وكالة الفضاء: لن ننتظر أكثر من ذلك.",
        "Press freedom: The law is bad.",
        "On 25 November - The day it rose.",
        "Anti-Nuclear groups met in Köln.",
        "Wise (Labour) - The mayor - won.",
        "به گزارش سازمان هواشناسی، باران می‌بارد.",
        "به گزارش او، باران می‌بارد.",
        "【速報】川が増水した。",
        "(서울) 강물이 불었다.",
    ],
)
def test_a_sentence_with_a_dash_or_a_colon_stays(text: str) -> None:
    found, rest, by = split_dateline(
        text, site_names={"thepost"}, published=DAY, rest="NATO said so."
    )
    assert (found, rest, by) == (None, text, ())


def test_reporters_of_an_eastern_dateline_are_named() -> None:
    for text, names in (
        ("新华社北京11月25日电（记者张弛、李若楠）河水上涨。", ["张弛", "李若楠"]),
        ("（中央社記者王小明台北25日電）河水上漲。", ["王小明"]),
        ("本报讯（记者沈江月 通讯员何平）河水上涨。", ["沈江月", "何平"]),
        ("(서울=연합뉴스) 홍길동 기자 = 강물이 불었다.", ["홍길동"]),
        ("記者王小明／台北報導 河水上漲。", ["王小明"]),
    ):
        _, _, by = split_dateline(text, site_names=(), published=DAY)
        assert [author.name for author in by] == names


def test_a_place_in_bold_is_one_where_there_are_no_capitals() -> None:
    text = "நாகப்பட்டினம்: பணிகள் தொடங்கின."
    assert split_dateline(text, site_names=())[0] is None
    found, _, _ = split_dateline(text, site_names=(), bold="நாகப்பட்டினம்:")
    assert found is not None
    assert found.place == "நாகப்பட்டினம்"


@pytest.mark.parametrize(
    ("printed", "published", "day"),
    [
        ("12", date(2026, 11, 13), "2026-11-12"),
        ("30", date(2026, 12, 1), "2026-11-30"),
        ("31 Dec", date(2027, 1, 1), "2026-12-31"),
        ("25/11", date(2026, 11, 25), "2026-11-25"),
        ("٢٥ نوفمبر", date(2026, 11, 25), "2026-11-25"),
        ("25 Mar", date(2026, 11, 25), None),
        ("25 Nov 2024", None, "2024-11-25"),
        ("25 Nov", None, None),
        ("31 Feb", date(2026, 3, 1), None),
        ("८ मङ्सिर", date(2026, 11, 25), None),
    ],
)
def test_a_day_is_completed_from_the_day_of_publication(
    printed: str, published: date | None, day: str | None
) -> None:
    assert complete_date(printed, published) == day
