"""Lines that say how to reach or follow whoever wrote, told by what they say."""

from __future__ import annotations

import regex

from copydesk.normalize.folding import folded

from .phrases_calls import CHANNELS, CONTACTS, FOLLOWS

_LONGEST = 120
_ADDRESS = regex.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])@\w{2,30}"
    r"|(?:https?://)?(?:www\.)?(?:twitter|x|facebook|instagram|t|linkedin)\.(?:com|me)/[\w./-]+"
)
_BETWEEN = regex.compile(r"[\p{P}\p{S}\s]*(?:(?:and|und|et|y|e|dan|и|و)[\p{P}\p{S}\s]*)?")
_SEVERAL = 2


def is_contact(text: str) -> bool:
    """Return whether a line is addresses alone, or calls to use those that it has.

    `Write to Ada Berg at ada.berg@post.example`, `Follow Newsday on Instagram and YouTube.`; a
    sentence of copy that has an address does not begin with a call.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return False
    found = len(_ADDRESS.findall(text))
    if found and all(_BETWEEN.fullmatch(rest) for rest in _ADDRESS.split(text)):
        return True
    known = folded(text)
    if found and CONTACTS.begins(known) is not None:
        return True
    follows = FOLLOWS.begins(known)
    if follows is None:
        return False
    named = CHANNELS.count(known[len(follows) :])
    return named >= _SEVERAL or bool(found and named)
