"""Words of walls for consent and of pages that are gone, in many languages: beginnings of words.

None of them says anything alone: articles are written about cookies and about pages that are
gone. They are counted beside buttons, dialogs and class names.
"""

from __future__ import annotations

ACCEPT = (
    *("accept", "agree", "i agree", "allow", "consent", "got it", "continue with ad"),
    *("akzeptier", "alle akzeptier", "zustimm", "einverstanden", "ich stimme zu", "mit werbung"),
    *("accepter", "j accepte", "tout accepter", "continuer sans", "d accord"),
    *("aceptar", "acepto", "aceitar", "aceito", "concordo", "accetta", "accetto", "acconsento"),
    *("accepteer", "akkoord", "alles accepteren", "ik ga akkoord", "acceptera", "godkänn"),
    *("accepter alle", "godta", "tillad", "samtykke", "hyväksy", "nõustu", "piekrītu", "sutinku"),
    *("akceptuj", "zgadzam", "przejdź do", "přijm", "souhlas", "súhlas", "prijať", "elfogad"),
    *(
        "accept toate",
        "sunt de acord",
        "принять",
        "принимаю",
        "согласен",
        "согласиться",
        "прийняти",
    ),
    *("погоджу", "приемам", "съгласен", "прихвата", "prihva", "sprejm", "pajtohem", "pranoj"),
    *("αποδοχή", "αποδέχομαι", "συμφων", "kabul", "onayl", "razıyam", "أوافق", "موافق", "قبول"),
    *("می پذیرم", "پذیرش", "موافقم", "אני מסכים", "אישור", "קבל", "स्वीकार", "सहमत", "সম্মত"),
    *("ஏற்கிறேன்", "terima", "setuju", "saya setuju", "đồng ý", "chấp nhận", "ยอมรับ", "ตกลง"),
    *("同意", "接受", "允许", "允許", "동의", "수락", "nakubali", "kubali", "sang-ayon"),
)
"""What the button that lets a reader in says first, folded."""
REFUSE = (
    *("reject", "decline", "refuse", "manage", "settings", "options", "preferences", "subscribe"),
    *("more options", "customi", "ablehn", "einstellung", "abonnier", "jetzt abonn", "zum abo"),
    *("refuser", "tout refuser", "paramétr", "personnalis", "s abonner", "je m abonne", "gérer"),
    *("rechazar", "configurar", "suscri", "rejeitar", "recusar", "assin", "rifiut", "gestisci"),
    *("abbonati", "personalizza", "weiger", "abonneer", "instellingen", "avvisa", "inställn"),
    *("afvis", "avvis", "tilpas", "hylkää", "odrzu", "ustawieni", "odmítn", "nastaven", "elutasít"),
    *("beállít", "respinge", "setări", "отклон", "настро", "подпис", "відхил", "налашт", "отказ"),
    *("odbij", "zavrni", "απόρριψη", "περισσότερες", "επιλογές", "συνδρομή", "ρυθμίσεις", "reddet"),
    *("ayarlar", "abone ol", "رفض", "إعدادات", "رد کردن", "تنظیمات", "דחה", "הגדרות", "अस्वीकार"),
    *("tolak", "pengaturan", "từ chối", "tùy chọn", "ปฏิเสธ", "ตั้งค่า", "拒否", "設定", "拒绝"),
    *("拒絕", "设置", "거부", "설정", "kataa"),
)
"""What the button beside it says first, folded: to refuse, to choose, or to pay instead."""
TOPICS = (
    *("cookie", "consent", "privacy", "personal data", "tracking", "personalised ad"),
    *("personalized ad", "our partners", "vendors", "your device"),
    *("datenschutz", "einwilligung", "zustimmung", "werbung", "personenbezogen", "partner"),
    *("endgerät", "auf einem gerät", "consentement", "vie privée", "publicité", "partenaires"),
    *("données", "un appareil", "traceurs", "privacidad", "privacidade", "consentimiento"),
    *("consentimento", "publicidad", "datos personales", "dados pessoais", "nuestros socios"),
    *("parceiros", "dispositivo", "consenso", "pubblicità", "dati personali", "toestemming"),
    *("persoonsgegevens", "advertenties", "apparaat", "samtyck", "samtykke", "personuppgift"),
    *("personoplysning", "personopplysning", "annonser", "evästei", "evästeet", "suostumu"),
    *("zgod", "prywatnoś", "dane osobowe", "danych osobowych", "reklam", "souhlas", "osobní"),
    *("soukromí", "osobné", "súhlas", "hozzájárul", "adatkezel", "sütik", "consimțământ"),
    *("date cu caracter personal", "confidențialit", "куки", "cookies", "соглас", "персональн"),
    *("конфиденц", "реклам", "згод", "персональ", "съглас", "лични данни", "pristanak"),
    *("osobni podaci", "privol", "συναίνε", "συγκατάθεσ", "προσωπικ", "ιδιωτικότ", "απορρήτου"),
    *("διαφημίσε", "συνεργάτες", "συσκευή", "çerez", "kişisel veri", "gizlilik", "reklamlar"),
    *("ملفات تعريف", "الارتباط", "الخصوصية", "البيانات الشخصية", "موافقت", "کوکی", "حریم خصوصی"),
    *("עוגיות", "פרטיות", "कुकी", "गोपनीयता", "কুকি", "kuki", "privasi", "data pribadi"),
    *("quyền riêng tư", "dữ liệu cá nhân", "คุกกี้", "ความเป็นส่วนตัว", "クッキー", "プライバシー"),
    *("個人情報", "隐私", "隱私", "个人信息", "쿠키", "개인정보", "faragha", "vidakuzi"),
)
"""What nearly each paragraph of a wall is about, in lower case."""
ABSENT = (
    *("404", "not found", "can t be found", "cannot be found", "could not be found"),
    *("couldn t be found", "can t find", "couldn t find", "no longer exist", "no longer available"),
    *("does not exist", "doesn t exist", "has been removed", "is gone", "unavailable"),
    *("nicht gefunden", "nicht mehr verfügbar", "existiert nicht", "nicht vorhanden"),
    *("introuvable", "n existe pas", "n existe plus", "pas été trouvé", "non trouvé"),
    *("no encontr", "no existe", "ya no está", "no se encontr", "não encontr", "não existe"),
    *("non trovat", "non esiste", "non è disponibile", "niet gevonden", "bestaat niet"),
    *("hittades inte", "finns inte", "hittar inte", "ikke fundet", "findes ikke", "finnes ikke"),
    *("ikke funnet", "ei löyd", "ei löyt", "ei ole olemassa", "ei leitud", "nav atrast"),
    *("nerasta", "nie znaleziono", "nie została znaleziona", "nie istnieje", "nenalezen"),
    *("neexistuje", "nenašla", "nenájden", "nem található", "nem létezik", "nu a fost găsit"),
    *("nu există", "не найден", "не существует", "удален", "не знайден", "не існує", "видален"),
    *("не е намерен", "не съществува", "није пронађен", "не постоји", "nije pronađen"),
    *("ne postoji", "ne obstaja", "ni bilo mogoče najti", "nuk u gjet", "nuk ekziston"),
    *("δεν βρέθηκε", "δεν υπάρχει", "bulunamadı", "mevcut değil", "tapılmadı", "topilmadi"),
    *("табылмады", "غير موجود", "غير متوفر", "لم يتم العثور", "پیدا نشد", "یافت نشد", "وجود ندارد"),
    *("نہیں ملا", "موجود نہیں", "לא נמצא", "לא קיים", "नहीं मिल", "मौजूद नहीं", "পাওয়া যায়নি"),
    *("கிடைக்கவில்லை", "కనుగొనబడలేదు", "tidak ditemukan", "tidak dijumpai", "tidak ada"),
    *("không tìm thấy", "không tồn tại", "không còn tồn tại", "ไม่พบ", "見つかりません"),
    *(
        "存在しません",
        "不存在",
        "未找到",
        "找不到",
        "已删除",
        "已刪除",
        "찾을 수 없",
        "존재하지 않",
    ),
    *("haikupatikana", "haukupatikana", "haipo", "hindi makita", "hindi natagpuan"),
)
"""What says that something is not there, folded."""
EXCLAIMED = (
    *("oops", "ooops", "whoops", "sorry", "uh oh", "error", "ups", "hoppla", "oups", "désolé"),
    *("vaya", "ops", "oeps", "hoppsan", "hups", "jejda", "hoppá", "ой", "упс", "ой ой", "ojoj"),
    *(
        "извините",
        "вибачте",
        "lo sentimos",
        "desculpe",
        "spiacenti",
        "entschuldigung",
        "przepraszamy",
    ),
    *("omlouváme se", "üzgünüz", "عذرا", "عذراً", "متاسفانه", "متأسفیم", "maaf", "rất tiếc"),
    *("xin lỗi", "申し訳ありません", "抱歉", "很抱歉", "죄송합니다", "samahani"),
)
"""What may stand before it, folded."""
