"""What furniture says, by language: labels, calls and notes, compared by `folding.folded`.

Written down by hand, after what news sites of each language are known to print; no list was taken
over, and of many languages no page has tried it yet. A phrase counts only where the rules of
`inserts`, `notes` and `credits` let it: at the beginning of a short line, as a label, or as all of
a line.
"""

from __future__ import annotations

from .folding import Phrases

READ_ALSO = Phrases(
    {
        "en": "read also|also read|read more|read next|see also|see more|more on this|related"
        "|related story|related stories|related article|related articles|related news"
        "|related coverage|related topics|related content|recommended|more on this story"
        "|recommended reading|further reading|more stories|you may also like|don't miss"
        "|you might also like|editor's picks|more from|must read|watch also|also watch"
        "|explore more on these topics|read the full story|pay attention|up next|next up"
        "|now playing|most read|most popular|trending|trending now|latest news",
        "de": "lesen sie auch|lesen sie mehr|lesen sie dazu|lesen sie hier|lies auch|lies mehr"
        "|mehr zum thema|mehr dazu|auch interessant|das könnte sie auch interessieren"
        "|das könnte dich auch interessieren|weitere artikel|zum thema|siehe auch"
        "|weiterlesen|passend dazu",
        "fr": "lire aussi|à lire aussi|lire également|à lire également|à lire|lire plus"
        "|voir aussi|à voir aussi|sur le même sujet|sur le même thème|lire la suite"
        "|en savoir plus|articles liés|dans la même rubrique|notre dossier",
        "es": "lea también|lee también|leer también|leer más|lea más|lee más|también lee"
        "|te puede interesar|le puede interesar|puede interesarle|también te puede interesar"
        "|más información|noticias relacionadas|noticia relacionada|artículos relacionados"
        "|relacionado|relacionadas|mira también|vea también|ver también|te recomendamos"
        "|quizás te interese|no te pierdas",
        "pt": "leia também|leia mais|veja também|veja mais|saiba mais|ler também|leia ainda"
        "|notícias relacionadas|relacionadas|confira também|assista também|relacionado",
        "it": "leggi anche|leggi di più|leggi tutto|vedi anche|potrebbe interessarti"
        "|potrebbe interessarti anche|articoli correlati|approfondisci|notizie correlate",
        "nl": "lees ook|lees meer|lees verder|lees hier|bekijk ook|zie ook|meer over dit onderwerp"
        "|gerelateerd|gerelateerde artikelen",
        "sv": "läs också|läs även|läs mer|mer om ämnet|relaterade artiklar|se även",
        "da": "læs også|læs mere|se også|relaterede artikler",
        "nb": "les også|les mer|relaterte artikler|les videre",
        "fi": "lue myös|lue lisää|katso myös|aiheesta lisää|aiheeseen liittyvää",
        "is": "lesa einnig|sjá einnig|lesa meira",
        "pl": "czytaj także|czytaj też|czytaj również|przeczytaj także|przeczytaj też"
        "|zobacz także|zobacz też|zobacz również|czytaj więcej|czytaj dalej|polecamy"
        "|przeczytaj również|powiązane artykuły|więcej na ten temat",
        "cs": "čtěte také|čtěte více|přečtěte si také|přečtěte si|více k tématu|související články"
        "|související|mohlo by vás zajímat|kapitoly článku",
        "sk": "čítajte aj|čítajte tiež|prečítajte si aj|prečítajte si|súvisiace články"
        "|mohlo by vás zaujímať",
        "hu": "olvassa el ezt is|olvasd el ezt is|kapcsolódó cikkek|kapcsolódó|ezt is olvassa el"
        "|ajánljuk még|ez is érdekelheti",
        "ro": "citește și|citeste si|citiți și|vezi și|vezi si|citește mai mult|articole similare"
        "|știri pe aceeași temă|te-ar putea interesa",
        "bg": "прочетете още|прочетете също|вижте още|още по темата|четете още|вижте също"
        "|свързани новини|свързани статии",
        "ru": "читайте также|читать также|читайте ещё|читать ещё|читать далее|читайте по теме"
        "|по теме|смотрите также|материалы по теме|ещё по теме|см также|похожие материалы"
        "|подробнее по теме|читайте на эту тему|другие новости",
        "uk": "читайте також|читати також|дивіться також|читайте ще|до теми|за темою"
        "|матеріали за темою|читати далі|більше по темі",
        "be": "чытайце таксама|чытаць таксама|глядзіце таксама",
        "sr": "pročitajte još|pročitajte i|pročitaj još|прочитајте још|прочитајте и"
        "|povezane vesti|повезане вести|čitajte i",
        "hr": "pročitajte i|pročitajte još|pročitaj i|vezane vijesti|pogledajte i|čitajte još",
        "sl": "preberite tudi|preberi še|preberite še|več o tem|sorodne novice",
        "mk": "прочитајте и|прочитај и|поврзани вести|прочитајте повеќе",
        "sq": "lexo edhe|lexoni edhe|lexo gjithashtu|të ngjashme",
        "lt": "skaitykite taip pat|taip pat skaitykite|skaityti daugiau|susiję straipsniai",
        "lv": "lasi arī|lasiet arī|lasi vēl|saistītie raksti",
        "et": "loe ka|loe veel|loe lisaks|seotud lood",
        "el": "διαβάστε επίσης|διαβάστε ακόμη|διαβάστε ακόμα|διαβάστε περισσότερα|δείτε επίσης"
        "|δείτε ακόμη|σχετικά άρθρα|διαβάστε και",
        "tr": "ayrıca oku|ayrıca okuyun|bunu da oku|bunları da okuyun|ilgili haber"
        "|ilgili haberler|i̇lgili haber|i̇lgili haberler|devamını oku|ayrıca bkz|önerilen haber"
        "|i̇lginizi çekebilir|ilginizi çekebilir",
        "ar": "اقرأ أيضا|إقرأ أيضا|اقرأ ايضا|قد يهمك أيضا|قد يهمك|شاهد أيضا|اقرأ المزيد"
        "|للمزيد|أخبار متعلقة|أخبار ذات صلة|مواضيع ذات صلة|طالع أيضا|المزيد من|ذات صلة"
        "|موضوعات متعلقة|الموضوعات المتعلقة|اقرأوا أيضا|مقالات ذات صلة",
        "fa": "بیشتر بخوانید|بیشتر بدانید|همچنین بخوانید|بخوانید|مطالب مرتبط|اخبار مرتبط"
        "|خبرهای مرتبط|مطلب مرتبط|در همین رابطه|در همین زمینه|ادامه مطلب|بیشتر ببینید"
        "|این مطلب را هم بخوانید",
        "ur": "مزید پڑھیں|یہ بھی پڑھیں|یہ بھی پڑھئے|مزید پڑھیے|متعلقہ خبریں|متعلقہ|یہ بھی دیکھیں",
        "ckb": "بابەتی پەیوەندیدار|زیاتر بخوێنەوە|هەروەها بخوێنەوە|هەواڵی پەیوەندیدار",
        "ps": "نور ولولئ|دا هم ولولئ",
        "he": "קראו גם|לקריאה נוספת|קרא גם|כתבות נוספות|ראו גם|עוד בנושא|קראו עוד",
        "hi": "यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|यह भी पढ़े|ये भी पढ़े|और पढ़ें|संबंधित खबरें|यह भी देखें|इन्हें भी पढ़ें|आगे पढ़ें",
        "mr": "हेही वाचा|हे ही वाचा|आणखी वाचा|हे पण वाचा|संबंधित बातम्या",
        "ne": "यो पनि पढ्नुहोस्|यो पनि|यो पनि हेर्नुहोस्|सम्बन्धित खबर|थप पढ्नुहोस्|यो पनि पढौं",
        "bn": "আরও পড়ুন|আরো পড়ুন|আরও দেখুন|এই বিভাগের আরও খবর|সম্পর্কিত খবর|সংশ্লিষ্ট খবর|আরও খবর",
        "pa": "ਇਹ ਵੀ ਪੜ੍ਹੋ|ਹੋਰ ਪੜ੍ਹੋ",
        "gu": "આ પણ વાંચો|વધુ વાંચો|આ પણ જુઓ",
        "or": "ଅଧିକ ପଢ଼ନ୍ତୁ|ଏହା ମଧ୍ୟ ପଢ଼ନ୍ତୁ",
        "ta": "இதையும் படிக்க|இதையும் படியுங்கள்|மேலும் படிக்க|மேலும் வாசிக்க|தொடர்புடைய செய்திகள்",
        "te": "ఇది కూడా చదవండి|ఇవి కూడా చదవండి|మరింత చదవండి|ఇదీ చదవండి|ఇవీ చదవండి",
        "kn": "ಇದನ್ನೂ ಓದಿ|ಹೆಚ್ಚು ಓದಿ|ಇವನ್ನೂ ಓದಿ",
        "ml": "ഇതും വായിക്കുക|കൂടുതൽ വായിക്കുക|ഇതും വായിക്കൂ|ബന്ധപ്പെട്ട വാർത്തകൾ|ഇത് കൂടി വായിക്കൂ",
        "si": "තවත් කියවන්න|මේවාත් කියවන්න",
        "th": "อ่านเพิ่มเติม|อ่านต่อ|อ่านข่าวเพิ่มเติม|ข่าวที่เกี่ยวข้อง|อ่านข่าวอื่น"
        "|อ่านข่าวที่เกี่ยวข้อง"
        "|บทความที่เกี่ยวข้อง|ดูเพิ่มเติม",
        "lo": "ອ່ານເພີ່ມ|ຂ່າວທີ່ກ່ຽວຂ້ອງ",
        "km": "អានបន្ត|អានបន្ថែម|អត្ថបទទាក់ទង|អត្ថបទពាក់ព័ន្ធ",
        "my": "ဆက်လက်ဖတ်ရှုရန်|ဆက်စပ်သတင်းများ",
        "vi": "xem thêm|đọc thêm|đọc tiếp|tin liên quan|bài liên quan|mời độc giả đọc thêm"
        "|có thể bạn quan tâm",
        "id": "baca juga|baca selengkapnya|baca lebih lanjut|lihat juga|simak juga|berita terkait"
        "|artikel terkait|baca lainnya|pilihan editor|tonton juga|baca pula",
        "ms": "baca juga|baca lagi|baca selanjutnya|artikel berkaitan|berita berkaitan",
        "tl": "basahin din|basahin rin|kaugnay na balita|basahin",
        "ja": "関連記事|あわせて読みたい|合わせて読みたい|こちらも|関連ニュース|続きを読む"
        "|関連リンク"
        "|関連|おすすめ記事|次ページ|もっと読む",
        "zh": "相关阅读|相关新闻|延伸阅读|相关报道|更多阅读|推荐阅读|相关链接|阅读更多|点击阅读"
        "|相關閱讀|相關新聞|延伸閱讀|相關報導|更多新聞|更多報導|推薦閱讀|看更多|閱讀更多"
        "|你可能還想看"
        "|你可能感興趣",
        "ko": "관련기사|관련 기사|함께 보면 좋은 기사|함께 읽어요|더 보기|관련뉴스|이 기사도"
        "|추천기사"
        "|더 읽기|주요기사",
        "sw": "soma pia|soma zaidi|habari zinazohusiana",
        "am": "ተዛማጅ ዜናዎች|ተጨማሪ ያንብቡ|ይህንንም ያንብቡ|ተመሳሳይ ጽሑፎች",
        "ha": "karanta kuma|karin labarai",
        "ka": "წაიკითხეთ ასევე|ასევე წაიკითხეთ|მსგავსი სიახლეები",
        "hy": "կարդացեք նաև|կարդալ նաև|այլ նորություններ|կարդալ ավելին",
        "az": "həmçinin oxuyun|daha ətraflı oxu|oxşar xəbərlər",
        "kk": "тағы оқыңыз|сондай-ақ оқыңыз|оқи отырыңыз|оқыңыз",
        "uz": "shuningdek o'qing|mavzuga oid|yana o'qing|ўқинг",
        "mn": "мөн унших|холбоотой мэдээ",
    }
)
"""Labels of links to other articles."""
WEAK_READ_ALSO = Phrases(
    {
        "en": "read|watch|listen|more|see|analysis|opinion",
        "de": "lesen|mehr",
        "fr": "lire|voir",
        "es": "lea|lee|vea",
        "pt": "leia|veja",
        "it": "leggi",
        "ru": "читайте|подробнее",
        "ar": "اقرأ|شاهد",
        "id": "baca|simak",
        "bn": "পড়ুন",
        "hi": "पढ़ें",
    }
)
"""Labels that are common words too: only before a colon and a link."""

