"""Words around names, in many languages: what stands before one, what it does, what is none."""

from __future__ import annotations

ROLES = {
    "editor": (
        "edited by|editor|editing by|edición de|a cura della redazione|redaktur|penyunting"
        "|editör|redaktor|redakteur|bearbeitet von"
        "|редактор|ред|редакция|责任编辑|責任編輯|编辑|編輯|責編|责编|編集|편집|تحرير|ویرایش|संपादन"
        "|সম্পাদনা|biên tập|redigering|urednik|szerkesztő|szerkesztette|toimittanut|montaje|edición"
        "|edição|redigeret af|redigert av|uredio|uredila|redaguje|opracowanie|oprac|zpracoval"
        "|redigoval"
        "|redaktors|redaktorius|toimetaja|επιμέλεια|συντάκτης ύλης|עריכה|עורך|עורכת"
        "|தொகுப்பு|సంపాదకత్వం|บรรณาธิการ|เรียบเรียง|mhariri|hariri|责编"
    ),
    "photographer": (
        "photos by|photo by|photographs by|photography by|photographer|photos|photo|fotos|foto"
        "|fotografie|fotografía|fotógrafo|bilder|bild|photographe|texte et photos|zdjęcia|zdjęcie"
        "|фотограф|фото|تصوير|عکاس|عکس|photo credit|kuvat|kuvaaja|foto di|摄影|攝影|摄|攝|撮影"
        "|사진|fotografer|ảnh|fotoğraf|valokuvaaja|תמונה|צילום|写真|图片|圖片|摄影报道|fotó|fotók|képek"
        "|zdj|fot|fotografije|fotografija|foto e testi|fotos de|fotografie di|photos de|bilder von"
        "|fotos von|bilder av|foto av|foto af|светлини|снимки|снимка|світлини|фотографії"
        "|φωτογραφίες"
        "|φωτογραφία|foto's|foto’s|լուսանկարները|լուսանկարը|լուսանկար|լուսանկարիչ|fotoğraflar|الصور|صور|تصاویر|फोटो|ছবি|படங்கள்|படம்|ఫోటోలు|ภาพ|picha"
        "|nuotraukos|ஒளிப்பதிவு|kamera|camera|cameraman|оператор|cámara|câmera"
    ),
    "video": "video|video by|vídeo|видео|відео|فيديو",
    "translator": (
        "translated by|translation|übersetzt von|traduit par|traducción|traduzione|перевод"
        "|переклад|ترجمة|مترجم|翻译|翻譯|penerjemah|traducido por|tradução|traduzido por"
        "|tradotto da"
        "|vertaald door|vertaling|översatt av|översättning|oversat af|oversatt av|käännös"
        "|tłumaczenie"
        "|tłumaczył|tłumaczyła|překlad|přeložil|přeložila|preklad|fordította|traducere|переклала"
        "|переклав|перевёл|перевела|превод|prijevod|μετάφραση|çeviri|çeviren|ترجمه|תרגום|अनुवाद"
        "|অনুবাদ|மொழிபெயர்ப்பு|terjemahan|dịch|แปล|訳|번역|tafsiri"
    ),
    "reporter": "reporter|reported by|reporting by|pewarta|muhabir|蒐集|采写|採訪|செய்தி",
}
"""What a label says that somebody does."""
AUTHOR_LABELS = (
    "by|written by|words|words by|author|authors|posted by|story by|text|von|autor|autorin|autoren"
    "|verfasst von|par|auteur|auteurs|por|autora|autores|escrito por|texto|di|autore|a cura di"
    "|door|av|af|skriven av|tekst|text av|kirjoittaja|teksti|oleh|penulis|ditulis oleh|yazan"
    "|yazar|haber|autors|autorius|szerző|írta|autorem|autoři|napsal|napsala|de|scris de|autorul"
    "|автор|автори|автора|авторы|текст|от|аўтар|аутор|συντάκτης|του|της|από|بقلم|كتب|كتبت"
    "|كتب ـ|تحرير|نویسنده|به قلم|تحریر|مصنف|منجانب|नویسنده|लेखक|लेखिका|द्वारा|रिपोर्ट|প্রতিবেদক"
    "|লেখক"
    "|எழுதியவர்|இடுகையிட்டது|geplaatst door|soumis par"
    "|submitted by|publié par|publicado por|lagt inn av|രചന|రచయిత|ដោយ|โดย|ผู้เขียน|tác giả|bởi|theo"
    "|na|mwandishi|imeandikwa na|記者|记者|本報記者|本报记者|通讯员|文|文字|撰文"
    "|作者|執筆|文責|기자|글|በ|ዘጋቢ|מאת|ავტორი|հեղինակ|szöveg|besedilo|tekstas|teksts|matn"
    "|testo|testi|testo di|texto de|textos|texte|texte de|texte par|text von|text und bild|κείμενο"
    "|ρεπορτάζ|reportage|reportaje|reportagem|reportage von|نص|گزارش|گزارش از|כתב|כתבה"
    "|பதிவு|รายงาน|เรื่อง|bài|teks|maandishi|napisał|napisała|piše|pišu|kirjutas|text a foto"
    "|autorka|ni|nina|interview|gespräch|kontributor|wartawan"
    "|корреспондент|кореспондент|إعداد|تقرير|حوار|تحقيق|خبرنگار|نگارنده|رپورٹ|رپورٹر|रिपोर्टर"
    "|bài và ảnh|bài, ảnh|tin, ảnh|thực hiện|γράφει|γράφουν|編集委員|論説委員|構成"
    # who put the questions in an interview
    "|interview by|interviewed by|das gespräch führte|das interview führte|die fragen stellte"
    "|interview von|propos recueillis par|recueilli par|entretien réalisé par|entrevistó"
    "|intervista di|intervista a cura di|rozmawiał|rozmawiała|rozmawiali|rozmowę przeprowadził"
    "|rozmowę przeprowadziła|rozhovor vedl|rozhovor vedla|razgovarao|razgovarala|разговарао"
    "|разговарала|беседовал|беседовала|беседовали|беседу вёл|беседу вела|интервью провёл"
    "|розмовляв|розмовляла|розмовляли|спілкувався|спілкувалася|гутарыў|гутарыла|kalbėjosi"
    "|kalbino|röportajı yapan|söyleşi|حاوره|حاورته|حاورها|أجرى الحوار|أجرت الحوار|ראיין"
    "|ראיינה|聞き手|採訪整理|采访整理|인터뷰어|pewawancara|ผู้สัมภาษณ์|người phỏng vấn"
)
"""What stands before the name of an author."""
SOURCE_LABELS = (
    "source|quelle|fuente|fonte|kaynak|източник|источник|джерело|来源|來源|sumber|nguồn|المصدر"
)
"""What stands before the name of the agency that a text is from."""
CORRESPONDENTS = (
    "our correspondent|our reporter|our special correspondent|special correspondent|staff reporter"
    "|unser korrespondent|unsere korrespondentin|von unserem korrespondenten"
    "|de notre correspondant|de notre correspondante|de notre envoyé spécial"
    "|de notre envoyée spéciale|notre envoyé spécial|dal nostro inviato|dal nostro corrispondente"
    "|dalla nostra inviata|dalla nostra corrispondente|de nuestro corresponsal"
    "|de nuestra corresponsal|nuestro enviado especial|enviado especial|enviada especial"
    "|do nosso correspondente|da nossa correspondente|van onze correspondent|onze correspondent"
    "|onze redacteur|van onze redacteur|onze verslaggever|van onze verslaggever"
    "|от нашего корреспондента|наш корреспондент|наш кореспондент|от нашия кореспондент"
    "|του ανταποκριτή μας|της ανταποκρίτριάς μας|του απεσταλμένου μας|της απεσταλμένης μας"
    "|od našeg dopisnika|naš dopisnik|od našho korešpondenta|naszego korespondenta"
    "|od korespondenta|kiküldött tudósítónktól|tudósítónktól|de la corespondentul nostru"
    "|من مراسلنا|مراسلنا|موفدنا|خبرنگار ما|نمائندہ خصوصی|نامہ نگار|हमारे संवाददाता|संवाददाता"
    "|নিজস্ব প্রতিবেদক|wartawan kami|本报特派记者|本報特派員"
)
"""Who reports, before the name and often in an inflected form."""
BARE = "by|von|par|por|door|oleh|автор|بقلم|كتب|كتبت|โดย|ដោយ|በ|bởi|מאת"
"""Labels that need no colon after them."""
BARE_DEEDS = (
    "analysis by|opinion by|comment by|commentary by|review by|report by|feature by|essay by"
    "|interview by|produced by|compiled by|a column by"
    "|gastbeitrag von|ein gastbeitrag von|analyse von|eine analyse von|kommentar von"
    "|ein kommentar von|interview von|ein interview von|bericht von|ein bericht von|reportage von"
    "|eine reportage von|essay von|ein essay von|kolumne von|eine kolumne von|beitrag von"
    "|ein beitrag von|text von|protokoll von|aufgezeichnet von|geschrieben von"
    "|publié par|rédigé par|écrit par|posté par|propos recueillis par|recueilli par|texte de"
    "|textes de|reportage de|analyse de|une analyse de|chronique de|tribune de|un article de"
    "|escrito por|publicado por|redactado por|texto de|entrevista de|reportaje de|análisis de"
    "|reportagem de|análise de|a cura di|scritto da|articolo di|intervista di|testo di"
    "|pubblicato da|servizio di|geschreven door|een bijdrage van|skriven av|text av|skrevet av"
    "|tekst av|skrevet af|tekst af|kirjoittanut|oprac.|oprac|opracował|opracowała|rozmawiał"
    "|rozmawiała|napisał|napisała|napsal|napsala|írta|scris de|publicat de|piše|pišu|napisao"
    "|napisala|написал|написала|ditulis oleh|ditulis|بواسطة|كتبه|كتبها|گزارش از|به قلم|द्वारा"
    "|γράφει ο|γράφει η|γράφουν οι"
)
"""The same, in so many words: a name, which begins with a capital where there are any, follows."""
BEFORE_TWO = (
    "di|de|av|af|na|ni|nina|od|от|من|text|tekst|texto|του|της|των|подготовил|подготовила"
    "|беседовал|беседовала|записал|записала|підготував|підготувала|przygotował|przygotowała"
)
"""The same, but names begin with them too: believed before two words."""
CONJUNCTIONS = (
    "and|und|et|en|og|och|ja|dan|và|ve|и|і|та|και|és|și|şi|with|&|और|तथा|ও|اور|与|與|和|及|と"
)
"""What stands between two names, with space around it."""
WITHIN = "y|e|a|i"
"""The same, but some names hold one ('Ortega y Gasset'): believed between names of two words."""
NO_NAMES = (
    "share|follow|follow us|comments|comment|print|subscribe|updated|published|posted|listen|推薦"
    "|read more|contact|email|e-mail|mail|twitter|facebook|whatsapp|telegram|copy link|save|home"
    "|author|authors|unknown|none|null|anonymous|undefined|view profile|more from|see all"
    "|teilen|kommentare|drucken|compartir|comentarios|partager|commentaires|paylaş|yorum yaz"
)
"""Texts near a byline that are no names."""
CALLS = (
    "about|follow|contact|more from|more by|more stories by|all posts by|posts by"
    "|über|mehr von|folgen sie|alle artikel von|sobre|más de|seguir a|mais de|à propos de"
    "|tous les articles|suivre|sull'autore|segui|meer van"
    "|об авторе|все статьи|подписаться на|про автора|tentang"
)
"""What begins a link about the author: the name behind it is printed elsewhere."""
OFFICES = (
    "correspondent|reporter|editor|writer|columnist|contributor|producer|journalist|photographer"
    "|korrespondent|redakteur|reporterin|redakteurin|corresponsal|periodista|journaliste"
    "|correspondant|redattore|redacteur|корреспондент|обозреватель|muhabiri|university|professor"
    "|director|analyst|agencies|inviato|inviata|corrispondente|envoyé spécial|envoyée spéciale"
    "|enviado especial|enviada especial"
    "|special to|special for|especial para|corresponsales|korespondent"
    "|dopisnik|dopisnic|wysłanni|zpravodaj|tudósító|ανταποκρι"
    "|απεσταλμέν|repórter|reportér|journalistin|toimittaja|dziennikar|repórteres|fotograf|valokuvaaja"
    "|photojournalist"
)
"""What somebody is, after a comma: 'science correspondent'."""
HOUSES = "da|do|das|dos|del|dal|dalla|della|dello|de la|de l'|de l’|dell'|dell’|dall'|dall’"
"""What stands before the house that somebody writes for, after a comma: 'A B, da Agência C'."""
TITLES = {
    "reporter": (
        "reporter|reporterin|journalist|journalistin|journaliste|correspondent|korrespondent"
        "|correspondant|correspondante|periodista|corresponsal|repórter|jornalista|giornalista"
        "|redacteur|verslaggever|toimittaja|dziennikarz|dziennikarka|novinar|novinarka|reportér"
        "|журналист|журналистка|корреспондент|журналіст|журналістка|кореспондент|muhabir|jurnalis"
        "|wartawan"
    ),
    "photographer": (
        "photographer|photojournalist|photographe|fotograf|fotografin|fotografie|fotografía"
        "|fotógrafo|fotógrafa|fotografo|valokuvaaja|kuvaaja|fotograaf|фотограф|фотокореспондент"
        "|fotoğraf|fotografer"
    ),
    "editor": "editor|redaktør|redaktör|redaktor|редактор|editör",
}
"""What somebody does, as it stands behind a name."""
MACHINES = (
    "admin|administrator|administrador|administrateur|root|webmaster|user|superuser|editor|author"
    "|newsdesk|news desk|redaktar|operator|moderator|web|wp|wordpress|online"
    "|super user|guest|test|publisher|dev"
)
"""Accounts of a content system: no name of anybody."""
