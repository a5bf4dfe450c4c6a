"""Lines of a page's machinery that slip into a body, told by what they say.

Each predicate looks at one line alone and needs a form as well as a phrase: a label before a
colon, a call with a channel, a short line without a full stop. A sentence of copy that happens to
speak of Telegram, of newsletters or of copyright has none of these.
"""

from __future__ import annotations

import regex

from copydesk.normalize.folding import folded

from .contacts import is_contact
from .phrases import ADVERTS, BOILERPLATE, CREDITS, READ_ALSO, RIGHTS, WEAK_READ_ALSO
from .phrases_calls import AFFILIATE, APPS, CALLS, CHANNELS
from .phrases_notes import BARE_NOTES, NOTES, UPDATED, UPDATES

_LONGEST_UPDATED = 200
_HEAD = 160
"""Characters that are looked at for what a line begins with."""
# A hyphen is a label's end before a space only, and not behind one: `wind-blown`, `a - b`.
_LABEL = regex.compile(
    r"^[^\p{L}\p{N}\n]*([^:：՝|›»→>=＝–—\n]{2,60}?)(?:\s*[:：՝|›»→>=＝–—]|(?<=\S)-(?=\s))"
)
_PIECES = regex.compile(r"(?<=[.!?。।])\s+|\s[|/]\s")
_SENTENCE_END = regex.compile(r"[.!?…。！？।؟۔։።]['\"”’»」)\]]*\s*$")
_PICTURES = regex.compile(
    r"(?:https?://\S+\.(?:png|jpe?g|gif|webp|svg)(?:\?\S*)?\s*)+", regex.IGNORECASE
)
_SENTENCES = regex.compile(r"(?<=[.!?…])\s+")
_QUOTED = regex.compile(r"^\s*[\"“”„«»「『‘]")
_RIGHTS_SIGN = regex.compile(
    r"(?:^|\s)(?:©|\(c\)|ⓒ|copyright\s*(?:©|\(c\)|ⓒ|(?:19|20)\d\d))|^<?저작권자", regex.IGNORECASE
)
_TIME = regex.compile(r"\p{Nd}{1,2}[:.h時시]\s?\p{Nd}{2}|\p{Nd}{4}|\p{Nd}{1,2}[./-]\p{Nd}{1,2}\b")
_AGO = regex.compile(
    r"\p{Nd}+\s?(?:hours?|minutes?|mins?|days?|stunden|heures|horas|ore|часов|часа|минут|saat"
    r"|jam|menit|ساعت|ساعات|घंटे|ঘণ্টা|時間前|小时前|小時前|시간)",
    regex.IGNORECASE,
)
_CREDIT_FORM = regex.compile(r"^[(\[（【]?\s*(?P<label>[^:：=＝/\n]{1,40}?)\s*[:：=＝/]\s*\S")
_CREDIT_WORDS = (
    *("photo by ", "photograph by ", "photograph: ", "image credit ", "photo courtesy "),
    *("photo credit ", "crédit photo ", "ảnh minh họa", "file photo"),
)
_HOLDER = regex.compile(
    r"(?:/|\bvia\s|—\s?|–\s?|\bthrough\s)?(?:getty images|shutterstock|istock|alamy|epa-efe"
    r"|imago|reuters/\p{L}|ap photo/\p{L}|/afp\b|/epa\b|/ap\b).{0,40}$",
    regex.IGNORECASE,
)
_CREDIT_TAIL = regex.compile(r"\s*[(\[（](?P<inside>[^()（）\[\]\n]{3,90})[)\]）][.。]?\s*$")
_PHOTO_TAKEN = regex.compile(r"(?:摄|攝|撮影|提供)[)）】]?$")
_APP = regex.compile(r"(?<!\p{Latin})apps?(?!\p{Latin})")
_ADDRESS = regex.compile(r"[\w.+-]+@[\w-]+\.\w+")
_TIPS = regex.compile(
    r"\btips?\b|\bhinweise? an\b|\bredactie\b|\bnewsdesk\b|\bnewsroom\b|\bчитател", regex.IGNORECASE
)
_LABEL_END = regex.compile(r"^[^\p{L}\p{N}]*\s*[:：.—–|-]|^[】\])）]")
_UNSPACED_SENTENCE = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]{5,}|[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{M}]{10,}"
)


def label_of(text: str) -> str:
    """Return the folded label that a line begins with, empty if it has none."""
    found = _LABEL.match(text[:_HEAD])
    return folded(found[1]) if found else ""


def is_read_also(text: str, link_share: float = 0.0) -> bool:
    """Return whether a line leads to another article: a label, or a label and a link.

    Args:
        text: the line.
        link_share: part of its letters that are a link's, 0 to 1.
    """
    if len(text) > 320:
        return False
    label = label_of(text)
    if label and READ_ALSO.is_all_of(label):
        return True
    if label and link_share >= 0.5 and WEAK_READ_ALSO.is_all_of(label):
        return True
    known = folded(text[:_HEAD])
    if READ_ALSO.is_all_of(known):
        return not _SENTENCE_END.search(text)
    return link_share >= 0.5 and READ_ALSO.begins(known) is not None


