"""Inserts by what they say, and copy that speaks of the same things."""

from __future__ import annotations

import pytest

from copydesk.normalize.furniture import is_credit, is_promotion, is_read_also, is_update_line
from copydesk.normalize.furniture.inserts import is_note


@pytest.mark.parametrize(
    "text",
    [
        "Read also: The bridge is open",
        "Lesen Sie auch: Die Brücke ist offen",
        "Lire aussi : Le pont est ouvert",
        "Lea también: El puente está abierto",
        "Leia também: A ponte está aberta",
        "Leggi anche: Il ponte è aperto",
        "Lees ook: De brug is open",
        "Läs också: Bron är öppen",
        "Lue myös: Silta on auki",
        "Czytaj także: Most otwarty",
        "Čtěte také: Most je otevřen",
        "Citește și: Podul e deschis",
        "Baca juga: Jembatan dibuka",
        "Xem thêm: Cầu đã mở",
        "İlgili haber: Köprü açıldı",
        "Читайте также: Мост открыт",
        "Читайте також: Міст відкрито",
        "Διαβάστε επίσης: Η γέφυρα άνοιξε",
        "اقرأ أيضا: افتتاح الجسر",
        "إقرأ أيضًا: افتتاح الجسر",
        "بیشتر بخوانید: پل باز شد",
        "مزید پڑھیں: پل کھل گیا",
        "קראו גם: הגשר נפתח",
        "यह भी पढ़ें: पुल खुला",
        "আরও পড়ুন: সেতু খুলেছে",
        "இதையும் படிக்க: பாலம் திறப்பு",
        "อ่านเพิ่มเติม: สะพานเปิดแล้ว",
        "関連記事：橋が開通",
        "延伸閱讀：大橋通車",
        "관련기사: 다리 개통",
        "Soma pia: Daraja limefunguliwa",
        "Related",
        "Baca juga",
        "ये भी पढ़ें- पुल खुला",
        "Կարդացեք նաև՝ կամուրջը բաց է",
        "Ранее мы писали: Мост открыт",
        "Прочитајте уште: Мостот е отворен",
        "Llegiu també: El pont és obert",
        "በተጨማሪ ያንብቡ: ድልድዩ ተከፈተ",
        "Saksikan video pilihan di bawah ini",
        "Trending News",
    ],
)
def test_a_label_leads_to_another_article(text: str) -> None:
    assert is_read_also(text)


@pytest.mark.parametrize(
    "text",
    [
        "Read also the reports of the neighbours, the judge said.",
        "Lesen Sie auch nachts? Viele tun es.",
        "Lire aussi la lettre du maire ne suffit pas.",
        "Читайте также между строк, советует учитель.",
        "اقرأ أيضا ما كتبه الجيران قبل سنوات.",
        "Baca juga surat itu, kata hakim.",
        "यह भी पढ़ें और वह भी, शिक्षक ने कहा।",
        "Related to the king by marriage, she never said so.",
        "Read: it is good for you, the teacher said.",
        "Previously the boats left at noon.",
        "Also-read and wind-blown - Both are words.",
    ],
)
def test_a_sentence_that_begins_like_a_label_stays(text: str) -> None:
    assert not is_read_also(text)


def test_a_weak_label_needs_a_link() -> None:
    assert is_read_also("Read: How by-elections shaped the county", 0.9)
    assert is_read_also("More on this story in our archive", 0.9)


@pytest.mark.parametrize(
    "text",
    [
        "Follow us on Facebook and WhatsApp",
        "Sign up for our newsletter",
        "Advertisement",
        "Folgen Sie uns auf Telegram",
        "Suivez-nous sur WhatsApp",
        "Suscríbete a nuestro canal de WhatsApp",
        "Подписывайтесь на наш Telegram-канал",
        "Підписуйтесь на наш канал у Telegram",
        "Ikuti kami di Telegram",
        "Theo dõi chúng tôi trên Facebook",
        "Bizi takip edin: Telegram",
        "Ακολουθήστε μας στο Google News",
        "تابعونا على تلغرام",
        "ما را در تلگرام دنبال کنید",
        "हमारे व्हाट्सएप चैनल से जुड़ें",
        "关注我们的微信公众号",
        "텔레그램 채널을 구독하세요 뉴스레터",
        "무단전재 및 재배포 금지",
        "© 2026 The Post. All rights reserved.",
        "Riproduzione riservata",
        "Continue reading below",
        "3 min read",
    ],
)
def test_a_call_is_a_promotion(text: str) -> None:
    assert is_promotion(text)


@pytest.mark.parametrize(
    "text",
    [
        "Follow Harbour Post on Instagram, Facebook and YouTube.",
        "Suivez Le Port sur Facebook et Instagram",
        "Write to Ada Berg at ada.berg@post.example",
        "Reach the reporters on Twitter at http://twitter.com/adaberg and http://twitter.com/bo",
        "Schreiben Sie an ada.berg@post.example",
        "ada.berg@post.example, twitter.com/adaberg",
        "@adaberg",
        "There's plenty more where that came from. Sign up for our free newsletter today!",
        "We link to shops. If you make a purchase we may receive a small commission.",
        "Comments",
        "Sharing is caring!",
        "https://www.post.example/images/logo.png https://www.post.example/images/logo.png",
    ],
)
def test_a_call_to_follow_write_or_buy_is_no_copy(text: str) -> None:
    assert is_promotion(text)


