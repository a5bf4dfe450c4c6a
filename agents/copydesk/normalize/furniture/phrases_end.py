"""What the lines below the copy say, by language: who made it, from what, for whom.

Written down and compared as `phrases` says.
"""

from __future__ import annotations

from copydesk.normalize.folding import Phrases

EDITORS = Phrases(
    {
        "en": "editor|edited by|editing by",
        "de": "redaktion|redigiert von",
        "es": "editado por|edición",
        "id": "editor|redaktur|penyunting",
        "tr": "editör|editor",
        "slavic": "редактор|redaktor|redaguje",
        "ar": "تحرير|المحرر",
        "fa": "ویراستار|دبیر",
        "indic": "संपादन|संपादक|সম্পাদনা|edited by",
        "zh": "核稿編輯|核稿|主編|主编|统筹|责任编辑|責任編輯|编辑|編輯|责编|責編|審校|审校|校對"
        "|校对|责任校对",
        "ko": "편집",
        "ja": "編集",
        "th": "บรรณาธิการ",
        "vi": "biên tập",
    }
)

REPORTERS = Phrases(
    {
        "en": "reporting by|additional reporting by|additional reporting|reported by|writing by"
        "|written by|reporter",
        "id": "pewarta|reporter|penulis|laporan",
        "es": "reporte de|con información de|redacción de",
        "fr": "reportage de",
        "de": "bericht von|autor",
        "tr": "haber|muhabir|haberi hazırlayan",
        "slavic": "автор|авторы|репортер|текст",
        "ar": "إعداد|كتب|كتبت|تقرير|كتابة",
        "fa": "خبرنگار|گزارش از|نویسنده",
        "caucasus": "ავტორი|ჟურნალისტი|հեղինակ|müəllif|muallif|муаллиф|автор мәтіні",
        "indic": "रिपोर्ट|প্রতিবেদক",
        "zh": "记者|記者|通讯员|撰文|採訪|文|作者|文字|撰稿|编译|編譯",
        "ja": "記者|取材|文",
        "ko": "기자|글",
        "vi": "tin|phóng viên|tác giả",
        "th": "ผู้สื่อข่าว|รายงานโดย|รายงาน",
        "he": "כתב|כתבה|כתבת|השתתף בהכנת הכתבה|השתתפה בהכנת הכתבה|השתתפו בהכנת הכתבה"
        "|סייע בהכנת הכתבה|סייעה בהכנת הכתבה",
        "hy": "հեղինակ|լրագրող|թղթակից",
    }
)
"""Labels before the names of who made the copy."""

SOURCES = Phrases(
    {
        "any": "source|sources|quelle|quellen|source de l article|fuente|fuentes|con información de"
        "|fonte|fontes|fonti|kaynak|kaynaklar|izvor|извор|източник|источник|источники|по материалам"
        "|джерело|крыніца|źródło|zdroj|zdroje|forrás|sursa|sursă|πηγή|πηγές|källa|källor|kilde"
        "|kilder|lähde|lähteet|heimild|bron|šaltinis|avots|allikas|vir|burimi|المصدر|المصادر|مصدر"
        "|منبع|منابع|ماخذ|ماخذ خبر|ذرائع|سەرچاوە|מקור|מקורות|स्रोत|सूत्र|সূত্র|ஆதாரம்|மூலம்"
        "|మూలం|ഉറവിടം|ಮೂಲ|સ્ત્રોત|ที่มา|แหล่งที่มา|nguồn|theo|sumber|pinagmulan|來源|来源|稿源"
        "|資料來源|出典|情報元|출처|წყარო|աղբյուր|աղբյուրը|mənbə|manba|манба|дереккөз|эх сурвалж"
        "|chanzo|ምንጭ",
    }
)
"""Labels before the agency or paper that the copy is from."""

WITH_INPUTS = Phrases(
    {
        "en": "with input from|with inputs from|with inputs by|with agency inputs|with agencies"
        "|with a report from|with reports from|with a report by|with reporting by"
        "|with additional reporting by|with additional reporting from|with files from"
        "|with contributions from|with material from|with information from|inputs from|agencies"
        "|from wire reports|from agencies|compiled from|adapted from|translated by|edited from",
        "de": "mit dpa|mit afp|mit reuters|mit ap|mit epd|mit kna|mit apa|mit material von"
        "|mit material der|mit informationen von|mit agenturmaterial|mit agenturen|mitarbeit"
        "|übersetzung|übersetzt von|aus dem englischen von",
        "fr": "avec afp|avec l afp|avec reuters|avec agences|avec les agences|avec la collaboration"
        "|d après|source afp|traduit par|traduit de l anglais par",
        "es": "con información de|con informacion de|con informes de|con reportes de|con datos de"
        "|con agencias|con la colaboración de|agencias|traducido por|traducción de",
        "pt": "estagiário sob supervisão|estagiária sob supervisão|estagiário sob a supervisão"
        "|estagiária sob a supervisão|colaborou|colaboraram"
        "|com informações de|com informações da|com informações do|com agências|com reuters"
        "|com afp|com agência|com lusa|tradução de",
        "it": "con informazioni di|in collaborazione con|ha collaborato|hanno collaborato"
        "|traduzione di",
        "nl": "met medewerking van|met dank aan|vertaald door",
        "pl": "na podstawie|z wykorzystaniem|współpraca|tłumaczenie",
        "ru": "по материалам|с информацией|по сообщению|при участии|перевод",
        "uk": "за матеріалами|за інформацією|переклад",
        "south": "prema|prevod|према|по информации|με πληροφορίες|με πληροφορίες από",
        "tr": "ajanslar|kaynak|çeviri|çeviren",
        "ar": "وكالات|الوكالات|مع وكالات|المصدر|ترجمة",
        "fa": "ترجمه|به نقل از",
        "indic": "इनपुट|एजेंसी|एजेंसियां|एजेंसी इनपुट|इनपुट भाषा|एजेंसी के इनपुट|এজেন্সি|সংবাদ সংস্থা",
        "south east": "dengan laporan dari|diterjemahkan oleh|theo|tổng hợp",
        "zh": "综合|綜合報導|綜合外電|编译自|編譯自",
    }
)
"""Beginnings of a line in brackets or behind a dash that says whose reports went into the copy."""

