"""Bylines that stand as lines above or below the copy, told by their form."""

from __future__ import annotations

import regex

_PERSON = (
    r"\p{Lu}[\p{L}\p{M}.'’-]*"
    r"(?:\s(?:(?:de|da|di|van|von|der|la|le|el|bin|al)\s){0,2}\p{Lu}[\p{L}\p{M}.'’-]*){1,3}"
)
_AND = r"(?:,\s|\s(?:and|und|et|y|e|i|og|och|ja|en|a|и|та|і|και|ve|&)\s)"
_BY = regex.compile(
    r"^(?i:by|von|par|por|di|door|av|af|od|przez|от|від|автор|подготовила?|беседовала?|записала?|του|της|των|text|tekst|oleh|na)\s"
    r"(?:(?i:our|unserem?|notre|nuestro|nostro|ανταποκριτή|απεσταλμένου)\s(?:\p{L}+\s){0,2}?)?"
    rf"{_PERSON}(?:{_AND}{_PERSON}){{0,3}}(?:\s*[,|·@(–—-].*|\s\p{{Nd}}.*)?$"
)
_NAMES_AND_PLACE = regex.compile(rf"^{_PERSON}{_AND}{_PERSON}(?:,\s\p{{Lu}}[\p{{L}}\s-]{{2,30}})?$")
_NAMES = regex.compile(rf"^{_PERSON}(?:{_AND}{_PERSON}){{0,2}}\.?$")
_SURNAME = regex.compile(r"\s\p{Lu}{3,}(?=\.?$|,|\s\p{Ll}{1,3}\s)")
_LONGEST, _LONGEST_NAMES = 160, 60
_FULL_NAME = 3
"""Words of one person's name at most, where it stands alone."""


def is_byline(text: str) -> bool:
    """Return whether a line is `By NAME`, with or without what a byline has behind it."""
    return len(text) <= _LONGEST and _BY.match(text) is not None


def is_names_and_place(text: str) -> bool:
    """Return whether a line is several names, or names and a place: `A B and C D, Place`."""
    return len(text) <= _LONGEST and _NAMES_AND_PLACE.match(text) is not None


def is_signature(text: str, emphasised: bool) -> bool:
    """Return whether a line is names alone: set apart, or with their surnames in capitals."""
    if len(text) > _LONGEST_NAMES or _NAMES.match(text) is None or "." in text[:-1]:
        return False
    if _SURNAME.search(text) and not text.isupper():
        return True
    return emphasised and (text.endswith(".") or "," in text or len(text.split()) <= _FULL_NAME)
