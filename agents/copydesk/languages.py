"""Language tags: BCP 47 in its usual spelling."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?:[-_](?P<script>[a-z]{4}))?"
    r"(?:[-_](?P<region>[a-z]{2}|\d{3}))?"
    r"(?:[-_.@].*)?",
    re.IGNORECASE,
)
# Codes that were withdrawn from ISO 639 and that pages and feeds still use.
_OLD = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro"}


def language_tag(text: str | None) -> str | None:
    """Return a declared language as language[-Script][-REGION], or None where it is none.

    Spelling as RFC 5646 section 2.1.1 recommends; withdrawn codes are replaced.
    """
    found = _TAG.fullmatch((text or "").strip())
    if found is None:
        return None
    language = found["language"].lower()
    parts = [_OLD.get(language, language)]
    if found["script"]:
        parts.append(found["script"].title())
    if found["region"]:
        parts.append(found["region"].upper())
    return "-".join(parts)
