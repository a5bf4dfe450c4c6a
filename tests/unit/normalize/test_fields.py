"""Fields that an article takes from its fetch, its feed and the way it came."""

from __future__ import annotations

import hashlib

from msgspec.structs import replace

from copydesk.codec import encode
from copydesk.enrich.enrich import enrich
from copydesk.events import Completeness, Fetched, Normalized
from copydesk.normalize.article import ANY_TIME, normalize_page
from copydesk.normalize.body.vote import METHOD, weights
from copydesk.settings import NormalizeSettings
from tests.pages import SEEN, facts

URL = "https://www.ferrypost.example/harbour/ferry-is-back"
COPY = "".join(
    f"<p>On day {n} the ferry 🛥 left the old pier before dawn, and {n * 7} bakers, who had asked "
    "for it since the floods, were on board when it reached the other shore.</p>"
    for n in range(3, 7)
)
PAGE = (
    "<html lang='en'><head><title>The ferry is back</title>{head}</head><body><article>"
    f"<h1>The ferry is back</h1>{{under}}{COPY}</article></body></html>"
)


def read(known: Fetched, head: str = "", under: str = "") -> Normalized:
    page = PAGE.replace("{head}", head).replace("{under}", under)
    return normalize_page(page.encode(), known, NormalizeSettings())


def test_every_id_is_kept_with_its_role_the_guid_as_served() -> None:
    stated = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        '"The ferry is back", "identifier": "FP-77"}</script>'
    )
    known = facts(URL, feed_title="The Ferry Post")
    feed = replace(known.entry.feed, entry_id="tag:ferrypost.example,2026:77?x=1#y")
    found = read(replace(known, entry=replace(known.entry, feed=feed)), stated)
    assert found.feed == feed
    assert [(one.role, one.value) for one in found.alt_ids] == [
        ("guid", "tag:ferrypost.example,2026:77?x=1#y"),
        ("identifier", "FP-77"),
    ]


def test_a_canonical_address_within_the_site_is_the_article_for_any_way_to_it() -> None:
    link = '<link rel="canonical" href="/harbour/ferry-is-back?utm_source=feed#top">'
    amp = read(facts("https://amp.ferrypost.example/harbour/ferry-is-back/amp?x=1"), link)
    plain = read(facts(URL), link.replace('href="', 'href="https://www.ferrypost.example'))
    assert amp.url.startswith("https://amp.")
    assert plain.canonical_url == URL
    assert amp.canonical_url == "https://amp.ferrypost.example/harbour/ferry-is-back"


def test_a_page_that_was_cut_is_partial_whatever_it_says_of_itself() -> None:
    free = '<meta property="article:content_tier" content="free">'
    found = read(replace(facts(URL), truncated=True), free)
    assert found.access == "free"
    assert found.completeness == Completeness(value="partial", reason="truncated")


def test_times_of_the_fetch_are_recorded_and_an_unknown_one_is_no_limit() -> None:
    stated = '<meta property="article:published_time" content="2031-05-01T10:00:00+02:00">'
    found = read(facts(URL), stated)
    assert (found.first_seen, found.fetched, found.published) == (SEEN, SEEN, None)
    later = read(replace(facts(URL), fetched_at=ANY_TIME), stated)
    assert later.published is not None
    assert later.published.offset == "+02:00"


def test_digests_are_of_the_bytes_and_of_the_entry_as_served() -> None:
    known = facts(URL, title="The ferry")
    body = PAGE.replace("{head}", "").replace("{under}", "").encode("utf-16")
    found = normalize_page(body, known, NormalizeSettings())
    assert found.provenance is not None
    assert found.provenance.raw_digest == hashlib.sha256(body).hexdigest()
    assert found.provenance.feed_digest == hashlib.sha256(encode(known.entry)).hexdigest()
    (stage,) = found.provenance.stages
    assert (stage.name, stage.outcome) == ("normalize", "charset utf-16-le")


def test_every_field_that_a_page_fills_says_where_from() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "OpinionNewsArticle", "headline": '
        '"The ferry is back", "author": {"name": "Ada Berg"}, "articleSection": "Harbour", '
        '"keywords": ["ferries"], "isAccessibleForFree": true, "license": '
        '"https://ferrypost.example/terms", "image": "/a/pier.jpg", '
        '"datePublished": "2026-05-01T10:00:00+02:00", '
        '"dateModified": "2026-05-01T11:00:00+02:00"}</script>'
    )
    found = read(facts(URL), head)
    assert found.provenance is not None
    told = {name: one.from_ for name, one in found.provenance.fields.items()}
    stated = ("by", "section", "keywords", "access", "rights", "media", "published", "modified")
    assert {name: told[name] for name in (*stated, "genres")} == dict.fromkeys(
        (*stated, "genres"), "json-ld"
    )
    assert told["headlines"] == "page text"
    assert all(getattr(found, name) for name in told if name != "publisher")


def test_offsets_into_the_body_count_code_points_and_blocks_join_to_it() -> None:
    found = read(facts(URL))
    assert found.body.text == "\n\n".join(block.text for block in found.body.blocks)
    counts = enrich(found).counts
    assert counts is not None
    assert counts.characters == len(found.body.text) < len(found.body.text.encode("utf-16-le")) / 2


def test_what_furniture_was_taken_out_is_kept_as_printed() -> None:
    first = COPY[: COPY.index("</p>") + 4]
    line = "<b>Also  read:</b> The choir sang all night on the old pier"
    found = read(facts(URL), under=f"{first}<p>{line}</p>")
    assert found.extraction is not None
    assert found.extraction.removed == ("Also read: The choir sang all night on the old pier",)
    assert found.extraction.removed[0] not in found.body.text
    assert (found.extraction.method, found.extraction.score) == (METHOD, None)
    assert found.extraction.version == weights().version
