"""What is printed at a picture: its caption, and who made it."""

from __future__ import annotations

import re

import regex
from lxml import html

from copydesk.normalize.hygiene import clean_text
from copydesk.normalize.page import text_of

_CAPTION = re.compile(
    r"caption|(?:^|[\s_-])cap(?:$|[\s_-])|img-?cap|img-?desc|foto-?desc|photo-?desc|kuvateksti|pie[_-]?foto|pie-de-foto"
    r"|bildunterschrift|legende|didascalia|fotopie|bijschrift",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"credit|(?:^|[\s_-])(?:cr|copyright|foto-author|photographer|photo-?by|source|fotograf|byline)"
    r"(?:s?$|[\s_-])|author|attribution",
    re.IGNORECASE,
)
_WORDS = (
    r"photos?(?:graph)?(?: credit)?|image(?: source| credit)?|picture|pic"
    r"|foto(?:graf(?:[iíj]a|ie|o)?)?"
    r"|bild|kuva|фото(?:граф)?|снимка|фотография|fotoğraf|zdjęcie|fot\.|ảnh|φωτ(?:ο|ογραφία)|εικόνα"
    r"|تصوير|صورة|تصویر|عکس|फोटो|तस्बिर|तस्वीर|छवि|ছবি|ภาพ|写真|图片|圖片|摄影|사진|ፎቶ|צילום|ഫോട്ടോ|ചിത്രം"
    r"|credit|crédit(?: photo)?|créditos?|source|getty images embed|լուսանկարը|படம்|រូបភាព"
)
_LABEL = regex.compile(
    rf"^[\s(\[（|–—-]*(?:(?:{_WORDS})\s*(?:by\s+|[:：]\s*|,\s*)|©\s*)", regex.IGNORECASE
)
_TAIL = regex.compile(
    rf"(?:^|[\s.|,()\[（–—-]|(?<=[.!?।。]))[(\[（]?(?:(?:{_WORDS})\s*[:：]|©|photos? by\s)"
    r"\s*(?P<credit>[^:：]{2,100}?)[)\]）]?\s*\.?$",
    regex.IGNORECASE,
)
_BRACKET = regex.compile(
    r"[(（\[](?P<credit>[^()（）\[\]]*(?:photos? by\b|photo/|攝|摄|撮影|\bfoto\b"
    r"|/\s?(?:ap|afp|reuters|epa)\b)"
    r"[^()（）\[\]]*)[)）\]]\s*$",
    regex.IGNORECASE,
)
_ISSUED = regex.compile(
    r"(?<=[。．]\s*)(?P<credit>\p{Han}{2,8}[发發](?:[（(][^）)]{2,20}[）)])?)\s*$"
)
_AGENCY = regex.compile(
    r"\s(?:/\s(?P<credit>\p{Lu}[^/]{1,40})|[-–—]\s(?P<credit>\p{Lu}[\p{Lu}\s./]{3,60}))$"
)
_HIDDEN = re.compile(r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text)(?:$|\s)")
_LONGEST = 600


def caption_of(picture: html.HtmlElement) -> tuple[str | None, str | None]:
    """Return caption and credit that are printed at a picture, each as printed.

    The words that only announce a credit ('Photo:') and brackets around it are left out.
    """
    where = _figure(picture)
    boxes = list(where.iter("figcaption")) if where is not None else []
    if where is not None and not boxes:
        boxes = [one for one in where.iter() if _is(one, _CAPTION) and text_of(one)]
        boxes = [one for one in boxes if not any(up in boxes for up in one.iterancestors())]
    if not boxes and (beside := _beside(picture)) is not None:
        boxes = [beside]
    loose = [
        one
        for one in (where.iter() if where is not None else ())
        if one is not where
        and (_is(one, _CREDIT) or one.tag in ("small", "cite") or _LABEL.match(text_of(one)))
        and not any(up in boxes for up in (one, *one.iterancestors()))
        and one.tag not in ("img", "source", "a")
    ]
    credit = next((found for one in loose if (found := _credit(text_of(one)))), None)
    if not boxes:
        return None, credit
    text, own = _without_credit(boxes[0])
    credit = own or credit
    if credit is None:
        text, credit = split_credit(text)
    return text[:_LONGEST] or None, credit


def split_credit(text: str) -> tuple[str, str | None]:
    """Return a caption without the credit at its end, and that credit."""
    for pattern in (_ISSUED, _BRACKET, _TAIL, _AGENCY):
        if found := pattern.search(text):
            return text[: found.start()].rstrip(" |–—-(（[,") or "", _credit(found["credit"])
    return text, None


def _credit(text: str) -> str | None:
    bare = _LABEL.sub("", clean_text(text), count=1).strip(" |–—-:：")
    if bare[:1] in "(（[" and bare[-1:] in ")）]":
        bare = bare[1:-1]
    elif bare[-1:] in ")）]" and not any(one in bare for one in "(（["):
        bare = bare[:-1]
    return bare.strip() or None if len(bare) <= 150 else None


def _without_credit(box: html.HtmlElement) -> tuple[str, str | None]:
    inner = [one for one in box.iterdescendants() if isinstance(one.tag, str)]
    for one in inner:
        text = text_of(one)
        marked = _is(one, _CREDIT) or one.tag in ("cite", "small")
        if text and (marked or _LABEL.match(text)) and len(text) < len(text_of(box)):
            rest = clean_text(_shown(box).replace(text, " ", 1)).strip(" |–—-")
            return rest, _credit(text)
    return _shown(box), None


def _shown(element: html.HtmlElement) -> str:
    """Return an element's text without what is there for screen readers only."""
    hidden = [text_of(one) for one in element.iterdescendants() if _is(one, _HIDDEN)]
    text = text_of(element)
    for one in hidden:
        text = text.replace(one, " ", 1)
    return clean_text(text)


def _figure(picture: html.HtmlElement) -> html.HtmlElement | None:
    """Return the element that is this picture's own: a figure, or what holds no other picture."""
    own: html.HtmlElement | None = None
    for level, up in enumerate(picture.iterancestors()):
        if up.tag == "figure":
            return up
        if level > 4 or up.tag in ("body", "article", "main", "section", "td", "header"):
            return own
        if sum(1 for _ in up.iter("img", "amp-img")) > 1 or len(text_of(up)) > _LONGEST:
            return own
        if next(up.iter("h1"), None) is not None:
            return own
        own = up
    return own


def _beside(picture: html.HtmlElement) -> html.HtmlElement | None:
    """Return the paragraph after a picture that is set as a caption: centred, or marked."""
    holder = picture
    for up in picture.iterancestors():
        if up.tag in ("body", "article", "main") or text_of(up):
            break
        holder = up
    after = holder.getnext()
    while after is not None and after.tag in ("br", "noscript"):
        after = after.getnext()
    if after is None or next(after.iter("img"), None) is not None:
        return None
    style = (after.get("style") or "").replace(" ", "")
    is_centred = after.get("align") == "center" or "text-align:center" in style
    marks = " ".join(filter(None, (after.get("class"), after.get("data-component"))))
    text = text_of(after)
    if text and len(text) <= _LONGEST and (is_centred or _CAPTION.search(marks)):
        return after
    return None


def _is(element: html.HtmlElement, pattern: re.Pattern[str]) -> bool:
    return bool(element.get("class")) and pattern.search(element.get("class", "")) is not None
