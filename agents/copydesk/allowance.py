"""How often something may happen: so many times a second, and no burst after a quiet time."""

from __future__ import annotations


class Allowance:
    """A bucket of so many a second, which holds those of one second: one alone never waits.

    Args:
        per_s: how many a second.
    """

    def __init__(self, per_s: float) -> None:
        self._per_s = per_s
        self._most = max(1.0, per_s)
        self._left = self._most
        self._at = 0.0

    def left(self, now: float) -> int:
        """Return how many may be taken now, by any clock in seconds that only goes forward."""
        self._left = min(self._most, self._left + (now - self._at) * self._per_s)
        self._at = now
        return int(self._left)

    def take(self, count: int) -> None:
        """Note that so many are taken."""
        self._left -= count
