"""Rights in the headers of an answer: TDMRep, RSL, Content-Usage, Content-Signal, noai."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from copydesk.events import RightsSignal

from .tdmrep import said

RSL_TYPE = "application/rsl+xml"
_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:\"[^\"]*\"|[^\s,;\"]*))?)*)")
_PARAMETER = re.compile(r";\s*([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s,;\"]*))")
_NO_AI = re.compile(r"(?<![\w-])(?:noai|noimageai)(?![\w-])", re.IGNORECASE)


def header_signals(headers: Mapping[str, str], url: str, read_at: datetime) -> list[RightsSignal]:
    """Return the signals in headers.

    Args:
        headers: names in lower case; repeated ones joined by a comma.
        url: the page they came with.
        read_at: when.
    """
    return [
        RightsSignal(kind=kind, value=value, url=url, read_at=read_at)
        for kind, value in _found(headers)
    ]


def _found(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if reservation := headers.get("tdm-reservation", "").strip():
        yield "tdm-header", said(reservation, headers.get("tdm-policy", "").strip())
    for target in rsl_links(headers.get("link", "")):
        yield "rsl-header", target
    for name in ("content-usage", "content-signal"):
        if value := headers.get(name, "").strip():
            yield name, value
    if words := no_ai(headers.get("x-robots-tag", "")):
        yield "noai-header", words


def rsl_links(link: str) -> Iterator[str]:
    """Yield the targets of a Link header (RFC 8288) that are RSL licences."""
    for target, parameters in _LINK.findall(link):
        known = {
            name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(parameters)
        }
        if (
            "license" in known.get("rel", "").lower().split()
            and known.get("type", "").lower() == RSL_TYPE
        ):
            yield target


def no_ai(robots: str) -> str:
    """Return which of `noai` and `noimageai` the text of a robots header or element has."""
    return ", ".join(dict.fromkeys(word.lower() for word in _NO_AI.findall(robots)))
