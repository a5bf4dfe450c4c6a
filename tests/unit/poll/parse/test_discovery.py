"""A home page -> its feeds: WHATWG HTML section 4.6.7.1."""

from __future__ import annotations

from copydesk.poll import discover

URL = "https://a.example/news/"
PAGE = """<!DOCTYPE html><html><head><base href="/b/">
<link rel="stylesheet" href="x.css"><link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="Alternate" type="application/rss+xml; charset=utf-8" title="Новости" href="rss.xml">
<link rel="alternate" type="application/json" href="/wp-json/1">
<link rel="alternate" type="application/json" href="/feed.json">
<link rel="feed" href="/any"><link rel=alternate type=application/atom+xml href="javascript:x">
</head><body><a href="/rss">By <b>RSS</b></a><a href="/about">About</a>
<a href="https://a.example/brass">Brass</a></body></html>"""


def test_what_a_page_declares_comes_first() -> None:
    found = discover(
        PAGE.encode("windows-1251"), url=URL, headers={"Content-Type": "x; charset=cp1251"}
    )
    assert [(one.how, one.url, one.title) for one in found if one.how != "guessed"] == [
        ("declared", "https://a.example/b/rss.xml", "Новости"),
        ("declared", "https://a.example/feed.json", None),
        ("declared", "https://a.example/any", None),
        ("declared", "https://a.example/comments/feed", "Comments"),
        ("linked", "https://a.example/rss", "By RSS"),
    ]


def test_well_known_paths_are_guesses() -> None:
    found = discover(b"", url=URL)
    assert {one.how for one in found} == {"guessed"}
    assert "https://a.example/feed" in [one.url for one in found]
