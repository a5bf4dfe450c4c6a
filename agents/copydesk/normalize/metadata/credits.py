"""Who made a picture, as its caption's end says it: brackets, dashes, slashes, labels, signs."""

from __future__ import annotations

import regex

from copydesk.normalize.agencies import is_house
from copydesk.normalize.hygiene import clean_text

_WORDS = (
    r"ph\.?"
    r"|photo(?:graph)?s?(?: credit| courtesy)?|image(?: source| credit| copyright)?|picture|pic"
    r"|crédits?(?: photo)?|credits?|copyright|créditos?|source|courtesy(?: of)?|cortesía(?: de)?"
    r"|getty images embed"
    r"|fotos?(?:graf(?:[iíj]a|ie|o)?)?|fot\.|zdj(?:\.|ęcie)|fotó|kép|bild(?:quelle)?|beeld|quelle|źródło|kuva|nuotr\."
    r"|fuente|fonte|imagen|imagem|zdroj|kaynak|fotoğraf|foto(?:qraf|grafija|ğraf)|izvor|vir|llun"
    r"|argazkia|larawan|picha|surat|ảnh|hình ảnh|grianghraf"
    r"|фото(?:граф(?:ия|ії|ія)?)?|снимк?а|фота|слика|сурет|сүрөт|зураг|источник|джерело|извор"
    r"|φωτ(?:ο|ογραφία|\.)|εικόνα|πηγή|לארכיון|צילום|תמונה|קרדיט|լուսանկարը?|ֆոտո|ფოტო"
    r"|تصوير|صورة|المصدر|تصویر|عکس|منبع|فوٹو|انځور|फोटो|तस्बिर|तस्वीर|छवि|छायाचित्र|ছবি|ਫੋਟੋ|ਤਸਵੀਰ"
    r"|તસવીર|ફોટો|படம்|புகைப்படம்|ఫోటో|చిత్రం|ಚಿತ್ರ|ಫೋಟೋ|ഫോട്ടോ|ചിത്രം|ඡායාරූපය|ภาพ|ຮູບ|ဓာတ်ပုံ|រូបភាព"
    r"|写真(?:提供)?|図版|图片?(?:来源|源)?|圖片?(?:來源|源)?|摄影?|攝影?|来源|來源|사진|출처|ፎቶ"
)
"""What announces a credit."""
_MAKERS = (
    r"photos? by\b|photo/|\bfoto/|\bvia\b|courtesy|handout|archiv|shutterstock|getty|imago\b|istock"
    r"|[攝摄]$|撮影$|提供$|供[图圖]$|資料照|资料图|제공$|^\p{Han}{2,8}[发發]$|[檔档]案照片?$"
    r"|^dok(?:\.|umentasi\b)"
    r"|(?:^|\s)(?:press (?:office|service)|прес-?служба|пресс-?служба|пресслужба"
    r"|pressestelle|handout)(?:\s|$)"
    r"|/\s?(?:ap|afp|dpa|reuters|epa|efe|ansa)\b|^(?:ap|afp|dpa|apa|reuters|epa(?:[-/]efe)?|efe|ansa|tass|тасс"
    r"|риа новости|أ ف ب|رويترز|新华社|新華社|共同社?|時事|ロイター)$"
)
"""What in brackets at a caption's end says that they hold a credit."""
_SIGN = r"[:：=＝]"
_SHORTENED = r"(?:fot|zdj|φωτ|nuotr|kép|foto)\.\s"
"""Labels whose full stop stands for the colon."""
_LABEL = regex.compile(
    rf"^[\s(\[（|/–—-]*(?:(?:{_WORDS})\s*(?:by\s+|{_SIGN}\s*|,\s*)|{_SHORTENED}|(?:©|\(c\)|ⓒ)\s*)",
    regex.IGNORECASE,
)
_BARE_LABEL = regex.compile(
    rf"^[\s(\[（|/–—-]*(?i:(?!courtesy|cortesía)(?:{_WORDS}))\s+(?=\p{{Lu}}[\p{{L}}.]*\s+\p{{L}})"
)
_NAMED = regex.compile(rf"(?:^|.{{0,30}}\s)(?i:{_WORDS})\s*{_SIGN}\s*(?P<credit>\S.*)$")
_DASHED_LABEL = regex.compile(rf"(?:{_WORDS})\s*[-–—]\s+(?=\p{{L}})", regex.IGNORECASE)
_BRACKET = regex.compile(
    r"[(（\[](?P<credit>[^()（）\[\]]{2,100}(?:[(（][^)）]*[)）])?)[)）\]]\s*\.?$"
)
_IS_CREDIT = regex.compile(
    rf"{_MAKERS}|^{_SHORTENED}|(?:^|\s)(?:{_WORDS})\s*(?:{_SIGN}|by\b)|^(?:©|(?:foto|photo|фото)\b)",
    regex.IGNORECASE,
)
_ONE_NAME = r"\p{Lu}[\p{L}\p{M}'’-]+"
# Фота: Алесь Гарбуз. Звон вагой …: who made it, a stop, what it shows.
_FIRST = regex.compile(
    rf"(?i:{_WORDS})\s*{_SIGN}\s*(?P<credit>{_ONE_NAME}(?:\s{_ONE_NAME}){{1,2}})[.|]\s+"
    r"(?P<caption>\p{Lu}.{20,})"
)
_TAIL = regex.compile(
    rf"(?:^|(?<=[.!?।。])|[\s|,()\[（/–—-])[(\[（]?"
    rf"(?:(?:{_WORDS})\s*{_SIGN}|{_SHORTENED}|©|\(c\)|ⓒ|photos? by\s|photos?\s?\||[图圖]\s?[／/])"
    r"\s*(?P<credit>[^:：]{2,100}?)[)\]）]?\s*\.?$",
    regex.IGNORECASE,
)
_SENTENCE_ENDS = r"(?<=[.!?…।。»”\"'])\s*"
_AFTER_SENTENCE = regex.compile(
    # 'Photo A. Lee' with no colon; a dash and a name; an agency, a slash and a name.
    rf"{_SENTENCE_ENDS}(?:(?i:{_WORDS})\s+(?:(?:de|di|von|av|af)\s+)?(?P<credit>\p{{Lu}}[^!?…:]{{2,60}})"
    r"|(?P<credit>(?:Reprodução|Divulgação|Arquivo|Acervo)(?:\s?/\s?[^.!?…]{2,40})?)"
    r"|[—–-]\s?(?P<credit>\p{Lu}[^.!?…]{2,60}|\p{Lu}\.[^.!?…]{2,60})"
    r"|(?P<credit>\p{Lu}{2,}[\p{Lu}\s]*(?:\s?(?i:photos?|foto))?(?:/[\p{L}\p{M}\s.'-]{2,40})+))\s*$"
)
_ISSUED = regex.compile(
    r"(?<=[。．]\s*)(?P<credit>\p{Han}{2,8}[发發](?:[（(][^）)]{2,20}[）)])?)\s*$"
    # 。本报记者 沈岚 摄, 있다. 너울면 제공
    r"|(?<=[。．]\s*)(?P<credit>[\p{Han}\s]{2,20}[摄攝])\s*$"
    r"|(?<=[.]\s)(?P<credit>[\p{Hangul}\p{Latin}\d\s]{2,24}\s(?:제공|캡처|캡쳐))\s*$"
    # 。記者王小明／攝影
    r"|(?<=[。．]\s*)(?P<credit>[\p{Han}\s]{2,10}[／/]\s?[攝摄]影)\s*$"
)
_AGENCY = regex.compile(
    r"\s(?:/\s(?P<credit>\p{Lu}[^/]{1,40})|[-–—]\s(?P<credit>\p{Lu}[\p{Lu}\s./]{3,60}))$"
)
# ' - Foto Ansa'
_DASH_AND_LABEL = regex.compile(rf"\s[-–—]\s(?i:{_WORDS})\s+(?P<credit>\p{{Lu}}[^.!?…:]{{1,40}})$")
# '. Ann Lee/AFP', '＝共同', '. /연합뉴스': who it is must be known
_HOUSE_BEHIND = regex.compile(
    r"(?<=[.!?…。।»”\"])\s+"
    r"(?P<credit>[\p{L}\p{M}.'’ -]{2,40}\s?/\s?(?P<house>[\p{L}\p{M} .-]{2,30}))\s*$"
    r"|＝\s?(?P<credit>(?P<house>[\p{Han}\p{Katakana}ー・A-Z]{2,12}))\s*$"
    r"|(?<=[.])\s+/\s?(?P<credit>(?P<house>[\p{Hangul}\d]{2,12}))\s*$"
)
# [Ann Lee/Harbour Wire]
_NAME_AND_HOUSE = regex.compile(rf"{_ONE_NAME}(?:\s{_ONE_NAME}){{1,2}}\s?/\s?\p{{Lu}}.{{1,40}}")
_STAMP = regex.compile(r"\s*(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}\.?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)\s*$")
"""A date in numbers or an e-mail address, which some agencies put behind all else."""
_EDGES = " |–—-:：/"
_LONGEST = 150
_FEWEST = 3
"""Words of a caption at least."""
_ENDS = regex.compile(r"[.!?…।。]$")