CALLS = Phrases(
    {
        "en": "follow us|follow our|join us|join our|join the|subscribe|sign up"
        "|get the|get our|download|click here|like us|install|receive|stay informed"
        "|stay up to date|for more news|add us|connect with us|want more|get breaking news"
        "|find us|send us|start your day",
        "de": "folgen sie uns|folgen sie|folge uns|abonnieren sie|abonniere|melden sie sich"
        "|jetzt abonnieren|hier anmelden|laden sie|jetzt den|jetzt unseren|newsletter",
        "fr": "suivez nous|suivez|abonnez vous|inscrivez vous|rejoignez|téléchargez|recevez"
        "|retrouvez",
        "es": "síguenos|siguenos|síganos|suscríbete|suscríbase|únete|únase|descarga|descargue"
        "|recibe|reciba|sigue a|sigue nuestro|sigue toda|apúntate|accede a",
        "pt": "siga|siga o|siga nos|inscreva se|assine|participe|entre no|baixe|receba|clique aqui"
        "|subscreva|acompanhe",
        "it": "seguici|segui|iscriviti|unisciti|scarica|ricevi|abbonati",
        "nl": "volg ons|volg|meld je aan|meld u aan|abonneer je|schrijf je in|download|ontvang",
        "sv": "följ oss|prenumerera|ladda ner|få vårt|anmäl dig",
        "da": "følg os|tilmeld dig|download|abonner",
        "nb": "følg oss|meld deg på|last ned|abonner",
        "fi": "seuraa meitä|tilaa|lataa|seuraa",
        "pl": "obserwuj nas|śledź nas|zapisz się|dołącz do|pobierz|zasubskrybuj|polub nas|bądź",
        "cs": "sledujte nás|přihlaste se|odebírejte|stáhněte si|přidejte se",
        "sk": "sledujte nás|prihláste sa|odoberajte|stiahnite si|pridajte sa",
        "hu": "kövess minket|kövessen minket|iratkozzon fel|iratkozz fel|töltse le|csatlakozz",
        "ro": "urmăriți ne|urmărește ne|urmăreşte|urmărește|abonează te|abonați vă|alătură te"
        "|descarcă|intră pe|fii la curent",
        "bg": "последвайте ни|последвай ни|абонирайте се|абонирай се|изтеглете|следвайте ни"
        "|присъединете се|седмичен",
        "ru": "подписывайтесь|подпишитесь|подписаться|присоединяйтесь|читайте нас|следите за"
        "|вступайте|скачайте|установите|оставайтесь на связи|самые важные|наш канал|наш telegram"
        "|ещё больше новостей|больше новостей",
        "uk": "підписуйтесь|підписуйтеся|підпишіться|приєднуйтесь|приєднуйтеся|читайте нас"
        "|слідкуйте за|стежте за|долучайтесь|завантажуйте|наш канал",
        "be": "падпісвайцеся|далучайцеся",
        "sr": "pratite nas|preuzmite|pridružite se|пратите нас|преузмите|придружите се",
        "hr": "pratite nas|preuzmite|pridružite se|prijavite se",
        "sl": "sledite nam|naročite se|prijavite se",
        "mk": "следете не|претплатете се",
        "sq": "na ndiqni|ndiqni|abonohuni|shkarkoni",
        "el": "ακολουθήστε|εγγραφείτε|κατεβάστε|γίνετε μέλος|βρείτε μας|μπείτε",
        "tr": "bizi takip edin|takip edin|abone olun|katılın|indirin|bültenimize"
        "|telegram kanalımıza"
        "|whatsapp kanalımıza|google news te|google haberler de",
        "ar": "تابعوا|تابعونا|تابعنا|تابع|اشترك|اشتركوا|انضم|انضموا|حمل|حملوا|للاشتراك|لمتابعة",
        "fa": "ما را در|به کانال|عضو شوید|دنبال کنید|برای دریافت|برای عضویت|با ما در|برای دنبال",
        "ur": "ہمیں فالو|ہمارے واٹس|ہمارے یوٹیوب|ہمارے فیس|ہمارا واٹس|تازہ ترین خبروں|سبسکرائب",
        "ckb": "بەدواداچوونمان|لە تێلیگرام|ئێمە لە",
        "he": "הצטרפו|עקבו אחרינו|הירשמו|הורידו|לחצו כאן",
        "hi": "हमें|हमारे|हमारा|ताजा खबरों|ताज़ा खबरों|ऐप डाउनलोड|देश दुनिया|जुड़ें|जागरण|लेटेस्ट|सब्सक्राइब",
        "mr": "आम्हाला|आमच्या|ताज्या बातम्या",
        "ne": "हामीलाई|हाम्रो|यस समाचारलाई",
        "bn": "আমাদের|খবর পেতে|সর্বশেষ খবর|প্রতিদিনের খবর|সব খবর",
        "ta": "எங்கள்|எங்களை|உடனுக்குடன்|செய்திகளை",
        "te": "మా|మా యాప్|మమ్మల్ని|తాజా వార్తల",
        "kn": "ನಮ್ಮ|ತಾಜಾ ಸುದ್ದಿ",
        "ml": "ഞങ്ങളുടെ|വാർത്തകൾ|വാട്സാപ്പിലൂടെ|ഏറ്റവും പുതിയ",
        "gu": "અમને|અમારા",
        "th": "ติดตาม|กดติดตาม|สมัคร|ดาวน์โหลด|เพิ่มเพื่อน",
        "km": "ចូលរួម|តាមដាន",
        "vi": "theo dõi|tham gia|đăng ký|tải ứng dụng|tải app|mời bạn đọc|mời quý",
        "id": "ikuti|gabung|bergabung|dapatkan|unduh|simak berita|cek berita|langganan|yuk",
        "ms": "ikuti|sertai|muat turun|dapatkan|langgan|ikuti kami",
        "tl": "sundan|i follow|mag subscribe",
        "ja": "フォロー|登録|無料登録|アプリはこちら|友だち追加|メルマガ登録|公式line|公式アプリ",
        "zh": "关注|扫描|扫码|扫一扫|掃一掃|掃描|掃碼|下载|点击|欢迎关注|長按|長按識別"
        "|關注|訂閱|下載|加入|立即|歡迎"
        "|追蹤|點我"
        "|按讚|更多",
        "ko": "구독하기|구독하세요|네이버에서|카카오톡에서|텔레그램 채널|뉴스레터 구독"
        "|유튜브 채널|앱 다운로드",
        "sw": "tufuate|jiunge|pakua",
        "am": "ወቅታዊ|የቴሌግራም|ይቀላቀሉን|ይከተሉን",
        "ka": "გამოგვყევით|გამოიწერეთ|შემოგვიერთდით",
        "hy": "հետևեք|բաժանորդագրվեք|միացեք",
        "az": "bizi izləyin|abunə olun|qoşulun",
        "kk": "жазылыңыз|жазылыңыздар|біздің|telegram арнамызға|қосылыңыз|тіркеліңіз",
        "uz": "obuna bo'ling|kanalimizga|bizni kuzating|bizga qo'shiling",
        "mn": "биднийг дагаарай",
    }
)
"""Beginnings of a call to do something, which is promotion only with a `CHANNELS` word."""

