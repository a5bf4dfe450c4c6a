"""Which hub a feed names, and under which topic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.websub.discovery import Offer, offer_of

URL = "https://feeds.a.example/rss.xml"
SELF = "https://www.a.example/rss"
HUB, OTHER = "https://hub.example/", "https://other.example/hub"


@pytest.mark.parametrize(
    ("link", "hubs", "own", "offer"),
    [
        ("", (HUB,), SELF, Offer((HUB,), SELF)),
        ("", (HUB, OTHER), None, Offer((HUB, OTHER), URL)),
        (f'<{HUB}>; rel="hub", <{SELF}>; rel="self"', (), None, Offer((HUB,), SELF)),
        (f"<{HUB}>;rel=hub,<{SELF}>;rel=SELF", (), None, Offer((HUB,), SELF)),
        (f'<{SELF}>; rel="alternate self", <{HUB}>; rel="x hub"', (), None, Offer((HUB,), SELF)),
        ('</hub>; rel=hub; title="a, <b>; rel=self"', (), None, Offer((f"{URL[:23]}/hub",), URL)),
        (f"<{OTHER}>; rel=hub", (HUB,), SELF, Offer((OTHER, HUB), SELF)),
        (f"<{HUB}>; rel=hub", (HUB,), None, Offer((HUB,), URL)),
        # Of another site: someone else's feed.
        ("", (HUB,), "https://b.example/rss", Offer((HUB,), URL)),
        (f"<{HUB}>; rel=hub, <https://b.example/>; rel=self", (), SELF, Offer((HUB,), URL)),
        ("<mailto:a@b.example>; rel=hub, <http://[>; rel=hub", (), SELF, None),
        (f"<{SELF}>; rel=self", (), SELF, None),
        (f"<{HUB}", (), None, None),
        ("", (), None, None),
    ],
)
def test_what_a_feed_offers(
    link: str, hubs: tuple[str, ...], own: str | None, offer: Offer | None
) -> None:
    assert offer_of(hubs, own, {"link": link} if link else {}, URL, URL) == offer


def test_where_a_redirect_leads_is_no_topic() -> None:
    away = "https://cdn.b.example/42/rss.xml"
    assert offer_of((), None, {"link": "</hub>; rel=hub"}, away, URL) == Offer(
        ("https://cdn.b.example/hub",), URL
    )
    # Another's feed stays another's, also where the answer came from there.
    assert offer_of((HUB,), away, {}, away, URL) == Offer((HUB,), URL)
    assert offer_of((HUB,), SELF, {}, away, URL) == Offer((HUB,), SELF)


def test_what_could_not_be_remembered_is_not_offered() -> None:
    long = f"https://www.a.example/{'x' * 2000}"
    assert offer_of((long,), None, {}, URL, URL) is None
    assert offer_of((HUB,), long, {}, URL, URL) == Offer((HUB,), URL)
    assert offer_of(("https://hub.example/\ud800",), None, {}, URL, URL) is None


@given(st.text(st.characters(codec="utf-8")))
def test_no_header_raises(link: str) -> None:
    offer_of((), None, {"link": link}, URL, URL)
    offer_of((), None, {"link": f"<{link}>; rel=hub, <{link}>; rel=self"}, URL, URL)