def is_labelled(text: str) -> bool:
    """Return whether a line begins with what announces a credit."""
    return _LABEL.match(text) is not None


def credit_in(text: str) -> str | None:
    """Return the credit that a line is, without what announces it and brackets around it."""
    bare = _DASHED_LABEL.sub("", clean_text(text), count=1)
    bare = _LABEL.sub("", bare, count=1).strip(_EDGES)
    if bare[:1] in "(（[" and bare[-1:] in ")）]":
        bare = bare[1:-1]
    elif bare[-1:] in ")）]" and not any(one in bare for one in "(（["):
        bare = bare[:-1]
    bare = _LABEL.sub("", bare, count=1)
    bare = _BARE_LABEL.sub("", bare, count=1)
    if named := _NAMED.match(bare):
        bare = named["credit"]
    return bare.strip() or None if len(bare) <= _LONGEST else None


def split_credit(text: str) -> tuple[str, str | None]:
    """Return a caption without the credit at its end, and that credit."""
    if found := _FIRST.fullmatch(text):
        return found["caption"], found["credit"]
    whole = text
    while stamp := _STAMP.search(whole):
        whole = whole[: stamp.start()]
    if found := _ISSUED.search(whole):
        return _before(whole, found.start()), credit_in(found["credit"])
    if (found := _BRACKET.search(whole)) and says_who(found["credit"]):
        return _before(whole, found.start()), credit_in(found["credit"])
    for pattern in (_TAIL, _AFTER_SENTENCE, _DASH_AND_LABEL, _AGENCY):
        if found := pattern.search(whole):
            if pattern is _AGENCY and _is_all_credit(whole, found.start()):
                return "", credit_in(whole)
            return _before(whole, found.start()), credit_in(found["credit"].rstrip("."))
    if (found := _HOUSE_BEHIND.search(whole)) and is_house(found["house"].strip(), frozenset()):
        return _before(whole, found.start()), found["credit"].strip()
    return text, None


def says_who(inside: str) -> bool:
    """Return whether brackets at a caption's end hold a credit: a label, a sign or an agency."""
    if _IS_CREDIT.search(inside) or _DASHED_LABEL.match(inside):
        return True
    if _NAME_AND_HOUSE.fullmatch(inside):
        return True
    return is_house(inside, frozenset())


def _is_all_credit(text: str, start: int) -> bool:
    """Return whether what stands before a slash or dash is an agency: 'AFP / Ann Lee'."""
    before = text[:start].split()
    return 0 < len(before) < _FEWEST and not _ENDS.search(text[:start])


def _before(text: str, end: int) -> str:
    return text[:end].rstrip(" |–—-(（[,/、＝")
