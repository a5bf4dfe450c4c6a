"""What the signals together say: pure, and the only place with an opinion.

Each scheme makes one statement by its own rules:

- **TDMRep** (W3C CG Final Report, 'Processing priority'): the page's meta over its header over
  the site's file; 1 is reserved, 0 allowed, anything else nothing.
- **Content-Usage** (draft-ietf-aipref-vocab, 'Combining Preferences'): a `n` for automated
  processing, training or output by AI is reserved; a `y` for training, without any `n`, allowed.
  Search is no use that is meant here.
- **Content-Signal** (contentsignals.org): `ai-train` or `ai-input` at `no` is reserved (the
  policy calls it an express reservation under Article 4 of Directive (EU) 2019/790);
  `ai-train=yes` allowed; what is absent is neither.
- **robots.txt by purpose**: a crawler for training that may not read the page is a reservation.
  One that may is no permission: access is not use. Crawlers for answers are recorded only.
- **noai** is reserved; `noimageai` is about pictures and recorded only.
- **RSL** (1.0): there are terms, which must be kept before the text is used; unread they are
  reserved.

Then the most restrictive counts, as the AIPREF vocabulary combines statements: reserved before
allowed before unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from copydesk.events import AiUse, RightsSignal

Answer = Literal["allowed", "reserved", "unknown"]

_BY_PRIORITY = ("tdm-meta", "tdm-header", "tdmrep-file")
_RESERVED_BY_BEING = ("robots-train", "rsl-robots", "rsl-header", "rsl-link")
_USES = ("bots", "train-ai", "train-genai", "ai-output", "ai-use")
"""Categories of AI use in the versions of the vocabulary so far."""
_TRAINING = ("bots", "train-ai", "train-genai", "ai-use")
_MEMBER = re.compile(r"([a-z*][a-z0-9_.*-]*)(?:=([^;]*))?(?:;.*)?")
_MOST_SIGNALS = 40
_LONGEST_VALUE = 1000


def ai_use(signals: Sequence[RightsSignal]) -> AiUse | None:
    """Return the field of an article; None where nothing was said."""
    if not signals:
        return None
    kept = bounded(signals)
    return AiUse(answer=answer(kept), signals=kept)


def answer(signals: Iterable[RightsSignal]) -> Answer:
    """Return what the signals say together."""
    by_kind: dict[str, list[str]] = {}
    for one in signals:
        by_kind.setdefault(one.kind, []).append(one.value)
    statements = {_tdm(by_kind)}
    for kind, values in by_kind.items():
        statements |= {_statement(kind, value) for value in values}
    if "reserved" in statements:
        return "reserved"
    return "allowed" if "allowed" in statements else "unknown"


def _tdm(by_kind: dict[str, list[str]]) -> Answer:
    for kind in _BY_PRIORITY:
        for value in by_kind.get(kind, ()):
            reservation = value.partition(";")[0].removeprefix("tdm-reservation=")
            if reservation in ("0", "1"):
                return "reserved" if reservation == "1" else "allowed"
    return "unknown"


def _statement(kind: str, value: str) -> Answer:
    if kind in _RESERVED_BY_BEING:
        return "reserved"
    if kind in ("noai-header", "noai-meta"):
        return "reserved" if "noai" in value.split(", ") else "unknown"
    if kind == "content-signal":
        said = {k.strip().lower(): v.strip().lower() for k, v in _pairs(value)}
        if "no" in (said.get("ai-train"), said.get("ai-input")):
            return "reserved"
        return "allowed" if said.get("ai-train") == "yes" else "unknown"
    if kind in ("content-usage", "content-usage-robots"):
        return _usage(value)
    return "unknown"


def _pairs(value: str) -> Iterable[tuple[str, str]]:
    return [(name, said) for name, _, said in (one.partition("=") for one in value.split(","))]


def _usage(value: str) -> Answer:
    """Judge a dictionary of preferences (RFC 9651 section 3.2): malformed it says nothing."""
    stated: dict[str, str] = {}
    for member in value.split(","):
        found = _MEMBER.fullmatch(member.strip())
        if found is None:
            return "unknown"
        stated[found[1]] = (found[2] or "").strip()
    if any(stated.get(use) == "n" for use in _USES):
        return "reserved"
    return "allowed" if any(stated.get(use) == "y" for use in _TRAINING) else "unknown"


def bounded(signals: Sequence[RightsSignal]) -> tuple[RightsSignal, ...]:
    """Return signals as an event can carry them: not too many, none too long."""
    return tuple(map(_short, signals[:_MOST_SIGNALS]))


def _short(signal: RightsSignal) -> RightsSignal:
    if len(signal.value) <= _LONGEST_VALUE:
        return signal
    value = signal.value[:_LONGEST_VALUE]
    return RightsSignal(kind=signal.kind, value=value, url=signal.url, read_at=signal.read_at)