def is_promotion(text: str) -> bool:
    """Return whether a line calls to follow, subscribe, share or comment, or marks an advert."""
    if len(text) > 300:
        return False
    known = folded(text)
    if ADVERTS.is_all_of(known) or BOILERPLATE.is_all_of(known):
        return True
    if is_rights_line(text):
        return True
    if (phrase := BOILERPLATE.begins(known.lstrip("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ "))) is not None:
        # One word says little: `شارك` is `share` on a button and `took part` in a sentence.
        rest = len(known) - len(phrase)
        clear = " " in phrase or label_of(text) == phrase or known[0].isdigit()
        labelled = label_of(text) == phrase
        if clear and rest <= 60 and (labelled or not _SENTENCE_END.search(text)):
            return True
    if len(text) > 240 or _QUOTED.match(text):
        return False
    call = CALLS.begins(known)
    if call is not None and CHANNELS.within(known[len(call) :]):
        return True
    if (
        _PICTURES.fullmatch(text)
        or is_contact(text)
        or _calls_in_midst(text)
        or AFFILIATE.within(known)
    ):
        return True
    if _ADDRESS.search(text) and _TIPS.search(text):
        return True
    # What is no sentence may call in its midst.
    short = len(text) <= 60 and not _SENTENCE_END.search(text)
    return short and CALLS.within(known) and (APPS.within(known) or bool(_APP.search(known)))


def _calls_in_midst(text: str) -> bool:
    """Return whether a later sentence of a line calls; one word alone says too little there."""
    for sentence in _SENTENCES.split(text)[1:]:
        known = folded(sentence)
        call = CALLS.begins(known)
        if call is not None and " " in call and CHANNELS.within(known[len(call) :]):
            return True
    return False


def is_rights_line(text: str) -> bool:
    """Return whether a line reserves the rights in the text."""
    if len(text) > 300:
        return False
    known = folded(text)
    if RIGHTS.begins(known) is not None or _RIGHTS_SIGN.match(text.strip()):
        return True
    return len(text) <= 60 and RIGHTS.within(known)


def is_credit(text: str) -> bool:
    """Return whether a line says who took a picture, alone or after a caption."""
    if len(text) > 220:
        return False
    stripped = text.strip()
    found = _CREDIT_FORM.match(stripped)
    if found and CREDITS.is_all_of(folded(found["label"])) and len(stripped) <= 160:
        return True
    if stripped.lower().startswith(_CREDIT_WORDS) and len(stripped) <= 100:
        return True
    if len(stripped) <= 90 and _HOLDER.search(stripped) and not _SENTENCE_END.search(stripped):
        return True
    if (tail := _CREDIT_TAIL.search(stripped)) and _is_credit_inside(tail["inside"]):
        return True
    last = _PIECES.split(stripped)[-1]
    found = _CREDIT_FORM.match(last) if last != stripped and len(last) <= 80 else None
    return found is not None and CREDITS.is_all_of(folded(found["label"]))


def without_credit(text: str) -> tuple[str, str | None]:
    """Return a paragraph without a picture's credit in brackets at its end, and the credit."""
    found = _CREDIT_TAIL.search(text)
    if found and found.start() > 0 and _is_credit_inside(found["inside"]):
        return text[: found.start()].rstrip(), found[0].strip()
    return text, None


def _is_credit_inside(inside: str) -> bool:
    found = _CREDIT_FORM.match(inside)
    if found and CREDITS.is_all_of(folded(found["label"])):
        return True
    if inside.lower().startswith(_CREDIT_WORDS) or " photo by " in inside.lower():
        return True
    return _PHOTO_TAKEN.search(inside) is not None and len(inside) <= 24


def is_update_line(text: str) -> bool:
    """Return whether a line says when the page was changed, and nothing else."""
    if len(text) > 110 or (_SENTENCE_END.search(text) and len(text) > 60):
        return False
    known = folded(text)
    phrase = UPDATES.begins(known)
    if phrase is None or not (_TIME.search(text) or _AGO.search(text)):
        return False
    words = sum(word.isalpha() for word in known[len(phrase) :].split())
    return words <= (1 if _SENTENCE_END.search(text) else 6)


def is_note(text: str, emphasised: bool = False) -> bool:
    """Return whether a line is the editors' note: a correction, an update, a disclaimer."""
    if len(text) > 900:
        return False
    if (label := label_of(text)) and NOTES.is_all_of(label):
        return True
    known = folded(text[:_HEAD])
    if label and BARE_NOTES.is_all_of(label) and NOTES.begins(known[len(label) :].strip()):
        return True
    if (phrase := NOTES.begins(known)) is not None:
        # `Corrections officers …` is copy; `This article was amended …` is not.
        # A word alone is the title of what is behind a link or below.
        says = phrase.count(" ") >= 2 or _UNSPACED_SENTENCE.fullmatch(phrase) is not None
        if says or (" " in known and NOTES.is_all_of(known)):
            return True
        after = text.strip().lstrip("([*【（※ ")[len(phrase) :]
        if _LABEL_END.match(after) and not after.startswith("-"):
            return True
    if emphasised and len(text) <= _LONGEST_UPDATED and UPDATED.begins(known) is not None:
        return True
    phrase = UPDATES.begins(known)
    if phrase is None or len(text) > 400 or is_update_line(text):
        return False
    head = text[: len(phrase) + 30]
    return _TIME.search(head) is not None and (
        emphasised or regex.search(r"\p{Nd}\s*[:.–—]\s", head) is not None
    )
