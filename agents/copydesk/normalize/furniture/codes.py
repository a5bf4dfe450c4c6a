"""Story codes that agencies print beside the copy."""

from __future__ import annotations

import unicodedata

import regex

_LABELS = (
    *("story code", "story id", "story no", "news id", "news code", "article id", "article no"),
    *("کد خبر", "شناسه خبر", "کد مطلب", "شماره خبر", "شناسه مطلب", "رقم الخبر", "كود الخبر"),
    *("رمز الخبر", "خبر کوڈ", "خبر کا کوڈ", "समाचार कोड", "खबर कोड", "न्यूज आईडी", "কোড"),
    *("kode berita", "id berita", "kod berita", "haber kodu", "haber no", "haber id"),
    *("mã bài", "mã tin", "номер новости", "код новости", "код новини", "код статьи"),
    *("記事番号", "記事id", "稿件编号", "新闻编号", "稿件編號", "기사번호", "기사 번호", "รหัสข่าว"),
    *("código de la noticia", "código da notícia", "code de l'article", "meldungsnummer"),
    *("kod wiadomości", "κωδικός είδησης", "קוד כתבה", "news number", "xəbərin kodu"),
)
_CODE = r"(?P<code>\p{Nd}[\p{Nd}\p{L}/._-]{2,24}|\p{L}{1,5}[-/_]?\p{Nd}[\p{Nd}\p{L}/._-]{2,20})"
_LABELLED = regex.compile(
    rf"(?<!\p{{L}})(?:{'|'.join(map(regex.escape, _LABELS))})\s*[:：#.]{{0,2}}\s*{_CODE}",
    regex.IGNORECASE,
)
_DPA = regex.compile(r"©[^\n]{0,30}\bdpa[^\n]{0,20}(?P<code>dpa:\d{6}-\d{2,3}-\d{4,8}/\d{1,2})")
_LONGEST_LINE = 90


def find_codes(text: str) -> tuple[str, ...]:
    """Return the story codes in a text, digits as ASCII has them.

    Args:
        text: text of a page, elements parted by white space.
    """
    known = text.casefold()
    # The expression alone looks at each letter; most pages have no such words.
    found = [_ascii(m["code"]) for m in _DPA.finditer(text)] if "dpa:" in known else []
    if any(label in known for label in _LABELS):
        found += [_ascii(m["code"].rstrip("./-_")) for m in _LABELLED.finditer(text)]
    return tuple(dict.fromkeys(found))


def is_code_line(text: str) -> bool:
    """Return whether a line is a story code with its label."""
    return len(text) <= _LONGEST_LINE and _LABELLED.fullmatch(text.strip(" |•")) is not None


def _ascii(code: str) -> str:
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in code
    )
