"""Pages that tell people from programs."""

from __future__ import annotations

from .answer import Answer

_PATH = b"/cdn-cgi/challenge-platform/"


def is_challenge(answer: Answer) -> bool:
    """Return whether an answer is a challenge of Cloudflare.

    It says so in a header (its documentation, `cf-mitigated`); older ones are known by status,
    server, and the path of what their page loads.
    """
    if answer.headers.get("cf-mitigated", "").strip().lower() == "challenge":
        return True
    server = answer.headers.get("server", "").strip().lower()
    return answer.status in (403, 503) and server == "cloudflare" and _PATH in answer.body