CHANNELS = Phrases(
    {
        "any": "telegram|whatsapp|facebook|twitter|instagram|youtube|tiktok|viber|linkedin"
        "|google news|google discover|google haberler|newsletter|newsletters|podcast|threads"
        "|bluesky|app store|google play|push|rss|e mail|email|inbox|app|notifications",
        "en": "our channel|breaking news|our page|updates|daily briefing|morning briefing|alerts",
        "de": "nachrichten app|kanal|rundbrief|whatsapp kanal",
        "fr": "notre chaîne|infolettre|notre page|lettre d information|appli",
        "es": "nuestro canal|boletín|boletines|redes sociales|nuestras redes",
        "pt": "canal|redes sociais|boletim|grupo do",
        "it": "canale|canali",
        "nl": "nieuwsbrief|kanaal",
        "nordic": "nyhetsbrev|nyhedsbrev|uutiskirje|uutiskirjeen|push varsler|somessa",
        "slavic": "kanał|newslettera|kanál|newsletteru|канал|канала|каналу|телеграм|телеграмі"
        "|соцсетях|соцмережах|рассылк|розсилк|дзен|яндекс|вконтакте|макс|бюлетин|анализ"
        "|viberu|вайбер|фейсбук|инстаграм|ютуб|клубу",
        "other Latin": "hírlevel|canalul|abone|bülten|kanalımıza|kanalımızı|saluran|kênh|zalo"
        "|ứng dụng"
        "|pahina|kanali|grup",
        "el": "κανάλι|google news|ενημερωτικό δελτίο|viber",
        "ar": "تلغرام|تلجرام|تيليجرام|تليجرام|واتساب|واتس اب|فيسبوك|تويتر|قناتنا|قناة|النشرة"
        "|انستغرام"
        "|إنستغرام|يوتيوب|جوجل نيوز|أخبار جوجل|تطبيق|نبض|حساباتنا",
        "fa": "تلگرام|واتساپ|اینستاگرام|ایتا|بله|روبیکا|سروش|توییتر|اپلیکیشن|خبرنامه",
        "ur": "واٹس ایپ|فیس بک|ٹوئٹر|یوٹیوب|چینل|نیوز لیٹر|ٹیلی گرام",
        "ckb": "تێلیگرام|فەیسبووک|یوتیوب",
        "he": "טלגרם|ווטסאפ|וואטסאפ|פייסבוק|ניוזלטר|אפליקציה|הערוץ",
        "indic": "व्हाट्सएप|वॉट्सऐप|व्हाट्सऐप|टेलीग्राम|फेसबुक|ट्विटर|यूट्यूब|गूगल न्यूज|ऐप|चैनल"
        "|टेलिग्राम|न्यूजलेटर|युट्युब|पेज|হোয়াটসঅ্যাপ|টেলিগ্রাম|ফেসবুক|গুগল নিউজ|ইউটিউব|চ্যানেল"
        "|வாட்ஸ்அப்|வாட்ஸ்ஆப்|டெலிகிராம்|பேஸ்புக்|யூடியூப்|சேனல்|வாட்ஸ்|వాట్సాప్|టెలిగ్రామ్"
        "|ఫేస్‌బుక్"
        "|యూట్యూబ్|యాప్|ஆப்|செயலி|ആപ്പ്|ಆ್ಯಪ್|એપ|ਐਪ|অ্যাপ|ವಾಟ್ಸಪ್|ಟೆಲಿಗ್ರಾಂ|ವಾಟ್ಸಾಪ್|വാട്സാപ്|വാട്സ്|ടെലഗ്രാം|ചാനല|વોટ્સએપ|ટેલિગ્રામ",
        "th": "ไลน์|เฟซบุ๊ก|ยูทูบ|ทวิตเตอร์|ช่อง|แอป|เพจ|line",
        "km": "តេឡេក្រាម|telegram|តេលេក្រាម",
        "ja": "ツイッター|メルマガ|メールマガジン|アプリ|公式|line|フェイスブック|登録はこちら",
        "zh": "公众号|公眾號|微信|微博|客户端|二维码|二維碼|粉絲|頻道|频道|電子報|app|line|臉書"
        "|小程序",
        "ko": "카카오톡|텔레그램|뉴스레터|유튜브|네이버|채널|앱",
        "am": "ቴሌግራም|የቴሌግራም|ፌስቡክ|ዩቲዩብ",
        "ka": "ტელეგრამ|ფეისბუქ|იუთუბ",
        "hy": "telegram|տելեգրամ|ֆեյսբուք|ալիք",
        "kk": "арнамыз|парақша",
    }
)
"""What such a call is for."""

