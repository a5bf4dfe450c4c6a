"""What a date says, before anybody knows which instant it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

Precision = Literal["second", "minute", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as printed."""

    local: datetime
    """The time on the clock of whoever printed it, naive."""
    minutes: int | None = None
    """Its offset, in minutes east of UTC; None where none is printed."""
    precision: Precision = "second"
    """The smallest unit that is printed."""
    named: bool = False
    """Whether the zone is printed as a name, `WAT`, and not as a number."""
    other: datetime | None = None
    """What it is where 3/4 is the other way round; None where there is only one way."""

    @property
    def utc(self) -> datetime:
        """The instant; UTC is taken where no zone is printed.

        Raises:
            OverflowError: it is before the year 1 or after 9999.
        """
        return (self.local - timedelta(minutes=self.minutes or 0)).replace(tzinfo=UTC)
