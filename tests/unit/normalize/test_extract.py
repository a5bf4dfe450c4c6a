"""A page becomes an article: the newsroom's sites, the sample, and pages that are none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from copydesk.codec import encode
from copydesk.demo.articles import Article, written
from copydesk.demo.pages import article_page
from copydesk.demo.sites import SITES, Site
from copydesk.enrich.enrich import enrich
from copydesk.errors import PermanentError
from copydesk.events import Fetched, Normalized, Removed
from copydesk.normalize.article import normalize_page
from copydesk.settings import NormalizeSettings
from tests.pages import SAMPLE, SAMPLE_EXPECTED, SEEN, facts, sample_facts, sample_page

SETTINGS = NormalizeSettings()
SUFFIXES = ("newsroom.test",)
PORT, START = 8080, 1_790_000_000

# What robots.txt forbids is never read.
ARTICLES = [(s, article) for s in SITES for article in written(s) if article.allowed]


def _read(site: Site, article: Article) -> Normalized:
    version = article.versions[0]
    page = article_page(article, version, port=PORT, start=START, t=0)
    known = facts(site.url(PORT, article.path), title=version.headline, feed_title=site.title)
    return normalize_page(page.encode(site.encoding), known, SETTINGS, SUFFIXES)


@pytest.mark.parametrize(
    ("site", "article"), ARTICLES, ids=[f"{s.name}-{a.story.code}" for s, a in ARTICLES]
)
def test_the_newsrooms_articles_are_whole(site: Site, article: Article) -> None:
    found, version = _read(site, article), article.versions[0]
    assert found.headline == version.headline
    texts = [block.text for block in found.body.blocks]
    for paragraph in version.paragraphs:
        assert paragraph in texts
    assert found.publisher is not None
    assert found.publisher.domain == site.host
    enriched = enrich(found)
    assert enriched.language is not None
    assert enriched.language.tag == site.language
    assert enriched.fingerprint
    assert enriched.counts is not None
    assert enriched.counts.characters == len(found.body.text)


def test_a_page_that_is_gone_is_the_article_that_it_was_and_says_so() -> None:
    site, article = ARTICLES[0]
    page = article_page(article, article.versions[0], port=PORT, start=START, t=0)
    body, known = page.encode(site.encoding), facts(site.url(PORT, article.path))
    removed = Removed(at=SEEN, status=410, final_url=known.url, note="410 Gone")
    before = normalize_page(body, known, SETTINGS, SUFFIXES)
    after = normalize_page(body, replace(known, removed=removed), SETTINGS, SUFFIXES)
    assert after == replace(before, removed=removed)
    assert enrich(after) == replace(enrich(before), removed=removed)


def test_the_twin_of_the_sample_loses_its_furniture() -> None:
    site = SITES[0]
    article = next(one for one in written(site) if one.story.code == 2048817)
    found, version = _read(site, article), article.versions[0]
    assert [(h.role, h.value) for h in found.headlines] == [
        ("kicker", article.story.kicker),
        ("main", version.headline),
    ]
    assert [block.text for block in found.body.blocks] == list(version.paragraphs)
    assert found.standfirst == version.standfirst
    assert found.sign_off == "[KN/r]"
    assert found.dateline is not None
    assert found.dateline.text == f"{site.title} -"
    assert ("story-code", "2048817") in {(one.role, one.value) for one in found.alt_ids}


@pytest.mark.skipif(not SAMPLE.exists(), reason="the design folder's sample is not here")
def test_the_sample_is_read_as_expected() -> None:
    found = normalize_page(sample_page().encode(), sample_facts(), SETTINGS)
    event = json.loads(encode(found))
    expected = json.loads(SAMPLE_EXPECTED.read_text("utf-8"))
    assert event["headlines"] == expected["headlines"]
    assert event["published"] == expected["published"]
    assert [block["text"] for block in event["body"]["blocks"]] == expected["body"]["paragraphs"]
    assert event["standfirst"] == expected["standfirst"]
    assert event["sign_off"] == expected["sign_off"]
    assert event["dateline"]["text"] == expected["dateline"]["text"]
    assert event["dateline"]["source"] == expected["dateline"]["source"]
    assert [one for one in event["alt_ids"] if one["role"] == "story-code"] == expected["alt_ids"]
    language = enrich(found).language
    assert language is not None
    assert language.tag == expected["language"]


def _refused(body: bytes, known: Fetched, settings: NormalizeSettings = SETTINGS) -> str:
    with pytest.raises(PermanentError) as caught:
        normalize_page(body, known, settings)
    return caught.value.code


def test_pages_without_an_article_are_refused_with_a_reason() -> None:
    known = facts("https://kabar.example/1")
    deep = "<html><body>" + "<div>" * 600 + "x" + "</div>" * 600
    assert _refused(b"<html><body><p></p></body></html>", known) == "no-article"
    assert _refused(b"", known) == "not-html"
    assert _refused(deep.encode(), known) == "too-complex"
    assert _refused(bytes(range(256)) * 40, known) == "undecodable"


def test_a_page_is_not_believed_to_be_another_sites() -> None:
    site, article = ARTICLES[0]
    page = article_page(article, article.versions[0], port=PORT, start=START, t=0)
    link = '<link rel="canonical" href="https://elsewhere.example/stolen"></head>'
    page = page.replace("</head>", link)
    known = facts(site.url(PORT, article.path))
    found = normalize_page(page.encode(), known, SETTINGS, SUFFIXES)
    assert found.canonical_url == site.url(PORT, article.path)


def test_joiners_of_persian_survive() -> None:
    bandar = next(site for site in SITES if site.name == "bandar")
    found = _read(bandar, written(bandar)[0])
    assert "\u200c" in found.body.text
    assert found.standfirst is not None
    assert found.standfirst not in found.body.text


_PROGRAM = """
import sys
from tests.unit.normalize.test_extract import ARTICLES, _read
from copydesk.codec import encode
from copydesk.enrich.enrich import enrich
for site, article in ARTICLES:
    sys.stdout.buffer.write(encode(enrich(_read(site, article))) + b"\\n")
"""


def test_the_same_page_gives_the_same_bytes_anywhere() -> None:
    outputs = set()
    for seed, zone, language in (
        ("0", "UTC", "C"),
        ("1", "Asia/Tehran", "C.UTF-8"),
        ("4242", "America/St_Johns", "POSIX"),
    ):
        surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            env={**os.environ, **surroundings},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") == len(ARTICLES)


def test_reading_a_page_again_changes_nothing() -> None:
    known = facts("https://kabar.example/1", title="x")
    page = article_page(ARTICLES[0][1], ARTICLES[0][1].versions[0], port=PORT, start=START, t=0)
    first = normalize_page(page.encode(), known, SETTINGS)
    assert encode(normalize_page(page.encode(), replace(known), SETTINGS)) == encode(first)
