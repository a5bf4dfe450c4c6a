"""What each error of a poll means for the next one: one rule each. No error kills a feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from copydesk.errors import CopydeskError, TransientError
from copydesk.http.answer import Answer
from copydesk.http.challenge import is_challenge
from copydesk.http.waiting import retry_after_s

_MINUTE_S = 60.0
_HOUR_S = 3600.0
DAY_S = 86400.0
"""A feed that comes back is noticed within a day, whatever the error."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How long to wait after failures in a row, in seconds."""

    first_s: float = 0.0
    """After the first; never less than the feed's shortest interval."""
    factor: float = 2.0
    """For each further one."""
    later_only: bool = False
    """Whether jitter may only make it later."""
    state: Literal["failing", "muted"] = "failing"

    def wait_s(self, failures: int, shortest_s: float) -> float:
        """Return the seconds after so many failures in a row, at most a day."""
        steps = self.factor ** min(failures - 1, 20)
        return min(max(self.first_s, shortest_s) * steps, DAY_S)


_BUSY = Rule()
_ABSENT = Rule(first_s=15 * _MINUTE_S)
_REFUSED = Rule(first_s=_HOUR_S)

RULES: Mapping[str, Rule] = {
    # Gone, on purpose: RFC 9110 section 15.5.11.
    "http-410": Rule(first_s=DAY_S, state="muted"),
    "http-404": _ABSENT,
    "http-401": _REFUSED,
    "http-403": _REFUSED,
    # RFC 6585 section 4. Asking it too early makes it worse.
    "http-429": Rule(first_s=15 * _MINUTE_S, factor=4.0, later_only=True),
    "timed-out": _BUSY,
    "too-slow": _BUSY,
    "connection": _BUSY,
    "dns-unanswered": _BUSY,
    # Resolvers keep a name's absence for some minutes: RFC 2308 section 5.
    "dns": Rule(first_s=10 * _MINUTE_S),
    # People mend certificates.
    "tls": _REFUSED,
    "challenge": Rule(first_s=6 * _HOUR_S),
    "not-a-feed": _ABSENT,
}


def rule_of(code: str) -> Rule:
    """Return the rule of an error's code; any other answer of a server in trouble is like 503."""
    if code in RULES:
        return RULES[code]
    return _BUSY if code.startswith("http-5") else _ABSENT


def check(answer: Answer) -> None:
    """Pass a good answer.

    Raises:
        TransientError: any status but 2xx (`http-404`), or a page that tells people from
            programs (`challenge`).
    """
    if 200 <= answer.status < 300 and not is_challenge(answer):
        return
    asked = retry_after_s(answer.headers, answer.started)
    url = answer.final_url
    if is_challenge(answer):
        raise TransientError(
            f"{url} wants to see a person (a Cloudflare challenge): ask its people to let feed"
            " readers pass",
            code="challenge",
            retry_after_s=asked,
        )
    raise TransientError(
        f"{url} answered {answer.status}", code=f"http-{answer.status}", retry_after_s=asked
    )


def code_of(error: Exception) -> str:
    """Return an error's stable code."""
    return error.code if isinstance(error, CopydeskError) else "exception"
