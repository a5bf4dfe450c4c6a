"""Names of news agencies and desks as datelines and sign-offs print them.

Written down by hand: agencies whose copy other papers print, in the scripts they are printed in.
A site's own names come from its page and feed.
"""

from __future__ import annotations

import regex

from copydesk.normalize.hygiene import fold

_AGENCIES = (
    # of the world
    "Reuters|Thomson Reuters|AFP|Agence France-Presse|AP|Associated Press|The Associated Press"
    "|Bloomberg|UPI|CNN|BBC|DW|IPS|IANS|dpa|dpa-AFX|dpa/tmn|AFX|SID|epd|KNA|APA|SDA|Keystone-SDA"
    "|EFE|EUROPA PRESS|Europa Press|Servimedia|Colpisa|ACN|Lusa|Agência Brasil|Agência Estado"
    "|Estadão Conteúdo|Folhapress|Télam|NA|Noticias Argentinas|Notimex|Prensa Latina|ABI|AVN"
    "|Andina|ANSA|AGI|Adnkronos|LaPresse|Askanews|Agenzia Nova|Nova|Dire|Belga|ANP|Novum|NTB|TT"
    "|Ritzau|STT|SPT|PAP|ČTK|TASR|SITA|MTI|Agerpres|Mediafax|BTA|Tanjug|Beta|FoNet|Hina|STA"
    "|MIA|ATA|Fena|Srna|BNS|ELTA|LETA|ERR|AA|Anadolu|Anadolu Agency|DHA|İHA|ANKA|CP|The Canadian"
    " Press|PC|La Presse Canadienne|AAP|NZPA|RNZ|PA|PA Media|Press Association|CNS|MENA|SPA|WAM"
    "|KUNA|QNA|BNA|ONA|NNA|SANA|INA|Petra|WAFA|APS|TAP|MAP|LANA|SUNA|IRNA|ISNA|Mehr|Tasnim|Fars"
    "|PTI|ANI|UNI|APP|BSS|UNB|BdNews24|RSS|Lankapuvath|Antara|ANTARA|Bernama|BERNAMA|PNA|VNA"
    "|TTXVN|VNS|Xinhua|CNA|Central News Agency|Kyodo|Kyodo News|Jiji|Jiji Press|Yonhap|KCNA"
    "|Montsame|KBC|GNA|NAN|ENA|Ethiopian News Agency|SAnews|ANGOP|AIM|PANA|APA News|Interfax"
    "|Interfax-Ukraine|TASS|RIA Novosti|Sputnik|Ukrinform|UNN|BelTA|BELTA|Kazinform|Trend|APA"
    "|Azertag|AZƏRTAC|Report.az|Report|Armenpress|ARKA|Interpress|Moldpres|IPN|24.kg|Kabar"
    "|Khovar|UzA|AFP/Reuters|AFP-Services|AFPBB News|AFPBB|ATS|AMNA|ANA|ANA-MPA|CNA/Reuters"
    "|Tribune News Service|CMC|awp|ITALPRESS|ATOP|AIP|AIB|FENA|ATSH|The New York Times News Service"
    "|KompasTV|VOA|RFE/RL|RFI|Ruptly"
    "|CNN Indonesia|CNBC Indonesia|BBC Indonesia|VOA Indonesia|DW Indonesia|teleSUR|Agencias"
    # that spread the releases of others
    "|PRNewswire|PR Newswire|Business Wire|GlobeNewswire|GLOBE NEWSWIRE|ACCESSWIRE|EINPresswire"
    "|Newsfile Corp|CNW|CNW Group|ots|OTS|ots/PRNewswire|news aktuell|APA-OTS",
    # in other scripts
    "ТАСС|РИА Новости|РИА|ИТАР-ТАСС|Интерфакс|Интерфакс-Украина|Інтерфакс-Україна|Регнум"
    "|REGNUM|АЗЕРТАДЖ|АЗЕРТАГ|МОНЦАМЭ|КРОСС|Фокус"
    "|РБК|УНН|УНІАН|УНИАН|Укринформ|Укрінформ|БЕЛТА|БелТА|Казинформ|Қазақпарат|Спутник"
    "|Росбалт|Прайм|АПИ|БТА|Танјуг|Бета|ФоНет|Срна|МИА|АФП|Ройтерс|Рейтер|Рейтерс|ДПА|АП|Кабар"
    "|ΑΠΕ-ΜΠΕ|ΑΠΕ|ΚΥΠΕ|Reuters/ΑΠΕ",
    "رويترز|أ ف ب|أ.ف.ب|فرانس برس|أ ب|أ.ب|د ب أ|د.ب.أ|واس|وام|كونا|قنا|بنا|العمانية|سانا|واع"
    "|بترا|وفا|واج|وأج|وات|أ ش أ|أ.ش.أ|سونا|سما|معا|صفا|الأناضول|شينخوا|سبوتنيك|نوفوستي|ومع"
    "|وكالات|الوكالات"
    "|الوكالة الوطنية|ایرنا|ایسنا|مهر|تسنیم|فارس|ایلنا|ایکنا|برنا|شبستان|صدا و سیما|خبرآنلاین"
    "|باشگاه خبرنگاران|باشگاه خبرنگاران جوان|آوا|پژواک|خبرگزاری مهر|خبرگزاری فارس|اے پی پی"
    "|اے ایف پی|رائٹرز|آئی این پی|این این آئی|یو این آئی",
    "भाषा|पीटीआई|पीटीआई-भाषा|वार्ता|यूनीवार्ता|आईएएनएस|एएनआई|एपी|ए.पी.|एएफपी|रॉयटर्स|हि.स.|हिस"
    "|रासस|हिन्दुस्थान समाचार|বাসস|ইউএনবি|বিডিনিউজ|রয়টার্স|এএফপি|পিটিআই|আইএএনএস|பிடிஐ|ஏஎன்ஐ"
    "|పీటీఐ|పిటిఐ|ഐ.എ.എൻ.എസ്|പി.ടി.ഐ|પીટીઆઈ|ਪੀਟੀਆਈ|ಪಿಟಿಐ",
    "新华社|新華社|新华网|新華網|中新社|中新网|中新網|中央社|央视网|人民网|人民日报|中通社|香港中通社"
    "|路透社|路透|法新社|美联社|美聯社|共同社|共同|時事|時事通信|時事通信社|ロイター|共同通信|AFP時事"
    "|明報|星島|财联社|財聯社"
    "|聯合報|自由時報|大公報|文匯報|澎湃新闻|连线新闻|연합뉴스|뉴시스|뉴스1|뉴스핌|이데일리|로이터"
    "|AFP=연합뉴스|สำนักข่าวไทย|รอยเตอร์|เอเอฟพี|ซินหัว|Армянпресс|Արմենպրես|Արմենպրես լրատվական"
    "|საინფორმაციო სააგენტო|ინტერპრესნიუსი|סוכנויות הידיעות|רויטרס|AFP ו-AP|ኢዜአ|ኤፍ ቢ ሲ|ፋና",
)
_DESKS = (
    "নিজস্ব প্রতিবেদক|নিজস্ব প্রতিনিধি|নিজস্ব সংবাদদাতা|স্টাফ রিপোর্টার|জ্যেষ্ঠ প্রতিবেদক"
    "|निज संवाददाता|कार्यालय संवाददाता|नगर संवाददाता|जागरण संवाददाता|संवाददाता|विशेष संवाददाता"
    "|एजेंसी|एजेंसियां|एजेंसियाँ|एजेंसीज|ब्यूरो|हमारे संवाददाता|संवाद सहयोगी|प्रतिनिधि"
    "|Staff Reporter|Special Correspondent|Our Correspondent|Staff Correspondent"
    "|స్టాఫ్ రిపోర్టర్|నమస్తే తెలంగాణ|நமது நிருபர்|സ്വന്തം ലേഖകൻ"
    "|نمائندہ خصوصی|اسٹاف رپورٹر|نامہ نگار|本报|本報|本刊|本网|本網|本台"
)


