"""How fast a host is asked: less where it says so or slows down, more again where it does well.

Requests at once rise by steps and are halved by trouble, as TCP's window does (RFC 5681 section
3.1); the pause between two requests doubles by trouble and fades. As there, what fails together is
one trouble: requests that were under way when it was met say nothing new. The settings are the
upper bounds: what a site asks for by crawl-delay comes on top. Pure: the clock is an argument.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_STEP = 0.25
"""What a good answer adds to the requests at once."""
_FIRST_GAP_S = 1.0
_LONGEST_GAP_S = 60.0
_LEAST_GAP_S = 0.05
_FADING = 0.8
_SLOW_TIMES = 3.0
_SLOW_S = 1.0
"""An answer is slow that takes so many times the usual, and at least so long."""
_LONGEST_PAUSE_S = 24 * 3600.0
_TOO_MUCH = {429, 503}


@dataclass(slots=True)
class HostRate:
    """What is known of a host's strength.

    Args:
        most: requests at once that the settings allow.

    Attributes:
        gap_s: pause between the beginnings of two requests, in seconds.
        paused_until: no request begins before this, in seconds of the caller's clock.
    """

    most: int
    gap_s: float = 0.0
    paused_until: float = 0.0
    _at_once: float = 0.0
    _usual_s: float | None = None
    _slowed_at: float = -math.inf

    def __post_init__(self) -> None:
        self._at_once = float(self.most)

    @property
    def at_once(self) -> int:
        """Requests at once that it takes well."""
        return max(1, int(self._at_once))

    def answered(
        self, now: float, latency_s: float, status: int, retry_after_s: float | None
    ) -> None:
        """Learn from an answer.

        Args:
            now: the clock, in seconds.
            latency_s: from the request to the first byte, in seconds.
            status: HTTP status.
            retry_after_s: what its Retry-After asks for, in seconds.
        """
        if status in _TOO_MUCH:
            self.failed(now, latency_s, retry_after_s)
            return
        usual = self._usual_s
        self._usual_s = latency_s if usual is None else 0.9 * usual + 0.1 * latency_s
        if usual is not None and latency_s > max(_SLOW_S, _SLOW_TIMES * usual):
            self._at_once = max(1.0, self._at_once * _FADING)
            return
        self._at_once = min(float(self.most), self._at_once + _STEP)
        self.gap_s = self.gap_s * _FADING if self.gap_s > _LEAST_GAP_S else 0.0

    def failed(self, now: float, took_s: float, retry_after_s: float | None = None) -> None:
        """Learn from a request that was refused for now, or got no answer in time.

        Args:
            now: the clock, in seconds.
            took_s: from the request to its failure, in seconds.
            retry_after_s: what its Retry-After asks for, in seconds.
        """
        if now - took_s >= self._slowed_at:
            self._slowed_at = now
            self._at_once = max(1.0, self._at_once / 2)
            self.gap_s = min(_LONGEST_GAP_S, max(_FIRST_GAP_S, 2 * self.gap_s))
        pause_s = min(_LONGEST_PAUSE_S, max(self.gap_s, retry_after_s or 0.0))
        self.paused_until = max(self.paused_until, now + pause_s)