FOLLOWS = Phrases(
    {
        "en": "follow",
        "de": "folgen sie|folge|folgt",
        "fr": "suivez|suivre",
        "es": "sigue a|siga a|sigue|siga",
        "pt": "siga|acompanhe",
        "it": "segui|seguite",
        "nl": "volg",
        "slavic": "sledujte|obserwuj|śledź|следите за|подписывайтесь на|читайте|стежте за",
        "tr": "takip edin|takip et",
        "ar": "تابع|تابعوا",
        "id": "ikuti",
        "vi": "theo dõi",
    }
)
"""Calls to follow somebody who is named, which say so only with several `CHANNELS`, or with one
and an address on it."""

CONTACTS = Phrases(
    {
        "en": "write to|reach|contact|email|e mail|tweet|message"
        "|get in touch with|send tips|send an email to|send your|follow",
        "de": "schreiben sie|schreib uns|kontakt|e mail an|mail an",
        "fr": "écrire à|écrivez à|contacter|contactez|contact|pour contacter|joindre",
        "es": "escriba a|escribe a|escríbele|contacto|contacta|contacte|envía un correo",
        "pt": "escreva para|fale com|contato|contacto|envie um e mail",
        "it": "scrivi a|scrivete a|contatti|contatta",
        "nl": "mail naar|schrijf naar|contact",
        "nordic": "kontakta|kontakt|skriv till|skriv til|ota yhteyttä",
        "slavic": "пишите|напишите|связаться|пишіть|kontakt z autorem|napisz do|pište na",
        "tr": "iletişim|yazara ulaşın",
        "ar": "للتواصل|راسل|راسلوا",
        "fa": "تماس با|برای تماس",
        "id": "hubungi|kirim email|surel",
        "vi": "liên hệ",
        "ja": "お問い合わせ|ご意見",
        "zh": "联系邮箱|联系方式|联系作者|聯絡|投稿邮箱|投稿信箱",
        "ko": "문의|제보",
    }
)
"""Calls to write to somebody, which say so only before an address."""

