"""What furniture says, by language: labels, calls and notes, compared by `folding.folded`.

Written down by hand, after what news sites of each language are known to print; no list was taken
over, and of many languages no page has tried it yet. A phrase counts only where the rules of
`inserts`, `notes` and `credits` let it: at the beginning of a short line, as a label, or as all of
a line.
"""

from __future__ import annotations

from copydesk.normalize.folding import Phrases

READ_ALSO = Phrases(
    {
        "en": "read also|also read|read more|read next|see also|see more|more on this|related"
        "|trending news|trending stories|trending topics|popular stories|what to read next"
        "|recommended for you|recommended stories|suggested reading|see more stories|top stories"
        "|in case you missed it|more news|watch the video below|watch the video|watch below"
        "|previous article|next article|next page|previously"
        "|related story|related stories|related article|related articles|related news"
        "|related coverage|related topics|related content|recommended|more on this story"
        "|recommended reading|further reading|more stories|you may also like|don't miss"
        "|you might also like|editor's picks|more from|must read|watch also|also watch"
        "|explore more on these topics|read the full story|pay attention|up next|next up"
        "|now playing|most read|most popular|trending|trending now|latest news",
        "de": "lesen sie auch|lesen sie mehr|lesen sie dazu|lesen sie hier|lies auch|lies mehr"
        "|lesen sie hier mehr|lesen sie hier|mehr lesen|mehr dazu lesen|mehr aus|meistgelesen"
        "|nächster artikel|vorheriger artikel"
        "|mehr zum thema|mehr dazu|auch interessant|das könnte sie auch interessieren"
        "|das könnte dich auch interessieren|weitere artikel|zum thema|siehe auch"
        "|weiterlesen|passend dazu",
        "fr": "lire aussi|à lire aussi|lire également|à lire également|à lire|lire plus"
        "|les plus lus|nos autres articles|à découvrir|à découvrir aussi|article précédent"
        "|article suivant|page suivante"
        "|voir aussi|à voir aussi|sur le même sujet|sur le même thème|lire la suite"
        "|en savoir plus|articles liés|dans la même rubrique|notre dossier",
        "es": "lea también|lee también|leer también|leer más|lea más|lee más|también lee"
        "|lo más leído|lo más visto|más noticias|además lee|además lea|en otras noticias"
        "|siguiente página|artículo siguiente|continuar leyendo|seguir leyendo|sigue leyendo"
        "|te puede interesar|le puede interesar|puede interesarle|también te puede interesar"
        "|más información|noticias relacionadas|noticia relacionada|artículos relacionados"
        "|relacionado|relacionadas|mira también|vea también|ver también|te recomendamos"
        "|quizás te interese|no te pierdas",
        "pt": "leia também|leia mais|veja também|veja mais|saiba mais|ler também|leia ainda"
        "|mais lidas|as mais lidas|recomendadas|próxima página|continue lendo|continuar lendo"
        "|notícias relacionadas|relacionadas|confira também|assista também|relacionado",
        "it": "leggi anche|leggi di più|leggi tutto|vedi anche|potrebbe interessarti"
        "|guarda anche|ti potrebbe interessare|ti potrebbe interessare anche|i più letti"
        "|le più lette|continua a leggere|leggi l articolo completo|notizie del giorno"
        "|potrebbe interessarti anche|articoli correlati|approfondisci|notizie correlate",
        "nl": "lees ook|lees meer|lees verder|lees hier|bekijk ook|zie ook"
        "|meer over dit onderwerp|meest gelezen|lees ook dit|bekijk hier"
        "|gerelateerd|gerelateerde artikelen",
        "sv": "läs också|läs även|läs mer|mer om ämnet|relaterade artiklar|se även",
        "da": "læs også|læs mere|se også|relaterede artikler",
        "nb": "les også|les mer|relaterte artikler|les videre",
        "fi": "lue myös|lue lisää|katso myös|aiheesta lisää|aiheeseen liittyvää",
        "is": "lesa einnig|sjá einnig|lesa meira",
        "pl": "czytaj także|czytaj też|czytaj również|przeczytaj także|przeczytaj też"
        "|najczęściej czytane|warto przeczytać|sprawdź też|sprawdź także"
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
        "|ранее мы писали|ранее мы сообщали|читайте ранее|самое читаемое|популярное|рекомендуем"
        "|вам может быть интересно|что ещё почитать|следующая новость"
        "|по теме|смотрите также|материалы по теме|ещё по теме|см также|похожие материалы"
        "|подробнее по теме|читайте на эту тему|другие новости",
        "uk": "читайте також|читати також|дивіться також|читайте ще|до теми|за темою"
        "|матеріали за темою|читати далі|більше по темі",
        "be": "чытайце таксама|чытаць таксама|глядзіце таксама",
        "sr": "pročitajte još|pročitajte i|pročitaj još|прочитајте још|прочитајте и"
        "|povezane vesti|повезане вести|čitajte i",
        "hr": "pročitajte i|pročitajte još|pročitaj i|vezane vijesti|pogledajte i|čitajte još",
        "sl": "preberite tudi|preberi še|preberite še|več o tem|sorodne novice",
        "mk": "прочитајте и|прочитај и|поврзани вести|прочитајте повеќе|прочитајте уште"
        "|прочитајте и|поврзани вести|повеќе на темата",
        "sq": "lexo edhe|lexoni edhe|lexo gjithashtu|të ngjashme",
        "lt": "skaitykite taip pat|taip pat skaitykite|skaityti daugiau|susiję straipsniai",
        "lv": "lasi arī|lasiet arī|lasi vēl|saistītie raksti",
        "et": "loe ka|loe veel|loe lisaks|seotud lood",
        "el": "διαβάστε επίσης|διαβάστε ακόμη|διαβάστε ακόμα|διαβάστε περισσότερα|δείτε επίσης"
        "|δείτε ακόμη|σχετικά άρθρα|διαβάστε και",
        "tr": "ayrıca oku|ayrıca okuyun|bunu da oku|bunları da okuyun|ilgili haber"
        "|i̇lginizi çekebilir|ilginizi çekebilir|en çok okunanlar|bunlar da ilginizi çekebilir"
        "|haberin devamı"
        "|ilgili haberler|i̇lgili haber|i̇lgili haberler|devamını oku|ayrıca bkz|önerilen haber"
        "|i̇lginizi çekebilir|ilginizi çekebilir",
        "ar": "اقرأ أيضا|إقرأ أيضا|اقرأ ايضا|قد يهمك أيضا|قد يهمك|شاهد أيضا|اقرأ المزيد"
        "|تابع أيضا|تابع ايضا|طالع أيضا|طالع المزيد|أخبار ذات صلة|مواضيع ذات صلة|قد يهمك"
        "|قد يهمك أيضا|الأكثر قراءة|المزيد من الأخبار"
        "|للمزيد|أخبار متعلقة|أخبار ذات صلة|مواضيع ذات صلة|طالع أيضا|المزيد من|ذات صلة"
        "|موضوعات متعلقة|الموضوعات المتعلقة|اقرأوا أيضا|مقالات ذات صلة",
        "fa": "بیشتر بخوانید|بیشتر بدانید|همچنین بخوانید|بخوانید|مطالب مرتبط|اخبار مرتبط"
        "|پربازدیدترین|اخبار مرتبط|مطالب مرتبط|خبرهای مرتبط|بیشتر بدانید|در همین رابطه|ببینید"
        "|خبرهای مرتبط|مطلب مرتبط|در همین رابطه|در همین زمینه|ادامه مطلب|بیشتر ببینید"
        "|این مطلب را هم بخوانید",
        "ur": "مزید پڑھیں|یہ بھی پڑھیں|یہ بھی پڑھئے|مزید پڑھیے|متعلقہ خبریں|متعلقہ|یہ بھی دیکھیں",
        "ckb": "بابەتی پەیوەندیدار|زیاتر بخوێنەوە|هەروەها بخوێنەوە|هەواڵی پەیوەندیدار",
        "ps": "نور ولولئ|دا هم ولولئ|دا هم ولولئ|نور ولولئ",
        "he": "קראו גם|לקריאה נוספת|קרא גם|כתבות נוספות|ראו גם|עוד בנושא|קראו עוד",
        "hi": "यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|यह भी पढ़े|ये भी पढ़े|और पढ़ें|संबंधित खबरें"
        "|यह भी देखें|इन्हें भी पढ़ें|आगे पढ़ें|ये भी पढ़ें|ये भी पढ़िए|यह भी पढ़िए"
        "|इन्हें भी पढ़ें|इसे भी पढ़िए|पढ़ें पूरी खबर|ये भी देखें|यह भी देखें|संबंधित खबरें",
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
        "lo": "ອ່ານເພີ່ມ|ຂ່າວທີ່ກ່ຽວຂ້ອງ|ອ່ານເພີ່ມ|ຂ່າວທີ່ກ່ຽວຂ້ອງ",
        "km": "អានបន្ត|អានបន្ថែម|អត្ថបទទាក់ទង|អត្ថបទពាក់ព័ន្ធ",
        "my": "ဆက်လက်ဖတ်ရှုရန်|ဆက်စပ်သတင်းများ|ဆက်စပ်သတင်း|ဆက်စပ်သတင်းများ|ဆက်လက်ဖတ်ရှုရန်",
        "vi": "xem thêm|đọc thêm|đọc tiếp|tin liên quan|bài liên quan|mời độc giả đọc thêm"
        "|có thể bạn quan tâm",
        "id": "baca juga|baca selengkapnya|baca lebih lanjut|lihat juga|simak juga"
        "|berita terkait|halaman selanjutnya|selanjutnya|saksikan video"
        "|saksikan video pilihan di bawah ini|simak video|simak video di bawah ini|tonton video"
        "|berita terkait|artikel terkait|berita lainnya|berita populer|terpopuler|video pilihan"
        "|lanjutkan membaca|baca berita lainnya"
        "|artikel terkait|baca lainnya|pilihan editor|tonton juga|baca pula",
        "ms": "baca juga|baca lagi|baca selanjutnya|artikel berkaitan|berita berkaitan",
        "tl": "basahin din|basahin rin|kaugnay na balita|basahin",
        "ja": "関連記事|あわせて読みたい|合わせて読みたい|こちらも|関連ニュース|続きを読む"
        "|関連リンク"
        "|関連|おすすめ記事|次ページ|もっと読む",
        "zh": "相关阅读|相关新闻|延伸阅读|相关报道|更多阅读|推荐阅读|相关链接|阅读更多|点击阅读"
        "|相关新闻|相關新聞|更多新闻|更多新聞|更多報導|相关报道|相關報導|推荐阅读|推薦閱讀"
        "|延伸阅读|下一頁|下一页|看更多"
        "|相關閱讀|相關新聞|延伸閱讀|相關報導|更多新聞|更多報導|推薦閱讀|看更多|閱讀更多"
        "|你可能還想看"
        "|你可能感興趣",
        "ko": "관련기사|관련 기사|함께 보면 좋은 기사|함께 읽어요|더 보기|관련뉴스|이 기사도"
        "|추천기사"
        "|더 읽기|주요기사",
        "sw": "soma pia|soma zaidi|habari zinazohusiana",
        "am": "ተዛማጅ ዜናዎች|ተጨማሪ ያንብቡ|ይህንንም ያንብቡ|ተመሳሳይ ጽሑፎች|በተጨማሪ ያንብቡ|ተጨማሪ ያንብቡ|ያንብቡ",
        "ha": "karanta kuma|karin labarai|karanta kuma|karin labari",
        "ka": "წაიკითხეთ ასევე|ასევე წაიკითხეთ|მსგავსი სიახლეები",
        "hy": "կարդացեք նաև|կարդալ նաև|այլ նորություններ|կարդալ ավելին|կարդացեք նաև|կարդալ նաև"
        "|կարդալ ավելին|առնչվող նյութեր",
        "az": "həmçinin oxuyun|daha ətraflı oxu|oxşar xəbərlər",
        "kk": "тағы оқыңыз|сондай-ақ оқыңыз|оқи отырыңыз|оқыңыз",
        "uz": "shuningdek o'qing|mavzuga oid|yana o'qing|ўқинг",
        "mn": "мөн унших|холбоотой мэдээ|мөн уншина уу|холбоотой мэдээ|дэлгэрэнгүй",
        "ca": "llegiu també|llegeix també|llegir més|notícies relacionades|més informació",
        "eu": "irakurri ere|irakurri gehiago|lotutako albisteak",
        "gl": "le tamén|ler máis|novas relacionadas",
        "ga": "léigh freisin|léigh tuilleadh",
        "cy": "darllenwch hefyd|darllen mwy",
        "so": "sidoo kale akhri|akhri sidoo kale",
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

ADVERTS = Phrases(
    {
        "en": "advertisement|advertisements|ad|sponsored|sponsored content|promoted content"
        "|advertisement continue reading below|advertisement scroll to continue"
        "|story continues below this ad|article continues after ad|continue reading below"
        "|scroll to continue reading|continue reading|ad feedback"
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
        "pl": "reklama|dalsza część artykułu pod reklamą|ciąg dalszy pod wideo"
        "|dalsza część artykułu pod materiałem wideo|dalsza część tekstu pod wideo"
        "|dalszy ciąg materiału pod wideo|ciąg dalszy artykułu pod wideo",
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
        "en": "share this|share this article|share this story|share on facebook|most read in"
        "|most viewed in|most popular in|comments are moderated|comments are closed"
        "|share this update|tags|topics|filed under|in this article"
        "|support independent journalism|support our journalism|support quality journalism"
        "|help us keep reporting|what do you think|let us know in the comments|leave a comment"
        "|leave a reply|post a comment|have a story|got a story|do you have a story|got a tip"
        "|breaking news straight to your phone|stay informed with|print this article|copy link"
        "|listen to this article"
        "|sharing is caring|comments|show comments|view comments|hide comments|read comments"
        "|leave a comment|leave a reply|post a comment|comments are closed"
        "|report a typo|print this article|our standards"
        "|this story has been published from a wire agency|tap here to|content highlights"
        "|like this|min read|minute read|reading time|back to top",
        "de": "artikel teilen|teilen|diskutieren sie mit|lesezeit"
        "|kommentieren sie diesen artikel|diskutieren sie mit|jetzt kostenlos anmelden"
        "|artikel teilen|artikel drucken|schlagworte|themen in diesem artikel"
        "|unterstützen sie unseren journalismus",
        "fr": "partager|partagez cet article|ajouter un commentaire|temps de lecture"
        "|partager cet article|partagez cet article|partager l article|commenter cet article"
        "|réagir à cet article|mots clés|soutenez notre journalisme|télécharger l application"
        "|imprimer cet article",
        "es": "compartir|comparte|deja un comentario|tiempo de lectura"
        "|conforme a los criterios de|comparte esta noticia|comparte esta nota"
        "|comparte este artículo|compartir en|etiquetas|temas relacionados|deja tu comentario"
        "|apoya el periodismo independiente|imprimir artículo",
        "pt": "compartilhe|compartilhar|partilhar|deixe um comentário|compartilhe esta notícia"
        "|compartilhar notícia|deixe seu comentário|apoie o jornalismo independente"
        "|assuntos relacionados"
        "|deixe seu comentário|tempo de leitura",
        "it": "condividi|lascia un commento|tempo di lettura|condividi questo articolo"
        "|condividi l articolo|lascia un commento|argomenti trattati"
        "|sostieni il giornalismo indipendente",
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
