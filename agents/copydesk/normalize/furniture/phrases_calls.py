"""What calls to follow, to subscribe and to write say, by language.

Written down and compared as `phrases` says.
"""

from __future__ import annotations

from copydesk.normalize.folding import Phrases

CALLS = Phrases(
    {
        "en": "follow us|follow our|join us|join our|join the|subscribe|sign up"
        "|get the|get our|download|click here|like us|install|receive|stay informed"
        "|stay up to date|for more news|add us|connect with us|want more|get breaking news"
        "|find us|send us|start your day",
        "de": "folgen sie uns|folgen sie|folge uns|abonnieren sie|abonniere|melden sie sich"
        "|jetzt abonnieren|hier anmelden|laden sie|jetzt den|jetzt unseren|newsletter",
        "fr": "suivez nous|suivez|abonnez vous|inscrivez vous|rejoignez|téléchargez|recevez"
        "|suivez nous|suivez nous sur"
        "|retrouvez",
        "es": "síguenos|siguenos|síganos|suscríbete|suscríbase|únete|únase|descarga|descargue"
        "|recibe|reciba|sigue a|sigue nuestro|sigue toda|apúntate|accede a",
        "pt": "siga|siga o|siga nos|inscreva se|assine|participe|entre no|baixe|receba"
        "|clique aqui|siga nos no|siga a gente"
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
        "hu": "kövess minket|kövessen minket|iratkozzon fel|iratkozz fel|töltse le|csatlakozz"
        "|kövess bennünket|kövessen bennünket",
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
        "mk": "приклучете се|придружете се|зачленете се|следете не|претплатете се",
        "sq": "na ndiqni|ndiqni|abonohuni|shkarkoni",
        "el": "ακολουθήστε|εγγραφείτε|κατεβάστε|γίνετε μέλος|βρείτε μας|μπείτε",
        "tr": "bizi takip edin|takip edin|abone olun|katılın|indirin|bültenimize|bizi|abone ol"
        "|telegram kanalımıza"
        "|whatsapp kanalımıza|google news te|google haberler de",
        "ar": "تابعوا|تابعونا|تابعنا|تابع|اشترك|اشتركوا|انضم|انضموا|حمل|حملوا|للاشتراك|لمتابعة"
        "|للمزيد تابع|للمزيد تابعوا|للمزيد من الأخبار|لمزيد من الأخبار",
        "fa": "ما را در|به کانال|عضو شوید|دنبال کنید|برای دریافت|برای عضویت|با ما در|برای دنبال",
        "ur": "ہمیں فالو|ہمارے واٹس|ہمارے یوٹیوب|ہمارے فیس|ہمارا واٹس|تازہ ترین خبروں|سبسکرائب"
        "|ہمیں فیس بک|ہمیں ٹوئٹر|ہمیں یوٹیوب|ہمیں گوگل",
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
        "id": "ikuti|gabung|bergabung|dapatkan|unduh|simak berita|cek berita|langganan|yuk"
        "|dapatkan update|dapatkan berita|jangan lupa",
        "ms": "ikuti|sertai|muat turun|dapatkan|langgan|ikuti kami",
        "tl": "sundan|i follow|mag subscribe",
        "ja": "フォロー|登録|無料登録|アプリはこちら|友だち追加|メルマガ登録|公式line|公式アプリ"
        "|line公式アカウント|友だちに追加|公式アカウント",
        "zh": "关注|扫描|扫码|扫一扫|掃一掃|掃描|掃碼|下载|点击|欢迎关注|長按|長按識別|扫码关注"
        "|歡迎加入|欢迎加入"
        "|關注|訂閱|下載|加入|立即|歡迎"
        "|追蹤|點我"
        "|按讚|更多",
        "ko": "구독하기|구독하세요|네이버에서|카카오톡에서|텔레그램 채널|뉴스레터 구독|제보는"
        "|채널 추가|친구 추가"
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
        "fr": "notre chaîne|infolettre|notre page|lettre d information|appli|google actualités"
        "|google actus|chaîne whatsapp",
        "es": "nuestro canal|boletín|boletines|redes sociales|nuestras redes|google noticias",
        "pt": "canal|redes sociais|boletim|grupo do|google notícias",
        "it": "canale|canali",
        "nl": "nieuwsbrief|kanaal",
        "nordic": "nyhetsbrev|nyhedsbrev|uutiskirje|uutiskirjeen|push varsler|somessa",
        "slavic": "kanał|newslettera|kanál|newsletteru|канал|канала|каналу|телеграм|телеграмі"
        "|соцсетях|соцмережах|рассылк|розсилк|дзен|яндекс|вконтакте|макс|бюлетин|анализ"
        "|viberu|вайбер|фейсбук|инстаграм|ютуб|клубу",
        "other Latin": "hírlevel|canalul|abone|bülten|kanalımıza|kanalımızı|saluran|kênh|zalo"
        "|facebookon|fejsbuku|facebooku|instagramu|instagramon|google news te|update berita"
        "|berita pilihan"
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
        "|యూట్యూబ్|యాప్|ஆப்|செயலி|ആപ്പ്|ಆ್ಯಪ್|એપ|ਐਪ|অ্যাপ|ವಾಟ್ಸಪ್|ಟೆಲಿಗ್ರಾಂ|ವಾಟ್ಸಾಪ್|വാട്സാപ്"
        "|വാട്സ്|ടെലഗ്രാം|ചാനല|વોટ્સએપ|ટેલિગ્રામ",
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
        "other": "приложение|канал|ऐप|एप|অ্যাপ|ஆப்|செயலி|యాప్|ആപ്പ്|ಆ್ಯಪ್|એપ|ਐਪ|แอป|앱|アプリ"
        "|برنامه|تطبيق"
        "|اپلیکیشن|अॅप|微信|公众号|公眾號",
    }
)
"""Channels that no sentence without a full stop speaks of by the way."""
