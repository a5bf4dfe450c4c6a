"""Which hubs a feed names, and under which topic (WebSub section 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

import weblinking

from copydesk.errors import PermanentError
from copydesk.sites import site_of

_LONGEST = 2000
"""Bytes of an address: each feed's state holds two."""


class Offer(NamedTuple):
    """That a feed can be pushed."""

    hubs: tuple[str, ...]
    """Addresses of hubs, at least one, in the feed's order."""
    topic: str
    """What to subscribe to: the address by which the hubs know the feed."""


def offer_of(
    hubs: Sequence[str],
    own: str | None,
    headers: Mapping[str, str],
    url: str,
    address: str,
    extra_suffixes: Sequence[str] = (),
) -> Offer | None:
    """Return what a feed offers; None where it names no hub.

    Link headers come before links in the document, as section 4 wants it.

    Args:
        hubs: the document's links with rel=hub, absolute.
        own: its link with rel=self. Believed only within the feed's site: anyone may name
            another's feed there.
        headers: of the answer, names in lower case.
        url: where the answer came from, for relative addresses.
        address: where it was asked for: the topic where no other is believed. Where redirects
            lead may be another place each time.
        extra_suffixes: as for `sites.site_of`.
    """
    linked = weblinking.parse(headers.get("link", ""))
    named = [_absolute(one.uri, url) for one in weblinking.find_all(linked, "hub")]
    found = tuple(dict.fromkeys(hub for hub in (*named, *hubs) if hub and _site(hub)))
    if not found:
        return None
    header = weblinking.find(linked, "self")
    topic = (header and _absolute(header.uri, url)) or own
    same = topic and _site(topic, extra_suffixes) == _site(address, extra_suffixes)
    return Offer(found, topic if topic and same else address)


def _absolute(reference: str, url: str) -> str | None:
    try:
        return urljoin(url, reference)
    except ValueError:
        return None


def _site(url: str, extra_suffixes: Sequence[str] = ()) -> str | None:
    """Return an address's site; None for what is none, or could not be remembered or sent."""
    try:
        return site_of(url, extra_suffixes) if len(url.encode()) <= _LONGEST else None
    except (PermanentError, UnicodeEncodeError):
        return None