AFFILIATE = Phrases(
    {
        "en": "we may receive a small commission|we may earn a small commission"
        "|we may earn a commission|we may receive a commission|we may earn commission"
        "|may earn an affiliate commission|may receive an affiliate commission"
        "|earn from qualifying purchases|may earn a portion of sales|affiliate links",
        "de": "affiliate links|provision vom händler|erhalten wir eine provision",
        "fr": "liens affiliés|liens d affiliation|percevoir une commission",
        "es": "enlaces de afiliado|enlaces de afiliados|recibir una comisión",
        "pt": "links de afiliados|receber uma comissão",
        "it": "link di affiliazione|ricevere una commissione",
        "nl": "affiliate links|ontvangen wij een commissie",
    }
)
"""What a line says that tells of a shop's money for the site."""

APPS = Phrases(
    {
        "any": "app|apps|application|telegram|whatsapp|newsletter",
        "other": "приложение|канал|ऐप|एप|অ্যাপ|ஆப்|செயலி|యాప్|ആപ്പ്|ಆ್ಯಪ್|એપ|ਐਪ|แอป|앱|アプリ|برنامه|تطبيق"
        "|اپلیکیشن|अॅप|微信|公众号|公眾號",
    }
)
"""Channels that no sentence without a full stop speaks of by the way."""
ADVERTS = Phrases(
    {
        "en": "advertisement|advertisements|ad|sponsored|sponsored content|promoted content"
        "|continue reading|continue reading below|story continues below|article continues below"
        "|story continues below advertisement|article continues after ad"
        "|after newsletter promotion"
        "|skip advertisement|scroll to continue|advertisement scroll to continue"
        "|read the rest of this story|recommended videos|listen to this article",
        "de": "anzeige|werbung|artikel anhören|nach der werbung weiterlesen",
        "fr": "publicité|la suite après cette publicité|la suite après la publicité",
        "es": "publicidad|anuncio|continúa leyendo|sigue leyendo",
        "pt": "publicidade|continua depois da publicidade|continua após a publicidade|anúncio",
        "it": "pubblicità|continua a leggere|annuncio pubblicitario",
        "nl": "advertentie|tekst gaat verder onder de advertentie|lees verder na de advertentie",
        "nordic": "annons|annonse|annonce|mainos|artikeln fortsätter under annonsen"
        "|juttu jatkuu mainoksen jälkeen|artiklen fortsætter efter annoncen|kuuntele juttu",
        "pl": "reklama|dalsza część artykułu pod reklamą|ciąg dalszy pod wideo",
        "cs": "reklama|inzerce",
        "hu": "hirdetés",
        "ro": "publicitate",
        "south": "oglas|реклама|oglasi|διαφήμιση|reklamı geç|reklam",
        "ru": "реклама|продолжение после рекламы|на правах рекламы",
        "ar": "إعلان|إعلانات|اعلان",
        "fa": "تبلیغات|تبلیغ|آگهی",
        "he": "פרסומת",
        "indic": "विज्ञापन|जाहिरात|বিজ্ঞাপন|விளம்பரம்|ప్రకటన|പരസ്യം|ಜಾಹೀರಾತು|advertisement",
        "south east": "iklan|scroll to continue with content|lanjutkan membaca|quảng cáo|โฆษณา"
        "|advertisement scroll untuk melanjutkan|ການໂຄສະນາ|គេហទំព័រផ្សាយពាណិជ្ជកម្ម",
        "east": "広告|广告|廣告|광고|請繼續往下閱讀|文章繼續",
    }
)
"""All of a line that marks where an advert was."""

