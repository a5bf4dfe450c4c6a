"""What pages that are no articles say of themselves, in many languages, folded by `fold`.

A phrase counts where it is a whole heading or a whole part of a title, never inside a sentence.
"""

from __future__ import annotations

from unicodedata import normalize

import regex

_NO_LETTER = regex.compile(r"[^\p{L}\p{M}\p{N}]+")

_MARK = regex.compile(r"\p{Mn}+")


def fold(text: str) -> str:
    """Return a text as it is compared: case folded, each run of other than letters a space."""
    return _NO_LETTER.sub(" ", text.casefold()).strip()


def bare(text: str) -> str:
    """Return a text folded and without accents, which capitals and addresses often lack."""
    return _MARK.sub("", normalize("NFD", fold(text)))


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(line) for line in text.split("|"))


NOT_FOUND = _folded(
    "404|404 not found|404 error|404 page|404 page not found|404 file not found|error 404"
    "|error 404 not found|error 404 page not found|http 404|http 404 not found|not found"
    "|page not found|page not found 404|file not found|article not found|story not found"
    "|content not found|nothing found|page does not exist|page doesn't exist"
    "|page no longer exists|page unavailable|page not available|article not available"
    "|content unavailable|this page does not exist|this page doesn't exist"
    "|this page could not be found|this page can't be found|this page isn't available"
    "|the page you requested could not be found|the page you requested was not found"
    "|the page you are looking for could not be found"
    "|the page you are looking for does not exist|sorry page not found"
    "|sorry this page isn't available|oops page not found|we can't find that page|410 gone"
    "|seite nicht gefunden|404 seite nicht gefunden|fehler 404|artikel nicht gefunden"
    "|diese seite existiert nicht|die seite wurde nicht gefunden"
    "|die gesuchte seite wurde nicht gefunden|page introuvable|page non trouvée|erreur 404"
    "|article introuvable|cette page n'existe pas|cette page n'existe plus"
    "|página no encontrada|página no encontrada 404|artículo no encontrado"
    "|esta página no existe|la página no existe|no se encontró la página"
    "|página não encontrada|pagina nao encontrada|erro 404|esta página não existe"
    "|pagina non trovata|errore 404|articolo non trovato|questa pagina non esiste"
    "|pagina niet gevonden|fout 404|artikel niet gevonden|deze pagina bestaat niet"
    "|sidan hittades inte|sidan kunde inte hittas|sidan finns inte|siden blev ikke fundet"
    "|siden findes ikke|siden ble ikke funnet|siden finnes ikke|sivua ei löydy"
    "|sivua ei löytynyt|strona nie została znaleziona|nie znaleziono strony"
    "|strona nie istnieje|błąd 404|stránka nenalezena|stránka nebyla nalezena|chyba 404"
    "|stránka sa nenašla|az oldal nem található|oldal nem található|pagina nu a fost găsită"
    "|pagina nu există|eroare 404|страница не найдена|страница не существует|ошибка 404"
    "|404 страница не найдена|сторінку не знайдено|сторінка не знайдена|помилка 404"
    "|страницата не е намерена|страница није пронађена|stranica nije pronađena"
    "|stran ne obstaja|η σελίδα δεν βρέθηκε|σφάλμα 404|sayfa bulunamadı"
    "|404 sayfa bulunamadı|aradığınız sayfa bulunamadı|الصفحة غير موجودة"
    "|الصفحة غير متوفرة|لم يتم العثور على الصفحة|خطأ 404|صفحه پیدا نشد|صفحه یافت نشد"
    "|صفحه مورد نظر یافت نشد|خطای 404|הדף לא נמצא|העמוד לא נמצא|שגיאה 404"
    "|पृष्ठ नहीं मिला|पेज नहीं मिला|পাতাটি পাওয়া যায়নি|صفحہ نہیں ملا"
    "|halaman tidak ditemukan|404 halaman tidak ditemukan|laman tidak ditemukan"
    "|halaman tidak dijumpai|không tìm thấy trang|trang không tồn tại|lỗi 404|ไม่พบหน้า"
    "|ไม่พบหน้าที่คุณต้องการ|ไม่พบหน้าเว็บ|ページが見つかりません"
    "|お探しのページは見つかりません|お探しのページは見つかりませんでした"
    "|指定されたページは見つかりません|404 エラー|页面不存在|页面未找到|找不到页面"
    "|您访问的页面不存在|頁面不存在|找不到網頁|找不到頁面|페이지를 찾을 수 없습니다"
    "|요청하신 페이지를 찾을 수 없습니다|존재하지 않는 페이지입니다|ukurasa haukupatikana"
)
CONSENT = _folded(
    "before you continue|we value your privacy|we care about your privacy|your privacy"
    "|your privacy matters|your privacy choices|your privacy is important to us"
    "|privacy consent|cookie consent|cookie settings|cookies|cookie notice|manage consent"
    "|manage your privacy|we use cookies|this website uses cookies|this site uses cookies"
    "|accept cookies|bevor sie fortfahren|wir schätzen ihre privatsphäre"
    "|ihre privatsphäre ist uns wichtig|datenschutz|datenschutzeinstellungen"
    "|cookie einstellungen|zustimmung|einwilligung|mit werbung weiterlesen"
    "|avant de continuer|votre vie privée|nous respectons votre vie privée"
    "|votre vie privée nous importe|gestion des cookies|antes de continuar"
    "|valoramos tu privacidad|valoramos su privacidad|tu privacidad es importante"
    "|configuración de cookies|valorizamos a sua privacidade"
    "|a sua privacidade é importante|prima di continuare|la tua privacy"
    "|teniamo alla tua privacy|la tua privacy è importante per noi|voordat je verdergaat"
    "|voordat u verdergaat|uw privacy|je privacy|wij waarderen uw privacy"
    "|cookies op deze website|vi värnar om din integritet|innan du fortsätter"
    "|vi respekterer dit privatliv|vi bryr oss om personvernet ditt"
    "|arvostamme yksityisyyttäsi|szanujemy twoją prywatność|twoja prywatność"
    "|zanim przejdziesz dalej|vážíme si vašeho soukromí|мы ценим вашу конфиденциальность"
    "|gizliliğinize önem veriyoruz"
)
LOGIN = _folded(
    "log in|login|sign in|signin|log in or sign up|sign in or register"
    "|sign in to continue|log in to continue|please log in|please sign in|login required"
    "|sign in required|member login|subscriber login|account login|authentication required"
    "|anmelden|anmeldung|einloggen|bitte anmelden|bitte melden sie sich an|connexion"
    "|se connecter|connectez vous|identifiez vous|iniciar sesión|inicia sesión"
    "|iniciar sessão|entrar|accedi|accesso|effettua il login|inloggen|log ind|logga in"
    "|logg inn|kirjaudu sisään|kirjaudu|zaloguj się|logowanie|přihlášení|prihlásenie"
    "|bejelentkezés|autentificare|conectare|вход|войти|авторизация|увійти|вхід"
    "|вход в сайта|пријава|prijava|σύνδεση|είσοδος|giriş yap|üye girişi|تسجيل الدخول|ورود"
    "|ورود به حساب کاربری|התחברות|כניסה|लॉग इन करें|লগ ইন|masuk|log masuk|đăng nhập"
    "|เข้าสู่ระบบ|ログイン|登录|用户登录|登入|로그인|ingia"
)
SCRIPT = ("javascript", "java script", "جافا سكريبت", "جاوا اسکریپت", "자바스크립트")
"""What a `noscript` element asks for; the name is Latin in nearly all languages."""
COOKIES = (
    *("cookie", "consent", "privacy", "gdpr", "datenschutz", "einwilligung", "confidentialité"),
    *("privacidad", "privacidade", "prywatn", "soukromí", "куки", "конфиденц", "gizlilik"),
    *(
        "الخصوصية",
        "حریم خصوصی",
        "פרטיות",
        "プライバシー",
        "クッキー",
        "隐私",
        "隱私",
        "개인정보",
        "쿠키",
    ),
)
"""Beginnings of words that every box for consent has, in lower case."""
SUBSCRIBE = (
    *("subscribe", "subscriber", "subscription", "already a member"),
    *("abonnieren", "abonnent", "abonnement", "abonniere", "abonnez", "abonné", "abonner"),
    *("suscríbete", "suscriptor", "suscripción", "assine", "assinante", "assinatura"),
    *("abbonati", "abbonamento", "abonneer", "prenumer", "tilaajille", "subskrypcj"),
    *("předplat", "előfizet", "abonează", "подпис", "передплат", "συνδρομ", "abone ol"),
    *("اشترك", "اشتراک", "langganan", "会員限定", "有料会員", "購読", "订阅", "訂閱", "구독"),
)
"""What a paywall asks for: beginnings of words in the text of its box, in lower case."""
