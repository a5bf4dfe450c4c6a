"""What was recognised, and by what."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.errors import PermanentError


@dataclass(frozen=True, slots=True)
class Verdict:
    """A page in which no article is."""

    code: str
    """Stable: soft-404, consent-wall, login-wall, script-shell, section-front."""
    sentence: str
    """For a person: what it is."""
    evidence: str
    """What in the page or its addresses says so."""

    def refusal(self, url: str) -> PermanentError:
        """Return the error for a page that is this."""
        return PermanentError(
            f"{url} {self.sentence}: {self.evidence}",
            code=self.code,
            url=url,
            evidence=self.evidence,
        )