BOILERPLATE = Phrases(
    {
        "en": "share this|share this article|share this story|share on facebook|share this update"
        "|sharing is caring|comments|show comments|view comments|hide comments|read comments"
        "|leave a comment|leave a reply|post a comment|comments are closed"
        "|report a typo|print this article|our standards"
        "|this story has been published from a wire agency|tap here to|content highlights"
        "|like this|min read|minute read|reading time|back to top",
        "de": "artikel teilen|teilen|diskutieren sie mit|lesezeit",
        "fr": "partager|partagez cet article|ajouter un commentaire|temps de lecture",
        "es": "compartir|comparte|deja un comentario|tiempo de lectura|conforme a los criterios de",
        "pt": "compartilhe|compartilhar|partilhar|deixe um comentário"
        "|deixe seu comentário|tempo de leitura",
        "it": "condividi|lascia un commento|tempo di lettura",
        "nl": "deel dit artikel|alle rechten voorbehouden|leestijd|heb je een tip",
        "nordic": "dela artikeln|dela|jaa artikkeli|del artikkelen|lästid|lukuaika|kommentit",
        "slavic": "udostępnij|sdílet|zdieľať|поделиться"
        "|поділитися|споделете|сподели|podijeli|подели|нашли ошибку"
        "|якщо ви знайшли помилку|при цитировании|якщо ви помітили"
        "|pokračování na další straně|diskuse|czas czytania|время чтения"
        "|мин четене|если вы нашли ошибку|перепечатка",
        "el": "κοινοποίηση|μοιραστείτε",
        "tr": "paylaş|haberi paylaş|yorum yaz|yorum yap",
        "ar": "شارك|شارك الخبر|مشاركة|أضف تعليق|اترك تعليقا|مدة القراءة|نسخ الرابط",
        "fa": "اشتراک گذاری|به اشتراک بگذارید|نظر شما|نظرات|لینک کوتاه"
        "|زمان مطالعه|برچسب ها|برچسبها|کپی لینک",
        "ur": "شیئر کریں",
        "he": "שתפו|תגובות",
        "indic": "शेयर करें|শেয়ার করুন|পড়ার সময়|பகிர|షేర్ చేయండి|ഷെയർ ചെയ്യുക|अपनी राय|कमेंट करें",
        "south east": "bagikan|bagikan artikel|hak cipta|tinggalkan balasan"
        "|kongsi|chia sẻ|bình luận|bản quyền"
        "|แชร์|copyright antara",
        "zh": "免责声明|免責聲明|分享到",
        "ja": "この記事をシェア|続きは|ツイート|コメントを書く",
        "ko": "이 기사를 공유|좋아요|기사 공유|공유하기",
        "other": "სოციალურ ქსელში გაზიარება|կիսվել|shiriki|ያጋሩ",
    }
)
"""Beginnings of a line of machinery: share, comment, copyright, time to read."""

RIGHTS = Phrases(
    {
        "any": "all rights reserved|alle rechte vorbehalten|tous droits réservés"
        "|todos los derechos reservados|prohibida su reproducción"
        "|todos os direitos reservados|riproduzione riservata|tutti i diritti riservati"
        "|wszelkie prawa zastrzeżone|все права защищены|всі права захищені"
        "|με επιφύλαξη παντός δικαιώματος|tüm hakları saklıdır|جميع الحقوق محفوظة"
        "|تمامی حقوق این سایت|تمامی حقوق مادی|کلیه حقوق این سایت|کلیه حقوق مادی|جملہ حقوق محفوظ"
        "|כל הזכויות שמורות|सर्वाधिकार सुरक्षित"
        "|সর্বস্বত্ব সংরক্ষিত|hak cipta dilindungi|seluruh hak cipta|dilarang menyalin"
        "|dilarang mengutip|dilarang keras mengambil konten|สงวนลิขสิทธิ์|版权所有|版權所有"
        "|著作權所有"
        "|未经授权|未經授權|未经许可|不得轉載|請勿轉載|转载请注明|無断転載|無断複製"
        "|무단전재 및 재배포 금지|무단 전재|무단전재|저작권자"
        "|this material may not be published|при использовании материалов"
        "|перепечатка материалов|bản quyền thuộc",
    }
)
"""What a line on copyright says, wherever in it."""

