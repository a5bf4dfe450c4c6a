"""What is paid for, and whether all of it is there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from copydesk.normalize.article import normalize_page
from copydesk.normalize.page import parse_page
from copydesk.pages.access import access_of, amp_twin_of
from copydesk.settings import NormalizeSettings
from tests.pages import facts

URL = "https://site.example/ferry/1"
COPY = (
    "<p>"
    + "The ferry is back at the old wharf, and the queue was gone within the hour. " * 4
    + "</p>"
)
PART: dict[str, Any] = {
    "@type": "WebPageElement",
    "isAccessibleForFree": False,
    "cssSelector": ".paid",
}


def page(body: str, **stated: Any) -> str:
    data = {"@type": "NewsArticle", "headline": "A ferry returns", **stated}
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    head = f"<title>A ferry returns</title>{script}"
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


def found(text: str, copy: str = "") -> tuple[str | None, str | None, str | None]:
    made = access_of(parse_page(text, max_depth=512), copy)
    if made.completeness is None:
        return made.access, None, None
    return made.access, made.completeness.value, made.completeness.reason


@pytest.mark.parametrize("false", [False, "False", "false", "http://schema.org/False"])
def test_a_part_that_is_named_and_not_there(false: Any) -> None:
    text = page(f"{COPY}<div class='paid'></div>", isAccessibleForFree=false, hasPart=PART)
    assert found(text) == ("paywalled", "partial", "paywall")


def test_a_part_that_is_there_behind_its_curtain() -> None:
    text = page(f"<div class='paid'>{COPY}</div>", isAccessibleForFree=False, hasPart=[PART])
    assert found(text) == ("paywalled", "full", None)


def test_paid_and_no_word_about_parts() -> None:
    assert found(page(COPY, isAccessibleForFree=False)) == ("paywalled", None, None)


@pytest.mark.parametrize("true", [True, "True", "https://schema.org/True"])
def test_free_is_free(true: Any) -> None:
    assert found(page(COPY, isAccessibleForFree=true)) == ("free", None, None)


@pytest.mark.parametrize("selector", [".a[", "//x", "", 7, "::before", ":has(", "a" * 10_000])
def test_a_selector_that_is_none_is_none(selector: Any) -> None:
    part = {**PART, "cssSelector": selector}
    assert found(page(COPY, isAccessibleForFree=False, hasPart=part))[0] == "paywalled"


@pytest.mark.parametrize(
    ("tier", "access"),
    [("free", "free"), ("metered", "metered"), ("locked", "paywalled"), ("x", None)],
)
def test_the_tier_of_open_graph(tier: str, access: str | None) -> None:
    text = f"<html><head><meta property='article:content_tier' content='{tier}'></head><body>{COPY}"
    assert found(text) == (access, None, None)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='article-paywall'>Subscribe to read on</div>",
        "<section id='paywall'>Jetzt abonnieren</section>",
        "<div class='x regwall y'>Réservé aux abonnés</div>",
        "<div class='content-locked'>この記事は有料会員限定です</div>",
    ],
)
def test_a_box_that_asks_to_subscribe_under_little_copy(box: str) -> None:
    text = f"<html><body>{COPY}{box}</body></html>"
    assert found(text, "short") == ("paywalled", "partial", "paywall")
    assert found(text, "long " * 1000) == (None, None, None)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='paywall'></div>",
        "<div class='no-paywalls-here'>Subscribe to our letter</div>",
        "<div class='newsletter'>Subscribe to our letter</div>",
    ],
)
def test_a_box_that_asks_nothing_or_has_another_name(box: str) -> None:
    assert found(f"<html><body>{COPY}{box}</body></html>") == (None, None, None)


def test_an_amp_page_names_its_twin() -> None:
    link = "<link rel='canonical' href='/ferry/1'>"
    for mark in ("amp", "⚡"):
        amp = parse_page(f"<html {mark}><head>{link}</head><body>x", max_depth=9)
        assert amp_twin_of(amp, URL + "/amp") == URL
        assert amp_twin_of(amp, URL) is None
    assert amp_twin_of(parse_page(f"<html><head>{link}</head>x", max_depth=9), URL + "/amp") is None
    assert amp_twin_of(parse_page("<html amp>x", max_depth=9), URL) is None


def test_the_article_carries_it_with_its_source() -> None:
    text = page(f"{COPY * 3}<div class='paid'></div>", isAccessibleForFree=False, hasPart=PART)
    article = normalize_page(text.encode(), facts(URL), NormalizeSettings())
    assert article.access == "paywalled"
    assert article.completeness is not None
    assert article.completeness.reason == "paywall"
    assert article.provenance is not None
    assert article.provenance.fields["access"].from_ == "json-ld"
    assert article.provenance.fields["completeness"].from_ == "json-ld"


def test_an_amp_page_is_said_and_its_canonical_is_the_article() -> None:
    text = page(COPY * 3).replace("<html>", f"<html amp><link rel='canonical' href='{URL}'>")
    article = normalize_page(text.encode(), facts(URL + "/amp"), NormalizeSettings())
    assert article.canonical_url == URL
    assert article.provenance is not None
    assert article.provenance.stages[0].outcome == f"charset utf-8; AMP twin of {URL}"


def test_a_tier_says_that_what_is_not_free_is_metered() -> None:
    tier = '<meta property="article:content_tier" content="metered">'
    text = page(COPY, isAccessibleForFree=False).replace("<title>", f"{tier}<title>")
    assert found(text)[0] == "metered"
    assert found(page(COPY, isAccessibleForFree=False))[0] == "paywalled"
