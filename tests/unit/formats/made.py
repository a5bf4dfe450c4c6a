"""Articles for the formats: the demo newsroom's, one with every field, and arbitrary ones."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from copydesk.codec import decode
from copydesk.demo.articles import written
from copydesk.demo.pages import article_page
from copydesk.demo.sites import SITES
from copydesk.enrich.enrich import enrich
from copydesk.events import Article, Change
from copydesk.events.article import (
    AltId,
    Author,
    Block,
    Body,
    Completeness,
    Counts,
    Dateline,
    FieldProvenance,
    Headline,
    Instant,
    Language,
    Medium,
    Provenance,
    Publisher,
)
from copydesk.events.discovered import FeedRef
from copydesk.headers import Order
from copydesk.normalize.article import normalize_page
from copydesk.publish.versions import decide
from copydesk.settings import NormalizeSettings
from tests.pages import facts

_EXAMPLE = Path(__file__).parents[3] / "schemas" / "examples" / "article.json"
_PORT, _START = 8080, 1_790_000_000
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def example() -> Article:
    """Return the contract's example."""
    return decode(_EXAMPLE.read_bytes(), Article)


def newsroom() -> list[Article]:
    """Return the first version of every article of the demo newsroom, five languages."""
    made: list[Article] = []
    for site in SITES:
        for article in written(site):
            if not article.allowed:
                continue
            version = article.versions[0]
            page = article_page(article, version, port=_PORT, start=_START, t=0)
            known = facts(
                site.url(_PORT, article.path), title=version.headline, feed_title=site.title
            )
            normalized = normalize_page(
                page.encode(site.encoding), known, NormalizeSettings(), ("newsroom.test",)
            )
            decision = decide(None, enrich(normalized), Order(1, 0, len(made)))
            assert decision.article is not None
            made.append(decision.article)
    return made


def full(**fields: Any) -> Article:
    """Return an article with every field that a format shows."""
    text = "First < & second.\n\nA heading\n\none\ntwo\n\nSo it is.\n\na\tb\nc\td\n\n]]>"
    known = Article(
        article_id="urn:copydesk:article:1:full",
        alt_ids=(AltId(role="guid", value="42"),),
        url="https://news.example/söder?a=1 2#top",
        canonical_url="https://news.example/s%C3%B6der",
        completeness=Completeness(value="partial", reason="paywall"),
        published=Instant(value=NOON, offset="+03:30", zone_from="page"),
        modified=Instant(value=NOON, offset="+00:00", zone_from="assumed"),
        first_seen=NOON,
        fetched=NOON.replace(microsecond=481_000),
        headlines=(
            Headline(role="kicker", value="Harbour"),
            Headline(role="main", value="Ferry & <b>boat</b>"),
            Headline(role="social", value="Ferry!"),
        ),
        standfirst="It sails < again.",
        section="Sea",
        by=(Author(name="Ana Ruiz", role="reporter", uri="/ana"), Author(name="Bo")),
        dateline=Dateline(text="Tromsø (NTB) -", place="Tromsø", source="NTB"),
        ed_note="An earlier version was wrong.",
        body=Body(
            text=text,
            blocks=(
                Block(kind="paragraph", text="First < & second."),
                Block(kind="heading", text="A heading"),
                Block(kind="list", text="one\ntwo"),
                Block(kind="quote", text="So it is."),
                Block(kind="table", text="a\tb\nc\td"),
                Block(kind="embed", text="]]>"),
            ),
        ),
        counts=Counts(words=14, characters=len(text), read_minutes=0.1),
        language=Language(tag="en", confidence=0.9),
        media=(
            Medium(
                href="https://news.example/bilder/bå t.JPG",
                width=640,
                height=480,
                caption="The ferry",
                alt="A ferry",
                credit="Photo: Bo",
                licence="https://licence.example/by",
            ),
            Medium(href="https://news.example/film", type="video/mp4"),
            Medium(href="https://news.example/what"),
            Medium(href="not an address", type="image/png"),
        ),
        keywords=("ferry", "boat", "ferry"),
        genres=("opinion",),
        fingerprint="a5becf1457b1fb80",
        publisher=Publisher(id="news.example", name="News", domain="news.example", country="NO"),
        feed=FeedRef(url="https://news.example/rss", title="News feed"),
        provenance=Provenance(
            fields={"keywords": FieldProvenance(from_="term frequency", confidence=0.5)}
        ),
        version=3,
        status="usable",
        change=Change(kind="correction", fields=("body", "ed_note"), note="Name mended."),
    )
    return replace(known, **fields)


# A lone surrogate is no text: no JSON in UTF-8 can bring one. Everything else may come.
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_nasty = st.sampled_from(
    [
        "]]>",
        "<![CDATA[x]]>",
        "\x00",
        "\x0b\x1f",
        "\x85\u2028",
        "\ufffe\uffff",
        "\u202eabc\u202c",
        "שלום עולם",
        "\U0001f6a2\U0010ffff",
        "&amp;&lt;&#0;&bogus;",
        "<script>alert(1)</script>",
        "<?xml version='1.0'?><!DOCTYPE x>",
        "\r\n\t ",
        "",
    ]
)
texts = st.one_of(anything, _nasty, st.tuples(anything, _nasty, anything).map("".join))
_maybe = st.none() | texts
_addresses = st.one_of(
    texts,
    texts.map("https://news.example/".__add__),
    texts.map("https://".__add__),
    st.sampled_from(["https://[::1]:80/a[b]", "http://a:b@c:d/", "https://bücher.example:8443/ä"]),
)
_instants = st.builds(
    Instant,
    value=st.datetimes(timezones=st.just(UTC)),
    offset=st.none() | st.sampled_from(["+14:00", "-12:00", "+05:45", "+99:99", "x"]),
)


def articles() -> st.SearchStrategy[Article]:
    """Return articles of which every text and address is arbitrary."""
    blocks = st.builds(
        Block,
        kind=st.sampled_from(["paragraph", "heading", "quote", "list", "table", "embed"]),
        text=texts,
    )
    tag = st.sampled_from(["en", "fa", "zh-Hant", "und"])
    return st.builds(
        Article,
        article_id=st.uuids(version=4).map(lambda u: f"urn:copydesk:article:1:{u.hex}"),
        alt_ids=st.tuples() | st.tuples(st.builds(AltId, role=texts, value=texts)),
        url=_addresses,
        canonical_url=_addresses,
        published=st.none() | _instants,
        modified=st.none() | _instants,
        headlines=st.tuples()
        | st.tuples(st.builds(Headline, role=st.sampled_from(["main", "feed"]), value=texts)),
        standfirst=_maybe,
        section=_maybe,
        by=st.tuples() | st.tuples(st.builds(Author, name=texts, uri=st.none() | _addresses)),
        ed_note=_maybe,
        body=st.builds(Body, text=texts, blocks=st.lists(blocks, max_size=3).map(tuple)),
        language=st.none() | st.builds(Language, tag=tag),
        media=st.tuples()
        | st.tuples(
            st.builds(Medium, href=_addresses, type=_maybe, caption=_maybe, licence=_maybe)
        ),
        keywords=st.lists(texts, max_size=3).map(tuple),
        genres=st.lists(texts, max_size=3).map(tuple),
        publisher=st.none() | st.builds(Publisher, id=texts, name=_maybe, domain=texts),
        feed=st.none() | st.builds(FeedRef, url=_addresses, title=_maybe),
        version=st.integers(1, 2**31 - 1),
        status=st.sampled_from(["usable", "withheld", "canceled"]),
        change=st.builds(Change, kind=st.sampled_from(["first", "update", "correction"])),
    )