CREDITS = Phrases(
    {
        "en": "photo|photos|photo by|photograph|photograph by|image|image source|image credit"
        "|photo credit|picture|pictures|file photo|image caption|photo courtesy|video",
        "de": "foto|fotos|bild|bildquelle|symbolbild|symbolfoto|archivfoto|quelle foto",
        "fr": "photo|photos|crédit photo|crédits photo|crédit|photo d illustration|image",
        "es": "foto|fotos|fotografía|imagen|crédito|créditos|foto de archivo",
        "pt": "foto|fotos|crédito|imagem|fotografia|divulgação",
        "it": "foto|immagine|crediti",
        "nordic": "foto|bild|kuva|kuvat|arkivbild|arkivfoto|kuvituskuva",
        "pl": "fot|zdjęcie|foto",
        "hu": "fotó|kép|forrás",
        "slavic": "фото|фотография|фотограф|иллюстрация|світлина|снимка|снимки|слика|foto"
        "|fotografija|ilustracija|фото ілюстративне|ілюстрація|здымак",
        "el": "φωτογραφία|φωτό|φωτο|πηγή φωτογραφίας|φωτογραφίες",
        "tr": "fotoğraf|fotoğraflar|görsel",
        "ar": "صورة|الصورة|تصوير|صور|المصدر صورة|صورة أرشيفية|مصدر الصورة|عدسة",
        "fa": "عکس|عکاس|تصویر|عکس از|منبع عکس",
        "ur": "تصویر|فوٹو|فائل فوٹو",
        "ckb": "وێنە",
        "he": "צילום|תמונה|צילומים",
        "indic": "फोटो|फ़ोटो|तस्वीर|तस्बिर|ছবি|ছবিঃ|படம்|புகைப்படம்|ఫోటో|ഫോട്ടോ|ಚಿತ್ರ|તસવીર",
        "south east": "foto|sumber foto|gambar|ảnh|ảnh minh họa|nguồn ảnh|ภาพ|ภาพจาก|ภาพประกอบ"
        "|រូបថត|ဓာတ်ပုံ|larawan",
        "ja": "写真|画像|撮影|提供|写真提供",
        "zh": "图源|图片来源|图|图片|摄影|图为|圖源|圖片來源|圖|攝影|資料照|示意圖|资料图|圖片"
        "|图自|供图",
        "ko": "사진|사진 제공|사진제공|이미지|자료사진|사진 출처",
        "other": "şəkil|сурет|surat|ფოტო|լուսանկարը|լուսանկար|picha|ፎቶ|зураг",
    }
)
"""Labels of who took a picture: before a colon, a stroke or an equals sign."""

UPDATES = Phrases(
    {
        "en": "updated|last updated|last update|updated on|updated at|published|last modified"
        "|first published|posted|posted on",
        "de": "aktualisiert|aktualisiert am|stand|zuletzt aktualisiert|letzte aktualisierung",
        "fr": "mis à jour|mise à jour|mis à jour le|publié le|modifié le",
        "es": "actualizado|actualizada|actualizado el|última actualización|publicado el",
        "pt": "atualizado|atualizada|atualizado em|atualizado há|última atualização|publicado em",
        "it": "aggiornato|aggiornato il|aggiornamento|ultimo aggiornamento|pubblicato il",
        "nl": "bijgewerkt|laatste update|bijgewerkt op|gepubliceerd",
        "nordic": "uppdaterad|uppdaterat|opdateret|oppdatert|päivitetty|juttua päivitetty"
        "|artikkelia päivitetty|julkaistu|publicerad|publisert",
        "pl": "aktualizacja|zaktualizowano|ostatnia aktualizacja|akt",
        "cs": "aktualizováno|aktualizace|aktualizované|aktualizovaný",
        "hu": "frissítve|frissítés",
        "ro": "actualizat|actualizare|ultima actualizare",
        "ru": "обновлено|обновлен|обновлена|дополнено|обновление",
        "uk": "оновлено|доповнено|оновлення",
        "south": "обновена|обновено|ажурирано|ažurirano|posodobljeno|ενημέρωση|ενημερώθηκε"
        "|τελευταία ενημέρωση",
        "tr": "güncelleme|güncellendi|son güncelleme|güncellenme",
        "ar": "آخر تحديث|تم التحديث|محدث|تحديث|تاريخ التحديث",
        "fa": "به روز رسانی|بروزرسانی|به روز شده|تاریخ بروزرسانی|آخرین به روزرسانی",
        "ur": "اپ ڈیٹ|تازہ ترین اپ ڈیٹ",
        "he": "עודכן|עודכן ב|עדכון אחרון",
        "indic": "अपडेटेड|अपडेट|अद्यतन|আপডেট|হালনাগাদ|புதுப்பிக்கப்பட்டது|అప్‌డేట్|അപ്ഡേറ്റ്",
        "south east": "diperbarui|diperbaharui|dikemas kini|cập nhật|อัปเดต|อัพเดต|ปรับปรุงล่าสุด"
        "|pembaruan",
        "ja": "更新|更新日時|最終更新",
        "zh": "更新|更新时间|更新時間|最後更新|最后更新",
        "ko": "업데이트|수정|최종수정|입력|기사수정",
        "other": "yeniləndi|жаңартылды|yangilandi|განახლებულია|թարմացվել է|imesasishwa",
    }
)
"""Labels of a line that says when the page was changed."""

