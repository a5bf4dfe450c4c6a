"""What a site says in machine-readable form about the use of its text by AI systems."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from .base import Part


class RightsSignal(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One signal, as it was met."""

    kind: str
    """Where it is from: tdmrep-file, tdm-header, tdm-meta, rsl-robots, rsl-header, rsl-link,
    robots-train, robots-input, content-signal, content-usage-robots, content-usage,
    noai-header, noai-meta."""
    value: str
    """What it says, raw; of robots.txt by purpose the crawlers that may not read the page."""
    url: str
    """Where it was read."""
    read_at: datetime
    """When it was read (a recorded time, UTC)."""


class AiUse(Part, frozen=True, kw_only=True, omit_defaults=True):
    """What the signals together say about use by AI systems: training and mining of the text."""

    answer: Literal["allowed", "reserved", "unknown"]
    """Computed from the signals; the most restrictive of them counts."""
    signals: tuple[RightsSignal, ...] = ()
    """The signals themselves, those of the site first."""
