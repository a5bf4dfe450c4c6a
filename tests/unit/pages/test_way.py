"""What a redirect says of the page behind it."""

from __future__ import annotations

import pytest

from copydesk.pages.way import by_way

ASKED = "https://www.site.example/politics/2026/11/24/a-ferry-returns-1024"


@pytest.mark.parametrize(
    ("final", "code"),
    [
        ("https://consent.site.example/collect?sessionId=1", "consent-wall"),
        ("https://consent.other.example/v2/collectConsent?s=1", "consent-wall"),
        (f"https://www.site.example/consent?return={ASKED}", "consent-wall"),
        ("https://www.site.example/privacy-gate/?url=%2Fpolitics%2F2026%2F11%2F24%2Fa-ferry-returns-1024",
         "consent-wall"),
        ("https://www.site.example/login", "login-wall"),
        ("https://www.site.example/en/sign-in?x=1", "login-wall"),
        (f"https://accounts.site.example/oauth?continue={ASKED}", "login-wall"),
        (f"https://id.other.example/x?next={ASKED}", "login-wall"),
        (f"https://www.site.example/auth/start?to={ASKED}", "login-wall"),
        ("https://www.site.example/anmelden", "login-wall"),
        ("https://www.site.example/404", "soft-404"),
        ("https://www.site.example/error/not-found", "soft-404"),
        ("https://www.site.example/", "soft-404"),
        ("https://site.example", "soft-404"),
        ("https://www.site.example/en/", "soft-404"),
        ("https://www.site.example/politics/", "soft-404"),
    ],
)  # fmt: skip
def test_where_no_article_is(final: str, code: str) -> None:
    found = by_way(ASKED, final)
    assert found is not None
    assert found.code == code
    assert final in found.evidence
    assert found.refusal(ASKED).code == code


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        (ASKED, ASKED),
        (ASKED, ASKED + "/"),
        (ASKED, ASKED.replace("www.", "m.")),
        (ASKED.replace("https", "http"), ASKED),
        (ASKED + "/amp", ASKED),
        (ASKED + "?utm_source=rss", ASKED),
        (ASKED, "https://www.site.example/politics/a-ferry-returns-1024"),
        (ASKED, "https://www.site.example/p/1024"),
        (ASKED, "https://www.site.example/?p=1024"),
        # A short address may lead to a page of one story, which is the home page of its site.
        ("https://short.example/x7f9q", "https://one-story.example/"),
        ("https://links.example/2026/11/24/1", "https://www.site.example/politics/"),
        ("https://www.site.example/politics/", "https://www.site.example/"),
        # These are the words of articles, not of walls.
        ("https://site.example/n/1", "https://site.example/news/consent-law-passes-2026"),
        ("https://site.example/n/1", "https://site.example/gdpr/fines-rise-2026"),
        ("https://site.example/login/1", "https://site.example/login/the-end-of-passwords"),
        ("https://login.example/a-story-of-1", "https://www.login.example/story/1"),
        ("https://site.example/n/1", "https://site.example/auth/bug-in-ssh-2026"),
        ("https://site.example/go/12345", "https://site.example/nato"),
        ("https://site.example/go/12345", "https://site.example/cinema/connexion"),
    ],
)
def test_where_an_article_may_be(asked: str, final: str) -> None:
    assert by_way(asked, final) is None
