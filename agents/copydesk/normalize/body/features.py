"""What is known of each block of a page, as numbers: what the vote is cast on."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from . import hints
from .segment import FLAGS, TOKEN, Node
from .voters import Ballot, Reading, Voice, is_in

_SENTENCE_ENDS = frozenset(".!?…。।؟！？።։»”\"')]」』")
_COMMAS = re.compile(r"[,،、，;；]")
_CONTACT = re.compile(r"@\w|https?://|www\.|\w\.(?:com|org|net)\b")
_BULLET = re.compile(r"^[•·►▶»>|*\-–—■●◆※→]")
_LABEL = re.compile(r"^[^\W\d_][^:：.!?。]{1,28}[:：](?=\s?\S)")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b")
_CREDIT = re.compile(
    r"^(?:[(\[]?\s*(?:photo|image|picture|foto|fotos|imagen|bild|фото|photograph|source|credit"
    r"|crédit|写真|图|圖|사진|تصویر|عکس|صورة)\b|©|copyright\b)"
    r"|(?:getty|reuters|afp|shutterstock|epa|istock|alamy)\W*$|/(?:ap|afp|getty|reuters)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"^\W*(?:read (?:more|also|next)|also read|related|see (?:also|more)|more:|more on|watch"
    r"|recommended|don't miss|leggi anche|baca juga|lire aussi|leia (?:também|mais)|lesen sie"
    r"|читайте|on [A-Z]\w+\.com:)",
    re.IGNORECASE,
)
_PROMOTION = (
    *("sign up", "subscri", "newsletter", "follow us", "follow @", "click here", "download"),
    *("share this", "advertisement", "continue reading", "story continues", "copyright", "©"),
    *("all rights", "contact ", "get the", "get our", "delivered", "join ", "listen", "tell us"),
    *("have a tip", "reached at", "reach at", "our app", "podcast"),
)
_ABOUT = re.compile(
    r"^(?:by [A-Z]|published|updated|posted|reporting by|editing by|the associated press"
    r"|\(?reporting)|is (?:a|an|the) .{0,60}(?:reporter|writer|editor|journalist|contributor"
    r"|correspondent|professor|author)|headquartered|founded in|'s (?:book|latest)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[.,!?;:।。、،]")
_SENTENCES = re.compile(r"[.!?。।؟](?:\s|$)")
_KINDS = {
    "p": "p",
    "h1": "h1",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    **dict.fromkeys(("td", "th", "caption"), "cell"),
    "div": "div",
    "figcaption": "caption",
}
_KIND_NAMES = {kind: f"is {kind}" for kind in (*dict.fromkeys(_KINDS.values()), "other")}
_NO_KIND = dict.fromkeys(_KIND_NAMES.values(), 0.0)
_HINT_NAMES = tuple(f"hint {name}" for name in hints.NAMES)
_MAIN_SHARE = 0.8
_STRONG = 0.6
_NO_BALLOT = Ballot(())


@dataclass(frozen=True, slots=True)
class Context:
    """What else is known of the page."""

    title: str = ""
    """Title and first-level headings."""
    description: str = ""
    """What meta elements say in summary."""
    stated: str = ""
    """The body as JSON-LD gives it; empty if it gives none."""


def features(
    reading: Reading, voices: Mapping[str, Voice], context: Context
) -> list[dict[str, float] | None]:
    """Return the features of each block, 0 to 1 but for logarithms; None where nobody votes for it.

    Args:
        reading: the page's blocks.
        voices: of the extractors, by their names.
        context: what else is known.
    """
    page = _Votes(reading, voices, context)
    count = len(reading.blocks)
    return [page.features(at) if page.is_candidate(at) else None for at in range(count)]


class _Votes:
    def __init__(self, reading: Reading, voices: Mapping[str, Voice], context: Context) -> None:
        self._blocks = blocks = reading.blocks
        ballots = [
            # Short links are not worth it: most blocks of a page are those.
            _NO_BALLOT if block.link_share > 0.9 and block.words < 12 else reading.ballot(at)
            for at, block in enumerate(blocks)
        ]
        self._names = [f"voice {name}" for name in voices]
        self._voices = [[voice.of(one) for voice in voices.values()] for one in ballots]
        self._in_dense = reading.in_densest
        stated = Voice(context.stated) if context.stated else None
        self._stated = [stated.of(one) if stated else 0.5 for one in ballots]
        description = Voice(context.description)
        self._described = [description.of(one) if one.shingles else 0.0 for one in ballots]
        self._title = {token.casefold() for token in TOKEN.findall(context.title)}
        self._votes = [
            (sum(voices_) + dense) / (len(voices_) + 1)
            for voices_, dense in zip(self._voices, self._in_dense, strict=True)
        ]
        self._repeats = Counter(block.text for block in blocks)
        self._weigh()

    def _weigh(self) -> None:
        """Find where the mass of the copy is: its container, its kind of element, its ends."""
        mass: dict[Node, float] = defaultdict(float)
        by_kind: dict[object, float] = defaultdict(float)
        total = 0.0
        for block, vote in zip(self._blocks, self._votes, strict=True):
            weight = min(block.words, 100.0) * vote * (1 - block.link_share)
            total += weight
            by_kind[block.kind] += weight
            node = block.node.parent
            while node is not None:
                mass[node] += weight
                node = node.parent
        self._total = max(total, 1.0)
        self._by_kind = by_kind
        within = [node for node, held in mass.items() if held >= _MAIN_SHARE * total]
        self._main = max(within, key=lambda node: node.depth, default=None)
        self._in_main = [is_in(block.node, self._main) for block in self._blocks]
        strong = [
            at
            for at, block in enumerate(self._blocks)
            if self._votes[at] > _STRONG and block.words >= 10 and self._in_main[at]
        ]
        self._first = strong[0] if strong else 0
        self._last = strong[-1] if strong else len(self._blocks) - 1

    def is_candidate(self, at: int) -> bool:
        """Return whether anything speaks for a block."""
        return self._in_main[at] or self._votes[at] > 0

    def _vote(self, at: int) -> float:
        return self._votes[at] if 0 <= at < len(self._votes) else 0.0

    def _heavy(self, at: int) -> float:
        if not 0 <= at < len(self._votes):
            return 0.0
        return self._votes[at] * min(self._blocks[at].words, 40.0) / 40

    def features(self, at: int) -> dict[str, float]:
        block, node = self._blocks[at], self._blocks[at].node
        text, words, linked = block.text, block.words, block.link_share
        voices, dense = self._voices[at], self._in_dense[at]
        found: dict[str, float] = {}
        found.update(zip(self._names, voices, strict=True))
        found["dense"] = dense
        found["all agree"] = float(all(voice > _STRONG for voice in voices) and dense)
        found["none agrees"] = float(all(voice < 0.3 for voice in voices) and not dense)
        found["stated"] = self._stated[at]
        found["vote 1 before"], found["vote 1 after"] = self._vote(at - 1), self._vote(at + 1)
        found["vote 2 before"], found["vote 2 after"] = self._vote(at - 2), self._vote(at + 2)
        found["weight before"], found["weight after"] = self._heavy(at - 1), self._heavy(at + 1)
        found["log words"] = math.log1p(words)
        found["short"], found["long"] = float(words < 6), float(words >= 25)
        found["links"], found["all links"] = linked, float(linked > 0.8)
        found["links, short"] = linked * (words < 25)
        sentence = float(text[-1] in _SENTENCE_ENDS)
        found["sentence end"] = sentence
        kind = _KINDS.get(str(node.element.tag), "other")
        found.update(_NO_KIND)
        found[_KIND_NAMES[kind]] = 1.0
        main = self._main if self._in_main[at] and self._main is not None else None
        between = node.hints - (main.hints if main else 0)
        own = hints.unpack(between + block.own_hints) if between or block.own_hints else _NO_HINTS
        found.update(zip(_HINT_NAMES, own, strict=True))
        found.update(_flagged(node.flags))
        found["in main"] = float(main is not None)
        found["below main"] = min(node.depth - main.depth, 8) / 8 if main else 1.0
        share = self._by_kind[block.kind] / self._total
        found["signature"], found["main signature"] = share, float(share > 0.3)
        found["before copy"] = min(10, max(0, self._first - at)) / 10
        found["after copy"] = min(10, max(0, at - self._last)) / 10
        found["in copy"] = float(self._first <= at <= self._last)
        found["is first"], found["is last"] = float(at == self._first), float(at == self._last)
        found["just before"] = float(1 <= self._first - at <= 2)
        found["just after"] = float(1 <= at - self._last <= 2)
        shared = sum(map(self._title.__contains__, map(str.casefold, block.tokens)))
        in_title = shared / max(1, len(block.tokens))
        found["in title"] = in_title
        found["is title"] = float(in_title > 0.9 and len(block.tokens) > 3)
        found["described"] = self._described[at]
        found["described, above"] = self._described[at] * (at <= self._first)
        found["repeated"] = float(self._repeats[text] > 1)
        found["emphasised"] = float(block.emphasised)
        found["emphasised, late"] = float(block.emphasised and at >= self._last)
        found["colon"] = float(text.endswith((":", "：")))
        found["label"] = float(_LABEL.match(text) is not None)
        found["label, links"] = found["label"] * (linked > 0.3)
        found["bullet"] = float(_BULLET.match(text) is not None)
        found["commas"] = min(5, len(_COMMAS.findall(text))) / 5
        found["contact"] = float(words < 80 and _CONTACT.search(text) is not None)
        found["contact, late"] = found["contact"] * (at >= self._last)
        found["credit"] = float(words < 80 and _CREDIT.search(text) is not None)
        found["credit, short"] = found["credit"] * (words < 30)
        found["time"] = float(words < 14 and _TIME.search(text) is not None)
        # A text has few different characters.
        letters = set(text)
        found["digits"] = sum(map(text.count, filter(str.isdigit, letters))) / len(text)
        found["capitals"] = sum(map(text.count, filter(str.isupper, letters))) / len(text)
        found["late, short"] = float(at >= self._last and words < 12)
        found["run of p"] = float(kind == "p" and sentence and words >= 12)
        found["late"] = late = float(at >= self._last - 3)
        also = float(_ALSO.search(text) is not None)
        found["also"], found["also, links"] = also, also * (linked > 0.3)
        promotion = float(words < 80 and any(map(text.lower().__contains__, _PROMOTION)))
        found["promotion"], found["promotion, short"] = promotion, promotion * (words < 40)
        found["promotion, late"] = promotion * late
        found["promotion, links"] = promotion * (linked > 0.1)
        about = float(words < 80 and _ABOUT.search(text) is not None)
        found["about"], found["about, late"] = about, about * late
        found["about, emphasised"] = about * block.emphasised
        found["unpunctuated"] = float(words >= 20 and _POINTS.search(text) is None)
        found["bar"] = float("|" in text)
        found["sentences"] = min(4, len(_SENTENCES.findall(text))) / 4
        found["quotation"] = float(text[0] in "\"“‘'«„「")
        return found


_NO_HINTS = (0.0,) * len(hints.NAMES)


@lru_cache(maxsize=1024)
def _flagged(flags: int) -> dict[str, float]:
    return {name: float(flags & bit != 0) for name, bit in FLAGS.items()}