# Words that names of agencies and papers have in them, and hardly anything else that stands
# beside a place: apart, and in scripts that write them onto the name.
_WORDS_OF_NEWS = regex.compile(
    r"\b(?:news|newswire|wire$|press|presse|prensa|imprensa|stampa|agency|agence|agencia|agência|agenzia"
    r"|agentur|agencija|agentura|agentúra|agencja|agentie|agenția|uutistoimisto|nyhetsbyrån"
    r"|nyhetsbyrået|hírügynökség|haber|ajansı|ajans|haberler|tidningarnas|kantor berita|agensi"
    r"|thông tấn xã|habari|агентство|агенція|агенция|агенција|новости|новини|вести|ньюс"
    r"|πρακτορείο|ειδήσεων|וחדשות|חדשות|סוכנות|وكالة|الأنباء|أنباء|نيوز|نیوز|خبرگزاری|آنلاین"
    r"|آژانس|ایجنسی|خبر|هەواڵ|समाचार|न्यूज|न्यूज़|एजेंसी|ब्यूरो|সংবাদ|নিউজ|সংস্থা|ਨਿਊਜ਼|ન્યૂઝ"
    r"|நியூஸ்|న్యూస్|ನ್ಯೂಸ್|ന്യൂസ്|ნიუსი|სააგენტო|լրատվական|ዜና)\b"
    r"|نیوز$|(?:뉴스|통신|통신사|신문|일보)$|(?:新聞|新闻|日报|日報|晚报|晚報|通信社|通讯社|通訊社)$"
    r"|^สำนักข่าว",
    regex.IGNORECASE,
)

