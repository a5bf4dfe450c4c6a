"""One date that somebody states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from copydesk.dates import Stamp

Role = Literal["published", "modified"]
_KINDS = {"page text": "text", "url": "url", "feed": "feed"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A date, what it is said to be, and by whom."""

    role: Role
    """What it is the date of."""
    source: str
    """As `FieldProvenance.from_`: json-ld, opengraph, meta, microdata, page text, url, feed."""
    stamp: Stamp
    """What it says."""
    weight: float
    """How far it is trusted, 0 to 1, before it is compared."""

    @property
    def kind(self) -> str:
        """Who says it: one software writes all that machines read, so that counts once."""
        return _KINDS.get(self.source, "machine")

    @property
    def timed(self) -> bool:
        """Whether it tells the time of day."""
        return self.stamp.precision in ("second", "minute")