@pytest.mark.parametrize(
    "text",
    [
        "Follow the river for two miles and turn left at the mill.",
        "Followers on Twitter, Facebook and Instagram had asked for the bridge.",
        "Reach was the word that the engineer used most.",
        "Email messages that the court has read, among them one sent from ada@post.example to the "
        "mayor on the night of the storm, show that both knew of the crack.",
        "The mayor, who writes as @adaberg, said that the bridge would open in May.",
        "The commission may receive a small sum. Sign language was used throughout.",
    ],
)
def test_copy_that_follows_writes_or_reaches_stays(text: str) -> None:
    assert not is_promotion(text)


@pytest.mark.parametrize(
    "text",
    [
        "Telegram, the messaging app, was fined on Monday.",
        "The Telegram channel of the ministry published a list of closed roads.",
        "Newsletters are back: thousands of readers pay for them by e-mail.",
        "Follow-up talks on WhatsApp and privacy begin in May.",
        "“Subscribe to our channel,” the boy said into the camera.",
        "Copyright law is to change next year.",
        "Телеграм-канал министерства сообщил о закрытых дорогах.",
        "شارك الرئيس في افتتاح الجسر أمس الاثنين.",
        "تلگرام از دوشنبه در دسترس نیست.",
        "टेलीग्राम पर जुर्माना लगाया गया।",
        "电报群里有人谈到大桥。",
        "텔레그램은 월요일 벌금을 물었다.",
        "Το Telegram τιμωρήθηκε τη Δευτέρα.",
    ],
)
def test_copy_that_speaks_of_channels_stays(text: str) -> None:
    assert not is_promotion(text)


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Ann Lee",
        "(Photo: Ann Lee/AFP)",
        "Foto: Ann Lee",
        "A boat in the harbour. (Beacon photo by Ann Lee)",
        "© AFP",
        "Фото: Анна Ли",
        "写真：共同",
        "图源：新华社",
        "사진=연합뉴스",
        "صورة: رويترز",
        "عکس: ایرنا",
        "फोटो: पीटीआई",
        "ภาพ: รอยเตอร์",
        "Ảnh: LÒ THẢO",
        "Φωτογραφία: ΑΠΕ",
        "Fotoğraf: AA",
    ],
)
def test_a_credit_is_known_by_its_label(text: str) -> None:
    assert is_credit(text) or is_promotion(text)


@pytest.mark.parametrize(
    "text",
    [
        "Photos of the bridge were shown to the court on Monday.",
        "The picture: a town that waits for its bridge, a mayor who waits for money and a river"
        " that waits for nobody, as it has done for as long as anyone here can remember it doing.",
        "Фото моста показали суду в понедельник.",
        "A sentence about Getty, the museum.",
    ],
)
def test_copy_that_speaks_of_pictures_stays(text: str) -> None:
    assert not is_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "Updated: 14 Nov 2026, 16:05",
        "Stand: 14.11.2026, 16:05 Uhr",
        "Diperbarui 14/11/2026 16:05",
        "Обновлено 14.11.2026 16:05",
        "آخر تحديث: ١٤ نوفمبر ٢٠٢٦",
        "更新：2026年11月14日",
    ],
)
def test_a_line_of_an_update_says_only_when(text: str) -> None:
    assert is_update_line(text)
    assert not is_update_line("Updated rules for ferries take effect in May.")


@pytest.mark.parametrize(
    "text",
    [
        "This article was amended on 15 November 2026. It was the mayor, not the judge.",
        "Correction: It was the mayor.",
        "Korrektur: Es war der Bürgermeister.",
        "Fe de erratas: fue el alcalde.",
        "Errata: foi o prefeito.",
        "Juttua päivitetty 14.11. kello 18.10: lisätty tieto.",
        "Ralat: Ia datuk bandar.",
        "Исправлено: это был мэр.",
        "Оновлено о 19:30. Додано повідомлення.",
        "تصحيح: كان رئيس البلدية.",
        "اصلاحیه: شهردار بود.",
        "更正：是市长。",
        "訂正：市長でした。",
        "바로잡습니다: 시장이었다.",
        "डिसक्लेमर: यह खबर समाचार एजेंसी से है।",
        "This is a developing story. It will be updated.",
        "Dieser Text wurde nachträglich korrigiert.",
        "Материал дополняется.",
        "यह लेख अपडेट किया गया है।",
        "（本文已更新）",
        "【訂正】市長でした。",
        "※この記事は更新されました。",
        "[정정] 시장이었다.",
        "Artikel ini telah tayang di Kompas.com",
    ],
)
def test_a_note_by_the_editors_is_one(text: str) -> None:
    assert is_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "Corrections officers said the gate was open.",
        "Correction of the course took a year.",
        "Исправление ошибок заняло год.",
        "تصحيح المسار استغرق عاما.",
        "更正错误需要时间。",
        "この記事は面白い。",
        "This article was wrong about the ferry.",
    ],
)
def test_copy_that_speaks_of_corrections_stays(text: str) -> None:
    assert not is_note(text)


def test_the_title_of_a_disclaimer_is_no_note() -> None:
    assert not is_note("Disclaimer")
    assert is_note("Disclaimer: the author holds shares of the ferry company.")