NOTES = Phrases(
    {
        "en": "correction|corrections|clarification|editor's note|editors' note|editor's notes"
        "|this article was amended|this article was updated|this article has been updated"
        "|this article has been corrected|this article has been amended|this story was updated"
        "|this story has been updated|this story has been corrected|this story was corrected"
        "|this article was corrected|an earlier version of this|a previous version of this"
        "|this post has been updated|this version corrects|corrects|refiles|disclaimer"
        "|the views expressed|the opinions expressed|views expressed in this|erratum|errata"
        "|an earlier version said|note to readers|this story was first published"
        "|this article was first published|this story was originally published"
        "|this article was originally published|this article first appeared"
        "|this story first appeared|this piece was first published",
        "de": "korrektur|berichtigung|anmerkung der redaktion|korrekturhinweis"
        "|hinweis der redaktion"
        "|in einer früheren version|in einer früheren fassung|transparenzhinweis"
        "|dieser artikel erschien zuerst|dieser text erschien zuerst"
        "|dieser beitrag erschien zuerst",
        "fr": "correction|rectificatif|erratum|précision|note de la rédaction|mise à jour"
        "|une version précédente de cet article|une version précédente de ce texte|ndlr"
        "|une version antérieure de ce texte|une version antérieure de cet article"
        "|cet article a été publié|cet article est paru|ce texte est d abord paru",
        "es": "corrección|fe de erratas|fe de errores|nota del editor|nota de la redacción"
        "|rectificación"
        "|aclaración|una versión anterior de este|esta nota fue actualizada|actualización"
        "|esta noticia ha sido actualizada|las opiniones expresadas"
        "|este artículo fue publicado originalmente|este artículo se publicó originalmente",
        "pt": "correção|errata|erramos|nota da redação|nota do editor|uma versão anterior"
        "|esta reportagem foi atualizada|retificação|as opiniões expressas"
        "|este artigo foi publicado originalmente|esta reportagem foi publicada originalmente",
        "it": "correzione|errata corrige|rettifica|nota della redazione|precisazione"
        "|nota di redazione",
        "nl": "correctie|rectificatie|noot van de redactie|aanvulling|in een eerdere versie"
        "|naschrift",
        "nordic": "rättelse|rättad|rettelse|retting|oikaisu|korjaus|korjattu|täydennys"
        "|juttua korjattu"
        "|juttua päivitetty|juttua täydennetty|presisering",
        "pl": "korekta|sprostowanie|od redakcji|errata",
        "cs": "oprava|omluva|upřesnění|poznámka redakce|opravujeme",
        "hu": "helyesbítés|helyreigazítás|javítás|a szerkesztő megjegyzése",
        "ro": "erată|rectificare|nota redacției|corecție",
        "bg": "поправка|уточнение|бележка на редакцията",
        "ru": "исправлено|исправление|уточнение|поправка|примечание редакции|от редакции"
        "|в предыдущей версии|мнение редакции может не совпадать",
        "uk": "виправлено|виправлення|уточнення|уточнено|примітка редакції|від редакції"
        "|у попередній версії",
        "south": "ispravka|ispravak|исправка|popravek|исправка редакције|διόρθωση|διευκρίνιση"
        "|σημείωση της σύνταξης",
        "tr": "düzeltme|düzelti|editörün notu|editör notu|tekzip",
        "ar": "تصحيح|تصويب|تنويه|ملاحظة المحرر|استدراك|توضيح|الآراء الواردة",
        "fa": "اصلاحیه|تصحیح|توضیح سردبیر|یادداشت سردبیر|پوزش و اصلاح|دیدگاههای مطرح شده"
        "|دیدگاه های مطرح شده|مطالب مطرح شده در این",
        "ur": "تصحیح|وضاحت|ادارے کا نوٹ|نوٹ",
        "he": "תיקון|הבהרה|הערת המערכת|תיקון טעות",
        "indic": "सुधार|संशोधन|डिसक्लेमर|डिस्क्लेमर|भूल सुधार|संपादक की टिप्पणी|संशोधनी|সংশোধনী"
        "|সংশোধন|ভুল সংশোধন|திருத்தம்|దిద్దుబాటు|തിരുത്ത്|ದಿದ್ದುಪಡಿ|स्पष्टीकरण",
        "south east": "koreksi|ralat|catatan redaksi|catatan editor|pembetulan|đính chính"
        "|แก้ไขข่าว"
        "|แก้ไขข้อมูล|คำชี้แจง|artikel ini telah diperbarui|disclaimer|paglilinaw",
        "ja": "訂正|お断り|おことわり|訂正とおわび|編集部注|更新します",
        "zh": "更正|勘误|勘誤|编者按|編者按|編按|编者注|更正啟事|更正启事|本文已更新",
        "ko": "정정보도|바로잡습니다|정정|알려드립니다|반론보도|편집자 주|편집자주",
        "other": "düzəliş|түзету|tuzatish|შესწორება|ուղղում|masahihisho|ማስተካከያ|залруулга",
    }
)
"""Beginnings of a note by the editors."""

BARE_NOTES = Phrases(
    {
        "any": "note|nota|notiz|hinweis|nb|n b|update|примечание|примітка|uwaga|poznámka|notă|not"
        "|ملاحظة|یادداشت|नोट|নোট|注|註|備註|备注|참고|catatan|lưu ý|หมายเหตุ",
    }
)
"""Labels of notes of any kind: the editors' own say at once what was wrong."""
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
        "th": "ผู้สื่อข่าว|รายงานโดย",
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
        "pt": "com informações de|com informações da|com informações do|com agências|com reuters"
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