CONTRIBUTED = Phrases(
    {
        "en": "contributed to this report|contributed to this story|contributed to this article"
        "|contributed reporting|also contributed|contributed to this piece"
        "|contributed to the reporting|contributed reporting to this story|contributed research"
        "|contributed from washington",
        "de": "trug zu diesem bericht bei|hat zu diesem bericht beigetragen"
        "|haben zu diesem bericht beigetragen|hat an diesem artikel mitgearbeitet"
        "|haben an diesem artikel mitgearbeitet",
        "fr": "a contribué à cet article|ont contribué à cet article|a contribué à ce reportage",
        "es": "contribuyó a este informe|contribuyeron a este informe|contribuyó a este reportaje"
        "|contribuyeron a este reportaje|contribuyó con esta nota|colaboró en este reportaje"
        "|colaboraron en este reportaje|colaboró con este artículo",
        "pt": "contribuiu para esta reportagem|contribuíram para esta reportagem"
        "|colaborou com esta reportagem|colaborou para esta reportagem",
        "it": "ha contribuito a questo articolo|hanno contribuito a questo articolo",
        "nl": "droeg bij aan dit artikel|droegen bij aan dit artikel",
    }
)
"""What such a line ends with where it is a sentence."""

OFFICES = Phrases(
    {
        "any": "press office|press information office|press release|press information bureau"
        "|communications office|pressestelle|pressestelle der stadt|die redaktion|redaktion"
        "|service de presse|bureau de presse|la rédaction|oficina de prensa|gabinete de prensa"
        "|la redacción|redacción|assessoria de imprensa|gabinete de imprensa|da redação|redação"
        "|ufficio stampa|la redazione|redazione|persdienst|persvoorlichting|redactie"
        "|biuro prasowe|redakcja|tiskové oddělení|redakce|tlačové oddelenie|sajtóiroda|sajtóosztály"
        "|szerkesztőség|biroul de presă|biroul de presa|serviciul de presă|пресс служба|прес служба"
        "|пресс центр|прес служба міської ради|редакция|редакція|прес центар|γραφείο τύπου"
        "|basın bürosu|basın müşavirliği|المكتب الإعلامي|المكتب الصحفي|التحرير|روابط عمومی"
        "|تحریریه|شعبہ تعلقات عامہ|biro humas|humas|văn phòng báo chí|編集部|编辑部|編輯部|新聞室"
        "|공보실|대변인실",
    }
)
"""Who signs a release or an unsigned piece, as all of a line."""

ISSUED_BY = Phrases(
    {
        "en": "issued by|released by|released through|distributed by|prepared by",
        "de": "herausgegeben von|herausgeber|verantwortlich|ansprechpartner",
        "romance": "publié par|communiqué publié par|emitido por|difundido por|divulgado por"
        "|diffuso da|comunicato diffuso da",
        "slavic": "изготвил|подготовлено|підготовлено|wydane przez|vydal|vydala|objavio",
        "south east": "diterbitkan oleh|dikeluarkan oleh|disiarkan oleh|phát hành bởi",
        "africa": "imetolewa na|imetolewa na kitengo cha mawasiliano|uitgereik deur|limetolewa na",
        "asia": "जारीकर्ता|জারি করেছেন|جاری کردہ|صادر عن|منتشر شده توسط|yayımlayan|发布单位|發布單位",
    }
)
"""Labels in a line of their own, above the office that gave a release out."""
TRANSLATORS = Phrases(
    {
        "any": "translator|translation|translated by|übersetzung|übersetzt von|traduction"
        "|traduit par"
        "|traducción|traducido por|traduzione|tradução|vertaling|tłumaczenie|tłum|překlad|preklad"
        "|fordítás|fordította|traducere|перевод|переклад|превод|prevod|prijevod|çeviri|çeviren"
        "|ترجمة|ترجمه|مترجم|अनुवाद|অনুবাদ|penerjemah|terjemahan|biên dịch|dịch|译者|譯者|翻译|翻譯"
        "|訳者|翻訳|訳|번역",
    }
)
"""Labels before the names of who translated it."""

BIOS = Phrases(
    {
        "en": "about the author|about the writer|about the authors|author bio|author",
        "other": "über den autor|zum autor|à propos de l auteur|sobre el autor|sobre o autor"
        "|informazioni sull autore|over de auteur|об авторе|про автора|عن الكاتب|درباره نویسنده"
        "|درباره ی نویسنده|مصنف کے بارے میں|על המחבר|लेखक के बारे में|tentang penulis"
        "|作者简介|作者簡介|筆者プロフィール|저자 소개|yazar hakkında|tác giả",
    }
)
"""Headings over a few words on the author."""
