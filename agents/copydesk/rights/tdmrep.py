"""TDMRep: the file on the origin server (W3C Community Group Final Report, 10 May 2024)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson

from copydesk.events import RightsSignal

from .patterns import matches, normal, path_of

WELL_KNOWN = "/.well-known/tdmrep.json"
_MOST_RULES = 5000


@dataclass(frozen=True, slots=True)
class TdmFile:
    """The rules of a tdmrep.json."""

    url: str
    read_at: datetime
    rules: tuple[tuple[str, int, str], ...] = ()
    """Location, reservation and policy, in their order."""

    def signals(self, page: str) -> list[RightsSignal]:
        """Return what the first rule that matches says; nothing matches: nothing is said."""
        path = path_of(page)
        for location, reservation, policy in self.rules:
            if matches(location, path):
                value = said(str(reservation), policy)
                return [
                    RightsSignal(
                        kind="tdmrep-file", value=value, url=self.url, read_at=self.read_at
                    )
                ]
        return []


def said(reservation: str, policy: str) -> str:
    """Return the two properties as one text, as a signal's value has them."""
    value = f"tdm-reservation={reservation}"
    return f"{value}; tdm-policy={policy}" if policy else value


def read_tdmrep(body: bytes, url: str, read_at: datetime) -> TdmFile:
    """Read the file; what is no rule is passed over, what is no such file has none."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        data = []
    rules = []
    for one in data[:_MOST_RULES] if isinstance(data, list) else []:
        if not isinstance(one, dict):
            continue
        location, reservation = one.get("location"), one.get("tdm-reservation")
        policy = one.get("tdm-policy")
        # Other values are errors of the protocol, and like none.
        if isinstance(location, str) and str(reservation) in ("0", "1"):
            rules.append(
                (normal(location), int(str(reservation)), policy if isinstance(policy, str) else "")
            )
    return TdmFile(url, read_at, tuple(rules))
