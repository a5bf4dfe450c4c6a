"""The forms in which words and names are compared."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from copydesk.normalize.hygiene import fold
from copydesk.pages import words

# Spellings that one language's writers mix: hamza and no hamza, Arabic and Persian letters; the
# dot that case folding leaves of a Turkish capital.
_SAME = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("يى", "ی"),
        "ك": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "ـ": "",
        "\u0307": "",
        "’": "'",
        "ё": "е",
    }
)
_VOWEL_SIGNS = re.compile("[\u064b-\u0655\u0670]")


@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """Return a text as phrases are compared: `pages.words.fold`, and one spelling of a word."""
    return words.fold(_VOWEL_SIGNS.sub("", text.casefold()).translate(_SAME))


def site_names(*printed: str | None) -> set[str]:
    """Return the names of a site, and the initials of long ones, in the form of `fold`."""
    names = set()
    for name in filter(None, printed):
        names.add(fold(name))
        words_ = name.split()
        if len(words_) >= 3 and all(word[0].isalpha() for word in words_):
            names.add(fold(initials(name)))
            # 'of' and 'the' give no letter: Press of Ada is PA.
            names.add(fold(initials(" ".join(w for w in words_ if not w.islower()))))
    return names - {""}


def initials(name: str) -> str:
    """Return the first letters of a name's words, case folded."""
    return "".join(word[0] for word in name.split() if word[0].isalpha()).casefold()


class Phrases:
    """Phrases by language, compared folded."""

    def __init__(self, by_language: dict[str, str]) -> None:
        """Take phrases, split by `|`, of each language."""
        self.by_language = {
            language: tuple(folded(phrase) for phrase in phrases.split("|"))
            for language, phrases in by_language.items()
        }
        every = {phrase for phrases in self.by_language.values() for phrase in phrases if phrase}
        self._longest_first = tuple(sorted(every, key=lambda phrase: (-len(phrase), phrase)))
        self._all = frozenset(every)
        self._anywhere = re.compile("|".join(map(_as_word, self._longest_first)))

    def is_all_of(self, known: str) -> bool:
        """Return whether a folded text is one of the phrases."""
        return known in self._all

    def begins(self, known: str) -> str | None:
        """Return the longest phrase that a folded text begins with, as whole words."""
        if not known.startswith(self._longest_first):
            return None
        for phrase in self._longest_first:
            if known.startswith(phrase) and _is_end(known, len(phrase)):
                return phrase
        return None

    def ends(self, known: str) -> bool:
        """Return whether a folded text ends with one of the phrases, as whole words."""
        if not known.endswith(self._longest_first):
            return False
        return any(
            known.endswith(phrase)
            and (known == phrase or _parts(known[-len(phrase) - 1], phrase[0]))
            for phrase in self._longest_first
        )

    def within(self, known: str) -> bool:
        """Return whether a phrase occurs in a folded text.

        In Latin letters it is whole words; elsewhere words may go on, as endings do.
        """
        return self._anywhere.search(f" {known} ") is not None

    def count(self, known: str) -> int:
        """Return how many different phrases occur in a folded text; as for `within`."""
        return len(set(self._anywhere.findall(f" {known.replace(' ', '  ')} ")))


# Scripts that do not part words by spaces, or hang particles on them.
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Hangul}]"
)


def _is_end(text: str, at: int) -> bool:
    return at == len(text) or _parts(text[at], text[at - 1])


def _parts(outer: str, inner: str) -> bool:
    return outer == " " or _UNSPACED.match(inner) is not None


def _as_word(phrase: str) -> str:
    if phrase.isascii():
        return f" {phrase} "
    return re.escape(phrase) if _UNSPACED.match(phrase) else f" {re.escape(phrase)}"
