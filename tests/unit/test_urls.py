"""Addresses, sites and article ids; the golden file holds ids for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import PermanentError
from copydesk.sites import site_of
from copydesk.urls import article_id, canonical_url, normalize_url

GOLDEN = Path(__file__).parents[1] / "golden" / "article-ids-1.tsv"
ROWS = [line.split("\t") for line in GOLDEN.read_text("utf-8").splitlines() if line]


def test_the_golden_file_is_large_enough() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize(("url", "normal", "identity"), ROWS)
def test_ids_never_change(url: str, normal: str, identity: str) -> None:
    assert normalize_url(url) == normal
    assert article_id(url) == identity


@pytest.mark.parametrize("row", ROWS)
def test_a_normal_form_is_its_own_normal_form(row: list[str]) -> None:
    assert normalize_url(row[1]) == row[1]
    assert article_id(row[1]) == row[2]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://example.com/a",
        "javascript:alert(1)",
        "mailto:desk@example.com",
        "/relative",
        "http://",
        "http://[::1",
        "http://example.com:99999/",
        "https:///path",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(PermanentError) as caught:
        normalize_url(url)
    assert caught.value.code == "bad-url"


@given(st.text(max_size=60))
def test_any_text_is_normalized_or_refused(text: str) -> None:
    for url in (text, f"http://example.com/{text}", f"http://{text}/"):
        try:
            normal = normalize_url(url)
        except PermanentError:
            continue
        assert normalize_url(normal) == normal


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.co.uk/a", "example.co.uk"),
        ("http://news.example.com", "example.com"),
        ("http://EXAMPLE.com:8080/", "example.com"),
        ("http://192.0.2.7/a", "192.0.2.7:80"),
        ("https://192.0.2.7/a", "192.0.2.7:443"),
        ("http://[2001:db8::1]:8080/", "[2001:db8::1]:8080"),
        ("http://localhost:9000/", "localhost"),
        ("https://пример.рф/новость", "xn--e1afmkfd.xn--p1ai"),
        ("https://someone.github.io/post", "someone.github.io"),
    ],
)
def test_sites(url: str, site: str) -> None:
    assert site_of(url) == site


def test_extra_suffixes_make_sites_of_the_names_below() -> None:
    assert site_of("http://a.b.newsroom.test/x", ["newsroom.test"]) == "b.newsroom.test"
    assert site_of("http://a.b.newsroom.test/x") == "newsroom.test"


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        (["https://example.com/story"], "https://example.com/story"),
        (["/story"], "https://example.com/story"),
        (["https://other.example/story"], "https://example.com/a"),
        (["https://example.com/"], "https://example.com/a"),
        (["javascript:void(0)", "https://m.example.com/story"], "https://m.example.com/story"),
        ([], "https://example.com/a"),
    ],
)
def test_a_page_may_name_itself_only_within_its_site(candidates: list[str], expected: str) -> None:
    assert canonical_url("https://example.com/a?utm_source=x", candidates) == expected


def test_scheme_and_www_make_no_difference_to_the_id() -> None:
    one = article_id("http://www.example.com/a")
    assert one == article_id("https://example.com/a")
    assert one != article_id("https://example.com/A")