# The Arabic and the Persian for a news agency: the word for one alone is any other's as well.
_SAYS_NEWS_AGENCY = regex.compile(
    r"وكالة (?:أنباء|الأنباء)(?: \p{L}+){0,2}|وكالة \p{L}+(?: \p{L}+)? (?:للأنباء|الإخبارية)"
    r"|خبرگزاری(?: [\p{L}\u200c]+){1,2}"
)


def _names(lists: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(name) for names in lists for name in names.split("|"))


AGENCIES = _names(_AGENCIES)
DESKS = _names((_DESKS,))


def is_source(name: str, site_names: frozenset[str] | set[str]) -> bool:
    """Return whether a name is an agency's, a desk's or the site's, or several of them.

    Regional services follow a slash: `dpa/lby`.
    """
    known = fold(name)
    if known in AGENCIES or known in DESKS or known in site_names:
        return True
    if _SAYS_NEWS_AGENCY.fullmatch(name):
        return True
    for separator in ("/", ",", " - ", "–", " and ", " و ", "، ", " y ", " et "):
        if separator in name:
            first, *others = (fold(part) for part in name.split(separator))
            names = AGENCIES | DESKS | site_names
            short = all(len(part) <= 12 for part in others)
            return (first in names and short) or all(part in names for part in (first, *others))
    return False


def is_house(name: str, site_names: frozenset[str] | set[str]) -> bool:
    """Return whether a name is an agency's, a paper's or a desk's rather than a person's."""
    if is_source(name, site_names) or is_agency_by_form(name):
        return True
    # 'Newsday Bureau', 'Newsday Web Team'
    first = name.split()
    known = (" ".join(first[:count]) for count in range(1, len(first)))
    return any(fold(start) in site_names for start in known)


def is_agency_by_form(name: str) -> bool:
    """Return whether a name has a word in it by which agencies and papers are called."""
    words = name.split()
    if not 1 <= len(words) <= 5 or len(name) > 40 or name[0].islower():
        return False
    found = _WORDS_OF_NEWS.search(name)
    return found is not None and len(found[0]) < len(name)
